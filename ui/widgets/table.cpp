#include "ui/widgets/table.hpp"

#include <algorithm>
#include <cmath>
#include <imgui_internal.h>

#include "platform/window/keys.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

/// Where a column begins, from the left edge of its row, and how wide it is.
struct Span {
  float left = 0;
  float width = 0;
};

struct Layout {
  std::vector<Span> spans;
  float width = 0;
  float row_height = 0;
  bool two_lines = false;
};

bool is_touch(const Ui& ui) { return ui.metrics.input == InputMode::touch; }

Layout layout_of(const Ui& ui, const std::vector<TableColumn>& columns, float width) {
  Layout out;
  out.width = width;
  out.two_lines = width < 36 * ui.metrics.em();
  const float pad = ui.metrics.space(4);
  if (out.two_lines) {
    const float lines = ui.fonts.body->FontSize + ui.fonts.caption->FontSize;
    out.row_height = std::floor(lines + ui.metrics.space(is_touch(ui) ? 5 : 4));
    return out;
  }
  out.row_height = std::floor(is_touch(ui) ? 1.1F * ui.metrics.target() : ui.metrics.space(10));
  float weights = 0;
  for (const TableColumn& column : columns) weights += column.weight;
  const float between = ui.metrics.space(4);
  const float room = width - 2 * pad - between * static_cast<float>(columns.size() - 1);
  float left = pad;
  for (const TableColumn& column : columns) {
    const float share = weights > 0 ? room * column.weight / weights : room;
    out.spans.push_back({std::floor(left), std::floor(share)});
    left += share + between;
  }
  return out;
}

float header_height(const Ui& ui, const Layout& layout) {
  return layout.two_lines ? 0 : std::max(ui.metrics.target(), ui.metrics.space(9));
}

std::optional<std::size_t> draw_header(Ui& ui, const std::vector<TableColumn>& columns,
                                       const Layout& layout, std::optional<TableSort> sort) {
  const ImFont& font = *ui.fonts.caption;
  const float height = header_height(ui, layout);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  ImGui::Dummy({layout.width, height});
  std::optional<std::size_t> pressed;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const TableColumn& column = columns[i];
    const bool sorted = sort && sort->column == i;
    const float arrow = sorted ? ui.metrics.space(4.5F) : 0;
    const float reach = ui.metrics.space(1.5F);
    const ImVec2 at{low.x + layout.spans[i].left - reach, low.y};
    const Press area =
        press_at(ui, "column." + column.id, at, {layout.spans[i].width + 2 * reach, height},
                 {.enabled = column.sortable});
    if (area.hovered && column.sortable)
      fill({area.low.x, area.low.y + reach}, {area.high.x, area.high.y - reach},
           ui.theme.surface_hover, ui.metrics.space(1));
    const Colour ink = sorted ? ui.theme.text : ui.theme.text_secondary;
    const float room = layout.spans[i].width - arrow;
    const float x = low.x + layout.spans[i].left + (column.right_aligned ? arrow : 0);
    const bool cut = draw_line(font, x, area.middle(), room, ink, column.label,
                               column.right_aligned ? Align::right : Align::left);
    if (sorted) {
      const float words = std::min(room, text_width(font, column.label));
      const float middle = column.right_aligned ? x + room - words - arrow / 2 - reach / 2
                                                : x + words + arrow / 2 + reach / 2;
      draw_icon(font, middle, area.middle(), ink,
                sort->descending ? Icon::sort_descending : Icon::sort_ascending);
    }
    focus_ring(ui, area, ui.metrics.space(1));
    if (cut) tooltip(ui, area, column.label);
    WidgetRecord record =
        record_of(ui, Role::column_header, "column." + column.id, column.label, area);
    record.foreground = ink;
    record.text_size = font.FontSize;
    record.selected = sorted;
    record.text_is_clipped = cut;
    if (sorted) record.value = sort->descending ? "descending" : "ascending";
    ui.recorder.add(std::move(record));
    if (area.pressed) pressed = i;
  }
  const float y = low.y + height - ui.metrics.scale;
  fill({low.x, y}, {low.x + layout.width, low.y + height}, ui.theme.border, 0);
  return pressed;
}

struct RowLook {
  ImVec2 low;
  ImVec2 high;
  Colour ground = 0;
  [[nodiscard]] float middle() const { return (low.y + high.y) / 2; }
};

