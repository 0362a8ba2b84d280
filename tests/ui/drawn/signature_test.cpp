// A quote that is signed by hand: what the pointer draws goes with the decision.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shared/actions/evidence.hpp"
#include "tests/ui/support/scenes.hpp"

namespace fieldbook::tests {
namespace {

using testing::Contains;
using testing::Not;
using testing::Pair;
using Kind = platform::Input::Kind;

const Scene& decision_scene() {
  for (const Scene& scene : scenes())
    if (scene.name == "decision") return scene;
  ASSERT(false);
}

/// A stroke through points in shares of the pad's width and height.
void draw_stroke(UiWorld& world, std::initializer_list<std::pair<float, float>> points) {
  const ui::WidgetRecord* const pad = world.find_id("signature.pad");
  ASSERT_NE(pad, nullptr) << world.described();
  const ui::Rectangle at = pad->whole;
  bool is_down = false;
  for (const auto& [x, y] : points) {
    world.window().give_input(
        {.kind = Kind::pointer_move, .x = at.x + x * at.width, .y = at.y + y * at.height});
    world.settle();
    if (!std::exchange(is_down, true)) world.window().give_input({.kind = Kind::pointer_down});
    world.settle();
  }
  world.window().give_input({.kind = Kind::pointer_up});
  world.settle();
}

class SignedByHand : public testing::TestWithParam<Look> {};

TEST_P(SignedByHand, what_was_drawn_goes_with_the_decision) {
  SceneWorld at(decision_scene(), GetParam());
  at.world.type("Your name", "Arjun Mehta");
  draw_stroke(at.world, {{0.1F, 0.2F}, {0.2F, 0.6F}, {0.3F, 0.2F}});
  draw_stroke(at.world, {{0.5F, 0.5F}, {0.9F, 0.5F}});
  EXPECT_EQ(at.world.find_id("signature.pad")->value, "Signed with 2 strokes");
  at.world.press_id("decision.confirm");
  ASSERT_EQ(at.client.decided.size(), 1U) << at.world.described();
  std::string strokes;
  for (const auto& [name, value] : at.client.decided[0].arguments)
    if (name == actions::arguments::kSignature) strokes = std::get<std::string>(value);
  EXPECT_TRUE(actions::is_signature(strokes)) << strokes;
  EXPECT_EQ(std::ranges::count(strokes, ';'), 1);
}

TEST_P(SignedByHand, what_was_cleared_does_not_go_with_it) {
  SceneWorld at(decision_scene(), GetParam());
  at.world.type("Your name", "Arjun Mehta");
  draw_stroke(at.world, {{0.1F, 0.2F}, {0.3F, 0.6F}});
  at.world.press_id("signature.clear");
  EXPECT_FALSE(at.world.find_id("signature.clear")->enabled);
  at.world.press_id("decision.confirm");
  ASSERT_EQ(at.client.decided.size(), 1U) << at.world.described();
  EXPECT_THAT(at.client.decided[0].arguments, Not(Contains(Pair("signature", testing::_))));
}

TEST_P(SignedByHand, nobody_needs_the_pad_to_decide_by_keyboard) {
  SceneWorld at(decision_scene(), GetParam());
  at.world.tab_to("Your name");
  at.world.text("Arjun Mehta");
  at.world.tab_to("Approve quote");
  at.world.key(platform::kKeyEnter);
  EXPECT_EQ(at.client.decided.size(), 1U) << at.world.described();
}

INSTANTIATE_TEST_SUITE_P(Windows, SignedByHand,
                         testing::Values(Look{}, Look{.touch = true, .width = 800, .height = 1280}),
                         [](const auto& each) {
                           return std::string(each.param.touch ? "finger" : "pointer");
                         });

TEST(DecisionForm, keeps_what_confirms_it_in_sight_beside_the_pad) {
  for (const Look& look : {Look{}, Look{.touch = true, .width = 800, .height = 1280},
                           Look{.touch = true, .width = 420, .height = 800}}) {
    SceneWorld at(decision_scene(), look);
    const ui::WidgetRecord* const confirm = at.world.find_id("decision.confirm");
    ASSERT_NE(confirm, nullptr) << at.world.described();
    EXPECT_GT(confirm->rectangle.height, 0) << look.width;
    EXPECT_EQ(confirm->rectangle.height, confirm->whole.height) << look.width;
  }
}

}  // namespace
}  // namespace fieldbook::tests
