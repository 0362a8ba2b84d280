#include "syncd/handlers/time_evidence.hpp"

#include <gtest/gtest.h>

namespace fieldbook::syncd {
namespace {

constexpr std::int64_t kContact = 1'795'000'000'000;
constexpr std::int64_t kHour = 3'600'000;

/// Decided `after_contact` after a contact, in the same boot.
actions::TimeEvidence same_boot(std::int64_t after_contact) {
  actions::TimeEvidence evidence;
  evidence.boot_id = evidence.contact_boot_id = "boot";
  evidence.contact_since_boot_ms = 5 * kHour;
  evidence.since_boot_ms = 5 * kHour + after_contact;
  evidence.contact_server_ms = kContact;
  return evidence;
}

DecisionTime interval(std::int64_t earliest, std::int64_t latest) {
  return {Instant{earliest}, Instant{latest}};
}

TEST(DecisionTime, in_the_same_boot_is_the_contact_and_what_the_boot_clock_ran_within_500_ppm) {
  EXPECT_EQ(decision_time(same_boot(10 * kHour), Instant{kContact + 100 * kHour}),
            interval(kContact + 10 * kHour - 18'000, kContact + 10 * kHour + 18'000));
}

TEST(DecisionTime, is_never_before_the_contact_nor_after_the_arrival) {
  EXPECT_EQ(decision_time(same_boot(0), Instant{kContact + kHour}), interval(kContact, kContact));
  EXPECT_EQ(decision_time(same_boot(kHour), Instant{kContact + kHour}),
            interval(kContact + kHour - 1800, kContact + kHour));
}

TEST(DecisionTime, does_not_look_at_the_wall_clock) {
  auto evidence = same_boot(kHour);
  const auto before = decision_time(evidence, Instant{kContact + 9 * kHour});
  for (const std::int64_t wall : {std::int64_t{1}, kContact - 1000 * kHour, INT64_MAX, INT64_MIN}) {
    evidence.wall_ms = wall;
    EXPECT_EQ(decision_time(evidence, Instant{kContact + 9 * kHour}), before);
  }
}

TEST(DecisionTime, after_a_reboot_lies_between_the_last_estimate_and_the_arrival) {
  auto evidence = same_boot(kHour);
  evidence.boot_id = "another boot";
  evidence.since_boot_ms = 10;
  evidence.estimate_ms = kContact + 2 * kHour;
  EXPECT_EQ(decision_time(evidence, Instant{kContact + 9 * kHour}),
            interval(kContact + 2 * kHour, kContact + 9 * kHour));
}

TEST(DecisionTime, an_estimate_before_the_contact_or_after_the_arrival_is_not_used) {
  auto evidence = same_boot(kHour);
  evidence.boot_id = "another boot";
  for (const std::int64_t estimate : {std::int64_t{0}, kContact - 1, kContact + 10 * kHour}) {
    evidence.estimate_ms = estimate;
    EXPECT_EQ(decision_time(evidence, Instant{kContact + 9 * kHour}),
              interval(kContact, kContact + 9 * kHour));
  }
}

TEST(DecisionTime, a_boot_clock_that_went_back_counts_as_a_reboot) {
  auto evidence = same_boot(kHour);
  evidence.since_boot_ms = kHour;
  EXPECT_EQ(decision_time(evidence, Instant{kContact + 9 * kHour}),
            interval(kContact, kContact + 9 * kHour));
}

TEST(DecisionTime, without_a_contact_is_the_arrival) {
  auto evidence = same_boot(kHour);
  evidence.contact_server_ms = 0;
  const Instant received{kContact + 9 * kHour};
  EXPECT_EQ(decision_time(evidence, received), (DecisionTime{received, received}));
  EXPECT_EQ(decision_time({}, received), (DecisionTime{received, received}));
}

TEST(DecisionTime, evidence_that_cannot_be_true_does_not_help) {
  const Instant received{kContact + kHour};
  const DecisionTime none{received, received};
  EXPECT_EQ(decision_time(same_boot(2 * kHour), received), none);  // decided after it arrived
  auto evidence = same_boot(1);
  evidence.contact_server_ms = received.ms + 1;
  EXPECT_EQ(decision_time(evidence, received), none);
  for (const std::int64_t ms : {INT64_MAX, std::int64_t{-1}, INT64_MIN}) {
    evidence = same_boot(1);
    evidence.since_boot_ms = ms;
    EXPECT_EQ(decision_time(evidence, received), none);
    evidence = same_boot(1);
    evidence.contact_since_boot_ms = ms;
    EXPECT_EQ(decision_time(evidence, received), none);
  }
}

}  // namespace
}  // namespace fieldbook::syncd