Colour ink_of(const Ui& ui, Tone tone) {
  return tone == Tone::neutral ? ui.theme.text : ui.theme.strong(tone);
}

/// A cell's icon and text; says whether the text was cut.
bool draw_cell(const Ui& ui, const TableCell& cell, float x, float y, float width,
               bool right_aligned, const ImFont& font, Colour ink) {
  if (cell.icon != Icon::none) {
    const float icon = text_width(font, glyph(cell.icon));
    draw_icon(font, x + icon / 2, y, ink_of(ui, cell.tone), cell.icon);
    x += icon + ui.metrics.space(1.5F);
    width -= icon + ui.metrics.space(1.5F);
  }
  return draw_line(font, x, y, width, ink, cell.text, right_aligned ? Align::right : Align::left);
}

/// Bars where a row's text will be.
void draw_awaited(const Ui& ui, const Layout& layout, const RowLook& look) {
  const Colour grey = ui.theme.soft(Tone::neutral).ground;
  const float half = ui.metrics.space(1.25F);
  if (layout.two_lines) {
    const float x = look.low.x + ui.metrics.space(4);
    fill({x, look.middle() - 3 * half}, {x + layout.width * 0.5F, look.middle() - half}, grey,
         half);
    fill({x, look.middle() + half}, {x + layout.width * 0.3F, look.middle() + 3 * half}, grey,
         half);
    return;
  }
  for (const Span& span : layout.spans)
    fill({look.low.x + span.left, look.middle() - half},
         {look.low.x + span.left + span.width * 0.6F, look.middle() + half}, grey, half);
}

/// The sign of a row that waits to be sent, at the end of its first cell; its width.
float draw_mark(const Ui& ui, const TableRow& row, float right, float y) {
  if (row.mark.empty()) return 0;
  const ImFont& font = *ui.fonts.body;
  const float icon = text_width(font, glyph(Icon::waiting));
  draw_icon(font, right - icon / 2, y, ui.theme.strong(Tone::warning), Icon::waiting);
  return icon + ui.metrics.space(2);
}

bool draw_columns(const Ui& ui, const std::vector<TableColumn>& columns, const Layout& layout,
                  const RowLook& look, const TableRow& row) {
  bool cut = false;
  for (std::size_t i = 0; i < columns.size() && i < row.cells.size(); ++i) {
    const Span& span = layout.spans[i];
    const float x = look.low.x + span.left;
    const float mark = i == 0 ? draw_mark(ui, row, x + span.width, look.middle()) : 0;
    const Colour ink = i == 0 ? ui.theme.text : ink_of(ui, row.cells[i].tone);
    cut = draw_cell(ui, row.cells[i], x, look.middle(), span.width - mark, columns[i].right_aligned,
                    *ui.fonts.body, ink) ||
          cut;
  }
  return cut;
}

bool draw_two_lines(const Ui& ui, const Layout& layout, const RowLook& look, const TableRow& row) {
  const ImFont& body = *ui.fonts.body;
  const ImFont& small = *ui.fonts.caption;
  const float pad = ui.metrics.space(4);
  const float x = look.low.x + pad;
  const float width = layout.width - 2 * pad;
  const float top = look.middle() - (body.FontSize + small.FontSize) / 2;
  const float mark = draw_mark(ui, row, x + width, top + body.FontSize / 2);
  bool cut = draw_cell(ui, row.cells.front(), x, top + body.FontSize / 2, width - mark, false, body,
                       ui.theme.text);
  std::string others;
  for (std::size_t i = 1; i < row.cells.size(); ++i)
    if (!row.cells[i].text.empty())
      others.append(others.empty() ? "" : " · ").append(row.cells[i].text);
  cut = draw_line(small, x, top + body.FontSize + small.FontSize / 2, width,
                  ui.theme.text_secondary, others) ||
        cut;
  return cut;
}

std::string name_of(const TableRow& row) {
  std::string out;
  for (const TableCell& cell : row.cells)
    if (!cell.text.empty()) out.append(out.empty() ? "" : ", ").append(cell.text);
  return out;
}

