// The simulator itself: a seed is a whole run, and a rule that is switched off is noticed.

#include "tests/sim/simulation.hpp"

#include <gtest/gtest.h>

namespace fieldbook::tests {
namespace {

Finding run(std::uint64_t seed, Mutation mutation) {
  Simulation simulation({.seed = seed, .steps = 200, .mutation = mutation});
  return simulation.run();
}

/// The first violation that seeds from 1 find; none when `seeds` of them find none.
Finding first_finding(Mutation mutation, std::uint64_t seeds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const Finding finding = run(seed, mutation);
    if (finding.violation != Violation::none) return finding;
  }
  return {};
}

TEST(Simulation, a_seed_gives_the_same_events_each_time) {
  std::vector<std::string> events[2];
  for (auto& each : events) {
    Simulation simulation({.seed = 11, .steps = 120, .trace = true});
    EXPECT_EQ(simulation.run().violation, Violation::none);
    each = simulation.events();
  }
  EXPECT_GT(events[0].size(), 50U);
  EXPECT_EQ(events[0], events[1]);
}

TEST(Simulation, another_seed_is_another_story) {
  Simulation one({.seed = 1, .steps = 60, .trace = true});
  Simulation two({.seed = 2, .steps = 60, .trace = true});
  EXPECT_EQ(one.run().violation, Violation::none);
  EXPECT_EQ(two.run().violation, Violation::none);
  EXPECT_NE(one.events(), two.events());
}

TEST(Simulation, people_take_every_kind_of_the_action_table) {
  constexpr std::uint64_t kSeedsMax = 150;
  Counters counters;
  for (std::uint64_t seed = 1; seed <= kSeedsMax && !counters.missing_kinds().empty(); ++seed) {
    Simulation simulation({.seed = seed, .steps = 500, .busy = true});
    EXPECT_EQ(simulation.run().violation, Violation::none) << "seed " << seed;
    counters.add(simulation.counters());
  }
  EXPECT_EQ(counters.missing_kinds(), std::vector<std::string>());
}

TEST(Simulation, notices_removals_that_never_arrive) {
  EXPECT_EQ(first_finding(Mutation::drop_removals, 10).violation, Violation::replica_differs);
}

TEST(Simulation, notices_scopes_that_never_arrive) {
  EXPECT_NE(first_finding(Mutation::drop_scopes, 10).violation, Violation::none);
}

TEST(Simulation, notices_verdicts_that_never_arrive) {
  EXPECT_NE(first_finding(Mutation::drop_verdicts, 10).violation, Violation::none);
}

TEST(Simulation, notices_a_device_whose_disk_forgets_what_it_synced) {
  EXPECT_NE(first_finding(Mutation::forget_syncs, 30).violation, Violation::none);
}

TEST(Simulation, notices_frames_of_two_channels_in_one_checkpoint) {
  EXPECT_NE(first_finding(Mutation::mix_channels, 60).violation, Violation::none);
}

TEST(Simulation, notices_a_full_disk_that_says_it_wrote) {
  EXPECT_NE(first_finding(Mutation::swallow_when_full, 60).violation, Violation::none);
}

TEST(Simulation, notices_a_daemon_that_does_not_keep_what_lost) {
  EXPECT_EQ(first_finding(Mutation::drop_conflicts, 30).violation, Violation::verdict_untrue);
}

TEST(Simulation, notices_a_daemon_that_does_not_keep_what_it_holds) {
  EXPECT_EQ(first_finding(Mutation::drop_custody, 60).violation, Violation::verdict_untrue);
}

TEST(Simulation, notices_devices_that_do_not_hear_what_staff_decided) {
  EXPECT_EQ(first_finding(Mutation::forget_later, 30).violation, Violation::verdict_untrue);
}

TEST(Simulation, staff_settle_what_is_held_and_sometimes_come_too_late) {
  Counters counters;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Simulation simulation({.seed = seed, .steps = 200});
    EXPECT_EQ(simulation.run().violation, Violation::none) << "seed " << seed;
    counters.add(simulation.counters());
    if (counters.held_retried > 0 && counters.held_refused > 0 && counters.held_too_late > 0)
      return;
  }
  FAIL() << counters.print();
}

TEST(Simulation, notices_a_daemon_that_forgets_what_it_decided) {
  EXPECT_NE(first_finding(Mutation::forget_verdicts, 40).violation, Violation::none);
}

}  // namespace
}  // namespace fieldbook::tests
