#include <algorithm>
#include <imgui_internal.h>

#include "platform/window/keys.hpp"
#include "ui/widgets/controls.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

constexpr ImGuiWindowFlags kPlain = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                    ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;

/// Covers what is under the dialog, so that no pointer reaches it.
void draw_scrim(const Ui& ui, const std::string& name) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({ui.metrics.width, ui.metrics.height});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(ui.theme.scrim));
  ImGui::Begin(name.c_str(), nullptr,
               kPlain | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoBringToFrontOnFocus);
  if (ImGui::IsWindowAppearing()) ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  ImGui::End();
  ImGui::PopStyleColor();
}

void draw_title(Ui& ui, std::string_view title, bool& dismissed) {
  const float cross = std::max(ui.metrics.target(), ui.metrics.space(8));
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float width = width_left();
  const ImFont& font = *ui.fonts.title;
  const auto rows = wrapped(font, title, width - cross - ui.metrics.space(2));
  const float words = font.FontSize * static_cast<float>(rows.size());
  const float height = std::max(cross, words);
  ImGui::Dummy({width, height});
  float y = start.y + (height - words) / 2 + font.FontSize / 2;
  for (const std::string& row : rows) {
    draw_line(font, start.x, y, width - cross, ui.theme.text, row);
    y += font.FontSize;
  }
  WidgetRecord record = record_at(ui, Role::heading, "title", title, start,
                                  {start.x + width - cross, start.y + height});
  record.text_size = font.FontSize;
  record.reachable = false;
  ui.recorder.add(std::move(record));
  const ImVec2 corner{start.x + width - cross + ui.metrics.space(1.5F), start.y};
  const Press area = press_at(ui, "close", corner, {cross, cross}, {.last_choice = true});
  if (area.hovered) fill(area.low, area.high, ui.theme.surface_hover, cross / 2);
  draw_icon(font, (area.low.x + area.high.x) / 2, area.middle(), ui.theme.text, Icon::close);
  focus_ring(ui, area, cross / 2);
  tooltip(ui, area, ui.text("widget.close"));
  ui.recorder.add(record_of(ui, Role::button, "close", ui.text("widget.close"), area));
  dismissed = dismissed || area.pressed;
}

}  // namespace

Dialog::Dialog(Ui& ui, std::string_view id, std::string_view title)
    : ui_(ui), ground_(ui, ui.theme.surface_raised) {
  const std::string name = ui.recorder.path(id);
  draw_scrim(ui, "##scrim." + name);
  const bool narrow = ui.metrics.width_class() == WidthClass::narrow;
  const float margin = narrow ? 0 : ui.metrics.space(6);
  const float width =
      narrow ? ui.metrics.width : std::min(36 * ui.metrics.em(), ui.metrics.width - 2 * margin);
  const float height = ui.metrics.height - 2 * margin;
  ImGui::SetNextWindowPos({ui.metrics.width / 2, ui.metrics.height / 2}, ImGuiCond_Always,
                          {0.5F, 0.5F});
  ImGui::SetNextWindowSizeConstraints({width, narrow ? height : 0}, {width, height});
  const float pad = ui.metrics.space(narrow ? 4 : 6);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(pad, pad));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, narrow ? 0 : ui.metrics.space(3));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, narrow ? 0 : 1.0F);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(ui.theme.surface_raised));
  visible_ = ImGui::Begin(("##dialog." + name).c_str(), nullptr,
                          kPlain | ImGuiWindowFlags_AlwaysAutoResize);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(3);
  if (ImGui::IsWindowAppearing()) {
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    ImGui::FocusWindow(ImGui::GetCurrentWindow());
  }
  ui_.recorder.focus().push_layer();
  ui_.recorder.push_scope(id);
  const ImVec2 low = ImGui::GetWindowPos();
  const ImVec2 size = ImGui::GetWindowSize();
  WidgetRecord record =
      record_at(ui_, Role::dialog, "dialog", title, low, {low.x + size.x, low.y + size.y});
  record.reachable = false;
  ui_.recorder.add(std::move(record));
  // An open list in the dialog is a layer above it, and Escape closes that first.
  const Focus& focus = ui_.recorder.focus();
  dismissed_ =
      focus.layer() == focus.top_layer() && ImGui::IsKeyPressed(platform::kKeyEscape, false);
  if (visible_) draw_title(ui_, title, dismissed_);
}

Dialog::~Dialog() {
  scroll_by_dragging(ui_);
  ui_.recorder.pop_scope();
  ui_.recorder.focus().pop_layer();
  ImGui::End();
}

}  // namespace fieldbook::ui
