#include "ui/widgets/pad.hpp"

#include <algorithm>
#include <imgui_internal.h>

#include "ui/widgets/controls.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

constexpr float kWidest = 22;  // em; a hand writes no wider

/// The line to sign on, and what to do where nothing is drawn.
void draw_paper(const Ui& ui, const Press& area, const PadLook& look) {
  const float rounding = ui.metrics.space(1.5F);
  fill(area.low, area.high, ui.theme.surface, rounding);
  outline(area.low, area.high, ui.theme.border_strong, rounding, ui.metrics.scale);
  const float inset = ui.metrics.space(4);
  const float line = area.low.y + area.height() * 0.78F;
  fill({area.low.x + inset, line}, {area.high.x - inset, line + ui.metrics.scale},
       ui.theme.border_strong, 0);
  if (!look.strokes.empty()) return;
  draw_line(*ui.fonts.body, area.low.x + inset, area.low.y + area.height() * 0.45F,
            area.width() - 2 * inset, ui.theme.text_secondary, look.hint, Align::middle);
}

void draw_strokes(const Ui& ui, const Press& area, const PadLook& look) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImU32 ink = packed(ui.theme.text);
  const float thickness = 2 * ui.metrics.scale;
  std::vector<ImVec2> points;
  list.PushClipRect(area.low, area.high, true);
  for (const std::vector<PadPoint>& stroke : look.strokes) {
    points.clear();
    for (const PadPoint& point : stroke)
      points.emplace_back(area.low.x + point.x * area.width(), area.low.y + point.y * area.width());
    if (points.size() == 1)
      list.AddCircleFilled(points.front(), thickness, ink);
    else
      list.AddPolyline(points.data(), static_cast<int>(points.size()), ink, 0, thickness);
  }
  list.PopClipRect();
}

std::optional<PenMove> pen_on(Ui& ui, const Press& area) {
  const ImRect box(area.low, area.high);
  const ImGuiID id = area.id;
  ImGui::KeepAliveID(id);
  ImGui::ItemAdd(box, id);
  bool hovered = false;
  bool held = false;
  (void)ImGui::ButtonBehavior(box, id, &hovered, &held);
  if (hovered || held) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (!held) return std::nullopt;
  ui.pen_is_down = true;
  const ImGuiIO& io = ImGui::GetIO();
  const float width = area.width();
  const float lowest = area.height() / width;
  return PenMove{.begins = ImGui::GetCurrentContext()->ActiveIdIsJustActivated,
                 .to = {(io.MousePos.x - area.low.x) / width,
                        std::min((io.MousePos.y - area.low.y) / width, lowest)}};
}

}  // namespace

std::optional<PenMove> drawing_pad(Ui& ui, std::string_view id, std::string_view label,
                                   const PadLook& look) {
  secondary_text(ui, label);
  const float width = std::min(width_left(), kWidest * ui.metrics.em());
  Press area = place({width, width * kPadHeight}, -1);
  const std::string path = ui.recorder.path(id);
  area.id = ImHashStr(path.c_str(), path.size());
  const auto move = pen_on(ui, area);
  draw_paper(ui, area, look);
  draw_strokes(ui, area, look);
  WidgetRecord record = record_at(ui, Role::image, id, label, area.low, area.high);
  record.value = look.strokes.empty() ? look.hint : look.value;
  record.foreground = look.strokes.empty() ? ui.theme.text_secondary : ui.theme.text;
  record.background = ui.theme.surface;
  ui.recorder.add(std::move(record));
  return move;
}

}  // namespace fieldbook::ui
