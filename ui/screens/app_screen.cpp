#include <imgui.h>

#include "ui/screens/app_frame.hpp"
#include "ui/screens/draft_field.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/draw.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

/// Share of the width that a list keeps beside a record.
constexpr float kListShare = 0.40F;

/// The window of Dear ImGui that fills ours.
class RootWindow {
 public:
  explicit RootWindow(const Ui& ui) {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({ui.metrics.width, ui.metrics.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    constexpr auto kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                            ImGuiWindowFlags_NoSavedSettings |
                            ImGuiWindowFlags_NoBringToFrontOnFocus;
    ImGui::Begin(kRootWindow, nullptr, kFlags);
    ImGui::PopStyleVar(3);
  }
  ~RootWindow() { ImGui::End(); }
  RootWindow(const RootWindow&) = delete;
  RootWindow& operator=(const RootWindow&) = delete;
};

const schema::Entity* entity_here(AppModel& app) {
  return app.client() == nullptr ? nullptr : app.client()->catalogue()->find(app.place().entity);
}

std::string title_of(const Ui& ui, AppModel& app) {
  switch (app.place().kind) {
    case PlaceKind::sign_in: return ui.text("sign_in.title");
    case PlaceKind::home: return ui.text("home.title");
    case PlaceKind::list:
    case PlaceKind::detail:
    case PlaceKind::add: {
      const schema::Entity* entity = entity_here(app);
      return entity == nullptr ? std::string() : ui.strings.label(entity->plural_label);
    }
    case PlaceKind::schedule: return ui.text("schedule.title");
    case PlaceKind::assets: return ui.text("assets.title");
    case PlaceKind::recruitment: return ui.text("recruitment.title");
    case PlaceKind::distribution: return ui.text("distribution.title");
    case PlaceKind::integration: return ui.text("integration.title");
    case PlaceKind::administration: return ui.text("administration.title");
    case PlaceKind::search: return ui.text("search.title");
    case PlaceKind::sync_centre: return ui.text("sync.title");
    case PlaceKind::conflicts: return ui.text("conflicts.title");
    case PlaceKind::settings: return ui.text("settings.title");
  }
  return {};
}

void draw_top_bar(Ui& ui, AppModel& app, const RegionLook& look) {
  const Region bar(ui, "top", look);
  // Each is put in the middle by itself: they differ in height and baseline.
  const auto put = [&](float x, float height) {
    ImGui::SetCursorPos({x, (look.height - height) / 2});
  };
  float x = look.padding_x;
  if (app.can_go_back()) {
    put(x, std::max(ui.metrics.target(), 34 * ui.metrics.scale));
    if (icon_button(ui, "back", Icon::back, ui.text("navigation.back")))
      ui.later.emplace_back([&app] { app.go_back(); });
    x += ImGui::GetItemRectSize().x + ui.metrics.space(2);
  }
  const float chip = status_chip_width(ui, app);
  put(x, ui.fonts.title->FontSize);
  const std::string title = title_of(ui, app);
  const float room = look.width - x - chip - look.padding_x - ui.metrics.space(2);
  const bool fits = text_width(*ui.fonts.title, title) <= room;
  line(ui, title, fits ? TextStyle::title : TextStyle::caption, room);
  ui.recorder.last().role = Role::heading;
  ui.recorder.last().id = ui.recorder.path("title");
  put(look.width - look.padding_x - chip, ui.metrics.target());
  draw_status_chip(ui, app);
}

void draw_list_and_detail(Ui& ui, AppModel& app, const RegionLook& look) {
  const float list_width = look.width * kListShare;
  {
    RegionLook left = look;
    left.width = list_width;
    const Region region(ui, "list_pane", left);
    draw_list(ui, app);
  }
  const float line_width = ui.metrics.scale;
  hairline(ui, look.x + list_width, look.y, look.x + list_width, look.y + look.height);
  RegionLook right = look;
  right.x += list_width + line_width;
  right.width -= list_width + line_width;
  const Region region(ui, "detail_pane", right);
  draw_detail(ui, app);
}

/// On wide windows a record stands beside the list that it is in.
bool is_beside_list(const Ui& ui, AppModel& app) {
  if (ui.metrics.width_class() != WidthClass::wide) return false;
  const schema::Entity* listed = app.models()->list.entity();
  return listed != nullptr && listed->name == app.place().entity;
}

void draw_place(Ui& ui, AppModel& app, const RegionLook& look) {
  if (app.place().kind == PlaceKind::detail && is_beside_list(ui, app)) {
    draw_list_and_detail(ui, app, look);
    return;
  }
  const Region region(ui, "place", look);
  switch (app.place().kind) {
    case PlaceKind::sign_in: break;
    case PlaceKind::home: draw_home(ui, app); break;
    case PlaceKind::list: draw_list(ui, app); break;
    case PlaceKind::detail: draw_detail(ui, app); break;
    case PlaceKind::add: draw_add(ui, app); break;
    case PlaceKind::schedule: draw_schedule(ui, app); break;
    case PlaceKind::assets: draw_assets(ui, app); break;
    case PlaceKind::recruitment: draw_recruitment(ui, app); break;
    case PlaceKind::distribution: draw_distribution(ui, app); break;
    case PlaceKind::integration: draw_integration(ui, app); break;
    case PlaceKind::administration: draw_administration(ui, app); break;
    case PlaceKind::search: draw_search(ui, app); break;
    case PlaceKind::sync_centre: draw_sync_centre(ui, app); break;
    case PlaceKind::conflicts: draw_conflicts(ui, app); break;
    case PlaceKind::settings: draw_settings(ui, app); break;
  }
}

void draw_signed_in(Ui& ui, AppModel& app) {
  // Hairlines lie between regions: the ground of a region covers what is drawn below it.
  const float line_width = ui.metrics.scale;
  const float rail_only = rail_width(ui);
  const float rail = rail_only > 0 ? rail_only + line_width : 0;
  const float bottom = bottom_bar_height(ui);
  const float top = top_bar_height(ui);
  const float width = ui.metrics.width - rail;
  if (rail_only > 0) {
    draw_rail(ui, app, rail_only);
    hairline(ui, rail_only, 0, rail_only, ui.metrics.height);
  }
  draw_top_bar(ui, app,
               {.x = rail,
                .width = width,
                .height = top,
                .padding_x = page_padding(ui),
                .padding_y = ui.metrics.space(2.5F),
                .ground = ui.theme.surface});
  hairline(ui, rail, top, ui.metrics.width, top);
  draw_place(ui, app,
             {.x = rail,
              .y = top + line_width,
              .width = width,
              .height = ui.metrics.height - top - bottom - line_width,
              .ground = ui.theme.window});
  if (bottom > 0) draw_bottom_bar(ui, app, bottom);
}

void draw_frame(Ui& ui, AppModel& app) {
  const RootWindow root(ui);
  const bool signed_in = app.models() != nullptr && app.place().kind != PlaceKind::sign_in;
  if (!signed_in) {
    draw_sign_in(ui, app);
    return;
  }
  draw_signed_in(ui, app);
  draw_more_sheet(ui, app);
  draw_all_decisions(ui, app);
  draw_decision(ui, app);
  draw_integration_dialog(ui, app);
  draw_device(ui, app);
  if (!app.models()->decision.is_open()) draw_picker(ui, app);
  draw_online(ui, app);
  draw_offer_plan(ui, app);
  draw_sign_out(ui, app);
}

}  // namespace

void draw_app(Ui& ui, AppModel& app) {
  run_shortcuts(ui, app);
  draw_frame(ui, app);
  for (const auto& act : ui.later) act();
  ui.later.clear();
}

}  // namespace fieldbook::ui
