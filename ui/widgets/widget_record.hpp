#pragma once

// What a widget says about itself in each frame, beside drawing: role, name, value, state and
// rectangle. The same records feed tests ("press the button named Approve"), the audit of names,
// contrast, target sizes and keyboard reach, and text for a screen reader (design.md section 13).

#include <cstdint>
#include <string>
#include <string_view>

namespace fieldbook::ui {

enum class Role : std::uint8_t {
  heading,
  text,
  button,
  link,
  toggle,
  radio,
  text_field,
  choice,  ///< a closed drop-down list
  option,  ///< a line of an open drop-down list
  tab,
  navigation_item,
  table,
  column_header,
  row,
  cell,
  chip,
  badge,
  progress,
  dialog,
  banner,
  card,
  chart,
  image
};
[[nodiscard]] std::string_view to_string(Role role);
/// Whether a person can act on it: such widgets need a name, a size and the keyboard.
[[nodiscard]] bool is_interactive(Role role);

/// In framebuffer-independent pixels of the window, from its upper left corner.
struct Rectangle {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;
  auto operator<=>(const Rectangle&) const = default;
};

/// 0xRRGGBBAA.
using Colour = std::uint32_t;

struct WidgetRecord {
  Role role = Role::text;
  std::string id;     ///< stable path within the screen: "list.row.3", "decision.comment"
  std::string name;   ///< what a person reads or hears
  std::string value;  ///< of fields, choices, toggles, progress; never a password
  bool enabled = true;
  bool focused = false;
  bool selected = false;         ///< tab, row, navigation item, radio
  bool checked = false;          ///< toggle
  bool reachable = true;         ///< the keyboard can put the focus on it
  int layer = 0;                 ///< of dialogs and open lists above the window, which is 0
  Rectangle rectangle;           ///< after clipping; empty when scrolled out of sight
  Rectangle whole;               ///< before clipping
  Colour foreground = 0;         ///< of its text; 0 = it has none
  Colour background = 0;         ///< behind its text, as drawn
  float text_size = 0;           ///< height of a line, in pixels
  bool text_is_clipped = false;  ///< the text did not fit and is not shown in full
};

}  // namespace fieldbook::ui
