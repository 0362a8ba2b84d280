#include <gtest/gtest.h>

#include "tests/unit/ui/widgets/widget_world.hpp"

namespace fieldbook::ui {
namespace {

TEST(TextField, takes_what_is_typed_after_tab_and_passes_the_keyboard_on) {
  std::string name;
  std::string comment;
  WidgetWorld world([&](Ui& ui) {
    text_field(ui, "name", "Name", name);
    text_field(ui, "comment", "Comment", comment);
  });
  world.tap(platform::kKeyTab);
  world.type("Dana");
  world.tap(platform::kKeyTab);
  world.type("fine");
  EXPECT_EQ(name, "Dana");
  EXPECT_EQ(comment, "fine");
  EXPECT_EQ(world.find(Role::text_field, "Comment").value, "fine");
  world.tap(platform::kKeyTab, true);
  EXPECT_EQ(world.focused(), "Name");
}

TEST(TextField, takes_what_is_typed_after_a_click) {
  std::string name = "Ada";
  WidgetWorld world([&](Ui& ui) { text_field(ui, "name", "Name", name); });
  world.click(world.find(Role::text_field, "Name"));
  world.tap(platform::kKeyEnd);
  world.type(" Lovelace");
  EXPECT_EQ(name, "Ada Lovelace");
}

TEST(TextField, says_when_enter_ends_it) {
  std::string name;
  int entered = 0;
  WidgetWorld world([&](Ui& ui) {
    bool now = false;
    FieldOptions options;
    options.entered = &now;
    text_field(ui, "name", "Name", name, options);
    if (now) ++entered;
  });
  world.tap(platform::kKeyTab);
  world.type("Dana");
  world.tap(platform::kKeyEnter);
  EXPECT_EQ(entered, 1);
}

TEST(TextField, a_password_never_stands_in_the_record) {
  std::string password = "secret";
  WidgetWorld world([&](Ui& ui) {
    FieldOptions options;
    options.password = true;
    text_field(ui, "password", "Password", password, options);
  });
  EXPECT_EQ(world.find(Role::text_field, "Password").value, "");
}

TEST(TextField, is_cut_at_a_character_where_it_is_too_long) {
  std::string name;
  WidgetWorld world([&](Ui& ui) {
    FieldOptions options;
    options.length_max = 4;
    text_field(ui, "name", "Name", name, options);
  });
  world.tap(platform::kKeyTab);
  world.type("abcä");
  EXPECT_EQ(name, "abc");
}

TEST(TextField, shows_what_is_wrong_with_it) {
  std::string name;
  WidgetWorld world([&](Ui& ui) {
    FieldOptions options;
    options.error = "A name is needed";
    text_field(ui, "name", "Name", name, options);
  });
  EXPECT_TRUE(world.has(Role::text, "A name is needed"));
}

TEST(TextField, takes_the_keyboard_when_told_to) {
  std::string name;
  bool first = true;
  WidgetWorld world([&](Ui& ui) {
    FieldOptions options;
    options.focus_now = std::exchange(first, false);
    text_field(ui, "name", "Name", name, options);
  });
  world.type("x");
  EXPECT_EQ(name, "x");
}

TEST(MemoField, enter_begins_a_line_and_tab_leaves) {
  std::string note;
  WidgetWorld world([&](Ui& ui) {
    memo_field(ui, "note", "Note", note);
    (void)button(ui, "save", "Save");
  });
  world.tap(platform::kKeyTab);
  world.type("one");
  world.tap(platform::kKeyEnter);
  world.type("two");
  world.tap(platform::kKeyTab);
  EXPECT_EQ(note, "one\ntwo");
  EXPECT_EQ(world.focused(), "Save");
}

TEST(SearchField, a_cross_empties_it_and_gives_the_keyboard_back) {
  std::string words = "pump";
  WidgetWorld world([&](Ui& ui) { search_field(ui, "search", "Search", words); });
  world.click(world.find(Role::button, "Empty the field"));
  EXPECT_EQ(words, "");
  EXPECT_FALSE(world.has(Role::button, "Empty the field"));
  world.type("valve");
  EXPECT_EQ(words, "valve");
}

class ChoiceTest : public testing::Test {
 protected:
  std::vector<std::string> options = {"Active", "Closed", "All"};
  std::size_t chosen = 0;
  WidgetWorld world{[this](Ui& ui) {
    if (const auto pressed = choice(ui, "view", "View", options, chosen)) chosen = *pressed;
  }};
};

TEST_F(ChoiceTest, opens_by_a_click_and_takes_an_option) {
  world.click(world.find(Role::choice, "View"));
  world.click(world.find(Role::option, "Closed"));
  EXPECT_EQ(chosen, 1U);
  EXPECT_FALSE(world.has(Role::option, "Closed"));
  EXPECT_EQ(world.find(Role::choice, "View").value, "Closed");
}

TEST_F(ChoiceTest, is_used_by_keyboard_alone) {
  world.tap(platform::kKeyTab);
  world.tap(platform::kKeyEnter);
  EXPECT_EQ(world.focused(), "Active");
  world.tap(platform::kKeyDown);
  world.tap(platform::kKeyDown);
  world.tap(platform::kKeyEnter);
  EXPECT_EQ(chosen, 2U);
  EXPECT_EQ(world.focused(), "View");
}

TEST_F(ChoiceTest, escape_closes_it_and_changes_nothing) {
  world.tap(platform::kKeyTab);
  world.tap(platform::kKeyEnter);
  world.tap(platform::kKeyDown);
  world.tap(platform::kKeyEscape);
  EXPECT_EQ(chosen, 0U);
  EXPECT_FALSE(world.has(Role::option, "Closed"));
  EXPECT_EQ(world.focused(), "View");
}

}  // namespace
}  // namespace fieldbook::ui
