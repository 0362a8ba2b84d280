#include <gtest/gtest.h>

#include "tests/unit/syncd/distribution/facts.hpp"
#include "tests/unit/syncd/distribution/naive_ranking.hpp"

namespace fieldbook::syncd {
namespace {

constexpr auto at(Metric metric) { return static_cast<std::size_t>(metric); }

PlanSettings weighing(Metric metric, double weight) {
  PlanSettings out;
  out.weights[at(metric)] = weight;
  return out;
}

Plan plan_of(const std::vector<PartnerFacts>& partners, const PlanSettings& settings,
             const OpportunityFacts& opportunity = an_opportunity()) {
  return make_plan(opportunity, {}, partners, settings, kToday);
}

std::vector<Uuid> order_of(const Plan& plan) {
  std::vector<Uuid> out;
  for (const Candidate& candidate : plan.candidates) out.push_back(candidate.partner);
  return out;
}

TEST(Plan, the_highest_score_is_chosen) {
  PartnerFacts good = a_partner("a"), better = a_partner("b");
  good.record.delivered = 4, good.record.won = 1;
  better.record.delivered = 4, better.record.won = 2;
  const Plan plan = plan_of({good, better}, weighing(Metric::win_rate, 4));
  ASSERT_NE(plan.choice(), nullptr);
  EXPECT_EQ(plan.choice()->partner, better.id);
  EXPECT_EQ(plan.choice()->score, 2.0);
  EXPECT_EQ(plan.choice()->metrics[at(Metric::win_rate)],
            (MetricScore{0.5, 4, 2, MetricNote::none}));
}

TEST(Plan, of_nobody_available_there_is_no_choice_and_each_says_why) {
  PartnerFacts partner = a_partner("a");
  partner.capacity = 0;
  const Plan plan = plan_of({partner}, {});
  EXPECT_EQ(plan.choice(), nullptr);
  ASSERT_EQ(plan.candidates.size(), 1U);
  EXPECT_EQ(plan.candidates[0].answers[static_cast<std::size_t>(Rule::capacity)], RuleAnswer::full);
  EXPECT_EQ(plan_of({}, {}).choice(), nullptr);
}

// domain.md 11.17
TEST(Plan, a_weight_of_zero_leaves_the_metric_out_and_its_missing_data_with_it) {
  PartnerFacts partner = a_partner("a");
  const Plan plan = plan_of({partner}, {});
  ASSERT_EQ(plan.available, 1U);
  for (const MetricScore& metric : plan.candidates[0].metrics)
    EXPECT_EQ(metric, (MetricScore{0, 0, 0, MetricNote::left_out}));
}

TEST(Plan, a_new_partner_counts_with_zero_and_says_so) {
  const Plan plan = plan_of({a_partner("a")}, weighing(Metric::touch_rate, 5));
  EXPECT_EQ(plan.candidates[0].metrics[at(Metric::touch_rate)],
            (MetricScore{0, 5, 0, MetricNote::no_history}));
}

TEST(Plan, who_has_no_coordinates_counts_as_the_farthest_candidate) {
  OpportunityFacts opportunity = an_opportunity();
  opportunity.customer_place = Place::at(50, 8);
  PartnerFacts near = a_partner("near"), far = a_partner("far"), unknown = a_partner("unknown");
  near.place = Place::at(50, 8.1);
  far.place = Place::at(55, 8);
  const Plan plan = plan_of({unknown, far, near}, weighing(Metric::distance, -0.01), opportunity);
  EXPECT_EQ(plan.choice()->partner, near.id);
  const MetricScore& assumed = std::ranges::find(plan.candidates, unknown.id, &Candidate::partner)
                                   ->metrics[at(Metric::distance)];
  EXPECT_EQ(assumed.note, MetricNote::farthest_assumed);
  EXPECT_NEAR(assumed.value, 556, 1);
}

TEST(Plan, a_partner_that_is_not_available_makes_nobody_farther) {
  OpportunityFacts opportunity = an_opportunity();
  opportunity.customer_place = Place::at(50, 8);
  PartnerFacts near = a_partner("near"), full = a_partner("full"), unknown = a_partner("unknown");
  near.place = Place::at(50, 8.1);
  full.place = Place::at(-50, 8);
  full.capacity = 0;
  const Plan plan = plan_of({near, full, unknown}, weighing(Metric::distance, -0.01), opportunity);
  EXPECT_EQ(plan.candidates[0].score, plan.candidates[1].score);
}

TEST(Plan, where_the_customer_is_nowhere_distance_counts_for_nobody) {
  PartnerFacts near = a_partner("near");
  near.place = Place::at(50, 8.1);
  const Plan plan = plan_of({near, a_partner("unknown")}, weighing(Metric::distance, -0.01));
  for (const Candidate& candidate : plan.candidates) {
    EXPECT_EQ(candidate.metrics[at(Metric::distance)].note, MetricNote::customer_place_unknown);
    EXPECT_EQ(candidate.score, 0);
  }
}

TEST(Plan, of_equals_the_one_with_fewer_active_opportunities_then_the_lower_id) {
  PartnerFacts a = a_partner("a"), b = a_partner("b"), c = a_partner("c");
  a.record.active = 2, b.record.active = 1, c.record.active = 1;
  EXPECT_EQ(order_of(plan_of({c, a, b}, {})), (std::vector{b.id, c.id, a.id}));
}

TEST(Plan, miles_and_kilometres_are_told_apart) {
  OpportunityFacts opportunity = an_opportunity();
  opportunity.customer_place = Place::at(51.5074, -0.1278);
  PartnerFacts partner = a_partner("a");
  partner.place = Place::at(48.8566, 2.3522);
  PlanSettings settings = weighing(Metric::distance, -0.01);
  EXPECT_NEAR(plan_of({partner}, settings, opportunity).choice()->score, -3.435, 0.005);
  settings.unit = DistanceUnit::miles;
  EXPECT_NEAR(plan_of({partner}, settings, opportunity).choice()->score, -2.135, 0.005);
}

// --- Random cases against the naive ranking --------------------------------------------------

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(bound)));
  }
  bool one_in(std::int64_t count) { return below(count) == 0; }
  double fraction() { return static_cast<double>(below(10'001)) / 10'000; }
  Uuid id(const char* kind, std::int64_t bound) {
    return named(std::string(kind) + std::to_string(below(bound)));
  }
  std::vector<Uuid> some(const char* kind, std::int64_t bound) {
    std::vector<Uuid> out;
    for (std::int64_t i = 0; i < bound; ++i)
      if (!one_in(4)) out.push_back(named(std::string(kind) + std::to_string(i)));
    std::ranges::sort(out);
    return out;
  }
  Delivery delivery(const Uuid& partner) {
    Delivery out;
    out.partner = partner;
    out.delivered = kToday - 50 - below(100);
    const auto day = [&] { return kToday - below(50); };
    switch (below(8)) {
      case 0: break;
      case 1: out.declined = day(); break;
      case 2: out.expired = day(), out.decided_in_time = one_in(2); break;
      case 3: out.accepted = day(), out.returned = day(); break;
      case 4: out.accepted = day(), out.won = day(), out.feedback = day(); break;
      case 5: out.accepted = day(), out.lost = day(), out.feedback = day(); break;
      case 6: out.withdrawn = day(); break;
      default:
        out.accepted = day();
        if (one_in(2)) out.advanced = day(), out.feedback = out.advanced;
    }
    return out;
  }

 private:
  SeededRandom random_;
};

NaivePartner random_partner(Chance& chance, std::int64_t number) {
  NaivePartner out;
  PartnerFacts& facts = out.facts;
  facts.id = named("partner " + std::to_string(number));
  facts.is_active = !chance.one_in(20);
  facts.is_partner = !chance.one_in(20);
  facts.program_ended = chance.one_in(30);
  if (chance.one_in(5)) facts.program_end = kToday - 2 + chance.below(5);
  if (chance.one_in(5)) facts.program_start = kToday - 2 + chance.below(5);
  if (chance.one_in(3)) facts.revenue_min = chance.below(60);
  if (chance.one_in(3)) facts.revenue_max = 40 + chance.below(60);
  if (!chance.one_in(20)) facts.capacity = chance.below(12);
  facts.territories = chance.some("territory", 4);
  facts.lead_types = chance.some("lead type", 4);
  facts.products = chance.some("product", 5);
  const std::int64_t deliveries = chance.one_in(5) ? 0 : chance.below(14);
  for (std::int64_t i = 0; i < deliveries; ++i) out.history.push_back(chance.delivery(facts.id));
  facts.record = record_of(out.history);
  out.has_place = !chance.one_in(6);
  out.latitude = chance.fraction() * 180 - 90, out.longitude = chance.fraction() * 360 - 180;
  if (out.has_place) facts.place = Place::at(out.latitude, out.longitude);
  return out;
}

OpportunityFacts random_opportunity(Chance& chance) {
  OpportunityFacts out = an_opportunity();
  if (!chance.one_in(12)) out.territory = chance.id("territory", 4);
  if (!chance.one_in(3)) out.lead_type = chance.id("lead type", 4);
  if (!chance.one_in(4)) out.revenue = chance.below(100);
  for (std::int64_t i = chance.below(3); i > 0; --i)
    out.products.push_back(chance.id("product", 5));
  if (chance.one_in(3)) out.customer_account = chance.id("partner ", 30);
  if (chance.one_in(3)) out.declined_by = {chance.id("partner ", 30)};
  return out;
}

/// Zero for some, otherwise anywhere in the range.
Weights random_weights(Chance& chance) {
  Weights out{};
  for (const MetricRow& row : metric_table())
    if (!chance.one_in(4))
      out[at(row.metric)] = row.minimum + (row.maximum - row.minimum) * chance.fraction();
  return out;
}

struct RandomCase {
  explicit RandomCase(std::uint64_t seed) : chance(seed) {
    opportunity = random_opportunity(chance);
    has_place = !chance.one_in(6);
    latitude = chance.fraction() * 180 - 90, longitude = chance.fraction() * 360 - 180;
    if (has_place) opportunity.customer_place = Place::at(latitude, longitude);
    for (std::int64_t i = 0; i < 30; ++i) partners.push_back(random_partner(chance, i));
    for (std::int64_t i = chance.below(4); i > 0; --i)
      had_it.push_back(chance.delivery(chance.id("partner ", 30)));
    settings.weights = random_weights(chance);
  }
  [[nodiscard]] std::vector<PartnerFacts> facts() const {
    std::vector<PartnerFacts> out;
    for (const NaivePartner& partner : partners) out.push_back(partner.facts);
    return out;
  }
  [[nodiscard]] Plan plan(const std::vector<PartnerFacts>& of) const {
    return make_plan(opportunity, had_it, of, settings, kToday);
  }

  Chance chance;
  OpportunityFacts opportunity;
  bool has_place = false;
  double latitude = 0, longitude = 0;
  std::vector<NaivePartner> partners;
  std::vector<Delivery> had_it;
  PlanSettings settings;
};

TEST(RandomPlans, agree_with_the_naive_ranking) {
  std::size_t ranked = 0;
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    const RandomCase one(seed);
    const Plan plan = one.plan(one.facts());
    const Weights& w = one.settings.weights;
    const NaiveWeights weights{w[0], w[1], w[2], w[3], w[4], w[5], w[6]};
    const auto expected = naive_ranking(one.opportunity, one.has_place, one.latitude, one.longitude,
                                        one.had_it, one.partners, weights, kToday);
    ASSERT_EQ(plan.available, expected.size()) << "seed " << seed;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_NEAR(plan.candidates[i].score, expected[i].score, 1e-6) << "seed " << seed;
      ASSERT_EQ(plan.candidates[i].partner, expected[i].partner) << "seed " << seed;
    }
    ranked += expected.size();
  }
  EXPECT_GT(ranked, 5'000U);  // the cases are not all empty
}

