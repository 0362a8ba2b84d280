// How long the planner takes: 10,000 partners ranked and explained for one opportunity, and for
// each of 1,000.

#include <algorithm>
#include <benchmark/benchmark.h>

#include "shared/base/random.hpp"
#include "syncd/distribution/planner.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::int64_t kToday = 20'700;

struct Generator {
  SeededRandom random{42};
  std::int64_t below(std::uint64_t bound) { return static_cast<std::int64_t>(random.below(bound)); }
  double fraction() { return static_cast<double>(below(1'000'000)) / 1e6; }
  Uuid id() {
    Uuid out;
    random.fill(out.bytes);
    return out;
  }
  Place place() { return Place::at(fraction() * 140 - 70, fraction() * 360 - 180); }
};

struct Reference {
  explicit Reference(Generator& generator) {
    for (auto* list : {&territories, &lead_types, &products}) {
      for (int i = 0; i < 40; ++i) list->push_back(generator.id());
      std::ranges::sort(*list);
    }
  }
  std::vector<Uuid> territories, lead_types, products;
};

/// `coverage` of 1 covers everything, so that every partner is available and scored.
PartnerFacts make_partner(Generator& generator, const Reference& reference, double coverage) {
  PartnerFacts out;
  out.id = generator.id();
  out.is_active = out.is_partner = true;
  out.capacity = 20;
  out.place = generator.place();
  const auto some = [&](const std::vector<Uuid>& all) {
    std::vector<Uuid> list;
    for (const Uuid& id : all)
      if (generator.fraction() < coverage) list.push_back(id);
    return list;
  };
  out.territories = some(reference.territories);
  out.lead_types = some(reference.lead_types);
  out.products = some(reference.products);
  PartnerRecord& record = out.record;
  record.delivered = 1 + generator.below(40);
  record.accepted = generator.below(static_cast<std::uint64_t>(record.delivered) + 1);
  record.won = record.closes = record.accepted / 2;
  record.close_days = record.closes * (10 + generator.below(90));
  record.with_feedback = record.accepted, record.touched = record.accepted;
  record.returned = record.accepted / 5, record.stalled = record.accepted / 6;
  record.active = generator.below(15);
  return out;
}

OpportunityFacts make_opportunity(Generator& generator, const Reference& reference) {
  OpportunityFacts out;
  out.id = generator.id();
  out.customer_account = generator.id();
  out.customer_place = generator.place();
  const auto any = [&](const std::vector<Uuid>& list) {
    return list[static_cast<std::size_t>(generator.below(list.size()))];
  };
  out.territory = any(reference.territories);
  out.lead_type = any(reference.lead_types);
  out.products = {any(reference.products), any(reference.products)};
  out.revenue = generator.below(1'000'000);
  return out;
}

/// Partners of which each covers each territory, lead type and product with a chance of `coverage`.
struct Site {
  Site(std::size_t partner_count, double coverage) : reference(generator) {
    for (std::size_t i = 0; i < partner_count; ++i)
      partners.push_back(make_partner(generator, reference, coverage));
    settings.weights = {-0.005, 3, -3, 1, -2, 2, -0.02};
  }
  Plan plan() {
    return make_plan(make_opportunity(generator, reference), {}, partners, settings, kToday);
  }
  Generator generator;
  Reference reference;
  std::vector<PartnerFacts> partners;
  PlanSettings settings;
};

constexpr std::size_t kPartners = 10'000;
constexpr int kOpportunities = 1'000;

/// Everybody is available and scored: the most there can be to do.
void plan_one(benchmark::State& state) {
  Site site(kPartners, 1.0);
  for (auto _ : state) {
    const Plan plan = site.plan();
    if (plan.available != kPartners) state.SkipWithError("not everybody is available");
    benchmark::DoNotOptimize(plan.choice());
  }
}

void plan_many(benchmark::State& state) {
  Site site(kPartners, 0.5);
  for (auto _ : state) {
    std::size_t available = 0;
    for (int i = 0; i < kOpportunities; ++i) available += site.plan().available;
    if (available == 0) state.SkipWithError("nobody is available");
    benchmark::DoNotOptimize(available);
  }
}

BENCHMARK(plan_one)->Name("distribution_one_of_10000")->Unit(benchmark::kMillisecond);
BENCHMARK(plan_many)->Name("distribution_1000_of_10000")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fieldbook::syncd

BENCHMARK_MAIN();
