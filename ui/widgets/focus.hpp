#pragma once

// Where the keyboard is. Dear ImGui 1.86 knows Tab for text fields only, and its arrow keys leave
// regions behind; so each widget that can be pressed offers a stop in each frame, in drawing order,
// and at the end of the frame Tab, Shift+Tab and the arrows choose among them. Dialogs and open
// lists are layers: only the stops of the top one count, and what had the focus before gets it back
// when the layer is gone.

#include <cstdint>
#include <string>
#include <vector>

#include "ui/widgets/widget_record.hpp"

namespace fieldbook::ui {

using WidgetId = unsigned;  ///< hash of the path of ids; 0 = none

class Focus {
 public:
  struct Stop {
    WidgetId id = 0;
    Rectangle rectangle;  ///< whole, also where scrolled out of sight
    /// Arrow keys that the widget uses itself while it has the focus.
    bool keeps_vertical = false;
    bool keeps_horizontal = false;
    /// Tab leads here, arrows do not lead away: of the first in a dialog it is not chosen.
    bool last_choice = false;
  };

  /// In drawing order, by each widget that can take the keyboard.
  void offer(Stop stop);
  [[nodiscard]] bool has(WidgetId id) const { return id != 0 && id == focused_; }
  [[nodiscard]] WidgetId focused() const { return focused_; }
  /// The ring is shown: a key moved the focus last, not the pointer.
  [[nodiscard]] bool ring_is_visible() const { return by_keyboard_; }
  /// A key moved the focus here at the end of the frame before: scroll it into sight.
  [[nodiscard]] bool just_came(WidgetId id) const { return has(id) && just_came_; }
  /// Enter or Space was pressed while `id` has the focus.
  [[nodiscard]] bool is_pressed(WidgetId id) const;
  void set(WidgetId id, bool by_keyboard);

  /// A text field that the focus came to begins its input when it is in sight, once.
  [[nodiscard]] bool awaits_input(WidgetId id) const { return has(id) && awaits_input_; }
  void input_began() { awaits_input_ = false; }

  void push_layer();
  void pop_layer() { --layer_; }
  [[nodiscard]] int layer() const { return layer_; }
  /// The top layer of the frame before.
  [[nodiscard]] int top_layer() const { return top_layer_; }

  /// How long the pointer has been on one widget, for tooltips. `now_ms` of the frame.
  [[nodiscard]] std::int64_t rest_ms(WidgetId id, std::int64_t now_ms);

  void begin_frame();
  void end_frame();

 private:
  struct Offered {
    Stop stop;
    int layer = 0;
  };
  [[nodiscard]] std::vector<const Stop*> stops_of_top() const;
  void come_to(WidgetId id);
  void change_layer(int top);
  void move_by_tab(const std::vector<const Stop*>& stops, bool back);
  void move_by_arrow(const std::vector<const Stop*>& stops);

  std::vector<Offered> offered_;
  std::vector<WidgetId> before_layer_;  ///< focus to go back to, a layer each
  WidgetId focused_ = 0;
  std::size_t last_index_ = 0;  ///< among the stops, of what had the focus last
  int layer_ = 0;
  int layers_seen_ = 0;
  int top_layer_ = 0;
  bool by_keyboard_ = false;
  bool just_came_ = false;
  bool set_in_frame_ = false;
  bool awaits_input_ = false;
  WidgetId rested_ = 0;
  std::int64_t rested_since_ms_ = 0;
};

}  // namespace fieldbook::ui
