#include "ui/widgets/items.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_internal.h>

namespace fieldbook::ui {
namespace {

ImU32 colour(Colour rgba) {
  return IM_COL32(rgba >> 24 & 0xff, rgba >> 16 & 0xff, rgba >> 8 & 0xff, rgba & 0xff);
}

std::string_view ellipsis() { return "…"; }

float width_of(const ImFont& font, std::string_view words) {
  return font.CalcTextSizeA(font.FontSize, FLT_MAX, 0, words.data(), words.data() + words.size()).x;
}

/// `words`, cut at a character and ended with "…" where they are wider than `width`.
std::string fitted(const ImFont& font, std::string_view words, float width) {
  if (width_of(font, words) <= width) return std::string(words);
  const float room = width - width_of(font, ellipsis());
  const char* end = words.data();
  if (room > 0)
    (void)font.CalcTextSizeA(font.FontSize, room, 0, words.data(), words.data() + words.size(),
                             &end);
  return std::string(words.data(), end) + std::string(ellipsis());
}

/// A place that is pressed: its rectangle, what the pointer and the keyboard do with it.
struct Area {
  ImVec2 low;
  ImVec2 high;
  bool pressed = false;
  bool hovered = false;
  bool focused = false;
  [[nodiscard]] float width() const { return high.x - low.x; }
  [[nodiscard]] float height() const { return high.y - low.y; }
  [[nodiscard]] float middle() const { return (low.y + high.y) / 2; }
};

Area press_area(Ui& ui, std::string_view id, ImVec2 size) {
  Area area;
  area.pressed = ImGui::InvisibleButton(ui.recorder.path(id).c_str(), size);
  area.low = ImGui::GetItemRectMin();
  area.high = ImGui::GetItemRectMax();
  area.hovered = ImGui::IsItemHovered();
  area.focused = ImGui::IsItemFocused();
  return area;
}

void focus_ring(const Ui& ui, const Area& area, float rounding) {
  if (!area.focused || ImGui::GetCurrentContext()->NavDisableHighlight) return;
  const float inset = ui.metrics.scale;
  ImGui::GetWindowDrawList()->AddRect({area.low.x + inset, area.low.y + inset},
                                      {area.high.x - inset, area.high.y - inset},
                                      colour(ui.theme.focus), rounding, 0, 2 * ui.metrics.scale);
}

Rectangle clipped_rectangle(const Area& area) {
  const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
  const float left = std::max(area.low.x, clip.Min.x);
  const float top = std::max(area.low.y, clip.Min.y);
  const float right = std::min(area.high.x, clip.Max.x);
  const float bottom = std::min(area.high.y, clip.Max.y);
  if (right <= left || bottom <= top) return {};
  return {left, top, right - left, bottom - top};
}

WidgetRecord record_of(const Ui& ui, Role role, std::string_view id, std::string_view name,
                       const Area& area) {
  WidgetRecord record;
  record.role = role;
  record.id = ui.recorder.path(id);
  record.name = name;
  record.focused = area.focused;
  record.rectangle = clipped_rectangle(area);
  record.foreground = ui.theme.text;
  record.background = ui.theme.surface;
  record.text_size = ui.fonts.body->FontSize;
  return record;
}

/// Draws words on one line from `x`, in the middle of `y`; returns whether they had to be cut.
bool draw_words(const ImFont* font, float x, float y, float width, Colour ink,
                std::string_view words) {
  const std::string shown = fitted(*font, words, width);
  ImGui::GetWindowDrawList()->AddText(font, font->FontSize, {x, y - font->FontSize / 2},
                                      colour(ink), shown.data(), shown.data() + shown.size());
  return shown.size() != words.size();
}

void whole_in_tooltip(const Area& area, bool cut, std::string_view words) {
  if (!cut || !area.hovered) return;
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(words.data(), words.data() + words.size());
  ImGui::EndTooltip();
}

void draw_badge(const Ui& ui, std::size_t number, ImVec2 centre) {
  const std::string words = number > 99 ? "99+" : fmt::format("{}", number);
  const ImFont* font = ui.fonts.caption;
  const float half = std::max(width_of(*font, words), font->FontSize * 0.6F) / 2;
  const float pad = ui.metrics.space(1.25F);
  const float height = font->FontSize + ui.metrics.space(0.5F);
  auto* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({centre.x - half - pad, centre.y - height / 2},
                      {centre.x + half + pad, centre.y + height / 2},
                      colour(ui.theme.accent.ground), height / 2);
  list->AddText(font, font->FontSize,
                {centre.x - width_of(*font, words) / 2, centre.y - font->FontSize / 2},
                colour(ui.theme.accent.text), words.c_str());
}

Colour ink_of(const Ui& ui, Tone tone) {
  return tone == Tone::neutral ? ui.theme.text_secondary : ui.theme.strong(tone);
}

ImVec2 navigation_size(const Ui& ui, const NavigationLook& look) {
  const float width = look.width > 0 ? look.width : width_left();
  const float em = ui.metrics.em();
  switch (look.style) {
    case NavigationStyle::rail: return {width, std::max(ui.metrics.target(), 2.3F * em)};
    case NavigationStyle::icon: return {width, std::max(ui.metrics.target(), 2.9F * em)};
    case NavigationStyle::bar: return {width, std::max(ui.metrics.target(), 3.7F * em)};
  }
  return {width, ui.metrics.target()};
}

void draw_navigation_rail(const Ui& ui, const Area& area, std::string_view label,
                          const NavigationLook& look, Colour ink) {
  const ImFont* font = look.selected ? ui.fonts.body_bold : ui.fonts.body;
  const float icon_x = area.low.x + ui.metrics.space(3);
  draw_words(ui.fonts.title, icon_x, area.middle(), 2 * ui.fonts.title->FontSize, ink,
             glyph(look.icon));
  const float text_x = icon_x + ui.fonts.title->FontSize + ui.metrics.space(3);
  const float badge_room = look.badge > 0 ? ui.metrics.space(10) : 0;
  const float room = area.high.x - text_x - ui.metrics.space(2) - badge_room;
  whole_in_tooltip(area, draw_words(font, text_x, area.middle(), room, ink, label), label);
  if (look.badge > 0)
    draw_badge(ui, look.badge, {area.high.x - ui.metrics.space(6), area.middle()});
}

void draw_navigation_icon(const Ui& ui, const Area& area, std::string_view label,
                          const NavigationLook& look, Colour ink) {
  const ImFont* font = ui.fonts.display;
  const float x = area.low.x + (area.width() - width_of(*font, glyph(look.icon))) / 2;
  draw_words(font, x, area.middle(), area.width(), ink, glyph(look.icon));
  if (look.badge > 0)
    draw_badge(ui, look.badge,
               {area.high.x - ui.metrics.space(3.5F), area.low.y + ui.metrics.space(3)});
  whole_in_tooltip(area, true, label);
}

void draw_navigation_bar(const Ui& ui, const Area& area, std::string_view label,
                         const NavigationLook& look, Colour ink) {
  const ImFont* big = ui.fonts.display;
  const ImFont* small = ui.fonts.caption;
  const float middle = area.low.x + area.width() / 2;
  const float gap_between = ui.metrics.space(0.5F);
  const float height = big->FontSize + small->FontSize + gap_between;
  const float top = area.middle() - height / 2;
  draw_words(big, middle - width_of(*big, glyph(look.icon)) / 2, top + big->FontSize / 2,
             area.width(), ink, glyph(look.icon));
  const float room = area.width() - ui.metrics.space(1);
  const float wide = std::min(width_of(*small, label), room);
  draw_words(small, middle - wide / 2, top + height - small->FontSize / 2, room, ink, label);
  if (look.badge > 0)
    draw_badge(ui, look.badge, {middle + big->FontSize * 0.7F, top + ui.metrics.space(1)});
}

void draw_ground(const Ui& ui, const Area& area, bool selected, float rounding) {
  auto* list = ImGui::GetWindowDrawList();
  if (selected)
    list->AddRectFilled(area.low, area.high, colour(ui.theme.surface_selected), rounding);
  else if (area.hovered)
    list->AddRectFilled(area.low, area.high, colour(ui.theme.surface_hover), rounding);
}

/// Where each column of a short table begins and how wide it is.
struct Span {
  float left = 0;
  float width = 0;
};

std::vector<Span> spans_of(const Ui& ui, std::span<const ShortColumn> columns, float width) {
  float weights = 0;
  for (const ShortColumn& column : columns) weights += column.weight;
  const float between = ui.metrics.space(3);
  const float room = width - between * static_cast<float>(columns.size() + 1);
  std::vector<Span> out;
  float left = between;
  for (const ShortColumn& column : columns) {
    const float share = room * column.weight / weights;
    out.push_back({left, share});
    left += share + between;
  }
  return out;
}

bool draw_cell(const ImFont* font, const Area& area, const Span& span, const ShortColumn& column,
               Colour ink, std::string_view words) {
  const float wide = std::min(width_of(*font, words), span.width);
  const float shift = column.right_aligned ? span.width - wide : 0;
  return draw_words(font, area.low.x + span.left + shift, area.middle(), span.width, ink, words);
}

void draw_short_header(Ui& ui, std::span<const ShortColumn> columns, std::span<const Span> spans) {
  const float height = ui.fonts.caption->FontSize + ui.metrics.space(3);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float width = width_left();
  ImGui::Dummy({width, height});
  const Area area{.low = low, .high = {low.x + width, low.y + height}};
  for (std::size_t i = 0; i < columns.size(); ++i)
    draw_cell(ui.fonts.caption, area, spans[i], columns[i], ui.theme.text_secondary,
              columns[i].label);
}

std::string joined(const std::vector<std::string>& cells) {
  std::string out;
  for (const std::string& cell : cells)
    if (!cell.empty()) out += (out.empty() ? "" : ", ") + cell;
  return out;
}

bool short_row(Ui& ui, std::size_t index, std::span<const ShortColumn> columns,
               std::span<const Span> spans, const std::vector<std::string>& cells) {
  const IdScope scope(ui, "row", index);
  const float height = std::max(ui.metrics.target(), 2.2F * ui.metrics.em());
  const Area area = press_area(ui, "open", {width_left(), height});
  draw_ground(ui, area, false, 0);
  ImGui::GetWindowDrawList()->AddLine(area.low, {area.high.x, area.low.y}, colour(ui.theme.border),
                                      ui.metrics.scale);
  for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
    const bool cut = draw_cell(ui.fonts.body, area, spans[i], columns[i], ui.theme.text, cells[i]);
    const float left = area.low.x + spans[i].left;
    const float pointer = ImGui::GetIO().MousePos.x;
    whole_in_tooltip(area, cut && pointer >= left && pointer < left + spans[i].width, cells[i]);
  }
  focus_ring(ui, area, 0);
  ui.recorder.add(record_of(ui, Role::row, "open", joined(cells), area));
  return area.pressed;
}

}  // namespace

