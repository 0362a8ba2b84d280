#include <algorithm>
#include <imgui_internal.h>

#include "platform/window/keys.hpp"
#include "ui/widgets/controls.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

constexpr float kRowsInSight = 8.5F;

float row_height(const Ui& ui) {
  return ui.metrics.input == InputMode::touch ? ui.metrics.target() : 36 * ui.metrics.scale;
}

Press draw_closed(Ui& ui, std::string_view id, std::string_view label, std::string_view value,
                  float width) {
  const float height = row_height(ui);
  const Press area =
      press(ui, id, {width, height}, {.baseline = (height - ui.fonts.body->FontSize) / 2});
  const float rounding = ui.metrics.space(1.5F);
  const Colour ground = area.hovered ? ui.theme.surface_hover : ui.theme.surface;
  fill(area.low, area.high, ground, rounding);
  outline(area.low, area.high, ui.theme.border_strong, rounding, ui.metrics.scale);
  const float arrow = ui.metrics.space(8);
  const float x = area.low.x + ui.metrics.space(3);
  const bool cut =
      draw_line(*ui.fonts.body, x, area.middle(), area.high.x - x - arrow, ui.theme.text, value);
  draw_icon(*ui.fonts.body, area.high.x - arrow / 2, area.middle(), ui.theme.text_secondary,
            Icon::chevron_down);
  focus_ring(ui, area, rounding);
  if (cut) tooltip(ui, area, value);
  WidgetRecord record = record_of(ui, Role::choice, id, label, area);
  record.value = value;
  record.background = ground;
  record.text_is_clipped = cut;
  ui.recorder.add(std::move(record));
  return area;
}

bool draw_option(Ui& ui, std::size_t index, std::string_view label, bool selected) {
  const IdScope scope(ui, "option", index);
  const Press area = press(ui, "line", {width_left(), row_height(ui)});
  if (ImGui::IsWindowAppearing() && selected)
    ui.recorder.focus().set(area.id, ui.recorder.focus().ring_is_visible());
  const Colour ground = area.hovered || area.focused ? ui.theme.surface_hover : ui.behind();
  fill(area.low, area.high, ground, ui.metrics.space(1));
  const float mark = ui.metrics.space(7);
  if (selected)
    draw_icon(*ui.fonts.body, area.low.x + mark / 2 + ui.metrics.space(0.5F), area.middle(),
              ui.theme.strong(Tone::accent), Icon::approve);
  const float x = area.low.x + mark + ui.metrics.space(1);
  const bool cut = draw_line(*ui.fonts.body, x, area.middle(),
                             area.high.x - x - ui.metrics.space(2), ui.theme.text, label);
  focus_ring(ui, area, ui.metrics.space(1));
  if (cut) tooltip(ui, area, label);
  WidgetRecord record = record_of(ui, Role::option, "line", label, area);
  record.selected = selected;
  record.background = ground;
  record.text_is_clipped = cut;
  ui.recorder.add(std::move(record));
  return area.pressed;
}

/// Below the closed list, or above it where there is more room.
void place_list(const Ui& ui, const Press& closed, std::size_t count, float width) {
  const float pad = ui.metrics.space(1);
  const float rows = std::min(static_cast<float>(count), kRowsInSight);
  const float wanted = rows * row_height(ui) + 2 * pad;
  const float below = ui.metrics.height - closed.high.y - 2 * pad;
  const float above = closed.low.y - 2 * pad;
  const bool upwards = below < wanted && above > below;
  const float height = std::min(wanted, std::max(upwards ? above : below, row_height(ui)));
  ImGui::SetNextWindowPos({closed.low.x, upwards ? closed.low.y - pad : closed.high.y + pad},
                          ImGuiCond_Always, {0, upwards ? 1.0F : 0.0F});
  ImGui::SetNextWindowSize({width, height});
}

std::optional<std::size_t> draw_open(Ui& ui, std::string_view id, const Press& closed,
                                     std::span<const std::string> options, std::size_t selected) {
  float width = closed.width();
  for (const std::string& option : options)
    width = std::max(width, text_width(*ui.fonts.body, option) + ui.metrics.space(14));
  width = std::min(width, ui.metrics.width - closed.low.x - ui.metrics.space(2));
  place_list(ui, closed, options.size(), width);
  const std::string name = ui.recorder.path(id) + "##list";
  const float pad = ui.metrics.space(1);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(pad, pad));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::PushStyleColor(ImGuiCol_Border, packed(ui.theme.border_strong));
  std::optional<std::size_t> chosen;
  if (ImGui::BeginPopup(name.c_str(), ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoMove)) {
    ui.recorder.focus().push_layer();
    {
      const GroundScope ground(ui, ui.theme.surface_raised);
      const IdScope scope(ui, id);
      for (std::size_t i = 0; i < options.size(); ++i)
        if (draw_option(ui, i, options[i], i == selected)) chosen = i;
      scroll_by_dragging(ui);
    }
    const bool escaped = ImGui::IsKeyPressed(platform::kKeyEscape, false);
    if (chosen || escaped) ImGui::CloseCurrentPopup();
    ui.recorder.focus().pop_layer();
    ImGui::EndPopup();
  }
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  return chosen;
}

void draw_label_above(const Ui& ui, std::string_view label, float width) {
  const ImFont& font = *ui.fonts.caption;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width, font.FontSize});
  draw_line(font, start.x, start.y + font.FontSize / 2, width, ui.theme.text_secondary, label);
}

}  // namespace

bool choice_button(Ui& ui, std::string_view id, std::string_view label, std::string_view value,
                   const FieldOptions& options) {
  ImGui::BeginGroup();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui.metrics.space(2), ui.metrics.space(1)));
  const float wide = options.width > 0 ? std::min(options.width, width_left()) : width_left();
  draw_label_above(ui, label, wide);
  const Press closed = draw_closed(ui, id, label, value.empty() ? "–" : value, wide);
  ImGui::PopStyleVar();
  ImGui::EndGroup();
  if (!options.error.empty()) field_error(ui, id, options.error);
  return closed.pressed;
}

std::optional<std::size_t> choice(Ui& ui, std::string_view id, std::string_view label,
                                  std::span<const std::string> options, std::size_t selected,
                                  float width, bool label_above) {
  ImGui::BeginGroup();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui.metrics.space(2), ui.metrics.space(1)));
  const float wide = width > 0 ? std::min(width, width_left()) : width_left();
  if (label_above) draw_label_above(ui, label, wide);
  const std::string value = selected < options.size() ? options[selected] : std::string("–");
  const Press closed = draw_closed(ui, id, label, value, wide);
  if (closed.pressed) ImGui::OpenPopup((ui.recorder.path(id) + "##list").c_str());
  const auto chosen = draw_open(ui, id, closed, options, selected);
  ImGui::PopStyleVar();
  ImGui::EndGroup();
  return chosen;
}

}  // namespace fieldbook::ui
