#include "ui/widgets/items.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

Colour ink_of(const Ui& ui, Tone tone) {
  return tone == Tone::neutral ? ui.theme.text_secondary : ui.theme.strong(tone);
}

std::string joined(const std::vector<std::string>& cells) {
  std::string out;
  for (const std::string& cell : cells)
    if (!cell.empty()) out += (out.empty() ? "" : ", ") + cell;
  return out;
}

void draw_ground(const Ui& ui, const Press& area, bool selected, float rounding) {
  if (selected)
    fill(area.low, area.high, ui.theme.surface_selected, rounding);
  else if (area.hovered)
    fill(area.low, area.high, ui.theme.surface_hover, rounding);
}

void draw_badge(const Ui& ui, std::size_t number, ImVec2 centre) {
  const std::string words = number > 99 ? "99+" : fmt::format("{}", number);
  const ImFont& font = *ui.fonts.caption;
  const float height = font.FontSize + ui.metrics.space(0.5F);
  const float width = std::max(text_width(font, words) + ui.metrics.space(3), height);
  fill({centre.x - width / 2, centre.y - height / 2}, {centre.x + width / 2, centre.y + height / 2},
       ui.theme.accent.ground, height / 2);
  draw_line(font, centre.x - width / 2, centre.y, width, ui.theme.accent.text, words,
            Align::middle);
}

// --- Navigation ---------------------------------------------------------------------------------

ImVec2 navigation_size(const Ui& ui, const NavigationLook& look) {
  const float width = look.width > 0 ? look.width : width_left();
  const float em = ui.metrics.em();
  switch (look.style) {
    case NavigationStyle::rail: return {width, std::max(ui.metrics.target(), 2.1F * em)};
    case NavigationStyle::icon: return {width, std::max(ui.metrics.target(), 2.9F * em)};
    case NavigationStyle::bar: return {width, std::max(ui.metrics.target(), 3.7F * em)};
  }
  return {width, ui.metrics.target()};
}

bool draw_navigation_rail(const Ui& ui, const Press& area, std::string_view label,
                          const NavigationLook& look, Colour ink) {
  const ImFont& icons = *ui.fonts.title;
  const float icon_middle = area.low.x + ui.metrics.space(3) + icons.FontSize / 2;
  draw_icon(icons, icon_middle, area.middle(), ink, look.icon);
  const float x = icon_middle + icons.FontSize / 2 + ui.metrics.space(2);
  const float badge_room = look.badge > 0 ? ui.metrics.space(9) : 0;
  const float room = area.high.x - x - ui.metrics.space(2) - badge_room;
  const ImFont& wanted = look.selected ? *ui.fonts.body_bold : *ui.fonts.body;
  const bool fits = text_width(wanted, label) <= room;
  const ImFont& font = fits ? wanted : *ui.fonts.caption;
  if (look.badge > 0)
    draw_badge(ui, look.badge, {area.high.x - ui.metrics.space(5.5F), area.middle()});
  return draw_line(font, x, area.middle(), room, ink, label);
}

bool draw_navigation_icon(const Ui& ui, const Press& area, const NavigationLook& look, Colour ink) {
  draw_icon(*ui.fonts.display, (area.low.x + area.high.x) / 2, area.middle(), ink, look.icon);
  if (look.badge > 0)
    draw_badge(ui, look.badge,
               {area.high.x - ui.metrics.space(2), area.low.y + ui.metrics.space(2.5F)});
  return true;
}

bool draw_navigation_bar(const Ui& ui, const Press& area, std::string_view label,
                         const NavigationLook& look, Colour ink) {
  const ImFont& icons = *ui.fonts.display;
  const ImFont& font = *ui.fonts.caption;
  const float middle = (area.low.x + area.high.x) / 2;
  const float icon_height = icons.FontSize * 0.9F;
  const float top = area.middle() - (icon_height + font.FontSize) / 2;
  draw_icon(icons, middle, top + icon_height / 2, ink, look.icon);
  if (look.badge > 0)
    draw_badge(ui, look.badge, {middle + icons.FontSize * 0.6F, top + ui.metrics.space(1.5F)});
  return draw_line(font, area.low.x, top + icon_height + font.FontSize / 2, area.width(), ink,
                   label, Align::middle);
}

// --- Short tables -------------------------------------------------------------------------------

/// Where a column of a short table begins, and how wide it is.
struct Span {
  float left = 0;
  float width = 0;
};

std::vector<Span> spans_of(const Ui& ui, std::span<const ShortColumn> columns, float width) {
  float weights = 0;
  for (const ShortColumn& column : columns) weights += column.weight;
  const float between = ui.metrics.space(4);
  const float room = width - between * static_cast<float>(columns.size() - 1);
  std::vector<Span> out;
  float left = 0;
  for (const ShortColumn& column : columns) {
    const float share = room * column.weight / weights;
    out.push_back({left, share});
    left += share + between;
  }
  return out;
}

Align align_of(const ShortColumn& column) {
  return column.right_aligned ? Align::right : Align::left;
}

