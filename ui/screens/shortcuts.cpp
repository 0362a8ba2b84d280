#include <imgui.h>

#include "platform/window/keys.hpp"
#include "ui/screens/app_frame.hpp"

namespace fieldbook::ui {
namespace {

constexpr int kSlash = '/';
constexpr int kKeyK = platform::kKeyA + ('K' - 'A');
constexpr int kKeyE = platform::kKeyA + ('E' - 'A');
constexpr int kKeyS = platform::kKeyA + ('S' - 'A');
constexpr int kF1 = 290;
constexpr int kF5 = 294;
constexpr int kDigitOne = '1';
constexpr int kDigits = 9;

bool pressed(int key) { return ImGui::IsKeyPressed(key, false); }

void go_to_item(AppModel& app, int index) {
  for (const NavigationArea& area : app.navigation())
    for (const NavigationItem& item : area.items)
      if (index-- == 0) return app.go(item.place);
}

void run_with_alt(AppModel& app) {
  if (pressed(platform::kKeyLeft) && app.can_go_back()) app.go_back();
  if (pressed(platform::kKeyHome)) app.go({.kind = PlaceKind::home});
  for (int digit = 0; digit < kDigits; ++digit)
    if (pressed(kDigitOne + digit)) go_to_item(app, digit);
}

void run_editing(Ui& ui, AppModel& app, bool control) {
  DetailModel& detail = app.models()->detail;
  if (app.place().kind != PlaceKind::detail) return;
  if (control && pressed(kKeyE) && !detail.editing() && detail.can_edit())
    detail.begin_edit(
        {.strings = ui.strings, .zone_offset_minutes = ui.zone_offset_minutes, .now = ui.now});
  if (control && pressed(kKeyS) && detail.editing() && detail.has_changes()) detail.save();
}

}  // namespace

const std::vector<Shortcut>& shortcuts() {
  static const std::vector<Shortcut> kShortcuts = {
      {"Ctrl+K, /", "shortcut.search"}, {"F5", "shortcut.sync"},
      {"Alt+Left", "shortcut.back"},    {"Alt+Home", "shortcut.home"},
      {"Alt+1 … 9", "shortcut.areas"},  {"Ctrl+E", "shortcut.edit"},
      {"Ctrl+S", "shortcut.save"},      {"Esc", "shortcut.close"},
      {"F1", "shortcut.help"},          {"Tab, Shift+Tab", "shortcut.next"},
      {"↑ ↓ ← →", "shortcut.move"},     {"Enter, Space", "shortcut.press"},
  };
  return kShortcuts;
}

void run_shortcuts(Ui& ui, AppModel& app) {
  if (app.models() == nullptr || app.place().kind == PlaceKind::sign_in) return;
  const DecisionModel& decision = app.models()->decision;
  if (decision.is_open() || decision.lists_all() || app.models()->picker.is_open() ||
      app.models()->online.is_open() || app.models()->offer_plan.is_open() || app.asking_sign_out())
    return;
  const ImGuiIO& io = ImGui::GetIO();
  const bool control = io.KeyCtrl && !io.KeyAlt;
  if ((control && pressed(kKeyK)) || (!io.WantTextInput && !io.KeyCtrl && pressed(kSlash)))
    app.go({.kind = PlaceKind::search});
  if (pressed(kF1)) app.go({.kind = PlaceKind::settings});
  if (pressed(kF5)) app.models()->sync.sync_now();
  if (io.KeyAlt && !io.KeyCtrl) run_with_alt(app);
  run_editing(ui, app, control);
}

}  // namespace fieldbook::ui
