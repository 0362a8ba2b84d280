#include "platform/window/frame_schedule.hpp"

#include <gtest/gtest.h>

namespace fieldbook::platform {
namespace {

using std::chrono::milliseconds;

constexpr Instant kStart{1'000'000};

/// Draws what is due at `now`; returns how many frames that were.
int draw_all(FrameSchedule& schedule, Instant now, Instant next = {}) {
  int frames = 0;
  while (schedule.due(now) && frames < 100) {
    schedule.drawn(now, next);
    ++frames;
  }
  return frames;
}

TEST(FrameSchedule, an_event_brings_one_frame_and_two_to_settle) {
  FrameSchedule schedule;
  EXPECT_EQ(draw_all(schedule, kStart), 3);
  EXPECT_FALSE(schedule.due(kStart));
  schedule.happened();
  EXPECT_EQ(draw_all(schedule, kStart), 3);
}

TEST(FrameSchedule, without_events_it_waits_for_as_long_as_it_takes) {
  FrameSchedule schedule;
  draw_all(schedule, kStart);
  EXPECT_EQ(schedule.wait(kStart), std::nullopt);
  EXPECT_FALSE(schedule.due(kStart + std::chrono::hours(24)));
}

TEST(FrameSchedule, a_frame_comes_at_the_moment_that_the_last_one_asked_for) {
  FrameSchedule schedule;
  const Instant next = kStart + milliseconds(500);
  draw_all(schedule, kStart, next);
  EXPECT_EQ(schedule.wait(kStart), milliseconds(500));
  EXPECT_FALSE(schedule.due(next - milliseconds(1)));
  EXPECT_TRUE(schedule.due(next));
  schedule.drawn(next, {});
  EXPECT_FALSE(schedule.due(next + milliseconds(1'000)));
}

TEST(FrameSchedule, a_moment_that_has_passed_does_not_become_a_loop_without_rest) {
  FrameSchedule schedule;
  draw_all(schedule, kStart, kStart - milliseconds(5));
  EXPECT_FALSE(schedule.due(kStart));
  EXPECT_GT(schedule.wait(kStart), milliseconds(0));
}

TEST(FrameSchedule, a_long_wait_is_cut_because_clocks_jump) {
  FrameSchedule schedule;
  draw_all(schedule, kStart, kStart + std::chrono::hours(5));
  EXPECT_EQ(schedule.wait(kStart), FrameSchedule::kWaitMax);
}

}  // namespace
}  // namespace fieldbook::platform
