#include "tests/unit/shared/rules/rules_world.hpp"

namespace fieldbook::tests {
namespace {

using actions::Reason;
using actions::Verdict;
namespace kinds = actions::kinds;

class QuoteDecision : public testing::Test {
 protected:
  RulesWorld world;
  actions::Action approve = world.act(kinds::kQuoteApprove, world.ana);
  actions::Action reject = world.act(kinds::kQuoteReject, world.ana);
};

TEST_F(QuoteDecision, approval_wins_the_quote_and_writes_the_decision_row) {
  approve.arguments = {{"comment", std::string("as discussed")}};
  const Answer answer = world.on_device(approve, world.ana);
  ASSERT_EQ(describe(answer), "applied none");
  world.apply(answer.changes);
  EXPECT_EQ(world.value("quote", id_of("quote"), "statecode"), schema::Value(std::int64_t{2}));
  EXPECT_EQ(world.value("quote", id_of("quote"), "statuscode"), schema::Value(std::int64_t{4}));
  EXPECT_EQ(world.value("quote", id_of("quote"), "closedon"), schema::Value(kToday));
  ASSERT_EQ(answer.changes.size(), 2U);
  const Uuid row = answer.changes[1].key.id;
  const auto of = [&](const char* column) {
    return world.value("fieldbook_quotedecision", row, column);
  };
  EXPECT_EQ(of("decision"), schema::Value(std::int64_t{1}));
  EXPECT_EQ(of("contactid"), schema::Value(world.ana.id));
  EXPECT_EQ(of("comment"), schema::Value(std::string("as discussed")));
  EXPECT_EQ(of("totalamount"), schema::Value(std::int64_t{12'000'000}));
  EXPECT_EQ(of("quotehash"), schema::Value(to_hex(approve.basis.material_hash)));
  EXPECT_EQ(of("receivedon"), schema::Value());
}

TEST_F(QuoteDecision, rejection_closes_the_quote_as_lost) {
  const Answer answer = world.on_device(reject, world.ana);
  ASSERT_EQ(describe(answer), "applied none");
  world.apply(answer.changes);
  EXPECT_EQ(world.value("quote", id_of("quote"), "statecode"), schema::Value(std::int64_t{3}));
  EXPECT_EQ(world.value("quote", id_of("quote"), "statuscode"), schema::Value(std::int64_t{5}));
}

TEST_F(QuoteDecision, record_only_policy_leaves_the_quote_alone) {
  world.settings.quote_policy = rules::QuotePolicy::record_only;
  const Answer answer = world.on_device(approve, world.ana);
  ASSERT_EQ(answer.changes.size(), 1U);
  EXPECT_EQ(answer.changes[0].key.entity,
            world.rows.catalogue().entity("fieldbook_quotedecision").number);
}

TEST_F(QuoteDecision, a_missing_quote_is_not_available) {
  world.rows.remove({world.rows.catalogue().entity("quote").number, id_of("quote")});
  EXPECT_EQ(describe(world.on_device(approve, world.ana)), "refused not_available");
}

TEST_F(QuoteDecision, a_quote_that_is_not_work_based_is_not_available) {
  world.set("quote", "quote", "msdyn_ordertype", std::int64_t{192350000});
  EXPECT_EQ(describe(world.on_device(approve, world.ana)), "refused not_available");
}

TEST_F(QuoteDecision, a_quote_of_another_customer_is_not_available) {
  world.set("quote", "quote", "customerid", id_of("other"));
  EXPECT_EQ(describe(world.on_device(approve, world.ana)), "refused not_available");
}

TEST_F(QuoteDecision, a_quote_outside_the_scope_is_not_available_on_the_daemon) {
  auto facts = RulesWorld::facts_at(noon(kToday));
  facts.target_visible = false;
  EXPECT_EQ(describe(world.on_daemon(approve, world.ana, facts)), "refused not_available");
}

TEST_F(QuoteDecision, a_reviewer_may_not_decide_and_the_daemon_says_that_the_role_ended) {
  world.ana.roles = {"PSA Customer Reviewer"};
  EXPECT_EQ(describe(world.on_device(approve, world.ana)),
            "refused not_permitted role=PSA Customer Approver");
  auto facts = RulesWorld::facts_at(noon(kToday));
  facts.target_visible = false;  // the role took the bucket with it
  EXPECT_EQ(describe(world.on_daemon(approve, world.ana, facts)),
            "refused role_ended role=PSA Customer Approver");
}

TEST_F(QuoteDecision, the_same_decision_of_the_same_person_counts_once) {
  world.apply(world.on_device(approve, world.ana).changes);
  const Answer again =
      world.on_device(world.act(kinds::kQuoteApprove, world.ana, "second"), world.ana);
  EXPECT_EQ(describe(again), "applied already_done");
  EXPECT_TRUE(again.changes.empty());
}

TEST_F(QuoteDecision, a_second_approver_learns_who_decided_and_when) {
  world.apply(world.on_device(approve, world.ana).changes);
  EXPECT_EQ(
      describe(world.on_device(world.act(kinds::kQuoteApprove, world.bea, "second"), world.bea)),
      "superseded already_decided by=Ana decided_on=2026-11-21 decision=approved");
}

TEST_F(QuoteDecision, an_inactive_decision_does_not_stand) {
  world.settings.quote_policy = rules::QuotePolicy::record_only;
  const Answer first = world.on_device(reject, world.ana);
  world.apply(first.changes);
  schema::Row row = *world.rows.peek(first.changes[0].key);
  row[world.rows.catalogue().column("fieldbook_quotedecision", "statecode")] = std::int64_t{1};
  world.rows.put(row);
  EXPECT_EQ(
      describe(world.on_device(world.act(kinds::kQuoteApprove, world.ana, "second"), world.ana)),
      "applied none");
}

TEST_F(QuoteDecision, a_quote_won_by_staff_is_already_decided) {
  world.set("quote", "quote", "statecode", std::int64_t{2});
  world.set("quote", "quote", "closedon", kToday - 1);
  EXPECT_EQ(describe(world.on_device(approve, world.ana)),
            "superseded already_decided decided_on=2026-11-20 decision=approved");
}

TEST_F(QuoteDecision, a_cancelled_quote_was_withdrawn) {
  world.set("quote", "quote", "statecode", std::int64_t{3});
  world.set("quote", "quote", "statuscode", std::int64_t{6});
  EXPECT_EQ(describe(world.on_device(approve, world.ana)), "superseded quote_withdrawn");
}

TEST_F(QuoteDecision, a_quote_holds_to_the_end_of_its_last_day) {
  world.set("quote", "quote", "expireson", schema::Value((kToday + 3) * kMsPerDay));
  approve = world.act(kinds::kQuoteApprove, world.ana);
  const Instant last_moment{(kToday + 4) * kMsPerDay - 1};
  EXPECT_EQ(describe(world.on_device(approve, world.ana, last_moment)), "applied none");
  EXPECT_EQ(describe(world.on_device(approve, world.ana, {last_moment.ms + 1})),
            "expired quote_expired expired_on=2026-11-24");
}

TEST_F(QuoteDecision, a_decision_proven_in_time_counts_when_it_arrives_later) {
  auto facts = RulesWorld::facts_at(noon(kToday));
  facts.received = noon(kToday + 30);
  EXPECT_EQ(describe(world.on_daemon(approve, world.ana, facts)), "applied none");
  facts.latest = noon(kToday + 30);
  EXPECT_EQ(describe(world.on_daemon(approve, world.ana, facts)),
            "expired quote_expired expired_on=2026-12-01");
}

TEST_F(QuoteDecision, a_changed_price_is_never_approved) {
  approve.arguments = {{"shown_revision", std::int64_t{3}},
                       {"shown_total", std::int64_t{12'000'000}}};
  world.set("quote", "quote", "totalamount", std::int64_t{13'500'000});
  world.set("quote", "quote", "revisionnumber", std::int64_t{4});
  const Answer answer = world.on_device(approve, world.ana);
  EXPECT_EQ(answer.verdict, Verdict::superseded);
  EXPECT_EQ(answer.reason, Reason::quote_changed);
  EXPECT_EQ(answer.fact("revision_before"), "3");
  EXPECT_EQ(answer.fact("revision_now"), "4");
  EXPECT_NE(answer.fact("total_before"), answer.fact("total_now"));
  EXPECT_TRUE(answer.changes.empty());
}

TEST_F(QuoteDecision, a_changed_line_is_a_changed_quote) {
  world.set("quotedetail", "line", "productdescription", std::string("Tiles"));
  EXPECT_EQ(world.on_device(approve, world.ana).reason, Reason::quote_changed);
}

TEST_F(QuoteDecision, a_note_on_the_quote_changes_nothing_material) {
  world.set("quote", "quote", "description", std::string("ring twice"));
  EXPECT_EQ(describe(world.on_device(approve, world.ana)), "applied none");
}

TEST_F(QuoteDecision, an_action_without_a_basis_approves_nothing) {
  approve.basis = {};
  EXPECT_EQ(world.on_device(approve, world.ana).reason, Reason::quote_changed);
}

TEST_F(QuoteDecision, replay_makes_the_same_row) {
  EXPECT_EQ(world.on_device(approve, world.ana), world.on_device(approve, world.ana));
}

TEST(MaterialHash, differs_by_audience_only_where_columns_differ_and_needs_the_quote) {
  RulesWorld world;
  const auto hash = rules::material_hash(world.rows, id_of("quote"), schema::Audience::customer);
  ASSERT_TRUE(hash.has_value());
  EXPECT_EQ(hash->size(), 32U);
  const auto none = rules::material_hash(world.rows, id_of("none"), schema::Audience::customer);
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().code, Errc::not_found);
}

}  // namespace
}  // namespace fieldbook::tests
