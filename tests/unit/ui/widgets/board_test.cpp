#include "ui/widgets/board.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

#include "tests/unit/ui/widgets/widget_world.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

/// Two blocks beside each other, as on a board.
WidgetWorld::Draw two_blocks(std::string& pressed) {
  return [&pressed](Ui& ui) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImGui::Dummy({600, block_height(ui)});
    for (int i = 0; i < 2; ++i) {
      const Block block{.tone = Tone::info,
                        .title = "09:00 00010",
                        .detail = "Scheduled",
                        .spoken = i == 0 ? "Amina, 09:00" : "Omar, 09:00"};
      const float x = low.x + 200.0F * static_cast<float>(i);
      if (board_block(ui, i == 0 ? "a" : "b", {x, low.y}, {180, block_height(ui)}, block))
        pressed = block.spoken;
    }
  };
}

TEST(Board, a_block_is_pressed_where_it_stands_and_says_all_of_it) {
  std::string pressed;
  WidgetWorld world(two_blocks(pressed));
  world.click(world.find(Role::link, "Omar, 09:00"));
  EXPECT_EQ(pressed, "Omar, 09:00");
}

TEST(Board, blocks_are_reached_by_tab_and_by_arrows) {
  std::string pressed;
  WidgetWorld world(two_blocks(pressed));
  world.tap(platform::kKeyTab);
  EXPECT_EQ(world.focused(), "Amina, 09:00");
  world.tap(platform::kKeyRight);
  EXPECT_EQ(world.focused(), "Omar, 09:00");
  world.tap(platform::kKeyEnter);
  EXPECT_EQ(pressed, "Omar, 09:00");
}

TEST(Board, a_block_is_large_enough_for_a_finger) {
  std::string pressed;
  WidgetWorld world(two_blocks(pressed), InputMode::touch);
  EXPECT_GE(world.find(Role::link, "Amina, 09:00").rectangle.height, 44);
}

TEST(Board, words_that_do_not_fit_are_marked_as_cut) {
  WidgetWorld world([](Ui& ui) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImGui::Dummy({100, 50});
    (void)board_block(ui, "a", low, {24, 50}, {.icon = Icon::booking, .spoken = "Amina"});
  });
  EXPECT_TRUE(world.find(Role::link, "Amina").text_is_clipped);
}

struct Tree {
  bool open = true;
  int opened = 0;
  int toggled = 0;
};

WidgetWorld::Draw a_tree(Tree& tree) {
  return [&tree](Ui& ui) {
    const auto note = [&](TreePress press) {
      tree.opened += press == TreePress::opened ? 1 : 0;
      tree.toggled += press == TreePress::toggled ? 1 : 0;
    };
    note(tree_item(ui, "plant",
                   {.title = "Plant",
                    .branches = true,
                    .open = tree.open,
                    .branch_label = tree.open ? "Close Plant" : "Open Plant"}));
    note(tree_item(ui, "pump", {.depth = 1, .title = "Pump", .detail = "Adatum"}));
  };
}

TEST(TreeItem, its_line_opens_the_record_and_its_button_the_branch) {
  Tree tree;
  WidgetWorld world(a_tree(tree));
  world.click(world.find(Role::row, "Plant"));
  EXPECT_EQ(tree.opened, 1);
  world.click(world.find(Role::button, "Close Plant"));
  EXPECT_EQ(tree.toggled, 1);
  EXPECT_EQ(tree.opened, 1);
}

TEST(TreeItem, is_moved_in_by_its_depth_and_has_no_button_without_children) {
  Tree tree;
  WidgetWorld world(a_tree(tree));
  EXPECT_GT(world.find(Role::row, "Pump").rectangle.x, world.find(Role::row, "Plant").rectangle.x);
  EXPECT_FALSE(world.has(Role::button, ""));
  EXPECT_EQ(world.find(Role::row, "Pump").value, "Adatum");
}

TEST(TreeItem, button_and_line_are_reached_by_keyboard_and_large_enough_for_a_finger) {
  Tree tree;
  WidgetWorld world(a_tree(tree), InputMode::touch);
  world.tap(platform::kKeyTab);
  EXPECT_EQ(world.focused(), "Close Plant");
  world.tap(platform::kKeySpace);
  EXPECT_EQ(tree.toggled, 1);
  world.tap(platform::kKeyTab);
  EXPECT_EQ(world.focused(), "Plant");
  EXPECT_GE(world.find(Role::button, "Close Plant").rectangle.width, 44);
  EXPECT_GE(world.find(Role::row, "Pump").rectangle.height, 44);
}

TEST(ChoiceButton, looks_like_a_closed_list_and_says_what_is_wrong) {
  int pressed = 0;
  WidgetWorld world([&](Ui& ui) {
    if (choice_button(ui, "customer", "Customer", "Adatum", {.error = "A value is needed here."}))
      ++pressed;
  });
  EXPECT_EQ(world.find(Role::choice, "Customer").value, "Adatum");
  EXPECT_TRUE(world.has(Role::text, "A value is needed here."));
  world.click(world.find(Role::choice, "Customer"));
  EXPECT_EQ(pressed, 1);
}

}  // namespace
}  // namespace fieldbook::ui
