#pragma once

// What stands around the screens: navigation at the left or the bottom, the bar at the top, and
// the shortcuts that work everywhere.

#include "ui/models/app_model.hpp"
#include "ui/widgets/ui.hpp"

namespace fieldbook::ui {

/// Name of the window of Dear ImGui that fills ours; it keeps whether the sheet is open.
inline constexpr const char* kRootWindow = "fieldbook";
[[nodiscard]] bool more_is_open();
void open_more(bool open);

/// The rail with words (wide windows) or icons (medium ones), at the left edge.
void draw_rail(Ui& ui, AppModel& app, float width);
/// Four items and "more" at the lower edge of narrow windows.
void draw_bottom_bar(Ui& ui, AppModel& app, float height);
/// Everything that the bar has no room for.
void draw_more_sheet(Ui& ui, AppModel& app);

[[nodiscard]] float rail_width(const Ui& ui);         ///< 0 on narrow windows
[[nodiscard]] float bottom_bar_height(const Ui& ui);  ///< 0 on others
[[nodiscard]] float top_bar_height(const Ui& ui);

/// Whether `item` stands for where the person is.
[[nodiscard]] bool is_here(const NavigationItem& item, const Place& place);
[[nodiscard]] std::string label_of(const Ui& ui, const NavigationItem& item);

/// A shortcut that works everywhere, as the settings list it.
struct Shortcut {
  std::string keys;  ///< "Ctrl+K"
  std::string key;   ///< of the words that say what it does
};
[[nodiscard]] const std::vector<Shortcut>& shortcuts();
/// Acts on the shortcuts pressed in this frame.
void run_shortcuts(Ui& ui, AppModel& app);

}  // namespace fieldbook::ui
