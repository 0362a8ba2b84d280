#include <algorithm>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include "platform/window/keys.hpp"
#include "ui/widgets/controls.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::size_t kLengthMax = 4'000;

struct Shape {
  float left = 0;  ///< room for an icon
  float right = 0;
  int lines = 1;
};

float line_height(const Ui& ui) {
  return ui.metrics.input == InputMode::touch ? ui.metrics.target() : 36 * ui.metrics.scale;
}

void draw_caption(Ui& ui, std::string_view words, Colour ink) {
  const ImFont& font = *ui.fonts.caption;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float room = width_left();
  ImGui::Dummy({std::min(room, text_width(font, words)), font.FontSize});
  draw_line(font, start.x, start.y + font.FontSize / 2, room, ink, words);
}

/// The text of a frame that the style of Dear ImGui's own input is set up for.
class InputStyle {
 public:
  InputStyle(const Ui& ui, const Shape& shape, float height) {
    const float above = (height - ui.fonts.body->FontSize) / 2;
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        ImVec2(ui.metrics.space(3), shape.lines > 1 ? ui.metrics.space(2) : above));
    ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, ui.metrics.space(2));
    for (const ImGuiCol what : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive})
      ImGui::PushStyleColor(what, IM_COL32_BLACK_TRANS);
    ImGui::PushStyleColor(ImGuiCol_Text, packed(ui.theme.text));
    ImGui::PushFont(ui.fonts.body);
  }
  ~InputStyle() {
    ImGui::PopFont();
    ImGui::PopStyleColor(4);
    ImGui::PopStyleVar(2);
  }
  InputStyle(const InputStyle&) = delete;
  InputStyle& operator=(const InputStyle&) = delete;
};

void cut_to(std::string& value, std::size_t length_max) {
  std::size_t length = length_max == 0 ? kLengthMax : length_max;
  if (value.size() <= length) return;
  while (length > 0 && (static_cast<unsigned char>(value[length]) & 0xc0U) == 0x80U) --length;
  value.resize(length);
}

/// Keeps Dear ImGui's active input and our focus together.
void follow_focus(Ui& ui, WidgetId id, WidgetId input) {
  Focus& focus = ui.recorder.focus();
  if (ImGui::IsItemActivated()) {
    if (!focus.has(id)) focus.set(id, false);
    focus.input_began();
  } else if (ImGui::GetActiveID() == input && !focus.has(id)) {
    ImGui::ClearActiveID();
  }
}

struct Input {
  bool changed = false;
  bool active = false;
  Press area;
};

Input draw_input(Ui& ui, std::string_view id, std::string& value, const FieldOptions& options,
                 const Shape& shape) {
  const float height = shape.lines > 1 ? ui.fonts.body->FontSize * static_cast<float>(shape.lines) +
                                             2 * ui.metrics.space(2)
                                       : line_height(ui);
  const float width = options.width > 0 ? std::min(options.width, width_left()) : width_left();
  const std::string path = ui.recorder.path(id);
  Input out;
  Press& area = out.area;
  area.id = ImHashStr(path.c_str(), path.size());
  area.enabled = options.enabled;
  area.low = ImGui::GetCursorScreenPos();
  area.high = {area.low.x + width, area.low.y + height};
  Focus& focus = ui.recorder.focus();
  const ImRect box(area.low, area.high);
  if (options.enabled)
    focus.offer({.id = area.id,
                 .rectangle = {area.low.x, area.low.y, width, height},
                 .keeps_vertical = shape.lines > 1,
                 .keeps_horizontal = true});
  if (options.focus_now) focus.set(area.id, focus.ring_is_visible());
  if (focus.just_came(area.id)) ImGui::ScrollToBringRectIntoView(ImGui::GetCurrentWindow(), box);
  area.hovered = ImGui::IsMouseHoveringRect(area.low, area.high) && ImGui::IsWindowHovered();
  fill(area.low, area.high, options.enabled ? ui.theme.surface : ui.behind(),
       ui.metrics.space(1.5F));
  {
    const InputStyle style(ui, shape, height);
    ImGui::PushID(path.c_str());
    const WidgetId input = ImGui::GetID("##input");
    const bool wanted = focus.awaits_input(area.id) ||
                        (focus.is_pressed(area.id) && ImGui::GetActiveID() != input &&
                         !ImGui::IsKeyPressed(platform::kKeySpace, false));
    if (wanted && options.enabled) ImGui::GetCurrentContext()->NavActivateInputId = input;
    ImGuiInputTextFlags flags = options.enabled ? 0 : ImGuiInputTextFlags_ReadOnly;
    if (options.password) flags |= ImGuiInputTextFlags_Password;
    ImGui::BeginDisabled(!options.enabled);
    ImGui::SetCursorScreenPos({area.low.x + shape.left, area.low.y});
    const float room = width - shape.left - shape.right;
    if (shape.lines > 1) {
      out.changed = ImGui::InputTextMultiline("##input", &value, {room, height}, flags);
    } else {
      ImGui::SetNextItemWidth(room);
      out.changed = ImGui::InputText("##input", &value, flags);
    }
    ImGui::EndDisabled();
    follow_focus(ui, area.id, input);
    out.active = ImGui::GetActiveID() == input;
    ImGui::PopID();
  }
  if (options.entered != nullptr && focus.has(area.id) && ImGui::IsItemDeactivated() &&
      (ImGui::IsKeyPressed(platform::kKeyEnter, false) ||
       ImGui::IsKeyPressed(platform::kKeyKeypadEnter, false)))
    *options.entered = true;
  if (out.changed) cut_to(value, options.length_max);
  area.focused = focus.has(area.id);
  area.ring = area.focused && (focus.ring_is_visible() || out.active);
  return out;
}