/// Which row the keyboard is on, kept by Dear ImGui between frames.
class Cursor {
 public:
  Cursor(std::size_t count, std::optional<std::size_t> selected)
      : storage_(*ImGui::GetStateStorage()), key_(ImGui::GetID("##cursor")), count_(count) {
    const int kept = storage_.GetInt(key_, -1);
    at_ = kept >= 0 ? static_cast<std::size_t>(kept) : selected.value_or(0);
    if (count_ > 0) at_ = std::min(at_, count_ - 1);
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  void set(std::size_t row) {
    at_ = count_ == 0 ? 0 : std::min(row, count_ - 1);
    storage_.SetInt(key_, static_cast<int>(at_));
  }
  /// Moves by the keys of this frame; says whether it moved.
  bool move(std::size_t page) {
    const auto pressed = [](int key) { return ImGui::IsKeyPressed(key, true); };
    std::size_t next = at_;
    if (pressed(platform::kKeyUp) && at_ > 0) next = at_ - 1;
    if (pressed(platform::kKeyDown)) next = at_ + 1;
    if (pressed(platform::kKeyPageUp)) next = at_ - std::min(at_, page);
    if (pressed(platform::kKeyPageDown)) next = at_ + page;
    if (pressed(platform::kKeyHome)) next = 0;
    if (pressed(platform::kKeyEnd) && count_ > 0) next = count_ - 1;
    const std::size_t before = at_;
    if (next != before) set(next);
    return at_ != before;
  }

 private:
  ImGuiStorage& storage_;
  ImGuiID key_;
  std::size_t count_;
  std::size_t at_ = 0;
};

/// The body as one stop of the keyboard.
Press body_stop(Ui& ui, const Cursor& cursor, std::size_t count) {
  Press area;
  const std::string path = ui.recorder.path("rows");
  area.id = ImHashStr(path.c_str(), path.size());
  area.low = ImGui::GetWindowPos();
  const ImVec2 size = ImGui::GetWindowSize();
  area.high = {area.low.x + size.x, area.low.y + size.y};
  Focus& focus = ui.recorder.focus();
  // At the ends the arrows lead on to what is above and below.
  const bool leaves = (cursor.at() == 0 && ImGui::IsKeyPressed(platform::kKeyUp, true)) ||
                      (cursor.at() + 1 >= count && ImGui::IsKeyPressed(platform::kKeyDown, true));
  if (count > 0)
    focus.offer({.id = area.id,
                 .rectangle = {area.low.x, area.low.y, size.x, size.y},
                 .keeps_vertical = !leaves});
  area.focused = focus.has(area.id) && count > 0;
  area.ring = area.focused && focus.ring_is_visible();
  area.pressed = area.focused && focus.is_pressed(area.id);
  return area;
}

void scroll_to(const Cursor& cursor, float row_height) {
  const float top = static_cast<float>(cursor.at()) * row_height;
  const float height = ImGui::GetWindowHeight();
  const float scroll = ImGui::GetScrollY();
  if (top < scroll) ImGui::SetScrollY(top);
  if (top + row_height > scroll + height) ImGui::SetScrollY(top + row_height - height);
}

struct BodyInput {
  const std::vector<TableColumn>& columns;
  const Layout& layout;
  std::size_t count;
  std::optional<std::size_t> selected;
  const std::function<TableRow(std::size_t)>& row;
};

/// Draws a row; true when the pointer pressed it.
bool draw_row(Ui& ui, const BodyInput& input, std::size_t index, ImVec2 low, const Press& body,
              bool under_cursor) {
  const Layout& layout = input.layout;
  const IdScope scope(ui, "row", index);
  const ImVec2 high{low.x + layout.width, low.y + layout.row_height};
  const ImRect box(low, high);
  const std::string path = ui.recorder.path("open");
  const WidgetId id = ImHashStr(path.c_str(), path.size());
  bool hovered = false;
  bool held = false;
  const bool pressed = ImGui::ItemAdd(box, id) && ImGui::ButtonBehavior(box, id, &hovered, &held);
  const bool selected = input.selected == index;
  Colour ground = ui.theme.surface;
  if (selected) ground = ui.theme.surface_selected;
  if (hovered && !selected) ground = ui.theme.surface_hover;
  if (ground != ui.theme.surface) fill(low, high, ground, 0);
  fill({low.x, high.y - ui.metrics.scale}, high, ui.theme.border, 0);
  if (selected) fill(low, {low.x + 3 * ui.metrics.scale, high.y}, ui.theme.strong(Tone::accent), 0);
  const RowLook look{low, high, ground};
  const TableRow row = input.row(index);
  bool cut = false;
  if (row.cells.empty())
    draw_awaited(ui, layout, look);
  else
    cut = layout.two_lines ? draw_two_lines(ui, layout, look, row)
                           : draw_columns(ui, input.columns, layout, look, row);
  Press area{.id = id, .low = low, .high = high, .hovered = hovered};
  area.focused = body.focused && under_cursor;
  area.ring = body.ring && under_cursor;
  focus_ring(ui, area, ui.metrics.space(1));
  if (cut) tooltip(ui, area, name_of(row));
  WidgetRecord record = record_of(ui, Role::row, "open", name_of(row), area);
  record.selected = selected;
  record.value = row.mark;
  record.background = ground;
  record.enabled = !row.cells.empty();
  ui.recorder.add(std::move(record));
  return pressed && !row.cells.empty();
}

TableEvents draw_body(Ui& ui, const BodyInput& input) {
  TableEvents events;
  const float row_height = input.layout.row_height;
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetWindowHeight();
  const auto page = static_cast<std::size_t>(std::max(1.0F, std::floor(height / row_height)));
  Cursor cursor(input.count, input.selected);
  const Press body = body_stop(ui, cursor, input.count);
  Focus& focus = ui.recorder.focus();
  if (focus.just_came(body.id) && input.selected) cursor.set(*input.selected);
  if (body.focused && (cursor.move(page) || focus.just_came(body.id)))
    scroll_to(cursor, row_height);
  const auto first = static_cast<std::size_t>(std::max(0.0F, ImGui::GetScrollY()) / row_height);
  events.first_visible = std::min(first, input.count);
  events.last_visible = std::min(input.count, first + page + 2);
  for (std::size_t i = events.first_visible; i < events.last_visible; ++i) {
    // Single precision is too coarse for the height of a long list, not for what is in sight.
    const double below = static_cast<double>(i) * static_cast<double>(row_height) -
                         static_cast<double>(ImGui::GetScrollY());
    const float y = ImGui::GetWindowPos().y + static_cast<float>(below);
    if (!draw_row(ui, input, i, {origin.x, y}, body, i == cursor.at())) continue;
    cursor.set(i);
    focus.set(body.id, false);
    events.opened = i;
  }
  if (body.pressed && input.count > 0) events.opened = cursor.at();
  ImGui::SetCursorPosY(static_cast<float>(input.count) * row_height);
  ImGui::Dummy({1, 0});
  return events;
}

}  // namespace