bool navigation_item(Ui& ui, std::string_view id, std::string_view label,
                     const NavigationLook& look) {
  const Area area = press_area(ui, id, navigation_size(ui, look));
  const float rounding = ui.metrics.space(2);
  draw_ground(ui, area, look.selected, rounding);
  const Colour ink = look.selected ? ui.theme.strong(Tone::accent) : ui.theme.text;
  switch (look.style) {
    case NavigationStyle::rail: draw_navigation_rail(ui, area, label, look, ink); break;
    case NavigationStyle::icon: draw_navigation_icon(ui, area, label, look, ink); break;
    case NavigationStyle::bar: draw_navigation_bar(ui, area, label, look, ink); break;
  }
  focus_ring(ui, area, rounding);
  WidgetRecord record = record_of(ui, Role::navigation_item, id, label, area);
  record.selected = look.selected;
  record.foreground = ink;
  record.background = look.selected ? ui.theme.surface_selected : ui.theme.rail;
  if (look.badge > 0) record.value = fmt::format("{}", look.badge);
  ui.recorder.add(std::move(record));
  return area.pressed;
}

bool line_item(Ui& ui, std::string_view id, const LineItem& item) {
  const float body = ui.fonts.body->FontSize;
  const float caption = ui.fonts.caption->FontSize;
  const float pad = ui.metrics.space(2);
  const float content = item.detail.empty() ? body : body + caption + ui.metrics.space(1);
  const float height = std::max(ui.metrics.target(), content + 2 * pad);
  const Area area = press_area(ui, id, {width_left(), height});
  draw_ground(ui, area, item.selected, ui.metrics.space(1.5F));
  float x = area.low.x + ui.metrics.space(3);
  if (item.icon != Icon::none) {
    draw_words(ui.fonts.title, x, area.middle(), 2 * body + ui.metrics.space(8),
               ink_of(ui, item.tone), glyph(item.icon));
    x += ui.fonts.title->FontSize + ui.metrics.space(3);
  }
  const float trailing = item.trailing.empty() ? 0 : width_of(*ui.fonts.caption, item.trailing);
  const float end = area.high.x - ui.metrics.space(3);
  const float room = end - x - (trailing > 0 ? trailing + ui.metrics.space(3) : 0);
  const float first = item.detail.empty() ? area.middle() : area.middle() - content / 2 + body / 2;
  bool cut = draw_words(ui.fonts.body, x, first, room, ui.theme.text, item.title);
  if (!item.detail.empty())
    cut |= draw_words(ui.fonts.caption, x, area.middle() + content / 2 - caption / 2, room,
                      ui.theme.text_secondary, item.detail);
  if (trailing > 0)
    draw_words(ui.fonts.caption, end - trailing, area.middle(), trailing + 1,
               ink_of(ui, item.trailing_tone), item.trailing);
  focus_ring(ui, area, ui.metrics.space(1.5F));
  whole_in_tooltip(area, cut, item.detail.empty() ? item.title : item.title + "\n" + item.detail);
  WidgetRecord record = record_of(ui, Role::row, id, item.title, area);
  record.value = joined({item.detail, item.trailing});
  record.selected = item.selected;
  ui.recorder.add(std::move(record));
  return area.pressed;
}

