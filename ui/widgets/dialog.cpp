#include <algorithm>
#include <cmath>
#include <imgui_internal.h>

#include "platform/window/keys.hpp"
#include "ui/widgets/controls.hpp"
#include "ui/widgets/draw.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

constexpr ImGuiWindowFlags kPlain = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                    ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav;

/// Between a dialog and the window's edge.
float margin_of(const Ui& ui) {
  return ui.metrics.width_class() == WidthClass::narrow ? 0 : ui.metrics.space(6);
}

float padding_of(const Ui& ui) {
  return ui.metrics.space(ui.metrics.width_class() == WidthClass::narrow ? 4 : 6);
}

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
  const float margin = margin_of(ui);
  const float width =
      narrow ? ui.metrics.width : std::min(36 * ui.metrics.em(), ui.metrics.width - 2 * margin);
  const float height = ui.metrics.height - 2 * margin;
  ImGui::SetNextWindowPos({ui.metrics.width / 2, ui.metrics.height / 2}, ImGuiCond_Always,
                          {0.5F, 0.5F});
  ImGui::SetNextWindowSizeConstraints({width, narrow ? height : 0}, {width, height});
  const float pad = padding_of(ui);
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

DialogBody::DialogBody(Ui& ui, std::string_view id, float foot_height) : ui_(ui) {
  ImGuiWindow* const dialog = ImGui::GetCurrentWindow();
  widest_ = dialog->DC.CursorMaxPos.x;
  const float pad = padding_of(ui);
  const float top = ImGui::GetCursorPosY();
  const float room = std::max(ui.metrics.height - 2 * margin_of(ui) - top -
                                  ImGui::GetStyle().ItemSpacing.y - foot_height - pad,
                              4 * ui.metrics.em());
  const std::string path = ui.recorder.path(id);
  measured_ = ImHashStr(path.c_str(), path.size());
  const float content = ImGui::GetStateStorage()->GetFloat(measured_, 0);
  // Before its content is measured nobody sees it: a window that sizes itself is hidden at first.
  if (content == 0) dialog->HiddenFramesCannotSkipItems = 2;
  const bool fills = ui.metrics.width_class() == WidthClass::narrow || content == 0;
  // Up to the dialog's edges, so that the scroll bar stands in the padding and rings are not cut.
  ImGui::SetCursorPosX(0);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(pad, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 0.0F);
  ImGui::BeginChild(path.c_str(), {dialog->Size.x, fills ? room : std::min(content, room)}, false,
                    ImGuiWindowFlags_NoNav | ImGuiWindowFlags_AlwaysUseWindowPadding);
  ImGui::PopStyleVar(2);
}

DialogBody::~DialogBody() {
  scroll_by_dragging(ui_);
  const ImGuiWindowTempData& drawn = ImGui::GetCurrentWindow()->DC;
  const float content = drawn.CursorMaxPos.y - drawn.CursorStartPos.y;
  const bool is_cut = ImGui::GetScrollMaxY() > 0;
  const ImRect box = ImGui::GetCurrentWindow()->Rect();
  ImGui::EndChild();
  if (is_cut) hairline(ui_, box.Min.x, box.Max.y, box.Max.x, box.Max.y);
  float& known = *ImGui::GetStateStorage()->GetFloatRef(measured_, 0);
  const float height = std::max(std::ceil(content), 1.0F);
  if (known != height) ui_.wake_at(ui_.now);  // until it stands
  known = height;
  ImGui::GetCurrentWindow()->DC.CursorMaxPos.x = widest_;
}

}  // namespace fieldbook::ui
