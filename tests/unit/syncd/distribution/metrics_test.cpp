#include <gtest/gtest.h>

#include "syncd/config/keys.hpp"
#include "syncd/config/load.hpp"
#include "syncd/distribution/settings.hpp"
#include "tests/unit/syncd/distribution/facts.hpp"

namespace fieldbook::syncd {
namespace {

TEST(Weights, have_the_same_ranges_where_they_are_configured) {
  for (const MetricRow& row : metric_table()) {
    const auto key = std::ranges::find_if(key_table(), [&](const Key& one) {
      return one.section == "distribution.weights" && one.name == row.name;
    });
    ASSERT_NE(key, key_table().end()) << row.name;
    EXPECT_EQ(key->number_minimum, row.minimum) << row.name;
    EXPECT_EQ(key->number_maximum, row.maximum) << row.name;
    EXPECT_EQ(row.setting, "distribution/weights/" + std::string(row.name));
  }
}

TEST(Weights, reach_the_planner_each_in_its_place) {
  const LoadedConfig loaded = load_config(R"(
[distribution]
distance_unit = "miles"
rates = "accepted"
offer_days = 3
mode = "on_request"
[distribution.weights]
distance = -0.005
winrate = 1
returnrate = -2.5
feedbackrate = 3
stallrate = -4
touchrate = 5
avgtimetoclose = -0.25
)",
                                          "syncd.toml", {});
  const DistributionSettings settings = distribution_settings(loaded.config);
  EXPECT_EQ(settings.plan.weights, (Weights{-0.005, 1, -2.5, 3, -4, 5, -0.25}));
  EXPECT_EQ(settings.plan.unit, DistanceUnit::miles);
  EXPECT_EQ(settings.plan.basis, RateBasis::accepted);
  EXPECT_EQ(settings.offer_days, 3);
  EXPECT_FALSE(settings.automatic);
}

TEST(Weights, that_are_missing_are_zero) {
  const DistributionSettings settings =
      distribution_settings(load_config(std::nullopt, "", {}).config);
  EXPECT_EQ(settings.plan.weights, Weights{});
}

// domain.md 11.16
TEST(Weights, are_refused_outside_of_their_range_with_file_line_and_key) {
  struct Case {
    const char* key;
    const char* value;
    const char* message;
  };
  const Case cases[] = {
      {"distance", "0.01", "0.01 is not between -0.01 and 0"},
      {"distance", "-0.0101", "-0.0101 is not between -0.01 and 0"},
      {"winrate", "-0.1", "-0.1 is not between 0 and 5"},
      {"winrate", "5.1", "5.1 is not between 0 and 5"},
      {"returnrate", "1", "1 is not between -5 and 0"},
      {"feedbackrate", "-1", "-1 is not between 0 and 5"},
      {"stallrate", "0.5", "0.5 is not between -5 and 0"},
      {"touchrate", "6", "6 is not between 0 and 5"},
      {"avgtimetoclose", "-0.6", "-0.6 is not between -0.5 and 0"},
      {"avgtimetoclose", "nan", "nan is not between -0.5 and 0"},
      {"touchrate", "true", "expected a number, got true or false"},
  };
  for (const Case& one : cases) {
    const std::string text =
        std::string("[distribution.weights]\n") + one.key + " = " + one.value + "\n";
    const LoadedConfig loaded = load_config(text, "syncd.toml", {});
    const auto finding = std::ranges::find(loaded.findings, 2, &ConfigFinding::line);
    ASSERT_NE(finding, loaded.findings.end()) << text;
    EXPECT_EQ(to_string(*finding),
              std::string("syncd.toml:2: distribution.weights.") + one.key + ": " + one.message);
    EXPECT_EQ(distribution_settings(loaded.config).plan.weights, Weights{});
  }
}

TEST(Weights, can_come_from_the_environment) {
  const Environment environment = {{"FIELDBOOK_SYNCD_DISTRIBUTION_WEIGHTS_TOUCHRATE", "2.5"},
                                   {"FIELDBOOK_SYNCD_DISTRIBUTION_WEIGHTS_WINRATE", "much"}};
  const LoadedConfig loaded = load_config(std::nullopt, "", environment);
  EXPECT_EQ(loaded.config.distribution_weights.touch_rate, 2.5);
  const auto finding =
      std::ranges::find(loaded.findings, "distribution.weights.winrate", &ConfigFinding::key);
  ASSERT_NE(finding, loaded.findings.end());
  EXPECT_EQ(finding->message, "\"much\" is not a number");
}

TEST(Weights, are_checked_by_the_planners_own_table_too) {
  EXPECT_TRUE(check_weights({-0.01, 5, -5, 5, -5, 5, -0.5}));
  for (std::size_t i = 0; i < kMetricCount; ++i) {
    Weights weights{};
    weights[i] = metric_table()[i].maximum + 0.001;
    const Status above = check_weights(weights);
    ASSERT_FALSE(above);
    EXPECT_NE(above.error().message.find(metric_table()[i].setting), std::string::npos);
    weights[i] = metric_table()[i].minimum - 0.001;
    EXPECT_FALSE(check_weights(weights));
  }
}

TEST(Distance, is_along_the_great_circle) {
  const Place london = Place::at(51.5074, -0.1278);
  const Place paris = Place::at(48.8566, 2.3522);
  EXPECT_NEAR(distance_between(london, paris, DistanceUnit::kilometres), 343.5, 0.5);
  EXPECT_NEAR(distance_between(london, paris, DistanceUnit::miles), 213.5, 0.5);
  EXPECT_EQ(distance_between(paris, paris, DistanceUnit::kilometres), 0);
  const double half_way_round =
      distance_between(Place::at(0, 0), Place::at(0, 180), DistanceUnit::kilometres);
  EXPECT_NEAR(half_way_round, 20015.1, 0.5);
  EXPECT_NEAR(
      distance_between(Place::at(10, 179.9), Place::at(10, -179.9), DistanceUnit::kilometres), 21.9,
      0.1);
}

/// Four deliveries: won, stalled, expired, declined.
std::vector<Delivery> a_history() {
  Delivery won = a_delivery("p");
  won.delivered = 100, won.accepted = 102, won.feedback = 110, won.advanced = 110, won.won = 130;
  Delivery stalled = a_delivery("p");
  stalled.accepted = kToday;
  Delivery expired = a_delivery("p");
  expired.expired = kToday;
  Delivery declined = a_delivery("p");
  declined.declined = kToday;
  return {won, stalled, expired, declined};
}

TEST(PartnerRecord, counts_what_became_of_each_delivery) {
  PartnerRecord expected;
  expected.delivered = 4, expected.accepted = 2, expected.declined = 1, expected.expired = 1;
  expected.won = 1, expected.with_feedback = 1, expected.touched = 3, expected.stalled = 1;
  expected.active = 1, expected.close_days = 30, expected.closes = 1;
  EXPECT_EQ(record_of(a_history()), expected);
}

// domain.md 11.18
TEST(PartnerRates, are_fractions_of_what_was_distributed) {
  const PartnerRates rates = rates_of(record_of(a_history()), RateBasis::distributed);
  EXPECT_EQ(rates.win, 0.25);
  EXPECT_EQ(rates.loss, 0.0);
  EXPECT_EQ(rates.returned, 0.0);
  EXPECT_EQ(rates.feedback, 0.25);
  EXPECT_EQ(rates.stall, 0.25);
  EXPECT_EQ(rates.touch, 0.75);
  EXPECT_EQ(rates.days_to_close, 30.0);
}

TEST(PartnerRates, of_return_and_feedback_can_be_of_what_was_accepted) {
  std::vector<Delivery> history = a_history();
  history[1].returned = kToday;
  const PartnerRates rates = rates_of(record_of(history), RateBasis::accepted);
  EXPECT_EQ(rates.returned, 0.5);
  EXPECT_EQ(rates.feedback, 0.5);
  EXPECT_EQ(rates.win, 0.25);
  EXPECT_EQ(rates.touch, 0.75);
}

TEST(PartnerRates, of_a_new_partner_are_unknown) {
  EXPECT_EQ(rates_of({}, RateBasis::distributed), PartnerRates{});
  EXPECT_EQ(rates_of({}, RateBasis::accepted), PartnerRates{});
}

TEST(PartnerRates, a_decision_in_time_that_came_too_late_still_touches) {
  std::vector<Delivery> history = a_history();
  history[2].decided_in_time = true;
  EXPECT_EQ(rates_of(record_of(history), RateBasis::distributed).touch, 1.0);
}

TEST(PartnerRates, an_opportunity_that_was_returned_or_lost_is_not_stalled) {
  std::vector<Delivery> history = a_history();
  history[1].lost = kToday;
  const PartnerRecord record = record_of(history);
  EXPECT_EQ(record.stalled, 0);
  EXPECT_EQ(record.active, 0);
  EXPECT_EQ(rates_of(record, RateBasis::distributed).loss, 0.25);
}

}  // namespace
}  // namespace fieldbook::syncd