void draw_frame(Ui& ui, const Input& input, const FieldOptions& options, const Shape& shape,
                const std::string& value) {
  const Press& area = input.area;
  const float rounding = ui.metrics.space(1.5F);
  if (value.empty() && !options.hint.empty()) {
    const float x = area.low.x + shape.left + ui.metrics.space(3);
    const float y = shape.lines > 1 ? area.low.y + ui.metrics.space(2) + ui.fonts.body->FontSize / 2
                                    : area.middle();
    draw_line(*ui.fonts.body, x, y, area.high.x - x - shape.right - ui.metrics.space(1),
              ui.theme.text_secondary, options.hint);
  }
  Colour border = area.hovered ? ui.theme.text_secondary : ui.theme.border_strong;
  if (!options.enabled) border = ui.theme.border;
  if (!options.error.empty()) border = ui.theme.strong(Tone::danger);
  if (area.ring) {
    focus_ring(ui, area, rounding);
  } else {
    outline(area.low, area.high, border, rounding, ui.metrics.scale);
  }
}

void record_field(Ui& ui, std::string_view id, std::string_view label, const Input& input,
                  const FieldOptions& options, const std::string& value) {
  WidgetRecord record = record_of(ui, Role::text_field, id, label, input.area);
  if (!options.password) record.value = value;
  record.background = options.enabled ? ui.theme.surface : ui.behind();
  ui.recorder.add(std::move(record));
}

bool labelled_input(Ui& ui, std::string_view id, std::string_view label, std::string& value,
                    const FieldOptions& options, const Shape& shape) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui.metrics.space(2), ui.metrics.space(1)));
  draw_caption(ui, label, ui.theme.text_secondary);
  const Input input = draw_input(ui, id, value, options, shape);
  draw_frame(ui, input, options, shape, value);
  record_field(ui, id, label, input, options, value);
  field_error(ui, id, options.error);
  ImGui::PopStyleVar();
  return input.changed;
}

}  // namespace

void field_error(Ui& ui, std::string_view id, const std::string& error) {
  if (error.empty()) return;
  const Colour ink = ui.behind() == ui.theme.surface_raised || ui.behind() == ui.theme.surface
                         ? ui.theme.strong(Tone::danger)
                         : ui.theme.text;
  const ImFont& font = *ui.fonts.caption;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float icon = text_width(font, glyph(Icon::error)) + ui.metrics.space(1.5F);
  const auto rows = wrapped(font, error, width_left() - icon);
  ImGui::Dummy({width_left(), font.FontSize * static_cast<float>(rows.size())});
  float y = start.y + font.FontSize / 2;
  draw_icon(font, start.x + (icon - ui.metrics.space(1.5F)) / 2, y, ink, Icon::error);
  for (const std::string& row : rows) {
    draw_line(font, start.x + icon, y, width_left() - icon, ink, row);
    y += font.FontSize;
  }
  WidgetRecord record = record_at(ui, Role::text, std::string(id).append(".error"), error, start,
                                  {start.x + width_left(), y});
  record.foreground = ink;
  record.text_size = font.FontSize;
  record.reachable = false;
  ui.recorder.add(std::move(record));
}

bool text_field(Ui& ui, std::string_view id, std::string_view label, std::string& value,
                const FieldOptions& options) {
  return labelled_input(ui, id, label, value, options, {});
}

bool memo_field(Ui& ui, std::string_view id, std::string_view label, std::string& value, int lines,
                const FieldOptions& options) {
  return labelled_input(ui, id, label, value, options, {.lines = std::max(lines, 2)});
}

bool search_field(Ui& ui, std::string_view id, std::string_view label, std::string& value,
                  const FieldOptions& options) {
  FieldOptions with_hint = options;
  if (with_hint.hint.empty()) with_hint.hint = label;
  const float icon = ui.metrics.space(7);
  const float cross = std::max(ui.metrics.target(), ui.metrics.space(8));
  const Shape shape{.left = icon, .right = cross};
  ImGui::BeginGroup();
  const Input input = draw_input(ui, id, value, with_hint, shape);
  draw_frame(ui, input, with_hint, shape, value);
  draw_icon(*ui.fonts.body, input.area.low.x + icon / 2 + ui.metrics.space(1), input.area.middle(),
            ui.theme.text_secondary, Icon::search);
  record_field(ui, id, label, input, with_hint, value);
  bool emptied = false;
  if (!value.empty()) {
    const GroundScope ground(ui, ui.theme.surface);
    const float size = std::min(cross, input.area.height());
    const std::string clear = std::string(id).append(".clear");
    const Press area = press_at(ui, clear, {input.area.high.x - size, input.area.low.y},
                                {size, input.area.height()});
    draw_icon(*ui.fonts.body, (area.low.x + area.high.x) / 2, area.middle(),
              area.hovered ? ui.theme.text : ui.theme.text_secondary, Icon::clear);
    focus_ring(ui, area, ui.metrics.space(1.5F));
    ui.recorder.add(record_of(ui, Role::button, clear, ui.text("widget.clear"), area));
    emptied = area.pressed;
    if (emptied) {
      value.clear();
      ui.recorder.focus().set(input.area.id, ui.recorder.focus().ring_is_visible());
    }
  }
  ImGui::EndGroup();
  return input.changed || emptied;
}

}  // namespace fieldbook::ui
