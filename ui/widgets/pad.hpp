#pragma once

// A pad that is drawn on with mouse or finger. What is on it is the caller's: it draws the strokes
// that it is given and says how the pen moves. It is no stop of the keyboard; a form that has one
// can be sent without it.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/widgets/ui.hpp"

namespace fieldbook::ui {

/// In shares of the pad's width, from its upper left corner.
struct PadPoint {
  float x = 0;
  float y = 0;
};

struct PadLook {
  std::string hint;   ///< on an empty pad
  std::string value;  ///< of its record: what is on it, in words
  std::span<const std::vector<PadPoint>> strokes;
};

/// Where the pen is while it is down.
struct PenMove {
  bool begins = false;  ///< it came down in this frame
  PadPoint to;
};

/// Its height, as a share of its width.
inline constexpr float kPadHeight = 0.28F;

/// `label` stands above. Returns what the pen did in this frame.
[[nodiscard]] std::optional<PenMove> drawing_pad(Ui& ui, std::string_view id,
                                                 std::string_view label, const PadLook& look);

}  // namespace fieldbook::ui
