#include "ui/widgets/press.hpp"

#include <imgui_internal.h>

#include "ui/widgets/bidi.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::int64_t kTooltipDelayMs = 400;

WidgetId id_of(const std::string& path) { return ImHashStr(path.c_str(), path.size()); }

}  // namespace

void begin_line_if_wider(float width) {
  const ImGuiWindow& window = *ImGui::GetCurrentWindow();
  const float start = window.Pos.x + window.DC.Indent.x + window.DC.ColumnsOffset.x;
  if (window.DC.CursorPos.x > start + 1 && width > ImGui::GetContentRegionAvail().x + 1)
    ImGui::NewLine();
}

Press place(ImVec2 size, float baseline) {
  ImGuiWindow* const window = ImGui::GetCurrentWindow();
  ImVec2 low = window->DC.CursorPos;
  // Beside something with a baseline further down, this one moves down to it.
  if (baseline >= 0 && baseline < window->DC.CurrLineTextBaseOffset)
    low.y += window->DC.CurrLineTextBaseOffset - baseline;
  ImGui::ItemSize(size, baseline);
  const ImVec2 high{low.x + size.x, low.y + size.y};
  ImGui::ItemAdd(ImRect(low, high), 0);
  return {.low = low, .high = high};
}

Press press(Ui& ui, std::string_view id, ImVec2 size, const PressOptions& options) {
  const Press at = place(size, options.baseline);
  return press_at(ui, id, at.low, size, options);
}

Press press_at(Ui& ui, std::string_view id, ImVec2 low, ImVec2 size, const PressOptions& options) {
  Press area;
  area.id = id_of(ui.recorder.path(id));
  area.low = low;
  area.high = {low.x + size.x, low.y + size.y};
  area.enabled = options.enabled;
  const ImRect box(area.low, area.high);
  const bool in_sight = ImGui::ItemAdd(box, area.id);
  if (!options.enabled) {
    area.hovered = in_sight && ImGui::ItemHoverable(box, area.id);
    return area;
  }
  Focus& focus = ui.recorder.focus();
  focus.offer({.id = area.id,
               .rectangle = {low.x, low.y, size.x, size.y},
               .keeps_vertical = options.keeps_vertical,
               .keeps_horizontal = options.keeps_horizontal,
               .last_choice = options.last_choice});
  if (in_sight) area.pressed = ImGui::ButtonBehavior(box, area.id, &area.hovered, &area.held);
  if (area.pressed) focus.set(area.id, false);
  area.pressed = area.pressed || focus.is_pressed(area.id);
  area.focused = focus.has(area.id);
  area.ring = area.focused && focus.ring_is_visible();
  if (focus.just_came(area.id)) ImGui::ScrollToBringRectIntoView(ImGui::GetCurrentWindow(), box);
  return area;
}

void focus_ring(const Ui& ui, const Press& area, float rounding) {
  if (!area.ring) return;
  const float thickness = 2 * ui.metrics.scale;
  outline(area.low, area.high, ui.theme.focus, rounding, thickness);
}

void tooltip(Ui& ui, const Press& area, std::string_view words) {
  if (!area.hovered || words.empty()) return;
  const auto rest = ui.recorder.focus().rest_ms(area.id, ui.now.ms);
  if (rest < kTooltipDelayMs) {
    ui.wake_at(ui.now + std::chrono::milliseconds(kTooltipDelayMs - rest));
    return;
  }
  const ImFont& font = *ui.fonts.caption;
  const float pad = ui.metrics.space(2);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(pad, pad * 0.75F));
  ImGui::PushStyleColor(ImGuiCol_PopupBg, packed(ui.theme.text));
  ImGui::PushStyleColor(ImGuiCol_Text, packed(ui.theme.surface));
  ImGui::PushFont(ui.fonts.caption);
  ImGui::BeginTooltip();
  for (const std::string& row : wrapped(font, words, 28 * ui.metrics.em())) {
    const std::string shown = display_text(row);
    ImGui::TextUnformatted(shown.data(), shown.data() + shown.size());
  }
  ImGui::EndTooltip();
  ImGui::PopFont();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar();
}

WidgetRecord record_of(const Ui& ui, Role role, std::string_view id, std::string_view name,
                       const Press& area) {
  WidgetRecord record = record_at(ui, role, id, name, area.low, area.high);
  record.focused = area.focused;
  record.enabled = area.enabled;
  record.reachable = area.enabled;
  return record;
}

WidgetRecord record_at(const Ui& ui, Role role, std::string_view id, std::string_view name,
                       ImVec2 low, ImVec2 high) {
  WidgetRecord record;
  record.role = role;
  record.id = ui.recorder.path(id);
  record.name = name;
  record.rectangle = in_sight(low, high);
  record.whole = {low.x, low.y, high.x - low.x, high.y - low.y};
  record.foreground = ui.theme.text;
  record.background = ui.behind();
  record.text_size = ui.fonts.body->FontSize;
  return record;
}

}  // namespace fieldbook::ui
