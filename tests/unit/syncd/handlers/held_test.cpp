// Settling what is in the daemon's custody.

#include "tests/unit/syncd/handlers/decider_world.hpp"

namespace fieldbook::tests {
namespace {

using actions::Reason;
using actions::Verdict;
using syncd::HeldDecision;

rules::Outcome fails(const rules::RuleInput&) { return fail(Errc::internal, "a broken rule"); }
rules::Outcome throws(const rules::RuleInput&) { throw std::runtime_error("a rule that throws"); }

class Held : public testing::Test {
 protected:
  DeciderWorld world;

  /// An approval whose handler fails, so that it is held.
  void hold(std::string_view id = "a", std::string_view quote = "quote") {
    world.overrides["quote.approve"] = {"quote.approve", fails, nullptr};
    const auto decided = world.decide(world.batch({world.approval(id, quote)}, next_++));
    EXPECT_EQ(decided.receipts.at(0).verdict, Verdict::held);
    EXPECT_EQ(decided.receipts.at(0).reason, Reason::defect);
  }
  void mend() { world.overrides.clear(); }

  Result<syncd::HeldSettled> settle(HeldDecision::Kind kind, std::string_view id = "a",
                                    std::string why = "") {
    const auto transaction = must(world.store->begin_write());
    auto settled = world.decider->settle_held(*transaction, {kind, id_of(id), std::move(why)},
                                              world.clock.now());
    if (settled) must(transaction->commit());
    return settled;
  }
  std::vector<actions::Receipt> told(syncd::Commit since) {
    auto transaction = world.read();
    return must(transaction->later_receipts(id_of("device"), id_of("ana"), since,
                                            transaction->head().commit, 10));
  }
  std::uint64_t next_ = 1;
};

TEST_F(Held, is_decided_again_when_the_defect_is_mended) {
  hold();
  const auto since = world.read()->head().commit;
  mend();
  const auto settled = must(settle(HeldDecision::Kind::retry));
  EXPECT_EQ(settled.receipt.verdict, Verdict::applied);
  EXPECT_EQ(settled.cause, "");
  EXPECT_EQ(settled.actor, id_of("ana"));
  EXPECT_EQ(world.value("quote", "quote", "statecode"), schema::Value(std::int64_t{2}));
  EXPECT_FALSE(must(world.read()->held_action(id_of("a"))).has_value());
  actions::Receipt expected = settled.receipt;
  expected.number = 0;
  EXPECT_EQ(told(since), std::vector{expected});
  EXPECT_EQ(world.audit_lines("quote.approve"), 2U) << "held, then decided";
  EXPECT_EQ(settle(HeldDecision::Kind::retry).error().code, Errc::not_found);
}

TEST_F(Held, gets_its_last_verdict_when_the_device_repeats_it) {
  hold();
  const auto repeat = world.batch({world.approval("a")});
  mend();
  must(settle(HeldDecision::Kind::retry));
  EXPECT_EQ(DeciderWorld::words(world.decide(repeat)), std::vector<std::string>{"1 applied none"});
}

TEST_F(Held, stays_held_while_the_defect_lasts_and_says_why) {
  hold();
  for (const auto& [run, cause] :
       {std::pair{&fails, "a broken rule"}, std::pair{&throws, "a rule that throws"}}) {
    world.overrides["quote.approve"] = {"quote.approve", run, nullptr};
    const auto settled = must(settle(HeldDecision::Kind::retry));
    EXPECT_EQ(settled.receipt.verdict, Verdict::held);
    EXPECT_EQ(settled.cause, cause);
    EXPECT_TRUE(settled.commit.is_empty);
    EXPECT_TRUE(must(world.read()->held_action(id_of("a"))).has_value());
  }
}

TEST_F(Held, is_judged_as_of_the_moment_it_arrived_however_old) {
  hold();
  mend();
  world.clock.advance(std::chrono::hours(24 * 500));
  EXPECT_EQ(must(settle(HeldDecision::Kind::retry)).receipt.verdict, Verdict::applied);
}

TEST_F(Held, is_refused_with_the_reason_that_staff_gives) {
  hold();
  const auto since = world.read()->head().commit;
  const auto settled = must(settle(HeldDecision::Kind::refuse, "a", "Signed twice."));
  EXPECT_EQ(settled.receipt.verdict, Verdict::refused);
  EXPECT_EQ(settled.receipt.reason, Reason::staff_refused);
  EXPECT_EQ(settled.receipt.detail, (rules::Detail{{"why", "Signed twice."}}));
  EXPECT_EQ(told(since).size(), 1U);
  EXPECT_EQ(world.value("quote", "quote", "statecode"), schema::Value(std::int64_t{0}));
  std::string line;
  for (const auto& one : must(world.read()->audit(0, 0, 1000))) line = one.body;
  EXPECT_NE(line.find("Signed twice."), std::string::npos) << line;
}

TEST_F(Held, that_a_refused_one_depends_on_is_settled_after_it) {
  hold();
  mend();
  auto dependent = world.approval("b", "other-quote");
  dependent.depends_on = {id_of("a")};
  world.decide(world.batch({dependent}, next_));
  EXPECT_EQ(must(settle(HeldDecision::Kind::retry, "b")).cause, "what it depends on is held");
  must(settle(HeldDecision::Kind::refuse, "a", "No."));
  EXPECT_EQ(must(settle(HeldDecision::Kind::retry, "b")).receipt.reason,
            Reason::dependency_refused);
}

TEST_F(Held, is_not_there_for_an_id_that_is_not_held) {
  EXPECT_EQ(settle(HeldDecision::Kind::refuse, "nothing", "No.").error().code, Errc::not_found);
}

}  // namespace
}  // namespace fieldbook::tests
