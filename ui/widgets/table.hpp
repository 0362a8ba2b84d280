#pragma once

// A list of rows that only draws what is in sight, whatever its length. Columns share the width by
// weight; on narrow windows a row becomes two lines (first column, then the others). Keyboard: up,
// down, page, home, end move; Enter opens.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ui/widgets/controls.hpp"

namespace fieldbook::ui {

struct TableColumn {
  std::string id;
  std::string label;
  float weight = 1;
  bool right_aligned = false;
  bool sortable = true;
};

struct TableCell {
  std::string text;
  Icon icon = Icon::none;
  Tone tone = Tone::neutral;
};

struct TableRow {
  std::vector<TableCell> cells;  ///< one a column; empty while the row is still being read
  std::string mark;              ///< "Waiting to send": icon, and read out with the row
};

struct TableSort {
  std::size_t column = 0;
  bool descending = false;
};

struct TableEvents {
  std::optional<std::size_t> opened;        ///< row pressed, or Enter on it
  std::optional<std::size_t> sort_pressed;  ///< column
  std::size_t first_visible = 0;            ///< rows in sight in this frame
  std::size_t last_visible = 0;             ///< one past the last
};

/// Fills width and height that are left. `row` is asked only for rows in sight.
[[nodiscard]] TableEvents table(Ui& ui, std::string_view id, std::string_view label,
                                const std::vector<TableColumn>& columns, std::size_t row_count,
                                std::optional<std::size_t> selected, std::optional<TableSort> sort,
                                const std::function<TableRow(std::size_t)>& row);

}  // namespace fieldbook::ui
