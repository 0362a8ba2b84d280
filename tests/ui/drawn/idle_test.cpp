// Nothing is drawn while nothing happens, and what changes by itself is drawn when it does.

#include <gtest/gtest.h>

#include "tests/ui/support/scenes.hpp"

namespace fieldbook::tests {
namespace {

using std::chrono::milliseconds;

class Idle : public testing::TestWithParam<std::size_t> {};

TEST_P(Idle, no_frame_is_drawn_without_input_timer_or_change) {
  SceneWorld at(scenes()[GetParam()], {});
  UiWorld& world = at.world;
  const auto before = world.window().frames();
  std::uint64_t asked_for = 0;
  for (int i = 0; i < 500; ++i) {
    const Instant due = world.next_change();
    world.now = world.now + milliseconds(10);
    const bool timer = due.ms != 0 && due <= world.now;
    if (world.step()) {
      ++asked_for;
      EXPECT_TRUE(timer) << "a frame that nobody asked for, " << (i + 1) * 10 << " ms on";
    }
  }
  EXPECT_EQ(world.window().frames(), before + asked_for);
  // A text with minutes in it changes once a minute, a countdown at most once a second.
  EXPECT_LE(asked_for, 5U);
}

INSTANTIATE_TEST_SUITE_P(Scenes, Idle, testing::Range<std::size_t>(0, scenes().size()),
                         [](const auto& each) {
                           std::string name = scenes()[each.param].name;
                           std::ranges::replace(name, '.', '_');
                           return name;
                         });

TEST(Wake, a_change_of_the_client_is_drawn_without_input) {
  FakeClient client;
  UiWorld world({}, kSampleToday);
  world.attach(client);
  ASSERT_FALSE(world.shows("Offline"));
  const auto before = world.window().frames();
  client.status_now.connection = "offline";
  client.notify({.status = true});
  while (world.step()) {
  }
  EXPECT_GT(world.window().frames(), before);
  EXPECT_TRUE(world.shows("Offline")) << world.described();
}

TEST(KeyLatch, a_tap_shorter_than_a_frame_presses_what_has_the_keyboard) {
  SceneWorld at(scenes()[1], {});
  UiWorld& world = at.world;
  const ui::WidgetRecord* item = nullptr;
  for (int i = 0; i < 40 && item == nullptr; ++i) {
    world.key(platform::kKeyTab);
    const ui::WidgetRecord* const record = world.focused();
    if (record != nullptr && record->id.ends_with("settings")) item = record;
  }
  ASSERT_NE(item, nullptr) << world.described();
  // Down and up before a frame is drawn, as a quick finger does it.
  using Kind = platform::Input::Kind;
  world.window().type_on_device({.kind = Kind::key_down, .key = platform::kKeyEnter});
  world.window().type_on_device({.kind = Kind::key_up, .key = platform::kKeyEnter});
  world.settle();
  EXPECT_EQ(world.app().place().kind, ui::PlaceKind::settings);
}

}  // namespace
}  // namespace fieldbook::tests