bool tile(Ui& ui, std::string_view id, const Tile& content) {
  const float number = ui.fonts.display->FontSize;
  const float body = ui.fonts.body->FontSize;
  const float pad = ui.metrics.space(4);
  const Area area =
      press_area(ui, id, {width_left(), number + body + 2 * pad + ui.metrics.space(2)});
  const float rounding = ui.metrics.space(2);
  auto* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(area.low, area.high,
                      colour(area.hovered ? ui.theme.surface_hover : ui.theme.surface), rounding);
  list->AddRect(area.low, area.high, colour(ui.theme.border), rounding, 0, ui.metrics.scale);
  const float x = area.low.x + pad;
  const float room = area.width() - 2 * pad;
  draw_words(ui.fonts.display, x, area.low.y + pad + number / 2, room, ui.theme.text,
             content.number);
  const float icon_width = width_of(*ui.fonts.display, glyph(content.icon));
  draw_words(ui.fonts.display, area.high.x - pad - icon_width, area.low.y + pad + number / 2,
             icon_width + 1, ink_of(ui, content.tone), glyph(content.icon));
  const bool cut = draw_words(ui.fonts.body, x, area.high.y - pad - body / 2, room,
                              ui.theme.text_secondary, content.label);
  whole_in_tooltip(area, cut, content.label);
  focus_ring(ui, area, rounding);
  WidgetRecord record = record_of(ui, Role::button, id, content.label, area);
  record.value = content.number;
  ui.recorder.add(std::move(record));
  return area.pressed;
}

std::optional<std::size_t> short_table(Ui& ui, std::string_view id, std::string_view label,
                                       std::span<const ShortColumn> columns,
                                       std::span<const std::vector<std::string>> rows) {
  const IdScope scope(ui, id);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float width = width_left();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  const std::vector<Span> spans = spans_of(ui, columns, width);
  const Area header{.low = low, .high = {low.x + width, low.y + ui.metrics.target()}};
  ui.recorder.add(record_of(ui, Role::table, "table", label, header));
  draw_short_header(ui, columns, spans);
  std::optional<std::size_t> pressed;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (short_row(ui, i, columns, spans, rows[i])) pressed = i;
  ImGui::PopStyleVar();
  return pressed;
}

}  // namespace fieldbook::ui
