// What staff settles later, and what an organisation configures, as the device learns of it.

#include "tests/support/world/world.hpp"

namespace fieldbook::tests {
namespace {

using actions::Reason;
using actions::Verdict;
using syncd::HeldDecision;

const schema::Value kOpen = std::int64_t{0};
const schema::Value kWon = std::int64_t{2};

rules::Outcome fails(const rules::RuleInput&) { return fail(Errc::internal, "a defect"); }
const rules::Rule kBroken{"quote.approve", fails, nullptr};

/// Ann approved, and the daemon could not decide it.
struct Custody {
  Custody() {
    world.sync_all();
    world.daemon().use_handlers([](std::string_view kind) {
      return kind == kBroken.kind ? &kBroken : rules::find_rule(kind);
    });
    approval = ann.approve_quote(world.quote());
    ann.sync();
    EXPECT_EQ(ann.verdict(approval), Verdict::held);
    EXPECT_EQ(ann.state(approval), client::ActionState::received);
    EXPECT_EQ(ann.value("quote", world.quote(), "statecode"), kOpen);
    world.daemon().use_handlers(rules::find_rule);
  }
  World world;
  Carried& ann = world.device("ann");
  Uuid approval;
};

TEST(Custody, ends_with_a_verdict_that_comes_with_its_effects) {
  Custody story;
  const auto settled =
      story.world.daemon().settle_held({HeldDecision::Kind::retry, story.approval, {}});
  ASSERT_TRUE(settled.has_value()) << settled.error().message;
  EXPECT_EQ(settled->verdict, Verdict::applied);
  EXPECT_EQ(story.ann.verdict(story.approval), Verdict::held) << "the device does not know yet";
  story.ann.sync();
  EXPECT_EQ(story.ann.verdict(story.approval), Verdict::applied);
  EXPECT_EQ(story.ann.state(story.approval), client::ActionState::done);
  EXPECT_EQ(story.ann.value("quote", story.world.quote(), "statecode"), kWon);
  EXPECT_EQ(story.ann.differences(), "");
}

TEST(Custody, ends_with_the_reason_that_staff_gives_even_where_the_verdict_was_dismissed) {
  Custody story;
  ASSERT_TRUE(story.ann.queue().dismiss(story.approval).has_value());
  ASSERT_TRUE(story.world.daemon()
                  .settle_held({HeldDecision::Kind::refuse, story.approval, "Signed twice."})
                  .has_value());
  story.ann.sync();
  EXPECT_EQ(story.ann.reason(story.approval), Reason::staff_refused);
  EXPECT_EQ(story.ann.detail(story.approval, "why"), "Signed twice.");
  EXPECT_FALSE(story.ann.find(story.approval).dismissed) << "it is told";
  EXPECT_EQ(story.ann.value("quote", story.world.quote(), "statecode"), kOpen);
}

TEST(QuotePolicy, is_what_the_device_forecasts_by) {
  World world;
  Carried& ann = world.device("ann");
  world.daemon().use_rules({rules::QuotePolicy::record_only});
  world.sync_all();
  const Uuid approval = ann.approve_quote(world.quote());
  EXPECT_EQ(ann.value("quote", world.quote(), "statecode"), kOpen)
      << "the daemon will record the decision and leave the quote to staff";
  ann.sync();
  EXPECT_EQ(ann.verdict(approval), Verdict::applied);
  EXPECT_EQ(ann.value("quote", world.quote(), "statecode"), kOpen);
  EXPECT_EQ(ann.differences(), "");
}

TEST(QuotePolicy, that_changes_changes_what_is_shown_of_waiting_decisions) {
  World world;
  Carried& ann = world.device("ann");
  world.sync_all();
  const Uuid approval = ann.approve_quote(world.quote());
  EXPECT_EQ(ann.value("quote", world.quote(), "statecode"), kWon);
  ASSERT_TRUE(ann.queue().hold(approval).has_value());
  world.daemon().use_rules({rules::QuotePolicy::record_only});
  ann.sync();
  EXPECT_EQ(ann.value("quote", world.quote(), "statecode"), kOpen);
  world.daemon().use_rules({rules::QuotePolicy::close});
  ann.sync();
  EXPECT_EQ(ann.value("quote", world.quote(), "statecode"), kWon);
}

}  // namespace
}  // namespace fieldbook::tests
