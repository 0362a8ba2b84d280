#include "tests/unit/shared/rules/rules_world.hpp"

namespace fieldbook::tests {
namespace {

namespace kinds = actions::kinds;
using namespace std::chrono_literals;

class OpportunityDecision : public testing::Test {
 protected:
  RulesWorld world;
  actions::Action accept = world.act(kinds::kOpportunityAccept, world.paul);
  actions::Action decline = world.act(kinds::kOpportunityDecline, world.paul);

  /// Decided at one moment, received at another, with a grace of two hours.
  static rules::DaemonFacts facts(Instant decided, Instant received) {
    rules::DaemonFacts facts;
    facts.earliest = facts.latest = decided;
    facts.received = received;
    facts.offer_grace = 2h;
    facts.target_visible = true;
    return facts;
  }
  static constexpr Instant kDeadline{(kToday + 3) * kMsPerDay};
};

TEST_F(OpportunityDecision, acceptance_sets_reason_step_and_date_and_clears_the_expiry) {
  const Answer answer = world.on_device(accept, world.paul);
  ASSERT_EQ(describe(answer), "applied none");
  world.apply(answer.changes);
  const auto of = [&](const char* column) {
    return world.value("opportunity", id_of("offer"), column);
  };
  EXPECT_EQ(of("statecode"), schema::Value(std::int64_t{0}));
  EXPECT_EQ(of("statuscode"), schema::Value(std::int64_t{100000003}));
  EXPECT_EQ(of("stepname"), schema::Value(std::string("Accepted")));
  EXPECT_EQ(of("adx_accepteddate"), schema::Value(kToday));
  EXPECT_EQ(of("adx_expirydate"), schema::Value());
}

TEST_F(OpportunityDecision, declining_links_the_partner_once) {
  const Answer answer = world.on_device(decline, world.paul);
  ASSERT_EQ(describe(answer), "applied none");
  ASSERT_EQ(answer.changes.size(), 2U);
  world.apply(answer.changes);
  EXPECT_EQ(world.value("opportunity", id_of("offer"), "statuscode"),
            schema::Value(std::int64_t{100000006}));
  EXPECT_EQ(world.value("adx_account_declinedopportunity", answer.changes[1].key.id, "accountid"),
            schema::Value(world.paul.account));
  world.set("opportunity", "offer", "statuscode", std::int64_t{100000001});
  world.set("opportunity", "offer", "adx_delivereddate", kToday);
  decline.id = id_of("again");
  decline.basis.delivered_day = kToday;
  EXPECT_EQ(world.on_device(decline, world.paul).changes.size(), 1U);
}

TEST_F(OpportunityDecision, a_missing_opportunity_is_not_available) {
  world.rows.remove({world.rows.catalogue().entity("opportunity").number, id_of("offer")});
  EXPECT_EQ(describe(world.on_device(accept, world.paul)), "refused not_available");
}

TEST_F(OpportunityDecision, an_offer_that_moved_is_gone_and_nobody_is_named) {
  world.set("opportunity", "offer", "msa_partnerid", id_of("rival"));
  EXPECT_EQ(describe(world.on_device(accept, world.paul)), "superseded offer_moved");
  auto facts = RulesWorld::facts_at(noon(kToday));
  facts.target_visible = false;
  EXPECT_EQ(describe(world.on_daemon(accept, world.paul, facts)), "superseded offer_moved");
}

TEST_F(OpportunityDecision, a_contact_who_changed_account_has_no_offer) {
  world.paul.account = id_of("elsewhere");
  EXPECT_EQ(describe(world.on_device(accept, world.paul)), "refused not_available");
}

TEST_F(OpportunityDecision, only_an_account_scope_permission_lets_a_contact_answer) {
  world.set("adx_opportunitypermissions", "permission", "adx_scope", std::int64_t{100000000});
  EXPECT_EQ(describe(world.on_device(accept, world.paul)), "refused not_permitted");
  EXPECT_EQ(describe(world.on_daemon(accept, world.paul, RulesWorld::facts_at(noon(kToday)))),
            "refused role_ended");
}

TEST_F(OpportunityDecision, a_permission_without_the_right_or_inactive_does_not_count) {
  world.set("adx_opportunitypermissions", "permission", "adx_acceptdecline", std::int64_t{0});
  EXPECT_EQ(describe(world.on_device(accept, world.paul)), "refused not_permitted");
  world.set("adx_opportunitypermissions", "permission", "adx_acceptdecline", std::int64_t{1});
  world.set("adx_opportunitypermissions", "permission", "statecode", std::int64_t{1});
  EXPECT_EQ(describe(world.on_device(accept, world.paul)), "refused not_permitted");
}

TEST_F(OpportunityDecision, an_answer_to_an_earlier_delivery_does_not_count_for_a_later_one) {
  world.set("opportunity", "offer", "adx_delivereddate", kToday);
  EXPECT_EQ(describe(world.on_device(accept, world.paul)),
            "superseded offer_withdrawn offered_again=yes");
}

TEST_F(OpportunityDecision, the_same_answer_counts_once_and_the_opposite_is_told) {
  world.apply(world.on_device(accept, world.paul).changes);
  EXPECT_EQ(describe(world.on_device(accept, world.paul)), "applied already_done");
  EXPECT_EQ(describe(world.on_device(decline, world.paul)),
            "superseded already_decided decided_on=2026-11-21 decision=accepted");
}

TEST_F(OpportunityDecision, an_accepted_offer_that_is_in_progress_stays_accepted) {
  world.apply(world.on_device(accept, world.paul).changes);
  world.set("opportunity", "offer", "statuscode", std::int64_t{1});
  EXPECT_EQ(describe(world.on_device(accept, world.paul)), "applied already_done");
}

TEST_F(OpportunityDecision, an_offer_on_hold_was_taken_back) {
  world.set("opportunity", "offer", "statuscode", std::int64_t{2});
  EXPECT_EQ(describe(world.on_device(accept, world.paul)), "superseded offer_withdrawn");
}

TEST_F(OpportunityDecision, the_offer_holds_to_the_end_of_its_last_day) {
  EXPECT_EQ(describe(world.on_device(accept, world.paul, kDeadline - 1ms)), "applied none");
  EXPECT_EQ(describe(world.on_device(accept, world.paul, kDeadline)),
            "expired offer_expired expired_on=2026-11-23");
}

TEST_F(OpportunityDecision, arriving_before_the_deadline_needs_no_evidence) {
  auto received = facts(Instant{0}, kDeadline - 1ms);
  received.latest = received.received;
  EXPECT_EQ(describe(world.on_daemon(accept, world.paul, received)), "applied none");
}

TEST_F(OpportunityDecision, decided_in_time_and_within_the_grace_is_accepted_late) {
  world.set("opportunity", "offer", "statuscode", std::int64_t{100000007});
  const Answer answer =
      world.on_daemon(accept, world.paul, facts(kDeadline - 1h, kDeadline + 2h - 1ms));
  EXPECT_EQ(describe(answer), "applied accepted_late expired_on=2026-11-23 late=yes");
}

TEST_F(OpportunityDecision, decided_in_time_but_after_the_grace_still_counts_as_answered) {
  EXPECT_EQ(describe(world.on_daemon(accept, world.paul, facts(kDeadline - 1h, kDeadline + 2h))),
            "expired offer_expired decided_in_time=yes expired_on=2026-11-23 "
            "received_on=2026-11-24");
}

TEST_F(OpportunityDecision, decided_after_the_deadline_expired_even_within_the_grace) {
  EXPECT_EQ(describe(world.on_daemon(accept, world.paul, facts(kDeadline, kDeadline + 1min))),
            "expired offer_expired decided_in_time=no expired_on=2026-11-23 "
            "received_on=2026-11-24");
}

TEST_F(OpportunityDecision, a_grace_of_nothing_is_off) {
  auto late = facts(kDeadline - 1h, kDeadline);
  late.offer_grace = 0ms;
  EXPECT_EQ(world.on_daemon(accept, world.paul, late).verdict, actions::Verdict::expired);
}

TEST_F(OpportunityDecision, a_device_that_saw_the_expiry_does_not_accept) {
  world.set("opportunity", "offer", "statuscode", std::int64_t{100000007});
  EXPECT_EQ(describe(world.on_device(accept, world.paul)),
            "expired offer_expired expired_on=2026-11-23");
}

}  // namespace
}  // namespace fieldbook::tests