TEST(RandomPlans, contributions_sum_to_the_score) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    const RandomCase one(seed);
    for (const Candidate& candidate : one.plan(one.facts()).candidates) {
      double sum = 0;
      for (const MetricScore& metric : candidate.metrics) {
        sum += metric.contribution;
        ASSERT_EQ(metric.contribution, metric.weight * metric.value) << "seed " << seed;
      }
      ASSERT_EQ(candidate.score, sum) << "seed " << seed;
      ASSERT_EQ(candidate.available, is_available(candidate.answers)) << "seed " << seed;
    }
  }
}

TEST(RandomPlans, do_not_depend_on_the_order_of_the_partners) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    RandomCase one(seed);
    const std::vector<PartnerFacts> facts = one.facts();
    const Plan plan = one.plan(facts);
    std::vector<PartnerFacts> shuffled = facts;
    for (std::size_t i = shuffled.size() - 1; i > 0; --i)
      std::swap(shuffled[i],
                shuffled[static_cast<std::size_t>(one.chance.below(static_cast<std::int64_t>(i)))]);
    const Plan other = one.plan(shuffled);
    ASSERT_EQ(order_of(plan), order_of(other)) << "seed " << seed;
    for (std::size_t i = 0; i < plan.candidates.size(); ++i) {
      ASSERT_EQ(plan.candidates[i].score, other.candidates[i].score) << "seed " << seed;
      ASSERT_EQ(plan.candidates[i].metrics, other.candidates[i].metrics) << "seed " << seed;
      ASSERT_EQ(plan.candidates[i].answers, other.candidates[i].answers) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace fieldbook::syncd
