#include "syncd/distribution/history.hpp"

#include <gtest/gtest.h>

#include "tests/unit/syncd/distribution/facts.hpp"

namespace fieldbook::syncd {
namespace {

namespace state = opportunity_state;
namespace status = opportunity_status;
using namespace std::chrono_literals;

constexpr std::int64_t kOfferDays = 14;

/// With "p" since yesterday, as the row says it.
OpportunityFacts offered(std::int64_t with_status) {
  OpportunityFacts out = an_opportunity();
  out.status = with_status;
  out.partner = named("p");
  out.delivered = kToday - 1;
  out.expires = kToday + 13;
  return out;
}

Observation seen(const OpportunityFacts& opportunity, std::vector<Delivery> known) {
  return observe(opportunity, std::move(known), kToday, kOfferDays);
}

/// What the one delivery of "p" becomes.
Delivery becomes(const OpportunityFacts& opportunity, const Delivery& known) {
  const Observation out = seen(opportunity, {known});
  EXPECT_EQ(out.deliveries.size(), 1U);
  // What was said once is not said again.
  EXPECT_EQ(observe(opportunity, out.deliveries, kToday + 1, kOfferDays).deliveries,
            out.deliveries);
  return out.deliveries.front();
}

TEST(History, an_offer_that_stands_changes_nothing) {
  EXPECT_EQ(becomes(offered(status::kDelivered), a_delivery("p")), a_delivery("p"));
}

TEST(History, follows_acceptance_decline_and_expiry) {
  Delivery expected = a_delivery("p");
  expected.accepted = kToday - 1;
  OpportunityFacts accepted = offered(status::kAccepted);
  accepted.accepted = kToday - 1;
  EXPECT_EQ(becomes(accepted, a_delivery("p")), expected);
  expected = a_delivery("p");
  expected.declined = kToday;
  EXPECT_EQ(becomes(offered(status::kDeclined), a_delivery("p")), expected);
  expected = a_delivery("p");
  expected.expired = kToday;
  EXPECT_EQ(becomes(offered(status::kExpired), a_delivery("p")), expected);
}

TEST(History, an_acceptance_within_the_grace_follows_the_expiry) {
  Delivery expired = a_delivery("p");
  expired.expired = kToday;
  OpportunityFacts accepted = offered(status::kAccepted);
  accepted.accepted = kToday;
  const Delivery after = becomes(accepted, expired);
  EXPECT_EQ(after.expired, kToday);
  EXPECT_EQ(after.accepted, kToday);
  EXPECT_FALSE(after.has_ended());
}

TEST(History, the_first_phase_update_is_feedback_and_progress) {
  Delivery accepted = a_delivery("p");
  accepted.accepted = kToday - 1;
  accepted.stage = 1;
  OpportunityFacts row = offered(status::kAccepted);
  row.stage = 1;
  EXPECT_EQ(becomes(row, accepted).advanced, std::nullopt);
  row.stage = 100000000;
  EXPECT_EQ(becomes(row, accepted).advanced, kToday);
  EXPECT_EQ(becomes(row, accepted).feedback, kToday);
  EXPECT_TRUE(seen(row, {accepted}).set_feedback);
  row.feedback_yet = true;
  EXPECT_FALSE(seen(row, {accepted}).set_feedback);
}

TEST(History, winning_and_losing_are_feedback_returning_is_not) {
  Delivery accepted = a_delivery("p");
  accepted.accepted = kToday - 1;
  OpportunityFacts row = offered(status::kReturned);
  row.state = state::kLost;
  row.closed = kToday - 2;
  Delivery after = becomes(row, accepted);
  EXPECT_EQ(after.returned, kToday - 2);
  EXPECT_EQ(after.feedback, std::nullopt);
  EXPECT_EQ(after.lost, std::nullopt);
  row.status = status::kReturnedFormer;
  EXPECT_EQ(becomes(row, accepted).returned, kToday - 2);
  row.status = 4;
  after = becomes(row, accepted);
  EXPECT_EQ(after.lost, kToday - 2);
  EXPECT_EQ(after.feedback, kToday - 2);
  row.state = state::kWon, row.status = 100000004, row.won = kToday - 3;
  after = becomes(row, accepted);
  EXPECT_EQ(after.won, kToday - 3);
  EXPECT_EQ(after.feedback, kToday - 3);
}

TEST(History, what_staff_open_again_is_open_again) {
  Delivery lost = a_delivery("p");
  lost.accepted = kToday - 1, lost.lost = kToday - 1;
  OpportunityFacts row = offered(status::kAccepted);
  EXPECT_FALSE(becomes(row, lost).has_ended());
}

TEST(History, the_manual_way_lacks_days_that_only_the_daemon_sets) {
  OpportunityFacts row = offered(status::kDelivered);
  row.delivered.reset(), row.expires.reset();
  const Observation out = seen(row, {});
  EXPECT_EQ(out.set_delivered, kToday);
  EXPECT_EQ(out.set_expires, kToday + kOfferDays);
  ASSERT_EQ(out.deliveries.size(), 1U);
  EXPECT_EQ(out.deliveries[0].way, Way::manual);
  EXPECT_EQ(out.deliveries[0].delivered, kToday);
  EXPECT_EQ(out.deliveries[0].expires, kToday + kOfferDays);
}

TEST(History, a_deadline_that_staff_set_is_kept) {
  OpportunityFacts row = offered(status::kDelivered);
  row.delivered.reset();
  row.expires = kToday + 2;
  const Observation out = seen(row, {});
  EXPECT_EQ(out.set_expires, std::nullopt);
  EXPECT_EQ(out.deliveries[0].expires, kToday + 2);
}

TEST(History, naming_another_partner_withdraws_the_offer_and_begins_another) {
  OpportunityFacts row = offered(status::kDelivered);
  row.partner = named("q");
  const Observation out = seen(row, {a_delivery("p")});
  ASSERT_EQ(out.deliveries.size(), 2U);
  EXPECT_EQ(out.deliveries[0].withdrawn, kToday);
  EXPECT_EQ(out.deliveries[1].partner, named("q"));
  EXPECT_EQ(out.set_delivered, kToday);
  EXPECT_EQ(out.deliveries[1].way, Way::manual);
}

TEST(History, an_offer_after_a_decline_to_the_same_partner_is_another_one) {
  Delivery declined = a_delivery("p");
  declined.declined = kToday - 1;
  OpportunityFacts row = offered(status::kDelivered);
  row.declined_by = {named("p")};
  const Observation out = seen(row, {declined});
  ASSERT_EQ(out.deliveries.size(), 2U);
  EXPECT_EQ(out.deliveries[0], declined);
  EXPECT_FALSE(out.deliveries[1].has_ended());
}

TEST(History, an_import_brings_its_own_days) {
  const Observation out = seen(offered(status::kDelivered), {});
  EXPECT_EQ(out.set_delivered, std::nullopt);
  ASSERT_EQ(out.deliveries.size(), 1U);
  EXPECT_EQ(out.deliveries[0].delivered, kToday - 1);
  EXPECT_EQ(out.deliveries[0].way, Way::earlier);
}

TEST(History, a_decline_link_without_a_decline_was_one) {
  OpportunityFacts row = offered(status::kDelivered);
  row.declined_by = {named("q")};
  const Observation out = seen(row, {a_delivery("p")});
  ASSERT_EQ(out.deliveries.size(), 2U);
  EXPECT_EQ(out.deliveries[0], a_delivery("p"));
  EXPECT_EQ(out.deliveries[1].partner, named("q"));
  EXPECT_EQ(out.deliveries[1].declined, kToday);
}

TEST(History, is_empty_for_a_partners_own_and_for_those_of_several_partners) {
  OpportunityFacts row = offered(status::kAccepted);
  row.partner_created = true;
  EXPECT_TRUE(seen(row, {}).deliveries.empty());
  row.partner_created = false, row.collaboration = true;
  EXPECT_TRUE(seen(row, {}).deliveries.empty());
}

TEST(History, an_opportunity_that_was_only_assigned_was_never_offered) {
  OpportunityFacts row = offered(status::kInProgress);
  row.delivered.reset();
  EXPECT_TRUE(seen(row, {}).deliveries.empty());
}

// --- What is due -----------------------------------------------------------------------------

Due due(const OpportunityFacts& opportunity, bool automatic = true) {
  return due_of(opportunity, 2h, automatic);
}

TEST(Due, an_offer_ends_after_the_last_moment_of_its_day) {
  const Due ends{Task::expire, Instant{(kToday + 14) * 86'400'000}};
  EXPECT_EQ(due(offered(status::kDelivered)), ends);
  EXPECT_EQ(due(offered(status::kDelivered), false), ends);
}

TEST(Due, only_what_is_marked_ready_is_distributed) {
  OpportunityFacts row = an_opportunity();
  EXPECT_EQ(due(row).task, Task::none);
  row.ready = true;
  EXPECT_EQ(due(row).task, Task::distribute);
  EXPECT_EQ(due(row, false).task, Task::none);
  row.partner = named("p");
  EXPECT_EQ(due(row).task, Task::none);
}

TEST(Due, again_after_decline_and_return_at_once) {
  for (const std::int64_t ended : {status::kDeclined, status::kReturned, status::kReturnedFormer}) {
    OpportunityFacts row = offered(ended);
    row.state = ended == status::kDeclined ? state::kOpen : state::kLost;
    EXPECT_EQ(due(row).task, Task::none);
    row.ready = true;
    EXPECT_EQ(due(row), (Due{Task::distribute, {}}));
  }
}

TEST(Due, again_after_an_expiry_when_the_grace_is_over) {
  OpportunityFacts row = offered(status::kExpired);
  row.ready = true;
  EXPECT_EQ(due(row), (Due{Task::distribute, deadline_of(*row.expires) + 2h, true}));
  EXPECT_EQ(due_of(row, 0h, true), (Due{Task::distribute, {}}));
}

TEST(Due, never_for_a_partners_own_for_several_partners_and_for_what_is_on_hold_or_closed) {
  OpportunityFacts row = an_opportunity();
  row.ready = true;
  row.partner_created = true;
  EXPECT_EQ(due(row).task, Task::none);
  row.partner_created = false, row.collaboration = true;
  EXPECT_EQ(due(row).task, Task::none);
  row.collaboration = false;
  for (const std::int64_t other : {status::kOnHold, status::kOpenForBidding, status::kAccepted}) {
    row.status = other;
    EXPECT_EQ(due(row).task, Task::none);
  }
  row.state = state::kWon, row.status = 3;
  EXPECT_EQ(due(row).task, Task::none);
  row.state = state::kLost, row.status = 5;
  EXPECT_EQ(due(row).task, Task::none);
}

}  // namespace
}  // namespace fieldbook::syncd
