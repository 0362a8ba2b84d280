#include <algorithm>

#include "ui/widgets/controls.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

/// Ground, text and border of a button as it is now.
struct Look {
  Pair pair;
  Colour border = 0;
};

Look look_of(const Ui& ui, ButtonStyle style, const Press& area) {
  const Theme& theme = ui.theme;
  const Colour behind = ui.behind();
  if (!area.enabled) {
    const bool filled = style == ButtonStyle::primary || style == ButtonStyle::danger;
    return {{filled ? theme.soft(Tone::neutral).ground : behind, theme.text_secondary},
            style == ButtonStyle::quiet || filled ? 0 : theme.border};
  }
  // A press darkens, the pointer tints; text keeps its contrast on both.
  const auto shade = [&](Colour ground) {
    if (area.held) return blend(0x00000030, ground);
    return area.hovered ? blend(0x00000018, ground) : ground;
  };
  switch (style) {
    case ButtonStyle::primary: return {{shade(theme.accent.ground), theme.accent.text}, 0};
    case ButtonStyle::danger: return {{shade(theme.danger.ground), theme.danger.text}, 0};
    case ButtonStyle::secondary:
      return {{area.hovered ? theme.surface_hover : theme.surface, theme.text},
              theme.border_strong};
    case ButtonStyle::quiet: return {{area.hovered ? theme.surface_hover : behind, theme.text}, 0};
  }
  return {{behind, theme.text}, 0};
}

float button_height(const Ui& ui) {
  return ui.metrics.input == InputMode::touch ? ui.metrics.target() : 34 * ui.metrics.scale;
}

float rounding_of(const Ui& ui) { return ui.metrics.space(1.5F); }

float icon_room_of(const Ui& ui, Icon icon) {
  return icon == Icon::none ? 0 : text_width(*ui.fonts.body, glyph(icon)) + ui.metrics.space(2);
}

}  // namespace

float button_width(const Ui& ui, std::string_view label, const ButtonOptions& options) {
  const float pad = ui.metrics.space(options.style == ButtonStyle::quiet ? 2.5F : 4);
  const float wanted =
      text_width(*ui.fonts.body_bold, label) + icon_room_of(ui, options.icon) + 2 * pad;
  return std::max(wanted, ui.metrics.target());
}

bool button(Ui& ui, std::string_view id, std::string_view label, const ButtonOptions& options) {
  const ImFont& font = *ui.fonts.body_bold;
  const float icon_room = icon_room_of(ui, options.icon);
  const float wanted = button_width(ui, label, options);
  if (!options.fill_width) begin_line_if_wider(wanted);
  const float width = options.fill_width
                          ? width_left()
                          : std::max(std::min(wanted, width_left()), ui.metrics.target());
  const float height = button_height(ui);
  const Press area = press(ui, id, {width, height},
                           {.enabled = options.enabled, .baseline = (height - font.FontSize) / 2});
  const Look look = look_of(ui, options.style, area);
  if (look.pair.ground != ui.behind()) fill(area.low, area.high, look.pair.ground, rounding_of(ui));
  if (look.border != 0)
    outline(area.low, area.high, look.border, rounding_of(ui), ui.metrics.scale);
  const float room = std::max(0.0F, width - 2 * ui.metrics.space(1.5F) - icon_room);
  const float words = std::min(text_width(font, label), room);
  float x = area.low.x + (width - words - icon_room) / 2;
  if (options.icon != Icon::none) {
    const float icon = icon_room - ui.metrics.space(2);
    draw_icon(*ui.fonts.body, x + icon / 2, area.middle(), look.pair.text, options.icon);
    x += icon_room;
  }
  const bool cut = draw_line(font, x, area.middle(), room, look.pair.text, label);
  focus_ring(ui, area, rounding_of(ui));
  if (!options.enabled && !options.why_disabled.empty())
    tooltip(ui, area, options.why_disabled);
  else if (cut)
    tooltip(ui, area, label);
  WidgetRecord record = record_of(ui, Role::button, id, label, area);
  record.foreground = look.pair.text;
  record.background = look.pair.ground;
  record.text_size = font.FontSize;
  record.text_is_clipped = cut;
  if (!options.enabled) record.value = options.why_disabled;
  ui.recorder.add(std::move(record));
  return area.pressed;
}

bool icon_button(Ui& ui, std::string_view id, Icon icon, std::string_view label, bool enabled) {
  const float size = std::max(ui.metrics.target(), button_height(ui));
  begin_line_if_wider(size);
  const Press area = press(ui, id, {size, size},
                           {.enabled = enabled, .baseline = (size - ui.fonts.body->FontSize) / 2});
  const Colour ground = area.hovered && enabled ? ui.theme.surface_hover : ui.behind();
  if (ground != ui.behind()) fill(area.low, area.high, ground, size / 2);
  const Colour ink = enabled ? ui.theme.text : ui.theme.text_secondary;
  draw_icon(*ui.fonts.title, (area.low.x + area.high.x) / 2, area.middle(), ink, icon);
  focus_ring(ui, area, size / 2);
  tooltip(ui, area, label);
  WidgetRecord record = record_of(ui, Role::button, id, label, area);
  record.foreground = ink;
  record.background = ground;
  record.text_size = ui.fonts.title->FontSize;
  ui.recorder.add(std::move(record));
  return area.pressed;
}

bool link(Ui& ui, std::string_view id, std::string_view label) {
  const ImFont& font = *ui.fonts.body;
  const float width =
      std::min(std::max(text_width(font, label), ui.metrics.space(6)), width_left());
  const float height = std::max(ui.metrics.target(), font.FontSize);
  const Press area = press(ui, id, {width, height}, {.baseline = (height - font.FontSize) / 2});
  const Colour ink = ui.theme.strong(Tone::accent);
  const bool cut = draw_line(font, area.low.x, area.middle(), width, ink, label);
  const float under = area.middle() + font.FontSize * 0.42F;
  if (area.hovered)
    ImGui::GetWindowDrawList()->AddLine({area.low.x, under}, {area.low.x + width, under},
                                        packed(ink), ui.metrics.scale);
  focus_ring(ui, area, ui.metrics.space(1));
  if (cut) tooltip(ui, area, label);
  WidgetRecord record = record_of(ui, Role::link, id, label, area);
  record.foreground = ink;
  record.text_is_clipped = cut;
  ui.recorder.add(std::move(record));
  return area.pressed;
}

}  // namespace fieldbook::ui