void draw_short_header(Ui& ui, std::span<const ShortColumn> columns, std::span<const Span> spans) {
  const ImFont& font = *ui.fonts.caption;
  const float height = font.FontSize + ui.metrics.space(2);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width_left(), height});
  for (std::size_t i = 0; i < columns.size(); ++i)
    draw_line(font, low.x + spans[i].left, low.y + height / 2, spans[i].width,
              ui.theme.text_secondary, columns[i].label, align_of(columns[i]));
}

bool short_row(Ui& ui, std::size_t index, std::span<const ShortColumn> columns,
               std::span<const Span> spans, const std::vector<std::string>& cells) {
  const IdScope scope(ui, "row", index);
  const float height = std::max(ui.metrics.target(), 2.2F * ui.metrics.em());
  const Press area = press(ui, "open", {width_left(), height});
  draw_ground(ui, area, false, 0);
  fill(area.low, {area.high.x, area.low.y + ui.metrics.scale}, ui.theme.border, 0);
  const float pointer = ImGui::GetIO().MousePos.x;
  for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
    const float left = area.low.x + spans[i].left;
    const bool cut = draw_line(*ui.fonts.body, left, area.middle(), spans[i].width, ui.theme.text,
                               cells[i], align_of(columns[i]));
    if (cut && pointer >= left && pointer < left + spans[i].width) tooltip(ui, area, cells[i]);
  }
  focus_ring(ui, area, ui.metrics.space(1));
  ui.recorder.add(record_of(ui, Role::row, "open", joined(cells), area));
  return area.pressed;
}

// --- Lines --------------------------------------------------------------------------------------

/// Title and detail of a line, between `x` and `end`; says whether one was cut.
bool draw_line_words(const Ui& ui, const Press& area, float x, float room, const LineItem& item) {
  const ImFont& body = *ui.fonts.body;
  const ImFont& caption = *ui.fonts.caption;
  if (item.detail.empty())
    return draw_line(body, x, area.middle(), room, ui.theme.text, item.title);
  const float content = body.FontSize + caption.FontSize;
  const float top = area.middle() - content / 2;
  const bool title_cut =
      draw_line(body, x, top + body.FontSize / 2, room, ui.theme.text, item.title);
  const bool detail_cut = draw_line(caption, x, top + content - caption.FontSize / 2, room,
                                    ui.theme.text_secondary, item.detail);
  return title_cut || detail_cut;
}

}  // namespace

bool navigation_item(Ui& ui, std::string_view id, std::string_view label,
                     const NavigationLook& look) {
  const Press area = press(ui, id, navigation_size(ui, look));
  const float rounding = ui.metrics.space(2);
  draw_ground(ui, area, look.selected, rounding);
  const Colour ink = look.selected ? ui.theme.strong(Tone::accent) : ui.theme.text;
  bool cut = false;
  switch (look.style) {
    case NavigationStyle::rail: cut = draw_navigation_rail(ui, area, label, look, ink); break;
    case NavigationStyle::icon: cut = draw_navigation_icon(ui, area, look, ink); break;
    case NavigationStyle::bar: cut = draw_navigation_bar(ui, area, label, look, ink); break;
  }
  focus_ring(ui, area, rounding);
  if (cut) tooltip(ui, area, label);
  WidgetRecord record = record_of(ui, Role::navigation_item, id, label, area);
  record.selected = look.selected;
  record.foreground = ink;
  record.background = look.selected ? ui.theme.surface_selected : ui.behind();
  record.text_is_clipped = cut && look.style != NavigationStyle::icon;
  if (look.badge > 0) record.value = fmt::format("{}", look.badge);
  ui.recorder.add(std::move(record));
  return area.pressed;
}

bool line_item(Ui& ui, std::string_view id, const LineItem& item) {
  const ImFont& caption = *ui.fonts.caption;
  const float words = ui.fonts.body->FontSize + (item.detail.empty() ? 0 : caption.FontSize);
  const float height = std::max(ui.metrics.target(), words + 2 * ui.metrics.space(2));
  const Press area = press(ui, id, {width_left(), height});
  const float rounding = ui.metrics.space(1.5F);
  draw_ground(ui, area, item.selected, rounding);
  float x = area.low.x + ui.metrics.space(2);
  if (item.icon != Icon::none) {
    const ImFont& icons = *ui.fonts.title;
    draw_icon(icons, x + icons.FontSize / 2, area.middle(), ink_of(ui, item.tone), item.icon);
    x += icons.FontSize + ui.metrics.space(3);
  }
  const float end = area.high.x - ui.metrics.space(2);
  float room = end - x;
  if (!item.trailing.empty()) {
    const float trailing = std::min(text_width(caption, item.trailing), room / 2);
    draw_line(caption, end - trailing, area.middle(), trailing + 1, ink_of(ui, item.trailing_tone),
              item.trailing);
    room -= trailing + ui.metrics.space(4);
  }
  const bool cut = draw_line_words(ui, area, x, room, item);
  focus_ring(ui, area, rounding);
  if (cut) tooltip(ui, area, item.detail.empty() ? item.title : item.title + "\n" + item.detail);
  WidgetRecord record = record_of(ui, Role::row, id, item.title, area);
  record.value = joined({item.detail, item.trailing});
  record.selected = item.selected;
  ui.recorder.add(std::move(record));
  return area.pressed;
}