TableEvents table(Ui& ui, std::string_view id, std::string_view label,
                  const std::vector<TableColumn>& columns, std::size_t row_count,
                  std::optional<std::size_t> selected, std::optional<TableSort> sort,
                  const std::function<TableRow(std::size_t)>& row) {
  const IdScope scope(ui, id);
  const GroundScope ground(ui, ui.theme.surface);
  const ImVec2 low = ImGui::GetCursorScreenPos();
  const ImVec2 size{width_left(), height_left()};
  const ImVec2 high{low.x + size.x, low.y + size.y};
  WidgetRecord record = record_at(ui, Role::table, "table", label, low, high);
  record.value = std::to_string(row_count);
  record.foreground = 0;
  record.reachable = false;
  ui.recorder.add(std::move(record));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  const float bar = ImGui::GetStyle().ScrollbarSize;
  const Layout layout = layout_of(ui, columns, size.x - bar);
  // The surface ends with the rows; below them is nothing to be read.
  const double rows = static_cast<double>(row_count) * static_cast<double>(layout.row_height);
  const double content = rows + static_cast<double>(header_height(ui, layout));
  const float below = low.y + static_cast<float>(std::min(content, static_cast<double>(size.y)));
  fill(low, {high.x, below}, ui.theme.surface, 0);
  std::optional<std::size_t> sort_pressed;
  if (!layout.two_lines) sort_pressed = draw_header(ui, columns, layout, sort);
  ImGui::BeginChild(ui.recorder.path("body").c_str(), {size.x, 0}, false, ImGuiWindowFlags_NoNav);
  TableEvents events = draw_body(ui, {columns, layout, row_count, selected, row});
  scroll_by_dragging(ui);
  ImGui::EndChild();
  ImGui::PopStyleVar(2);
  events.sort_pressed = sort_pressed;
  return events;
}

}  // namespace fieldbook::ui
