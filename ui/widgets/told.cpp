#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "ui/widgets/controls.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {

float chip_width(const Ui& ui, Icon icon, std::string_view label) {
  const ImFont& font = *ui.fonts.caption;
  const float icon_room =
      icon == Icon::none ? 0 : text_width(font, glyph(icon)) + ui.metrics.space(1.5F);
  return std::ceil(icon_room + text_width(font, label) + 2 * ui.metrics.space(2.5F));
}

bool chip(Ui& ui, std::string_view id, Tone tone, Icon icon, std::string_view label,
          bool pressable) {
  const ImFont& font = *ui.fonts.caption;
  const Pair pair = ui.theme.soft(tone);
  const float pad = ui.metrics.space(2.5F);
  const float between = icon == Icon::none ? 0 : ui.metrics.space(1.5F);
  const float icon_width = icon == Icon::none ? 0 : text_width(font, glyph(icon));
  const float pill = font.FontSize + 2 * ui.metrics.space(0.75F);
  const float wanted = chip_width(ui, icon, label);
  begin_line_if_wider(wanted);
  const ImVec2 size{std::min(wanted, width_left()),
                    pressable ? std::max(ui.metrics.target(), pill) : pill};
  const float baseline = std::max(0.0F, (size.y - font.FontSize) / 2);
  const Press area =
      pressable ? press(ui, id, size, {.baseline = baseline}) : place(size, baseline);
  const ImVec2 low{area.low.x, area.middle() - pill / 2};
  const ImVec2 high{area.high.x, area.middle() + pill / 2};
  fill(low, high, pair.ground, pill / 2);
  if (area.hovered && pressable) outline(low, high, pair.text, pill / 2, ui.metrics.scale);
  if (icon != Icon::none)
    draw_icon(font, low.x + pad + icon_width / 2, area.middle(), pair.text, icon);
  const float x = low.x + pad + icon_width + between;
  const bool cut = draw_line(font, x, area.middle(), high.x - x - pad + 1, pair.text, label);
  focus_ring(ui, area, size.y / 2);
  if (cut) tooltip(ui, area, label);
  WidgetRecord record = pressable ? record_of(ui, Role::button, id, label, area)
                                  : record_at(ui, Role::chip, id, label, low, high);
  record.foreground = pair.text;
  record.background = pair.ground;
  record.text_size = font.FontSize;
  record.text_is_clipped = cut;
  record.reachable = pressable;
  ui.recorder.add(std::move(record));
  return area.pressed;
}

void banner(Ui& ui, std::string_view id, Tone tone, Icon icon, std::string_view title,
            std::string_view content) {
  const Pair pair = ui.theme.soft(tone);
  const ImFont& bold = *ui.fonts.body_bold;
  const ImFont& body = *ui.fonts.body;
  const float pad = ui.metrics.space(4);
  const float icon_room = icon == Icon::none ? 0 : ui.metrics.space(8);
  const float width = width_left();
  const float room = width - 2 * pad - icon_room;
  const auto heads = title.empty() ? std::vector<std::string>() : wrapped(bold, title, room);
  const auto rows = content.empty() ? std::vector<std::string>() : wrapped(body, content, room);
  const float between = heads.empty() || rows.empty() ? 0 : ui.metrics.space(0.5F);
  const float above = ui.metrics.space(3);
  const float height = 2 * above + between + bold.FontSize * static_cast<float>(heads.size()) +
                       body.FontSize * static_cast<float>(rows.size());
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const ImVec2 high{low.x + width, low.y + height};
  ImGui::Dummy({width, height});
  fill(low, high, pair.ground, ui.metrics.space(2));
  float y = low.y + above + bold.FontSize / 2;
  draw_icon(*ui.fonts.title, low.x + pad + ui.metrics.space(2.5F), y, pair.text, icon);
  for (const std::string& row : heads) {
    draw_line(bold, low.x + pad + icon_room, y, room, pair.text, row);
    y += bold.FontSize;
  }
  y += between;
  for (const std::string& row : rows) {
    draw_line(body, low.x + pad + icon_room, y, room, pair.text, row);
    y += body.FontSize;
  }
  WidgetRecord record = record_at(ui, Role::banner, id, title.empty() ? content : title, low, high);
  record.value = title.empty() ? std::string_view() : content;
  record.foreground = pair.text;
  record.background = pair.ground;
  record.reachable = false;
  ui.recorder.add(std::move(record));
}