bool labelled_link(Ui& ui, std::string_view id, std::string_view label, std::string_view value,
                   std::string_view mark) {
  const ImFont& caption = *ui.fonts.caption;
  const ImFont& body = *ui.fonts.body;
  const std::string shown = mark.empty() ? std::string(label) : fmt::format("{} · {}", label, mark);
  const float height = std::max(ui.metrics.target(), caption.FontSize + body.FontSize);
  const float width =
      std::min(width_left(), std::max(text_width(body, value), text_width(caption, shown)) + 1);
  const Press area = press(ui, id, {width, height});
  // From the top, so that it stands level with values that are not pressed.
  const float top = area.low.y;
  const Colour ink = ui.theme.strong(Tone::accent);
  draw_line(caption, area.low.x, top + caption.FontSize / 2, width, ui.theme.text_secondary, shown);
  const float middle = top + caption.FontSize + body.FontSize / 2;
  const bool cut = draw_line(body, area.low.x, middle, width, ink, value);
  const float under = middle + body.FontSize * 0.42F;
  if (area.hovered)
    fill({area.low.x, under},
         {area.low.x + std::min(width, text_width(body, value)), under + ui.metrics.scale}, ink, 0);
  focus_ring(ui, area, ui.metrics.space(1));
  if (cut) tooltip(ui, area, value);
  WidgetRecord record = record_of(ui, Role::link, id, value, area);
  record.value = shown;
  record.foreground = ink;
  record.text_is_clipped = cut;
  ui.recorder.add(std::move(record));
  return area.pressed;
}

std::size_t tile_lines(const Ui& ui, std::string_view label, float width) {
  // A scroll bar that comes with the tiles takes from their width.
  return wrapped(*ui.fonts.body, label, width - 2 * ui.metrics.space(4) - ui.metrics.space(2))
      .size();
}

bool tile(Ui& ui, std::string_view id, const Tile& content) {
  const ImFont& number = *ui.fonts.display;
  const ImFont& body = *ui.fonts.body;
  const float pad = ui.metrics.space(4);
  const float label_height = body.FontSize * static_cast<float>(content.lines);
  const float height = number.FontSize + label_height + 2 * pad;
  const Press area = press(ui, id, {width_left(), height});
  const float rounding = ui.metrics.space(2.5F);
  fill(area.low, area.high, area.hovered ? ui.theme.surface_hover : ui.theme.surface, rounding);
  const bool stands_out = content.tone != Tone::neutral;
  outline(area.low, area.high, stands_out ? ui.theme.strong(content.tone) : ui.theme.border,
          rounding, ui.metrics.scale);
  const float x = area.low.x + pad;
  const float room = area.width() - 2 * pad;
  const float first = area.low.y + pad + number.FontSize / 2;
  draw_line(number, x, first, room, ui.theme.text, content.number);
  draw_icon(number, area.high.x - pad - number.FontSize / 2, first, ink_of(ui, content.tone),
            content.icon);
  auto lines = wrapped(body, content.label, room);
  if (!content.detail.empty())
    for (std::string& more : wrapped(body, content.detail, room)) lines.push_back(std::move(more));
  const bool cut = lines.size() > content.lines;
  float y = area.low.y + pad + number.FontSize + body.FontSize / 2;
  for (std::size_t i = 0; i < std::min(lines.size(), content.lines); ++i) {
    draw_line(body, x, y, room, ui.theme.text_secondary, lines[i]);
    y += body.FontSize;
  }
  focus_ring(ui, area, rounding);
  if (cut) tooltip(ui, area, joined({content.label, content.detail}));
  WidgetRecord record = record_of(ui, Role::button, id, content.label, area);
  record.value = joined({content.number, content.detail});
  record.foreground = ui.theme.text_secondary;
  record.background = ui.theme.surface;
  record.text_is_clipped = cut;
  ui.recorder.add(std::move(record));
  return area.pressed;
}

std::optional<std::size_t> short_table(Ui& ui, std::string_view id, std::string_view label,
                                       std::span<const ShortColumn> columns,
                                       std::span<const std::vector<std::string>> rows) {
  const IdScope scope(ui, id);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const float width = width_left();
  WidgetRecord record =
      record_at(ui, Role::table, "table", label, low, {low.x + width, low.y + ui.metrics.target()});
  record.reachable = false;
  ui.recorder.add(std::move(record));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  const std::vector<Span> spans = spans_of(ui, columns, width);
  draw_short_header(ui, columns, spans);
  std::optional<std::size_t> pressed;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (short_row(ui, i, columns, spans, rows[i])) pressed = i;
  ImGui::PopStyleVar();
  return pressed;
}

}  // namespace fieldbook::ui
