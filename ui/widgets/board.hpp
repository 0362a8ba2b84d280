#pragma once

// What boards are made of: a block that stands where the caller says, pressed as a whole, and lines
// of time. The schedule is drawn with them.

#include <string>
#include <string_view>

#include "ui/theme/icons.hpp"
#include "ui/widgets/ui.hpp"

struct ImVec2;

namespace fieldbook::ui {

struct Block {
  Tone tone = Tone::neutral;
  Icon icon = Icon::none;
  std::string title;
  std::string detail;  ///< a second line, where there is room for it
  std::string spoken;  ///< the name of its record: all of it in words
  bool faded = false;  ///< over or called off: outlined instead of filled
};
/// True when pressed.
[[nodiscard]] bool board_block(Ui& ui, std::string_view id, ImVec2 low, ImVec2 size,
                               const Block& block);
/// Height of a block with both lines: no less than what can be pressed.
[[nodiscard]] float block_height(const Ui& ui);

/// A line across the board at the moment it is, with a dot at its beginning.
void now_line(const Ui& ui, ImVec2 from, ImVec2 to);

}  // namespace fieldbook::ui
