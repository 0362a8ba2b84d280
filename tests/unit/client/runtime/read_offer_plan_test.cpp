#include "client/runtime/read_offer_plan.hpp"

#include <gtest/gtest.h>

namespace fieldbook::client {
namespace {

constexpr const char* kPlan = R"({
  "opportunity": "01890a5d-ac96-774b-bcce-b302099a8057", "available": 1,
  "candidates": [
    {"rank": 1, "partner": "01890a5d-ac96-774b-bcce-b302099a8058", "name": "Metro Technik",
     "available": true, "active": 2, "capacity": 5,
     "rules": {"capacity": {"passed": true, "answer": "passed", "because": "passed"}},
     "metrics": {"winrate": {"value": 0.5, "weight": 3.0, "contribution": 1.5},
                 "distance": {"value": 0, "weight": 0, "contribution": 0, "note": "left_out"}},
     "score": 1.5},
    {"partner": "01890a5d-ac96-774b-bcce-b302099a8059", "name": "Delta HVAC", "available": false,
     "active": 5, "capacity": null,
     "rules": {"capacity": {"passed": false, "answer": "no_capacity_set", "because": "none"}}}
  ]})";

TEST(OfferPlan, is_read_with_every_rule_and_contribution) {
  const auto plan = read_offer_plan(nlohmann::json::parse(kPlan));
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->available, 1U);
  ASSERT_EQ(plan->candidates.size(), 2U);
  const auto& first = plan->candidates[0];
  EXPECT_EQ(first.name, "Metro Technik");
  EXPECT_EQ(first.capacity, 5);
  ASSERT_EQ(first.metrics.size(), 2U);
  double sum = 0;
  for (const auto& metric : first.metrics) sum += metric.contribution;
  EXPECT_EQ(sum, first.score);
  const auto& second = plan->candidates[1];
  EXPECT_FALSE(second.available);
  EXPECT_EQ(second.capacity, std::nullopt);
  ASSERT_EQ(second.rules.size(), 1U);
  EXPECT_EQ(second.rules[0].answer, "no_capacity_set");
}

TEST(OfferPlan, what_is_none_says_so) {
  for (const char* text : {"{}", "[]", "7", R"({"opportunity": "x", "candidates": []})",
                           R"({"opportunity": "01890a5d-ac96-774b-bcce-b302099a8057",
                               "candidates": [{"partner": 3}]})"}) {
    const auto plan = read_offer_plan(nlohmann::json::parse(text));
    ASSERT_FALSE(plan) << text;
    EXPECT_EQ(plan.error().code, Errc::unavailable) << text;
  }
}

}  // namespace
}  // namespace fieldbook::client
