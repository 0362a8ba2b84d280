#include "ui/widgets/table.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>

#include "tests/unit/ui/widgets/widget_world.hpp"

namespace fieldbook::ui {
namespace {

class TableTest : public testing::Test {
 protected:
  static constexpr std::size_t kRows = 100'000;
  void draw(Ui& ui) {
    const std::vector<TableColumn> columns = {
        {.id = "name", .label = "Name", .weight = 2},
        {.id = "total", .label = "Total", .right_aligned = true},
        {.id = "note", .label = "Note", .sortable = false}};
    asked.clear();
    const TableEvents events =
        table(ui, "quotes", "Quotes", columns, kRows, selected, sort, [&](std::size_t index) {
          asked.insert(index);
          if (index == 2) return TableRow{};
          return TableRow{{{fmt::format("Quote {}", index)}, {"1.00"}, {"–"}},
                          index == 1 ? "Waiting to send" : ""};
        });
    visible = events;
    if (events.opened) opened = events.opened;
    if (events.sort_pressed) sort_pressed = events.sort_pressed;
  }
  std::set<std::size_t> asked;
  std::optional<std::size_t> selected;
  std::optional<TableSort> sort;
  std::optional<std::size_t> opened;
  std::optional<std::size_t> sort_pressed;
  TableEvents visible;
  WidgetWorld world{[this](Ui& ui) { draw(ui); }};
};

TEST_F(TableTest, asks_only_for_rows_in_sight) {
  EXPECT_LT(asked.size(), 30U);
  EXPECT_EQ(*asked.begin(), 0U);
  EXPECT_EQ(visible.first_visible, 0U);
  EXPECT_EQ(visible.last_visible, *asked.rbegin() + 1);
}

TEST_F(TableTest, the_last_row_of_many_can_be_reached_and_opened_by_keyboard) {
  while (world.focused() != "Quote 0, 1.00, –") world.tap(platform::kKeyTab);
  world.tap(platform::kKeyEnd);
  EXPECT_EQ(world.focused(), "Quote 99999, 1.00, –");
  EXPECT_GT(world.find(Role::row, "Quote 99999, 1.00, –").rectangle.height, 20);
  EXPECT_LT(asked.size(), 30U);
  world.tap(platform::kKeyEnter);
  EXPECT_EQ(opened, kRows - 1);
}

TEST_F(TableTest, arrows_and_pages_move_by_a_row_and_a_screen) {
  while (world.focused() != "Quote 0, 1.00, –") world.tap(platform::kKeyTab);
  world.tap(platform::kKeyDown);
  EXPECT_EQ(world.focused(), "Quote 1, 1.00, –");
  world.tap(platform::kKeyPageDown);
  EXPECT_GT(visible.first_visible, 0U);
  world.tap(platform::kKeyHome);
  EXPECT_EQ(world.focused(), "Quote 0, 1.00, –");
  EXPECT_EQ(visible.first_visible, 0U);
}

TEST_F(TableTest, a_row_is_opened_by_a_click_and_says_that_it_waits) {
  const WidgetRecord record = world.find(Role::row, "Quote 1, 1.00, –");
  EXPECT_EQ(record.value, "Waiting to send");
  world.click(record);
  EXPECT_EQ(opened, 1U);
}

TEST_F(TableTest, a_row_that_is_still_being_read_cannot_be_opened) {
  const auto& records = world.recorder.records();
  const auto awaited = std::ranges::find(records, "quotes.row.2.open", &WidgetRecord::id);
  ASSERT_NE(awaited, records.end());
  world.click(*awaited);
  EXPECT_EQ(opened, std::nullopt);
}

TEST_F(TableTest, a_header_sorts_where_its_column_can) {
  world.click(world.find(Role::column_header, "Total"));
  EXPECT_EQ(sort_pressed, 1U);
  EXPECT_FALSE(world.find(Role::column_header, "Note").enabled);
}

TEST_F(TableTest, a_row_has_two_lines_on_narrow_windows) {
  world.window.resize(400, 600);
  world.settle();
  EXPECT_FALSE(world.has(Role::column_header, "Name"));
  EXPECT_GT(world.find(Role::row, "Quote 0, 1.00, –").rectangle.height, 44);
}

}  // namespace
}  // namespace fieldbook::ui
