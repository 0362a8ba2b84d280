#include <algorithm>
#include <fmt/format.h>

#include "ui/widgets/controls.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

/// A mark at the left and a label beside it, on as many lines as it needs, pressed as one.
struct Labelled {
  Press area;
  std::vector<std::string> rows;
};

Labelled press_with_label(Ui& ui, std::string_view id, std::string_view label, float mark) {
  const ImFont& font = *ui.fonts.body;
  const float before = mark + ui.metrics.space(2.5F);
  const float wanted = before + text_width(font, label) + ui.metrics.space(1);
  begin_line_if_wider(std::min(wanted, before + 8 * ui.metrics.em()));
  const float width = std::min(wanted, width_left());
  Labelled out;
  out.rows = wrapped(font, label, width - before);
  const float words = font.FontSize * static_cast<float>(out.rows.size());
  const float height =
      std::max({ui.metrics.target(), ui.metrics.space(8), words + ui.metrics.space(2)});
  out.area = press(ui, id, {width, height}, {.baseline = (height - words) / 2});
  return out;
}

void draw_label(Ui& ui, const Labelled& labelled, float mark) {
  const ImFont& font = *ui.fonts.body;
  const float x = labelled.area.low.x + mark + ui.metrics.space(2.5F);
  const float words = font.FontSize * static_cast<float>(labelled.rows.size());
  float y = labelled.area.middle() - words / 2 + font.FontSize / 2;
  for (const std::string& row : labelled.rows) {
    draw_line(font, x, y, labelled.area.high.x - x + 1, ui.theme.text, row);
    y += font.FontSize;
  }
}

void circle(ImVec2 middle, float radius, Colour colour) {
  ImGui::GetWindowDrawList()->AddCircleFilled(middle, radius, packed(colour));
}

}  // namespace

bool toggle(Ui& ui, std::string_view id, std::string_view label, bool& value) {
  const float height = ui.metrics.space(5);
  const float width = ui.metrics.space(9);
  const Labelled labelled = press_with_label(ui, id, label, width);
  const Press& area = labelled.area;
  if (area.pressed) value = !value;
  const ImVec2 low{area.low.x, area.middle() - height / 2};
  const ImVec2 high{low.x + width, low.y + height};
  fill(low, high, value ? ui.theme.accent.ground : ui.theme.border_strong, height / 2);
  const float radius = height / 2 - 2 * ui.metrics.scale;
  circle({value ? high.x - height / 2 : low.x + height / 2, area.middle()}, radius,
         ui.theme.accent.text);
  draw_label(ui, labelled, width);
  focus_ring(ui, area, ui.metrics.space(1.5F));
  WidgetRecord record = record_of(ui, Role::toggle, id, label, area);
  record.checked = value;
  record.value = value ? "on" : "off";
  ui.recorder.add(std::move(record));
  return area.pressed;
}

bool radio(Ui& ui, std::string_view id, std::string_view label, bool selected) {
  const float size = ui.metrics.space(4.5F);
  const Labelled labelled = press_with_label(ui, id, label, size);
  const Press& area = labelled.area;
  const ImVec2 middle{area.low.x + size / 2, area.middle()};
  circle(middle, size / 2, selected ? ui.theme.strong(Tone::accent) : ui.theme.border_strong);
  circle(middle, size / 2 - 2 * ui.metrics.scale,
         area.hovered ? ui.theme.surface_hover : ui.theme.surface);
  if (selected) circle(middle, size / 4, ui.theme.strong(Tone::accent));
  draw_label(ui, labelled, size);
  focus_ring(ui, area, ui.metrics.space(1.5F));
  WidgetRecord record = record_of(ui, Role::radio, id, label, area);
  record.selected = selected;
  ui.recorder.add(std::move(record));
  return area.pressed;
}

namespace {

std::string number_of(std::size_t badge) {
  return badge > 99 ? std::string("99+") : fmt::format("{}", badge);
}

bool draw_tab(Ui& ui, const Tab& tab, bool selected, float width) {
  const float height = std::max(ui.metrics.target(), ui.metrics.space(10));
  const ImFont& font = selected ? *ui.fonts.body_bold : *ui.fonts.body;
  const Press area = press(ui, tab.id, {width, height});
  const Colour ink = selected ? ui.theme.strong(Tone::accent) : ui.theme.text_secondary;
  if (area.hovered && !selected)
    fill(area.low, {area.high.x, area.high.y - ui.metrics.space(1)}, ui.theme.surface_hover,
         ui.metrics.space(1.5F));
  const float badge =
      tab.badge == 0 ? 0
                     : text_width(*ui.fonts.caption, number_of(tab.badge)) + ui.metrics.space(5);
  const float words = std::min(text_width(font, tab.label), width - badge);
  const float x = area.low.x + (width - words - badge) / 2;
  const bool cut = draw_line(font, x, area.middle(), words + 1, ink, tab.label);
  if (tab.badge != 0) {
    const Pair pair = ui.theme.soft(selected ? Tone::accent : Tone::neutral);
    const float half = ui.fonts.caption->FontSize / 2 + ui.metrics.space(0.25F);
    const float left = x + words + ui.metrics.space(2);
    fill({left, area.middle() - half}, {x + words + badge, area.middle() + half}, pair.ground,
         half);
    draw_line(*ui.fonts.caption, left, area.middle(), badge - ui.metrics.space(2), pair.text,
              number_of(tab.badge), Align::middle);
  }
  if (selected)
    fill({area.low.x, area.high.y - 3 * ui.metrics.scale}, area.high, ink, 1.5F * ui.metrics.scale);
  focus_ring(ui, area, ui.metrics.space(1.5F));
  WidgetRecord record = record_of(ui, Role::tab, tab.id, tab.label, area);
  record.selected = selected;
  record.foreground = ink;
  record.text_size = font.FontSize;
  record.text_is_clipped = cut;
  if (tab.badge != 0) record.value = fmt::format("{}", tab.badge);
  ui.recorder.add(std::move(record));
  return area.pressed;
}

}  // namespace

std::optional<std::size_t> tabs(Ui& ui, std::string_view id, std::span<const Tab> all,
                                std::size_t selected) {
  const IdScope scope(ui, id);
  // Bold words are wider: each tab has room for them, so that choosing moves nothing.
  std::vector<float> widths;
  float sum = 0;
  for (const Tab& tab : all) {
    float width = text_width(*ui.fonts.body_bold, tab.label) + ui.metrics.space(8);
    if (tab.badge != 0)
      width += text_width(*ui.fonts.caption, number_of(tab.badge)) + ui.metrics.space(5);
    widths.push_back(std::max(width, ui.metrics.target()));
    sum += widths.back();
  }
  const float room = width_left();
  const float shrink = sum > room && sum > 0 ? room / sum : 1;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) ImGui::SameLine(0, 0);
    if (draw_tab(ui, all[i], i == selected, std::floor(widths[i] * shrink))) chosen = i;
  }
  const float y = ImGui::GetItemRectMax().y;
  ImGui::GetWindowDrawList()->AddLine({start.x, y}, {start.x + room, y}, packed(ui.theme.border),
                                      ui.metrics.scale);
  return chosen;
}

}  // namespace fieldbook::ui
