#pragma once

// What lists and navigation are made of: lines that are pressed as a whole.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/widgets/controls.hpp"

namespace fieldbook::ui {

/// How an item of the navigation is drawn: icon and words in a rail, icon alone, or icon above
/// words in a bar at the bottom.
enum class NavigationStyle : std::uint8_t { rail, icon, bar };

struct NavigationLook {
  Icon icon = Icon::record;
  bool selected = false;
  std::size_t badge = 0;  ///< a number beside the words when not 0
  NavigationStyle style = NavigationStyle::rail;
  float width = 0;  ///< of the bar's item; 0: what is left
};
/// True in the frame in which it is pressed.
[[nodiscard]] bool navigation_item(Ui& ui, std::string_view id, std::string_view label,
                                   const NavigationLook& look);

/// A line with an icon, a title and a detail under it, and words at its end.
struct LineItem {
  Icon icon = Icon::none;
  Tone tone = Tone::neutral;  ///< of the icon
  std::string title;
  std::string detail;
  std::string trailing;
  Tone trailing_tone = Tone::neutral;
  bool selected = false;
};
/// As wide as what is left. True when pressed.
[[nodiscard]] bool line_item(Ui& ui, std::string_view id, const LineItem& item);

/// A line of a tree: as deep as it is moved in, with a button before it that opens its branch.
struct TreeItem {
  std::size_t depth = 0;
  std::string title;
  std::string detail;
  std::string trailing;
  Icon icon = Icon::none;
  bool branches = false;
  bool open = false;
  bool selected = false;
  std::string branch_label;  ///< name of the button: "Close Plant"
};
enum class TreePress : std::uint8_t { nothing, opened, toggled };
[[nodiscard]] TreePress tree_item(Ui& ui, std::string_view id, const TreeItem& item);

/// A label in caption above a value that leads somewhere; `mark` as of labelled_value. True when
/// pressed.
[[nodiscard]] bool labelled_link(Ui& ui, std::string_view id, std::string_view label,
                                 std::string_view value, std::string_view mark = {});

/// A tile: icon, a large number or words, and what it counts. True when pressed.
struct Tile {
  Icon icon = Icon::record;
  Tone tone = Tone::neutral;
  std::string number;
  std::string label;
  std::string detail;     ///< a line under the label
  std::size_t lines = 1;  ///< for which there is room: tiles beside each other are level
};
/// How many lines the label takes in a tile of this width.
[[nodiscard]] std::size_t tile_lines(const Ui& ui, std::string_view label, float width);
[[nodiscard]] bool tile(Ui& ui, std::string_view id, const Tile& content);

/// A column of a short table; the widths are shares of what is left.
struct ShortColumn {
  std::string label;
  float weight = 1;
  bool right_aligned = false;
};
/// A table of few rows, as high as its rows, that scrolls with what is around it. Returns the row
/// that was pressed.
[[nodiscard]] std::optional<std::size_t> short_table(
    Ui& ui, std::string_view id, std::string_view label, std::span<const ShortColumn> columns,
    std::span<const std::vector<std::string>> rows);

}  // namespace fieldbook::ui
