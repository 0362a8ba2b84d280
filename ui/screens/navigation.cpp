#include <algorithm>
#include <imgui.h>
#include <imgui_internal.h>

#include "ui/screens/app_frame.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/widgets/draw.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

/// Items beside "more" in the bar of narrow windows.
constexpr std::size_t kBarItems = 4;

std::size_t badge_of(AppModel& app, const NavigationItem& item) {
  if (item.place.kind == PlaceKind::sync_centre) return app.status().waiting;
  if (item.place.kind == PlaceKind::conflicts && app.models() != nullptr)
    return app.models()->conflicts.open().size();
  return 0;
}

void draw_item(Ui& ui, AppModel& app, const NavigationItem& item, NavigationStyle style,
               float width = 0) {
  const NavigationLook look{.icon = item.icon,
                            .selected = is_here(item, app.place()),
                            .badge = badge_of(app, item),
                            .style = style,
                            .width = width};
  if (!navigation_item(ui, item.id, label_of(ui, item), look)) return;
  open_more(false);
  go(ui, app, item.place);
}

const NavigationItem& settings_item() {
  static const NavigationItem kItem{.id = "settings",
                                    .label = "settings.title",
                                    .label_is_key = true,
                                    .icon = Icon::settings,
                                    .place = {.kind = PlaceKind::settings}};
  return kItem;
}

void draw_brand(Ui& ui, const AppModel& app) {
  const float inset = ui.metrics.space(3);
  ImGui::Indent(inset);
  line(ui, ui.text("app.name"), TextStyle::title);
  const std::string& organisation = app.status().organisation_name;
  if (!organisation.empty()) {
    secondary_text(ui, organisation);
  }
  ImGui::Unindent(inset);
}

void draw_area_name(Ui& ui, const std::string& key) {
  const float inset = ui.metrics.space(3);
  ImGui::Indent(inset);
  secondary_text(ui, ui.text(key));
  ImGui::Unindent(inset);
}

void draw_areas(Ui& ui, AppModel& app, NavigationStyle style) {
  bool first = true;
  for (const NavigationArea& area : app.navigation()) {
    const IdScope scope(ui, area.key);
    // An area of one line needs no name of its own.
    if (style == NavigationStyle::rail) {
      if (!first) gap(ui, 2);
      if (area.items.size() > 1) draw_area_name(ui, area.key);
    } else if (!first) {
      gap(ui, 1);
      separator(ui);
      gap(ui, 1);
    }
    first = false;
    for (const NavigationItem& item : area.items) draw_item(ui, app, item, style);
  }
}

/// What an item of the bar takes for its words, and no less than a finger.
float bar_width_of(const Ui& ui, const std::string& label) {
  return std::max(ui.metrics.target(), text_width(*ui.fonts.caption, label) + ui.metrics.space(3));
}

/// What the bar shows first: the first list of each area, then others, in their order.
std::vector<const NavigationItem*> bar_items(const AppModel& app) {
  std::vector<const NavigationItem*> first;
  for (const NavigationArea& area : app.navigation())
    if (!area.items.empty()) first.push_back(&area.items.front());
  for (const NavigationArea& area : app.navigation())
    for (const NavigationItem& item : area.items)
      if (std::ranges::find(first, &item) == first.end()) first.push_back(&item);
  if (first.size() > kBarItems) first.resize(kBarItems);
  return first;
}

}  // namespace

bool more_is_open() {
  ImGuiWindow* root = ImGui::FindWindowByName(kRootWindow);
  return root != nullptr && root->StateStorage.GetBool(root->GetID("more"), false);
}

void open_more(bool open) {
  ImGuiWindow* root = ImGui::FindWindowByName(kRootWindow);
  if (root != nullptr) root->StateStorage.SetBool(root->GetID("more"), open);
}

float rail_width(const Ui& ui) {
  switch (ui.metrics.width_class()) {
    case WidthClass::wide: return 17 * ui.metrics.em();
    case WidthClass::medium: return std::max(4 * ui.metrics.em(), ui.metrics.target() + 16);
    case WidthClass::narrow: return 0;
  }
  return 0;
}

