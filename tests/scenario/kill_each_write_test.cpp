// A process dies at each storage operation of the demo's story, one after the other, and the power
// with it: nothing that was saved is lost, nothing is done twice, and the end is the same.

#include "tests/scenario/demo_story.hpp"

namespace fieldbook::tests {
namespace {

// The optimised build kills at every operation; with sanitizers at some, so that a run stays short.
#if defined(NDEBUG)
constexpr std::uint64_t kStride = 1;
#else
constexpr std::uint64_t kStride = 29;
#endif

const StoryEnd& undisturbed() {
  static const StoryEnd kEnd = tell_demo_story({});
  return kEnd;
}

void kill_at_each(const std::string& victim, PowerLoss loss) {
  const std::uint64_t operations = undisturbed().operations.at(victim);
  ASSERT_GT(operations, 20U);
  std::uint64_t killed = 0;
  for (std::uint64_t at = 1; at <= operations; at += kStride) {
    SCOPED_TRACE(victim + " dies at operation " + std::to_string(at));
    const StoryEnd end = tell_demo_story({victim, at, loss});
    killed += end.killed ? 1 : 0;
    EXPECT_EQ(end.state, undisturbed().state);
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_EQ(killed, (operations + kStride - 1) / kStride);
}

TEST(DemoStory, ends_with_every_decision_settled_and_one_conflict_to_show) {
  EXPECT_NE(undisturbed().state.find("decisions 1, conflicts 1"), std::string::npos)
      << undisturbed().state;
}

TEST(KillEachWrite, of_a_customer_s_device_that_loses_its_unsynced_writes) {
  kill_at_each("ann", PowerLoss::drops);
}
TEST(KillEachWrite, of_a_customer_s_device_that_tears_its_unsynced_writes) {
  kill_at_each("ann", PowerLoss::tears);
}
TEST(KillEachWrite, of_a_partner_s_device) { kill_at_each("paul", PowerLoss::drops); }
TEST(KillEachWrite, of_the_daemon_that_loses_its_unsynced_writes) {
  kill_at_each("daemon", PowerLoss::drops);
}
TEST(KillEachWrite, of_the_daemon_whose_process_alone_dies) {
  kill_at_each("daemon", PowerLoss::keeps);
}

}  // namespace
}  // namespace fieldbook::tests
