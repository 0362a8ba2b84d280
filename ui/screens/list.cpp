#include <algorithm>
#include <fmt/format.h>
#include <imgui_internal.h>

#include "ui/models/freshness.hpp"
#include "ui/models/row_values.hpp"
#include "ui/screens/asset_parts.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/draw.hpp"
#include "ui/widgets/table.hpp"

namespace fieldbook::ui {
namespace {

/// Width that a column wants, in em of the body text: what its values usually need.
float natural_width(const ListColumn& column, bool is_name) {
  if (is_name) return 15;
  if (column.column == nullptr) return 9;
  switch (column.column->type) {
    case schema::ColumnType::boolean: return 5;
    case schema::ColumnType::integer:
    case schema::ColumnType::floating:
    case schema::ColumnType::decimal: return 6.5F;
    case schema::ColumnType::money: return 9.5F;
    case schema::ColumnType::date: return 7.5F;
    case schema::ColumnType::datetime: return 10.5F;
    case schema::ColumnType::state:
    case schema::ColumnType::status:
    case schema::ColumnType::choice: return 8;
    case schema::ColumnType::memo: return 16;
    default: return 11;
  }
}

/// Below this width the table shows a row as two lines, where three more columns are read well.
constexpr float kTwoLines = 36;  // em

/// Rows at the start of the list by which its columns are measured.
constexpr std::size_t kRowsMeasured = 40;
constexpr float kWidthMin = 5;   // em
constexpr float kWidthMax = 22;  // em

/// Width of a column in em, by its label and its first values; 0 where all of those are empty.
/// Nothing while the first rows are not here.
std::optional<float> measured_width(const Ui& ui, const ListModel& list, const ListColumn& column) {
  const std::size_t rows = std::min(kRowsMeasured, list.count().value_or(0));
  if (rows == 0 || list.row(0) == nullptr) return std::nullopt;
  const TextContext context = text_context(ui);
  float widest = 0;
  for (std::size_t i = 0; i < rows; ++i)
    if (const client::RowSnapshot* row = list.row(i))
      widest = std::max(widest, text_width(*ui.fonts.body, list.cell(*row, column, context)));
  if (widest == 0) return 0;
  const float sort_arrow = ui.metrics.space(5);
  const float label = text_width(*ui.fonts.caption, ui.strings.label(column.label)) + sort_arrow;
  return std::clamp(std::max(widest, label) / ui.metrics.em() + 0.5F, kWidthMin, kWidthMax);
}

/// Widths of all columns in em. Those of rows that were let go while scrolling far are remembered
/// by Dear ImGui, so that the columns stay where they are.
std::vector<float> column_widths(const Ui& ui, const ListModel& list) {
  ImGuiStorage* const storage = ImGui::GetStateStorage();
  std::vector<float> out;
  for (std::size_t i = 0; i < list.columns().size(); ++i) {
    const ListColumn& column = list.columns()[i];
    const std::string name = fmt::format("{}.{}.{}", list.entity()->name, list.view(), column.name);
    float* const kept =
        storage->GetFloatRef(ImGui::GetID(name.c_str()), natural_width(column, i == 0));
    if (const auto measured = measured_width(ui, list, column)) *kept = *measured;
    // The first column is the row's name, and is there even where it is empty.
    out.push_back(i == 0 ? std::max(*kept, kWidthMin) : *kept);
  }
  return out;
}

/// A column that is shown, and its width in em.
struct ShownColumn {
  std::size_t index = 0;
  float width = 0;
};

/// The columns of the view that fit, in its order, without those that are empty; the first is
/// always among them.
std::vector<ShownColumn> fitting_columns(const Ui& ui, const ListModel& list) {
  float room = width_left() / ui.metrics.em();
  const bool two_lines = room < kTwoLines;
  const auto widths = column_widths(ui, list);
  std::vector<ShownColumn> out;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] == 0) continue;
    room -= widths[i] + 1;
    if (two_lines ? out.size() >= 4 : (!out.empty() && room < 0)) break;
    out.push_back({i, widths[i]});
  }
  return out;
}

std::vector<TableColumn> table_columns(const Ui& ui, const ListModel& list,
                                       const std::vector<ShownColumn>& shown) {
  std::vector<TableColumn> out;
  for (const ShownColumn& one : shown) {
    const ListColumn& column = list.columns()[one.index];
    out.push_back({.id = column.name,
                   .label = ui.strings.label(column.label),
                   .weight = one.width,
                   .right_aligned = column.right_aligned,
                   .sortable = column.sortable});
  }
  return out;
}