float bottom_bar_height(const Ui& ui) {
  if (ui.metrics.width_class() != WidthClass::narrow) return 0;
  return std::max(ui.metrics.target(), 3.7F * ui.metrics.em()) + ui.metrics.space(2);
}

float top_bar_height(const Ui& ui) {
  return std::max(ui.metrics.target(), 2 * ui.metrics.em()) + ui.metrics.space(5);
}

bool is_here(const NavigationItem& item, const Place& place) {
  if (item.place.kind == PlaceKind::list)
    return (place.kind == PlaceKind::list || place.kind == PlaceKind::detail ||
            place.kind == PlaceKind::add || place.kind == PlaceKind::assets) &&
           item.place.entity == place.entity &&
           (item.place.view.empty() || place.view.empty() || item.place.view == place.view);
  return item.place.kind == place.kind;
}

std::string label_of(const Ui& ui, const NavigationItem& item) {
  return item.label_is_key ? ui.text(item.label) : ui.strings.label(item.label);
}

void draw_rail(Ui& ui, AppModel& app, float width) {
  const bool wide = ui.metrics.width_class() == WidthClass::wide;
  const float pad = ui.metrics.space(wide ? 3 : 2);
  const NavigationStyle style = wide ? NavigationStyle::rail : NavigationStyle::icon;
  const float foot = std::max(ui.metrics.target(), 2.9F * ui.metrics.em()) + 2 * pad;
  const float height = ui.metrics.height;
  {
    const Region rail(ui, "rail",
                      {.width = width,
                       .height = height - foot,
                       .padding_x = pad,
                       .padding_y = ui.metrics.space(4),
                       .ground = ui.theme.rail,
                       .scrolls = true,
                       // A bar beside icons would take from what a finger needs.
                       .scroll_bar = wide});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, ui.metrics.space(0.5F)));
    if (wide) {
      draw_brand(ui, app);
      gap(ui, 3);
    }
    draw_areas(ui, app, style);
    ImGui::PopStyleVar();
  }
  const Region below(ui, "rail_foot",
                     {.y = height - foot,
                      .width = width,
                      .height = foot,
                      .padding_x = pad,
                      .padding_y = pad,
                      .ground = ui.theme.rail});
  draw_item(ui, app, settings_item(), style);
}

void draw_bottom_bar(Ui& ui, AppModel& app, float height) {
  const float width = ui.metrics.width;
  const Region bar(ui, "bar",
                   {.y = ui.metrics.height - height,
                    .width = width,
                    .height = height,
                    .padding_x = ui.metrics.space(1),
                    .padding_y = ui.metrics.space(1),
                    .ground = ui.theme.rail});
  // Each is as wide as its words; what has no room stands under "more", what is left is shared.
  const float more_width = bar_width_of(ui, ui.text("navigation.more"));
  float room = width_left() - more_width;
  std::vector<std::pair<const NavigationItem*, float>> items;
  for (const NavigationItem* item : bar_items(app)) {
    const float needed = bar_width_of(ui, label_of(ui, *item));
    if (needed > room) continue;
    items.emplace_back(item, needed);
    room -= needed;
  }
  const float extra = room / static_cast<float>(items.size() + 1);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  for (const auto& [item, needed] : items) {
    draw_item(ui, app, *item, NavigationStyle::bar, needed + extra);
    ImGui::SameLine(0, 0);
  }
  const NavigationLook more{.icon = Icon::more,
                            .selected = false,
                            .style = NavigationStyle::bar,
                            .width = more_width + extra};
  const bool pressed = navigation_item(ui, "more", ui.text("navigation.more"), more);
  ImGui::PopStyleVar();
  if (pressed) open_more(true);
}

void draw_more_sheet(Ui& ui, AppModel& app) {
  if (!more_is_open()) return;
  const Dialog sheet(ui, "more", ui.text("navigation.more"));
  if (sheet.dismissed()) open_more(false);
  if (!sheet.visible()) return;
  draw_areas(ui, app, NavigationStyle::rail);
  gap(ui, 2);
  separator(ui);
  draw_item(ui, app, settings_item(), NavigationStyle::rail);
}

}  // namespace fieldbook::ui
