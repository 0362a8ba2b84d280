#pragma once

// A place that is pressed with pointer, finger or keyboard: what every control that can be pressed
// is made on, so that each offers a stop to the keyboard and says what it is.

#include "ui/widgets/draw.hpp"

namespace fieldbook::ui {

struct PressOptions {
  bool enabled = true;
  bool keeps_vertical = false;    ///< uses the up and down keys itself
  bool keeps_horizontal = false;  ///< uses the left and right keys itself
  bool last_choice = false;       ///< never has the focus first
  float baseline = -1;            ///< of its text, below its top; places text beside it
};

struct Press {
  WidgetId id = 0;
  ImVec2 low;
  ImVec2 high;
  bool pressed = false;  ///< in this frame
  bool hovered = false;
  bool held = false;
  bool focused = false;
  bool ring = false;  ///< focused, and a key brought it here
  bool enabled = true;
  [[nodiscard]] float width() const { return high.x - low.x; }
  [[nodiscard]] float height() const { return high.y - low.y; }
  [[nodiscard]] float middle() const { return (low.y + high.y) / 2; }
};

/// Begins a line of its own where something of `width` does not fit beside what stands there.
void begin_line_if_wider(float width);

/// Takes its place in the layout at the cursor.
[[nodiscard]] Press press(Ui& ui, std::string_view id, ImVec2 size,
                          const PressOptions& options = {});
/// The place of something that is shown only, with text on the baseline of what is beside it.
[[nodiscard]] Press place(ImVec2 size, float baseline);
/// Lies where it is told, inside of something that has its place already.
[[nodiscard]] Press press_at(Ui& ui, std::string_view id, ImVec2 low, ImVec2 size,
                             const PressOptions& options = {});

/// The ring around what has the keyboard; draw it last.
void focus_ring(const Ui& ui, const Press& area, float rounding);
/// Shown beside what the pointer rests on, after a moment.
void tooltip(Ui& ui, const Press& area, std::string_view words);

/// A record of what was pressed or shown: path, rectangle, focus. Colours and text size are of body
/// text on what is behind.
[[nodiscard]] WidgetRecord record_of(const Ui& ui, Role role, std::string_view id,
                                     std::string_view name, const Press& area);
/// The same for what cannot be pressed.
[[nodiscard]] WidgetRecord record_at(const Ui& ui, Role role, std::string_view id,
                                     std::string_view name, ImVec2 low, ImVec2 high);

}  // namespace fieldbook::ui