std::optional<TableSort> table_sort(const ListModel& list, const std::vector<ShownColumn>& shown) {
  if (!list.sort()) return std::nullopt;
  for (std::size_t i = 0; i < shown.size(); ++i)
    if (list.columns()[shown[i].index].name == list.sort()->column)
      return TableSort{.column = i, .descending = list.sort()->descending};
  return std::nullopt;
}

void draw_view_choice(Ui& ui, AppModel& app, float width) {
  ListModel& list = app.models()->list;
  std::vector<std::string> labels;
  std::size_t selected = list.views().size();
  for (std::size_t i = 0; i < list.views().size(); ++i) {
    labels.push_back(ui.strings.label(list.views()[i]->label));
    if (list.views()[i]->name == list.view()) selected = i;
  }
  const auto chosen = choice(ui, "view", ui.text("list.view"), labels, selected, width, false);
  if (!chosen) return;
  list.choose_view(list.views()[*chosen]->name);
  if (app.place().kind == PlaceKind::list)
    go(ui, app,
       {.kind = PlaceKind::list,
        .entity = app.place().entity,
        .view = list.views()[*chosen]->name});
}

void draw_search_field(Ui& ui, ListModel& list, float width) {
  std::string words = list.search_words();
  const std::string name =
      list.entity() == nullptr
          ? ui.text("list.search_any")
          : ui.strings.text("list.search",
                            {{"plural", ui.strings.label(list.entity()->plural_label)}});
  if (search_field(ui, "search", name, words, {.hint = name, .width = width}))
    list.search(std::move(words));
}

/// The words of the button that adds a record; empty where this person adds none.
std::string add_words(const Ui& ui, AppModel& app) {
  const auto audience = schema::parse_audience(app.status().audience);
  const schema::Entity* entity = app.models()->list.entity();
  const bool adds =
      audience && entity != nullptr && may_add(*entity, *audience, app.status().roles);
  return adds ? add_label(ui.strings, *entity, *audience) : std::string();
}

ButtonOptions add_look() { return {.style = ButtonStyle::primary, .icon = Icon::add}; }

void draw_add_button(Ui& ui, AppModel& app, const std::string& words) {
  if (button(ui, "add", words, add_look()))
    go(ui, app, {.kind = PlaceKind::add, .entity = app.models()->list.entity()->name});
}

void draw_tools(Ui& ui, AppModel& app) {
  const std::string add = add_words(ui, app);
  const bool with_add = !add.empty();
  const float add_room = with_add ? button_width(ui, add, add_look()) : 0;
  const float all = width_left();
  const float room = all - (with_add ? add_room + ui.metrics.space(3) : 0);
  const float between = ui.metrics.space(3);
  // Side by side where both have room for their words.
  if (room < 30 * ui.metrics.em()) {
    draw_view_choice(ui, app, room);
    if (with_add) {
      beside(ui, 3);
      draw_add_button(ui, app, add);
    }
    gap(ui, 1);
    draw_search_field(ui, app.models()->list, all);
    return;
  }
  const float view_width = std::min(room * 0.4F, 16 * ui.metrics.em());
  draw_view_choice(ui, app, view_width);
  beside(ui, 3);
  draw_search_field(ui, app.models()->list,
                    std::min(room - view_width - between, 24 * ui.metrics.em()));
  if (!with_add) return;
  ImGui::SameLine();
  align_right(ui, add_room);
  draw_add_button(ui, app, add);
}

/// Text at the beginning of a line stands on the baseline of the links that follow.
void begin_line_of_links(const Ui& ui) {
  float& baseline = ImGui::GetCurrentWindow()->DC.CurrLineTextBaseOffset;
  baseline = std::max(baseline, (ui.metrics.target() - ui.fonts.body->FontSize) / 2);
}

void draw_freshness(Ui& ui, AppModel& app) {
  begin_line_of_links(ui);
  const ListModel& list = app.models()->list;
  if (!list.count()) {
    secondary_text(ui, ui.text("list.counting"));
    return;
  }
  std::string words = ui.strings.count("list.rows", static_cast<std::int64_t>(*list.count()));
  if (list.as_of_ms() > 0)
    words += " · " + ui.strings.text("list.as_of",
                                     {{"time", clock_time(list.as_of_ms(), text_context(ui))}});
  if (!is_stale(list.as_of_ms(), app.status().last_contact_ms, ui.now)) {
    secondary_text(ui, words);
    return;
  }
  chip(ui, "stale", Tone::warning, Icon::warning, ui.text("list.stale"));
  beside(ui, 3);
  secondary_text(ui, words);
}

