#include <gtest/gtest.h>

#include "tests/unit/syncd/distribution/facts.hpp"

namespace fieldbook::syncd {
namespace {

RuleAnswer answer(Rule rule, const OpportunityFacts& opportunity, const PartnerFacts& partner,
                  const std::vector<Delivery>& deliveries = {}) {
  const RuleAnswers answers =
      check_availability(opportunity, exclusions_of(opportunity, deliveries), partner, kToday);
  return answers[static_cast<std::size_t>(rule)];
}

TEST(Availability, is_given_by_default) {
  const RuleAnswers answers = check_availability(an_opportunity(), {}, a_partner("p"), kToday);
  EXPECT_TRUE(is_available(answers));
}

TEST(Availability, one_rule_that_fails_is_enough) {
  for (std::size_t i = 0; i < kRuleCount; ++i) {
    RuleAnswers answers{};
    answers[i] = RuleAnswer::full;
    EXPECT_FALSE(is_available(answers));
  }
}

TEST(Capacity, is_a_maximum_that_the_offer_itself_must_fit_under) {
  PartnerFacts partner = a_partner("p");
  partner.capacity = 2;
  partner.record.active = 1;
  EXPECT_EQ(answer(Rule::capacity, an_opportunity(), partner), RuleAnswer::passed);
  partner.record.active = 2;
  EXPECT_EQ(answer(Rule::capacity, an_opportunity(), partner), RuleAnswer::full);
  partner.capacity.reset();
  EXPECT_EQ(answer(Rule::capacity, an_opportunity(), partner), RuleAnswer::no_capacity_set);
}

// domain.md 11.13
TEST(Capacity, counts_undecided_and_accepted_ones_until_they_end) {
  std::vector<Delivery> all(9, a_delivery("p"));
  all[1].accepted = kToday;
  all[2].accepted = kToday, all[2].expired = kToday;  // accepted within the grace
  all[3].declined = kToday;
  all[4].expired = kToday;
  all[5].accepted = kToday, all[5].returned = kToday;
  all[6].accepted = kToday, all[6].won = kToday;
  all[7].accepted = kToday, all[7].lost = kToday;
  all[8].withdrawn = kToday;
  EXPECT_EQ(record_of(all).active, 3);
}

TEST(Revenue, lies_between_the_bounds_and_on_them) {
  OpportunityFacts opportunity = an_opportunity();
  PartnerFacts partner = a_partner("p");
  EXPECT_EQ(answer(Rule::revenue, opportunity, partner), RuleAnswer::nothing_to_test);
  opportunity.revenue = 500'000;
  EXPECT_EQ(answer(Rule::revenue, opportunity, partner), RuleAnswer::nothing_to_test);
  partner.revenue_min = 500'000;
  EXPECT_EQ(answer(Rule::revenue, opportunity, partner), RuleAnswer::passed);
  partner.revenue_max = 500'000;
  EXPECT_EQ(answer(Rule::revenue, opportunity, partner), RuleAnswer::passed);
  opportunity.revenue = 500'001;
  EXPECT_EQ(answer(Rule::revenue, opportunity, partner), RuleAnswer::above_maximum);
  opportunity.revenue = 499'999;
  EXPECT_EQ(answer(Rule::revenue, opportunity, partner), RuleAnswer::below_minimum);
  opportunity.revenue.reset();
  EXPECT_EQ(answer(Rule::revenue, opportunity, partner), RuleAnswer::nothing_to_test);
}

TEST(Territory, must_be_known_and_covered) {
  OpportunityFacts opportunity = an_opportunity();
  EXPECT_EQ(answer(Rule::territory, opportunity, a_partner("p")), RuleAnswer::passed);
  opportunity.territory = named("south");
  EXPECT_EQ(answer(Rule::territory, opportunity, a_partner("p")),
            RuleAnswer::territory_not_covered);
  opportunity.territory.reset();
  EXPECT_EQ(answer(Rule::territory, opportunity, a_partner("p")), RuleAnswer::territory_unknown);
}

TEST(LeadType, passes_where_there_is_none) {
  OpportunityFacts opportunity = an_opportunity();
  PartnerFacts partner = a_partner("p");
  EXPECT_EQ(answer(Rule::lead_type, opportunity, partner), RuleAnswer::nothing_to_test);
  opportunity.lead_type = named("solar");
  EXPECT_EQ(answer(Rule::lead_type, opportunity, partner), RuleAnswer::lead_type_not_covered);
  partner.lead_types = {named("solar")};
  EXPECT_EQ(answer(Rule::lead_type, opportunity, partner), RuleAnswer::passed);
}

// domain.md 11.14
TEST(Products, must_all_be_covered) {
  OpportunityFacts opportunity = an_opportunity();
  PartnerFacts partner = a_partner("p");
  EXPECT_EQ(answer(Rule::products, opportunity, partner), RuleAnswer::nothing_to_test);
  opportunity.products = {named("panel"), named("tile")};
  partner.products = {named("panel")};
  EXPECT_EQ(answer(Rule::products, opportunity, partner), RuleAnswer::product_not_covered);
  partner.products = {named("panel"), named("tile")};
  EXPECT_EQ(answer(Rule::products, opportunity, partner), RuleAnswer::passed);
}

TEST(Conditions, that_go_without_saying) {
  PartnerFacts partner = a_partner("p");
  partner.is_active = false;
  EXPECT_EQ(answer(Rule::account_active, an_opportunity(), partner), RuleAnswer::inactive);
  partner.is_partner = false;
  EXPECT_EQ(answer(Rule::is_partner, an_opportunity(), partner), RuleAnswer::not_classified);
  OpportunityFacts own = an_opportunity();
  own.customer_account = partner.id;
  EXPECT_EQ(answer(Rule::not_customer, own, partner), RuleAnswer::is_customer);
}

TEST(Conditions, a_programme_runs_from_its_first_day_to_its_last) {
  PartnerFacts partner = a_partner("p");
  partner.program_start = kToday, partner.program_end = kToday;
  EXPECT_EQ(answer(Rule::program_running, an_opportunity(), partner), RuleAnswer::passed);
  partner.program_end = kToday - 1;
  EXPECT_EQ(answer(Rule::program_running, an_opportunity(), partner), RuleAnswer::program_ended);
  partner.program_end.reset(), partner.program_start = kToday + 1;
  EXPECT_EQ(answer(Rule::program_running, an_opportunity(), partner),
            RuleAnswer::program_not_started);
  partner.program_start.reset(), partner.program_ended = true;
  EXPECT_EQ(answer(Rule::program_running, an_opportunity(), partner), RuleAnswer::program_ended);
}

// domain.md 11.22
TEST(Conditions, who_declined_returned_or_let_it_expire_does_not_get_it_again) {
  OpportunityFacts opportunity = an_opportunity();
  Delivery delivery = a_delivery("p");
  const auto ask = [&] {
    return answer(Rule::not_offered_before, opportunity, a_partner("p"), {delivery});
  };
  EXPECT_EQ(ask(), RuleAnswer::passed);
  delivery.expired = kToday;
  EXPECT_EQ(ask(), RuleAnswer::expired_before);
  delivery.accepted = kToday;
  EXPECT_EQ(ask(), RuleAnswer::passed);
  delivery.returned = kToday;
  EXPECT_EQ(ask(), RuleAnswer::returned_before);
  delivery.declined = kToday;
  EXPECT_EQ(ask(), RuleAnswer::declined_before);
  opportunity.declined_by = {named("q")};
  EXPECT_EQ(answer(Rule::not_offered_before, opportunity, a_partner("q")),
            RuleAnswer::declined_before);
}

}  // namespace
}  // namespace fieldbook::syncd
