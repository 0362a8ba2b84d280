#include "syncd/handlers/decider.hpp"

#include "shared/base/limits.hpp"
#include "tests/unit/syncd/handlers/decider_world.hpp"

namespace fieldbook::tests {
namespace {

using Words = std::vector<std::string>;
using syncd::DecidedActions;

class DeciderTest : public testing::Test {
 protected:
  DeciderWorld world;

  [[nodiscard]] Words decide(const syncd::DecideBatch& batch) {
    return DeciderWorld::words(world.decide(batch));
  }
  [[nodiscard]] bool is_won(std::string_view quote) {
    return world.value("quote", quote, "statecode") == schema::Value(std::int64_t{2});
  }
};

TEST_F(DeciderTest, an_approval_takes_effect_with_its_journal_and_audit_line) {
  EXPECT_EQ(decide(world.batch({world.approval("a")})), Words{"1 applied none"});
  EXPECT_TRUE(is_won("quote"));
  EXPECT_EQ(world.count("fieldbook_quotedecision"), 1U);
  EXPECT_EQ(world.audit_lines("quote.approve"), 1U);
  const auto result = must(world.read()->action_result(id_of("a")));
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->receipt.commit, world.read()->head().commit);
  EXPECT_EQ(result->actor, id_of("ana"));
  ASSERT_EQ(world.commits.size(), 1U);
  EXPECT_EQ(world.commits[0].commit, result->receipt.commit);
}

TEST_F(DeciderTest, a_repeat_gets_the_same_receipt_and_changes_nothing) {
  const auto batch = world.batch({world.approval("a")});
  const DecidedActions first = world.decide(batch);
  const auto commit = world.read()->head().commit;
  for (int round = 0; round < 3; ++round) {
    const DecidedActions again = world.decide(batch);
    EXPECT_EQ(again.receipts, first.receipts);
    EXPECT_FALSE(again.fork);
  }
  EXPECT_EQ(world.read()->head().commit, commit);
  EXPECT_EQ(world.audit_lines("quote.approve"), 1U);
}

TEST_F(DeciderTest, one_refused_action_does_not_stop_the_others) {
  auto stale = world.approval("b", "other-quote");
  stale.basis.material_hash[0] ^= 1U;
  EXPECT_EQ(decide(world.batch({world.approval("a"), stale, world.approval("c", "third-quote")})),
            (Words{"1 applied none", "2 superseded quote_changed", "3 applied none"}));
  EXPECT_TRUE(is_won("quote"));
  EXPECT_FALSE(is_won("other-quote"));
  EXPECT_TRUE(is_won("third-quote"));
}

TEST_F(DeciderTest, a_group_of_several_devices_is_one_commit_and_sees_its_own_effects) {
  auto bea = world.batch({world.approval("b")}, 1, "bea's stream");
  auto bea_action = world.approval("b");
  bea_action.actor = bea.person = id_of("bea");
  bea.device = id_of("bea's device");
  bea.actions = {DeciderWorld::signed_as(1, bea_action)};
  const std::vector batches = {world.batch({world.approval("a")}), bea};
  auto outcome = world.decider->decide(batches);
  ASSERT_EQ(outcome.commits.size(), 1U);
  EXPECT_EQ(DeciderWorld::words(must(std::move(outcome.batches[0]))), Words{"1 applied none"});
  const DecidedActions second = must(std::move(outcome.batches[1]));
  EXPECT_EQ(DeciderWorld::words(second), Words{"1 superseded already_decided"});
  EXPECT_EQ(second.receipts[0].detail[0], (std::pair<std::string, std::string>("by", "ana")));
}

TEST_F(DeciderTest, a_number_used_again_for_another_action_is_a_fork) {
  world.decide(world.batch({world.approval("a")}));
  EXPECT_EQ(decide(world.batch({world.approval("b", "other-quote")})), Words{"fork"});
  EXPECT_FALSE(is_won("other-quote"));
  EXPECT_TRUE(must(world.read()->stream(id_of("stream")))->forked);
}

TEST_F(DeciderTest, the_same_id_with_another_body_under_one_number_is_a_fork) {
  world.decide(world.batch({world.approval("a")}));
  auto changed = world.approval("a");
  changed.time.wall_ms = 1;
  EXPECT_EQ(decide(world.batch({changed})), Words{"fork"});
}

TEST_F(DeciderTest, an_acknowledged_number_without_a_verdict_is_a_fork) {
  auto batch = world.batch({world.approval("a")});
  batch.acknowledged = 4;
  EXPECT_EQ(decide(batch), Words{"fork"});
}

TEST_F(DeciderTest, a_forked_stream_takes_nothing_more_and_a_fresh_one_repeats_under_the_old_ids) {
  const auto a = world.approval("a");
  const auto b = world.approval("b", "other-quote");
  world.decide(world.batch({a}));
  world.decide(world.batch({b}));
  EXPECT_EQ(decide(world.batch({world.approval("c", "third-quote")}, 2)), Words{"fork"});
  EXPECT_EQ(decide(world.batch({a, b}, 1, "fresh stream")),
            (Words{"1 applied none", "2 applied none"}));
  EXPECT_EQ(world.audit_lines("quote.approve"), 2U);
}

TEST_F(DeciderTest, what_came_before_the_fork_keeps_its_receipts) {
  const auto a = world.approval("a");
  const auto b = world.approval("b", "other-quote");
  world.decide(world.batch({a, b}));
  EXPECT_EQ(decide(world.batch({a, world.approval("c", "third-quote")})),
            (Words{"1 applied none", "fork"}));
}

TEST_F(DeciderTest, another_persons_stream_is_a_fork_and_stays_theirs) {
  world.decide(world.batch({world.approval("a")}));
  auto intruder = world.batch({world.approval("b", "other-quote")}, 2);
  intruder.device = id_of("another device");
  EXPECT_EQ(decide(intruder), Words{"fork"});
  EXPECT_FALSE(must(world.read()->stream(id_of("stream")))->forked);
}

TEST_F(DeciderTest, an_action_of_another_actor_or_audience_is_refused) {
  auto action = world.approval("a");
  action.actor = id_of("bea");
  auto partner = world.approval("b");
  partner.audience = schema::Audience::partner;
  EXPECT_EQ(decide(world.batch({action, partner})),
            (Words{"1 refused not_permitted", "2 refused not_permitted"}));
}

TEST_F(DeciderTest, rights_are_those_of_now) {
  const auto action = world.approval("a");
  world.put({a_row("adx_webrole", "approver")
                 .with("adx_name", "PSA Customer Approver")
                 .with("statecode", std::int64_t{1})});
  EXPECT_EQ(decide(world.batch({action})), Words{"1 refused role_ended"});
}

TEST_F(DeciderTest, a_person_who_may_no_longer_sign_in_decides_nothing) {
  const auto action = world.approval("a");
  world.put({a_row("contact", "ana").naming("parentcustomerid", "account", "acme")});
  EXPECT_EQ(decide(world.batch({action})), Words{"1 refused role_ended"});
}

TEST_F(DeciderTest, an_unknown_kind_and_an_unreadable_body_go_into_custody) {
  auto later = world.approval("a");
  later.kind = "quote.burn";
  auto batch = world.batch({later, world.approval("b")});
  batch.actions[1].body.back() ^= 0xffU;
  batch.actions.push_back(DeciderWorld::signed_as(3, world.approval("c")));
  EXPECT_EQ(decide(batch), (Words{"1 held unknown_kind", "2 held malformed", "3 applied none"}));
  const auto held = must(world.read()->held_actions(10));
  ASSERT_EQ(held.size(), 2U);
  EXPECT_EQ(must(world.read()->held_action(id_of("a")))->action, batch.actions[0]);
}

TEST_F(DeciderTest, a_batch_with_an_action_without_an_id_is_not_taken) {
  auto batch = world.batch({world.approval("a"), world.approval("b", "other-quote")});
  batch.actions[1].body = {0x80};
  const auto outcome = world.decider->decide(std::span(&batch, 1));
  ASSERT_FALSE(outcome.batches[0].has_value());
  EXPECT_EQ(outcome.batches[0].error().code, Errc::invalid_argument);
  EXPECT_FALSE(is_won("quote"));
}

TEST_F(DeciderTest, a_misshapen_action_is_refused) {
  auto action = world.approval("a");
  action.entity = "invoice";
  EXPECT_EQ(decide(world.batch({action})), Words{"1 refused malformed"});
}

TEST_F(DeciderTest, an_action_older_than_verdicts_are_kept_is_held) {
  auto action = world.approval("a");
  FakeClock then(world.clock.now() - limits::kActionIdRetention - std::chrono::hours(1));
  action.id = make_uuid(then, world.random);
  EXPECT_EQ(decide(world.batch({action})), Words{"1 held too_old"});
  then.advance(std::chrono::hours(2));
  action.id = make_uuid(then, world.random);
  EXPECT_EQ(decide(world.batch({action}, 2)), Words{"2 applied none"});
}

TEST_F(DeciderTest, what_depends_on_a_refused_action_is_not_used) {
  auto refused = world.approval("a");
  refused.basis = {};
  auto dependent = world.approval("b", "other-quote");
  dependent.depends_on = {id_of("a")};
  auto chained = world.approval("c", "third-quote");
  chained.depends_on = {id_of("b")};
  EXPECT_EQ(decide(world.batch({refused, dependent, chained})),
            (Words{"1 superseded quote_changed", "2 superseded dependency_refused",
                   "3 superseded dependency_refused"}));
}

TEST_F(DeciderTest, a_dependency_that_was_applied_or_never_sent_does_not_hinder) {
  auto dependent = world.approval("b", "other-quote");
  dependent.depends_on = {id_of("a"), id_of("never sent")};
  EXPECT_EQ(decide(world.batch({world.approval("a"), dependent})),
            (Words{"1 applied none", "2 applied none"}));
}

TEST_F(DeciderTest, what_depends_on_a_held_action_is_held_with_it) {
  auto held = world.approval("a");
  held.kind = "quote.burn";
  auto dependent = world.approval("b", "other-quote");
  dependent.depends_on = {id_of("a")};
  EXPECT_EQ(decide(world.batch({held, dependent})),
            (Words{"1 held unknown_kind", "2 held dependency_refused"}));
  EXPECT_TRUE(must(world.read()->held_action(id_of("b"))).has_value());
}

TEST_F(DeciderTest, a_conflict_row_is_committed_although_the_update_is_refused) {
  const auto mine = world.rename("a", "jobtitle", "Chief");
  EXPECT_EQ(decide(world.batch({world.rename("b", "jobtitle", "Boss"), mine})),
            (Words{"1 applied none", "2 refused conflict"}));
  EXPECT_EQ(world.count("fieldbook_conflict"), 1U);
  EXPECT_EQ(world.value("contact", "ana", "jobtitle"), schema::Value(std::string("Boss")));
}

// --- Withdrawing
// ----------------------------------------------------------------------------------

class Withdrawal : public DeciderTest {
 protected:
  [[nodiscard]] static actions::Action withdrawal(std::string_view id, std::string_view target) {
    actions::Action action;
    action.id = id_of(id);
    action.kind = actions::kinds::kWithdraw;
    action.target = id_of(target);
    action.actor = id_of("ana");
    return action;
  }
};

TEST_F(Withdrawal, of_an_action_that_never_arrived_stops_it_when_it_does) {
  EXPECT_EQ(decide(world.batch({withdrawal("w", "a")}, 2)), Words{"2 applied none"});
  EXPECT_EQ(decide(world.batch({world.approval("a")}, 1)), Words{"1 withdrawn none"});
  EXPECT_FALSE(is_won("quote"));
  EXPECT_EQ(decide(world.batch({world.approval("a")}, 1)), Words{"1 withdrawn none"});
}

TEST_F(Withdrawal, of_a_decided_action_answers_with_its_verdict) {
  const DecidedActions decided =
      world.decide(world.batch({world.approval("a"), withdrawal("w", "a")}));
  EXPECT_EQ(DeciderWorld::words(decided),
            (Words{"1 applied none", "2 superseded already_decided"}));
  EXPECT_EQ(decided.receipts[1].detail,
            (rules::Detail{{"reason", "none"}, {"verdict", "applied"}}));
  EXPECT_TRUE(is_won("quote"));
}

TEST_F(Withdrawal, twice_is_done_already) {
  EXPECT_EQ(decide(world.batch({withdrawal("v", "a"), withdrawal("w", "a")})),
            (Words{"1 applied none", "2 applied already_done"}));
}

TEST_F(Withdrawal, takes_a_held_action_out_of_custody) {
  auto later = world.approval("a");
  later.kind = "quote.burn";
  EXPECT_EQ(decide(world.batch({later, withdrawal("w", "a")})),
            (Words{"1 held unknown_kind", "2 applied none"}));
  EXPECT_TRUE(must(world.read()->held_actions(10)).empty());
  EXPECT_EQ(decide(world.batch({later})), Words{"1 withdrawn none"});
}

TEST_F(Withdrawal, of_somebody_elses_action_is_not_available) {
  world.decide(world.batch({world.approval("a")}));
  auto bea = world.batch({}, 1, "bea's stream");
  auto action = withdrawal("w", "a");
  action.actor = bea.person = id_of("bea");
  bea.actions = {DeciderWorld::signed_as(1, action)};
  EXPECT_EQ(decide(bea), Words{"1 refused not_available"});
}

// --- Handlers that fail
// ---------------------------------------------------------------------------

int calls = 0;

rules::Outcome fails(const rules::RuleInput&) {
  ++calls;
  return fail(Errc::internal, "a rule that fails");
}
rules::Outcome throws(const rules::RuleInput&) {
  ++calls;
  throw std::runtime_error("a rule that throws");
}
rules::Outcome fails_twice(const rules::RuleInput& input) {
  if (++calls <= 2) return fail(Errc::internal, "not yet");
  return rules::find_rule(input.action.kind)->run(input);
}
rules::Outcome writes_nonsense(const rules::RuleInput& input) {
  ++calls;
  rules::Effect effect;
  effect.changes.emplace_back(schema::RowKey{65'000, input.action.target});
  return std::expected<rules::Effect, rules::Refusal>(std::move(effect));
}
struct ProcessEnds {};
rules::Outcome ends_the_process(const rules::RuleInput&) {
  ++calls;
  throw ProcessEnds{};
}

class Poison : public DeciderTest {
 protected:
  Poison() { calls = 0; }
  void use(rules::Outcome (*run)(const rules::RuleInput&)) {
    world.overrides["quote.reject"] = {"quote.reject", run, nullptr};
  }
  [[nodiscard]] actions::Action poison(std::string_view id = "poison") {
    auto action = world.approval(id, "other-quote");
    action.kind = actions::kinds::kQuoteReject;
    return action;
  }
};

TEST_F(Poison, a_handler_that_fails_three_times_is_held_and_the_others_go_on) {
  for (const auto run : {fails, throws, writes_nonsense}) {
    DeciderWorld fresh;
    calls = 0;
    fresh.overrides["quote.reject"] = {"quote.reject", run, nullptr};
    EXPECT_EQ(DeciderWorld::words(fresh.decide(fresh.batch(
                  {fresh.approval("a"), poison(), fresh.approval("c", "third-quote")}))),
              (Words{"1 applied none", "2 held defect", "3 applied none"}));
    EXPECT_EQ(calls, 3);
    EXPECT_TRUE(must(fresh.read()->held_action(id_of("poison"))).has_value());
    EXPECT_EQ(must(fresh.read()->tries(id_of("poison"))), 0U);
    EXPECT_EQ(fresh.audit_lines("quote.reject"), 1U);
  }
}

TEST_F(Poison, a_handler_that_works_the_third_time_is_decided) {
  use(fails_twice);
  EXPECT_EQ(decide(world.batch({poison()})), Words{"1 applied none"});
  EXPECT_TRUE(must(world.read()->held_actions(10)).empty());
}

TEST_F(Poison, an_action_that_ends_the_process_three_times_is_held_and_the_innocent_pass) {
  use(ends_the_process);
  const auto batch =
      world.batch({world.approval("a"), poison(), world.approval("c", "third-quote")});
  for (int crash = 1; crash <= 3; ++crash) {
    EXPECT_THROW((void)world.decider->decide(std::span(&batch, 1)), ProcessEnds);
    world.restart();
    // Rolled back with the process in the first round; decided by itself in the second.
    EXPECT_EQ(is_won("quote"), crash > 1) << crash;
  }
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(decide(batch), (Words{"1 applied none", "2 held defect", "3 applied none"}));
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(world.audit_lines("quote.approve"), 2U);
}

// --- Crashes and disks
// ----------------------------------------------------------------------------

class Crash : public DeciderTest {};

TEST_F(Crash, before_the_commit_leaves_nothing_and_the_repeat_decides) {
  world.overrides["quote.approve"] = {"quote.approve", ends_the_process, nullptr};
  const auto batch = world.batch({world.approval("a")});
  EXPECT_THROW((void)world.decider->decide(std::span(&batch, 1)), ProcessEnds);
  world.overrides.clear();
  world.restart();
  EXPECT_FALSE(is_won("quote"));
  EXPECT_EQ(decide(batch), Words{"1 applied none"});
  EXPECT_TRUE(is_won("quote"));
}

TEST_F(Crash, after_the_commit_gives_the_same_receipt_again) {
  const auto batch = world.batch({world.approval("a")});
  const DecidedActions first = world.decide(batch);
  world.restart();
  EXPECT_EQ(world.decide(batch).receipts, first.receipts);
  EXPECT_EQ(world.audit_lines("quote.approve"), 1U);
}

TEST_F(Crash, at_every_write_of_the_disk_decides_exactly_once) {
  std::size_t answered_before_failing = 0;
  for (std::uint64_t step = 1;; ++step) {
    const PowerLoss loss =
        std::array{PowerLoss::keeps, PowerLoss::drops, PowerLoss::tears}[step % 3];
    DeciderWorld fresh;
    const auto batch = fresh.batch({fresh.approval("a"), fresh.rename("b", "jobtitle", "Chief")});
    fresh.disk.fail_from(fresh.disk.operations() + step);
    auto outcome = fresh.decider->decide(std::span(&batch, 1));
    const bool failed = fresh.disk.has_failed();
    const auto first = std::move(outcome.batches.front());
    fresh.restart(loss);
    const DecidedActions second = fresh.decide(batch);
    ASSERT_EQ(DeciderWorld::words(second), (Words{"1 applied none", "2 applied none"})) << step;
    ASSERT_EQ(fresh.audit_lines("quote.approve"), 1U) << step;
    ASSERT_EQ(fresh.audit_lines("record.update"), 1U) << step;
    ASSERT_EQ(fresh.count("fieldbook_quotedecision"), 1U) << step;
    // What was answered is lasting: the same receipts, not only the same words.
    if (first) {
      ASSERT_EQ(first->receipts, second.receipts) << step;
      ++answered_before_failing;
    }
    if (!failed) break;
    ASSERT_LT(step, 1000U);
  }
  EXPECT_GE(answered_before_failing, 1U);
}

// --- Evidence
// -------------------------------------------------------------------------------------

TEST_F(DeciderTest, the_audit_line_of_an_approval_holds_its_evidence) {
  auto action = world.approval("a");
  action.arguments = {{"comment", std::string("as agreed")}, {"shown_total", std::int64_t{12}}};
  action.time.wall_ms = world.clock.now().ms;
  world.decide(world.batch({action}));
  std::string line;
  for (const auto& one : must(world.read()->audit(0, 0, 1000)))
    if (one.body.find("quote.approve") != std::string::npos) line = one.body;
  for (const std::string& part :
       {std::string("PSA Customer Approver"), to_hex(action.basis.material_hash),
        std::string("as agreed"), std::string("signature"), std::string("decided_not_after"),
        to_string(id_of("device"))})
    EXPECT_NE(line.find(part), std::string::npos) << part << " in " << line;
}

TEST(VerifyAction, takes_only_what_the_device_signed) {
  SeededRandom random(1);
  const auto key = actions::make_signing_key(random);
  actions::SignedAction action{1, Bytes(100, 7), {}};
  action.signature = actions::sign(key, actions::kActionDomain, action.body);
  EXPECT_TRUE(syncd::verify_action(action, key.public_key()).has_value());
  EXPECT_EQ(syncd::verify_action(action, {}).error().code, Errc::unauthenticated);
  action.body.push_back(0);
  EXPECT_EQ(syncd::verify_action(action, key.public_key()).error().code, Errc::unauthenticated);
  action.body.resize(limits::kActionBytesMax + 1);
  EXPECT_EQ(syncd::verify_action(action, key.public_key()).error().code, Errc::limit_exceeded);
}

}  // namespace
}  // namespace fieldbook::tests