/// Writes all of the list to a file, and says where it is.
void draw_export(Ui& ui, AppModel& app) {
  ListExport& model = app.models()->list_export;
  const ListModel& list = app.models()->list;
  if (model.folder.empty() || list.count().value_or(0) == 0) return;
  beside(ui, 3);
  if (model.writing())
    secondary_text(ui, ui.text("list.writing"));
  else if (link(ui, "export", ui.text("list.export")))
    model.begin(list, text_context(ui));
  if (model.error()) draw_error(ui, "export_error", error_text(*model.error(), ui.strings));
  if (model.file().empty()) return;
  banner(ui, "exported", Tone::success, Icon::done,
         ui.strings.count("list.exported", static_cast<std::int64_t>(model.rows())),
         model.file().string());
}

/// A search goes on to what this device does not carry; so does a view without rows.
void draw_online_link(Ui& ui, AppModel& app) {
  const ListModel& list = app.models()->list;
  if (list.search_words().empty() && list.count().value_or(1) > 0) return;
  beside(ui, 3);
  if (link(ui, "online", ui.text("list.online"))) app.models()->online.search(list);
}

TableRow table_row(const Ui& ui, const ListModel& list, const std::vector<ShownColumn>& shown,
                   std::size_t index) {
  TableRow out;
  const client::RowSnapshot* row = list.row(index);
  if (row == nullptr) return out;
  const TextContext context = text_context(ui);
  for (const ShownColumn& one : shown)
    out.cells.push_back({.text = list.cell(*row, list.columns()[one.index], context)});
  // Whatever the first column is, the row can be told from others.
  if (!out.cells.empty() && out.cells.front().text.empty())
    out.cells.front().text = name_in(row->row);
  if (row->pending) out.mark = ui.text("mark.waiting");
  return out;
}

void draw_rows(Ui& ui, AppModel& app) {
  ListModel& list = app.models()->list;
  const auto shown = fitting_columns(ui, list);
  const std::size_t count = list.count().value_or(0);
  std::optional<std::size_t> selected;
  if (app.place().kind == PlaceKind::detail) selected = list.index_of(app.place().row);
  const TableEvents events =
      table(ui, "table", ui.strings.label(list.entity()->plural_label),
            table_columns(ui, list, shown), count, selected, table_sort(list, shown),
            [&](std::size_t index) { return table_row(ui, list, shown, index); });
  list.see(events.first_visible, events.last_visible);
  if (events.sort_pressed) list.sort_by(shown[*events.sort_pressed].index);
  if (!events.opened) return;
  if (const client::RowSnapshot* row = list.row(*events.opened))
    go(ui, app,
       {.kind = PlaceKind::detail,
        .entity = list.entity()->name,
        .view = list.view(),
        .row = row->row.id});
}

void draw_nothing(Ui& ui, const ListModel& list) {
  const std::string plural = ui.strings.label(list.entity()->plural_label);
  if (!list.search_words().empty())
    empty_state(ui, "nothing", Icon::search, ui.text("list.nothing_found"),
                ui.strings.text("list.nothing_found_meaning", {{"words", list.search_words()}}));
  else
    empty_state(ui, "nothing", entity_icon(list.entity()->name),
                ui.strings.text("list.empty", {{"plural", plural}}), ui.text("list.empty_meaning"));
}

}  // namespace

void draw_list(Ui& ui, AppModel& app) {
  ListModel& list = app.models()->list;
  const ScrollArea area(ui, "list");
  if (list.entity() == nullptr) {
    empty_state(ui, "unknown", Icon::record, ui.text("list.unknown"),
                ui.text("list.unknown_meaning"));
    return;
  }
  if (list.entity()->name == kAssetEntity && app.place().kind == PlaceKind::list)
    draw_asset_tabs(ui, app);
  draw_tools(ui, app);
  draw_freshness(ui, app);
  if (app.place().kind == PlaceKind::list) {
    draw_online_link(ui, app);
    draw_export(ui, app);
  }
  gap(ui, 1);
  if (list.error()) {
    draw_error(ui, "error", error_text(*list.error(), ui.strings));
    return;
  }
  if (list.count() && *list.count() == 0) {
    draw_nothing(ui, list);
    return;
  }
  draw_rows(ui, app);
}

}  // namespace fieldbook::ui
