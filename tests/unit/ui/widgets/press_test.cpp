#include <gtest/gtest.h>

#include "tests/unit/ui/widgets/widget_world.hpp"

namespace fieldbook::ui {
namespace {

using platform::kKeyEnter;
using platform::kKeySpace;
using platform::kKeyTab;

struct Presses {
  int approve = 0;
  int reject = 0;
};

WidgetWorld::Draw two_buttons(Presses& presses) {
  return [&presses](Ui& ui) {
    if (button(ui, "approve", "Approve", {.style = ButtonStyle::primary})) ++presses.approve;
    beside(ui);
    if (button(ui, "reject", "Reject")) ++presses.reject;
    (void)button(ui, "off", "Off", {.enabled = false, .why_disabled = "not now"});
  };
}

TEST(Button, is_pressed_once_by_a_click) {
  Presses presses;
  WidgetWorld world(two_buttons(presses));
  world.click(world.find(Role::button, "Approve"));
  EXPECT_EQ(presses.approve, 1);
  EXPECT_EQ(presses.reject, 0);
}

TEST(Button, is_pressed_by_enter_and_by_space_where_tab_led) {
  Presses presses;
  WidgetWorld world(two_buttons(presses));
  world.tap(kKeyTab);
  EXPECT_EQ(world.focused(), "Approve");
  world.tap(kKeyEnter);
  world.tap(kKeyTab);
  world.tap(kKeySpace);
  EXPECT_EQ(presses.approve, 1);
  EXPECT_EQ(presses.reject, 1);
}

TEST(Button, tab_goes_around_and_back_and_leaves_out_what_is_disabled) {
  Presses presses;
  WidgetWorld world(two_buttons(presses));
  world.tap(kKeyTab);
  world.tap(kKeyTab);
  EXPECT_EQ(world.focused(), "Reject");
  world.tap(kKeyTab);
  EXPECT_EQ(world.focused(), "Approve");
  world.tap(kKeyTab, true);
  EXPECT_EQ(world.focused(), "Reject");
}

TEST(Button, arrows_go_to_the_neighbour) {
  Presses presses;
  WidgetWorld world(two_buttons(presses));
  world.tap(kKeyTab);
  world.tap(platform::kKeyRight);
  EXPECT_EQ(world.focused(), "Reject");
  world.tap(platform::kKeyLeft);
  EXPECT_EQ(world.focused(), "Approve");
}

TEST(Button, a_disabled_one_says_why_and_does_nothing) {
  Presses presses;
  WidgetWorld world(two_buttons(presses));
  const WidgetRecord record = world.find(Role::button, "Off");
  EXPECT_FALSE(record.enabled);
  EXPECT_EQ(record.value, "not now");
  world.click(record);
  EXPECT_EQ(presses.approve + presses.reject, 0);
}

TEST(Button, is_large_enough_for_a_finger_in_touch_mode) {
  Presses presses;
  WidgetWorld world(two_buttons(presses), InputMode::touch);
  const WidgetRecord record = world.find(Role::button, "Approve");
  EXPECT_GE(record.rectangle.height, 44);
  EXPECT_GE(record.rectangle.width, 44);
}

TEST(Button, goes_to_the_next_line_where_it_does_not_fit) {
  WidgetWorld world(
      [](Ui& ui) {
        (void)button(ui, "one", "A button with long words");
        beside(ui);
        (void)button(ui, "two", "Another with long words");
      },
      InputMode::pointer, 330);
  const WidgetRecord one = world.find(Role::button, "A button with long words");
  const WidgetRecord two = world.find(Role::button, "Another with long words");
  EXPECT_GT(two.rectangle.y, one.rectangle.y);
  EXPECT_FALSE(two.text_is_clipped);
}

TEST(Toggle, changes_by_click_and_by_key) {
  bool value = false;
  WidgetWorld world([&](Ui& ui) { toggle(ui, "touch", "Touch", value); });
  world.click(world.find(Role::toggle, "Touch"));
  EXPECT_TRUE(value);
  EXPECT_TRUE(world.find(Role::toggle, "Touch").checked);
  world.tap(kKeySpace);
  EXPECT_FALSE(value);
}

TEST(Tabs, say_which_is_chosen) {
  std::size_t chosen = 0;
  WidgetWorld world([&](Ui& ui) {
    const std::vector<Tab> all = {{"overview", "Overview"}, {"outbox", "Outbox", 4}};
    if (const auto pressed = tabs(ui, "tabs", all, chosen)) chosen = *pressed;
  });
  world.click(world.find(Role::tab, "Outbox"));
  EXPECT_EQ(chosen, 1U);
  EXPECT_TRUE(world.find(Role::tab, "Outbox").selected);
  EXPECT_EQ(world.find(Role::tab, "Outbox").value, "4");
}

TEST(Tooltip, asks_for_the_frame_in_which_it_appears) {
  WidgetWorld world([](Ui& ui) { (void)icon_button(ui, "edit", Icon::edit, "Edit"); });
  EXPECT_EQ(world.next_change.ms, 0);
  world.click(world.find(Role::button, "Edit"));
  EXPECT_GT(world.next_change, world.now);
}

TEST(Focus, what_is_under_a_dialog_is_out_of_reach_until_it_closes) {
  bool open = false;
  WidgetWorld world([&](Ui& ui) {
    if (button(ui, "ask", "Ask")) open = true;
    if (!open) return;
    const Dialog dialog(ui, "sure", "Sure?");
    if (dialog.dismissed()) open = false;
    if (dialog.visible()) (void)button(ui, "yes", "Yes");
  });
  world.tap(kKeyTab);
  world.tap(kKeyEnter);
  ASSERT_TRUE(world.has(Role::dialog, "Sure?"));
  EXPECT_EQ(world.focused(), "Yes");
  EXPECT_FALSE(world.find(Role::button, "Ask").reachable);
  world.tap(kKeyTab);
  EXPECT_EQ(world.focused(), "Close");
  world.tap(platform::kKeyEscape);
  EXPECT_FALSE(open);
  EXPECT_EQ(world.focused(), "Ask");
}

TEST(Focus, the_pointer_does_not_reach_through_a_dialog) {
  int pressed = 0;
  bool open = true;
  WidgetWorld world([&](Ui& ui) {
    if (button(ui, "ask", "Ask")) ++pressed;
    if (!open) return;
    const Dialog dialog(ui, "sure", "Sure?");
    if (dialog.visible()) text(ui, "words");
  });
  world.click(world.find(Role::button, "Ask"));
  EXPECT_EQ(pressed, 0);
}

}  // namespace
}  // namespace fieldbook::ui
