#include "ui/widgets/pad.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

#include "tests/unit/ui/widgets/widget_world.hpp"

namespace fieldbook::ui {
namespace {

using Kind = platform::Input::Kind;

/// A pad above what makes its area scroll, and what was drawn on it.
struct Drawn {
  std::vector<std::vector<PadPoint>> strokes;
  float scrolled = 0;
};

WidgetWorld::Draw a_pad(Drawn& drawn) {
  return [&drawn](Ui& ui) {
    const ScrollArea area(ui, "form");
    const auto move = drawing_pad(
        ui, "pad", "Signature", {.hint = "Sign here", .value = "drawn", .strokes = drawn.strokes});
    if (move) {
      if (move->begins) drawn.strokes.emplace_back();
      drawn.strokes.back().push_back(move->to);
    }
    if (button(ui, "send", "Send")) drawn.strokes.clear();
    ImGui::Dummy({10, 2'000});
    drawn.scrolled = ImGui::GetScrollY();
  };
}

void move_to(WidgetWorld& world, const Rectangle& pad, float x, float y) {
  world.window.give_input(
      {.kind = Kind::pointer_move, .x = pad.x + x * pad.width, .y = pad.y + y * pad.width});
  world.settle();
}

void draw_stroke(WidgetWorld& world) {
  const Rectangle pad = world.find(Role::image, "Signature").rectangle;
  move_to(world, pad, 0.1F, 0.05F);
  world.window.give_input({.kind = Kind::pointer_down});
  world.settle();
  move_to(world, pad, 0.5F, 0.25F);
  move_to(world, pad, 0.9F, 0.05F);
  world.window.give_input({.kind = Kind::pointer_up});
  world.settle();
}

TEST(Pad, says_how_the_pen_moves_while_it_is_down) {
  Drawn drawn;
  WidgetWorld world(a_pad(drawn));
  EXPECT_EQ(world.find(Role::image, "Signature").value, "Sign here");
  draw_stroke(world);
  ASSERT_EQ(drawn.strokes.size(), 1U);
  EXPECT_NEAR(drawn.strokes[0].front().x, 0.1F, 0.01F);
  EXPECT_NEAR(drawn.strokes[0].back().x, 0.9F, 0.01F);
  const Rectangle pad = world.find(Role::image, "Signature").rectangle;
  move_to(world, pad, 0.2F, 0.2F);
  EXPECT_NEAR(drawn.strokes[0].back().x, 0.9F, 0.01F) << "the pen is up";
  EXPECT_EQ(world.find(Role::image, "Signature").value, "drawn");
  draw_stroke(world);
  EXPECT_EQ(drawn.strokes.size(), 2U);
}

TEST(Pad, a_finger_that_draws_does_not_scroll) {
  Drawn drawn;
  WidgetWorld world(a_pad(drawn), InputMode::touch);
  draw_stroke(world);
  ASSERT_EQ(drawn.strokes.size(), 1U);
  EXPECT_NEAR(drawn.strokes[0].back().x, 0.9F, 0.01F);
  EXPECT_EQ(drawn.scrolled, 0);
}

TEST(Pad, a_pen_that_leaves_it_draws_on_until_it_is_lifted) {
  Drawn drawn;
  WidgetWorld world(a_pad(drawn));
  const Rectangle pad = world.find(Role::image, "Signature").rectangle;
  move_to(world, pad, 0.5F, 0.1F);
  world.window.give_input({.kind = Kind::pointer_down});
  world.settle();
  move_to(world, pad, 0.5F, 0.9F);
  ASSERT_EQ(drawn.strokes.size(), 1U);
  EXPECT_NEAR(drawn.strokes[0].back().y, kPadHeight, 0.01F);
}

TEST(Pad, the_keyboard_passes_it_by) {
  Drawn drawn;
  WidgetWorld world(a_pad(drawn));
  world.tap(platform::kKeyTab);
  EXPECT_EQ(world.focused(), "Send");
}

}  // namespace
}  // namespace fieldbook::ui