void progress(Ui& ui, std::string_view id, std::string_view label, float fraction) {
  fraction = std::clamp(fraction, 0.0F, 1.0F);
  const ImFont& font = *ui.fonts.caption;
  const float bar = ui.metrics.space(2);
  const float width = width_left();
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float words = label.empty() ? 0 : font.FontSize + ui.metrics.space(1.5F);
  ImGui::Dummy({width, words + bar});
  const std::string percent = fmt::format("{} %", static_cast<int>(fraction * 100));
  const float percent_width = text_width(font, percent) + ui.metrics.space(2);
  bool cut = false;
  if (!label.empty()) {
    const float y = low.y + font.FontSize / 2;
    cut = draw_line(font, low.x, y, width - percent_width, ui.theme.text_secondary, label);
    draw_line(font, low.x, y, width, ui.theme.text_secondary, percent, Align::right);
  }
  const ImVec2 track{low.x, low.y + words};
  fill(track, {low.x + width, track.y + bar}, ui.theme.soft(Tone::neutral).ground, bar / 2);
  if (fraction > 0)
    fill(track, {low.x + std::max(bar, width * fraction), track.y + bar},
         ui.theme.strong(Tone::accent), bar / 2);
  WidgetRecord record =
      record_at(ui, Role::progress, id, label, low, {low.x + width, track.y + bar});
  record.value = percent;
  record.foreground = ui.theme.text_secondary;
  record.text_size = font.FontSize;
  record.text_is_clipped = cut;
  record.reachable = false;
  ui.recorder.add(std::move(record));
}

void empty_state(Ui& ui, std::string_view id, Icon icon, std::string_view title,
                 std::string_view content) {
  const ImFont& big = *ui.fonts.display;
  const ImFont& head = *ui.fonts.title;
  const ImFont& body = *ui.fonts.body;
  const float width = width_left();
  const float room = std::min(width - 2 * ui.metrics.space(4), 32 * ui.metrics.em());
  const auto heads = wrapped(head, title, room);
  const auto rows = content.empty() ? std::vector<std::string>() : wrapped(body, content, room);
  const float disc = ui.metrics.space(16);
  const float height = disc + ui.metrics.space(4) + ui.metrics.space(2) +
                       head.FontSize * static_cast<float>(heads.size()) +
                       body.FontSize * static_cast<float>(rows.size());
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float above = std::max(ui.metrics.space(6), (height_left() - height) * 0.4F);
  ImGui::Dummy({width, height + above});
  const float middle = low.x + width / 2;
  float y = low.y + above + disc / 2;
  const Pair pair = ui.theme.soft(Tone::neutral);
  ImGui::GetWindowDrawList()->AddCircleFilled({middle, y}, disc / 2, packed(pair.ground));
  draw_icon(big, middle, y, pair.text, icon);
  y += disc / 2 + ui.metrics.space(4) + head.FontSize / 2;
  for (const std::string& row : heads) {
    draw_line(head, middle - room / 2, y, room, ui.theme.text, row, Align::middle);
    y += head.FontSize;
  }
  y += ui.metrics.space(1);
  for (const std::string& row : rows) {
    draw_line(body, middle - room / 2, y, room, ui.theme.text_secondary, row, Align::middle);
    y += body.FontSize;
  }
  WidgetRecord record = record_at(ui, Role::text, id, title, {middle - room / 2, low.y + above},
                                  {middle + room / 2, low.y + above + height});
  record.value = content;
  record.foreground = ui.theme.text_secondary;
  record.reachable = false;
  ui.recorder.add(std::move(record));
}

void bar_chart(Ui& ui, std::string_view id, std::string_view label,
               std::span<const ChartBar> bars) {
  const IdScope scope(ui, id);
  const ImFont& font = *ui.fonts.body;
  const float row = font.FontSize + ui.metrics.space(2.5F);
  const float width = width_left();
  const ImVec2 low = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width, row * static_cast<float>(bars.size())});
  float names = 0;
  float values = 0;
  for (const ChartBar& bar : bars) {
    names = std::max(names, text_width(font, bar.label));
    values = std::max(values, text_width(font, bar.value));
  }
  names = std::min(names, width * 0.4F);
  values = std::min(values, width * 0.3F);
  const float between = ui.metrics.space(3);
  const float room = std::max(ui.metrics.space(4), width - names - values - 2 * between);
  WidgetRecord chart = record_at(ui, Role::chart, "chart", label, low,
                                 {low.x + width, low.y + row * static_cast<float>(bars.size())});
  chart.reachable = false;
  ui.recorder.add(std::move(chart));
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const ChartBar& bar = bars[i];
    const float y = low.y + row * (static_cast<float>(i) + 0.5F);
    const bool cut = draw_line(font, low.x, y, names, ui.theme.text_secondary, bar.label);
    const float x = low.x + names + between;
    const float thick = ui.metrics.space(2.5F);
    const float share = static_cast<float>(std::clamp(bar.share, 0.0, 1.0));
    fill({x, y - thick / 2}, {x + room, y + thick / 2}, ui.theme.soft(Tone::neutral).ground,
         thick / 2);
    if (share > 0)
      fill({x, y - thick / 2}, {x + std::max(thick, room * share), y + thick / 2},
           ui.theme.strong(Tone::accent), thick / 2);
    draw_line(font, x + room + between, y, values, ui.theme.text, bar.value, Align::right);
    WidgetRecord record = record_at(ui, Role::text, fmt::format("bar.{}", i),
                                    fmt::format("{}: {}", bar.label, bar.value),
                                    {low.x, y - row / 2}, {low.x + width, y + row / 2});
    record.foreground = ui.theme.text_secondary;
    record.text_is_clipped = cut;
    record.reachable = false;
    ui.recorder.add(std::move(record));
  }
}

}  // namespace fieldbook::ui
