#include <fmt/format.h>

#include "ui/screens/detail_parts.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

using Related = client::DetailSnapshot::Related;

constexpr std::size_t kRowsShown = 10;

/// A column of a related table, and the share of the width that its values need.
struct Choice {
  const schema::Column* column = nullptr;
  float width_em = 0;
};

bool is_number(schema::ColumnType type) {
  using schema::ColumnType;
  return type == ColumnType::integer || type == ColumnType::decimal || type == ColumnType::money ||
         type == ColumnType::floating;
}

float width_of(const schema::Column& column) {
  if (column.type == schema::ColumnType::money) return 9;
  if (is_number(column.type)) return 6;
  if (column.type == schema::ColumnType::datetime) return 10;
  return column.type == schema::ColumnType::date ? 7.5F : 11;
}

/// The columns of the entity's default view that fit, without the one that leads back here and
/// those that are empty in every row.
std::vector<Choice> columns_of(const schema::Entity& entity, const Related& related, float room) {
  std::vector<Choice> out;
  const schema::View* view = nullptr;
  for (const schema::View& one : entity.views)
    if (view == nullptr || one.is_default) view = &one;
  if (view == nullptr) return out;
  for (const std::string& name : view->columns) {
    const schema::Column* column = entity.find(name);
    if (column == nullptr || name == related.column) continue;
    const bool is_empty = std::ranges::all_of(related.rows, [&](const client::RowSnapshot& row) {
      return schema::is_null(row.row.values[column->ordinal]);
    });
    if (is_empty) continue;
    room -= width_of(*column);
    if (room < 0 && !out.empty()) break;
    out.push_back({column, width_of(*column)});
  }
  return out;
}

std::vector<std::string> cells_of(const Ui& ui, const client::RowSnapshot& row,
                                  const std::vector<Choice>& columns, const Names& names) {
  std::vector<std::string> out;
  for (const Choice& choice : columns)
    out.push_back(value_text(*choice.column, row.row, names, text_context(ui)));
  return out;
}

void draw_group(Ui& ui, AppModel& app, const schema::Entity& entity, const Related& related) {
  const Card card(ui, "card");
  const std::string plural = ui.strings.label(entity.plural_label);
  heading(ui, "label", fmt::format("{} ({})", plural, related.rows.size()), TextStyle::body_bold);
  const auto chosen = columns_of(entity, related, width_left() / ui.metrics.em());
  if (chosen.empty()) return;
  std::vector<ShortColumn> columns;
  for (const Choice& choice : chosen)
    columns.push_back({.label = ui.strings.label(choice.column->label),
                       .weight = choice.width_em,
                       .right_aligned = is_number(choice.column->type)});
  const std::size_t shown = std::min(related.rows.size(), kRowsShown);
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < shown; ++i)
    rows.push_back(cells_of(ui, related.rows[i], chosen, app.models()->detail.snapshot()->names));
  if (const auto pressed = short_table(ui, "rows", plural, columns, rows))
    go(ui, app,
       {.kind = PlaceKind::detail, .entity = entity.name, .row = related.rows[*pressed].row.id});
  if (related.rows.size() > shown)
    secondary_text(ui, ui.strings.count("detail.more_rows",
                                        static_cast<std::int64_t>(related.rows.size() - shown)));
}

/// What this person adds to the record: a product used at a work order, a case to an opportunity.
void draw_adding(Ui& ui, AppModel& app) {
  const DetailModel& detail = app.models()->detail;
  const auto audience = schema::parse_audience(app.status().audience);
  if (!audience) return;
  const auto all =
      added_under(*app.client()->catalogue(), *detail.entity(), *audience, app.status().roles);
  const IdScope scope(ui, "adding");
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) beside(ui);
    const schema::Entity& entity = *all[i].entity;
    if (!button(ui, entity.name, add_label(ui.strings, entity, *audience), {.icon = Icon::add}))
      continue;
    ui.later.emplace_back([&app, name = entity.name, column = all[i].column,
                           other = PickedRow{.entity = detail.entity()->name,
                                             .row = detail.row_id(),
                                             .name = detail.title(text_context(ui))}] {
      app.models()->add.show_under(name, column, other);
      app.go({.kind = PlaceKind::add, .entity = name});
    });
  }
  if (!all.empty()) gap(ui, 3);
}

}  // namespace

void draw_related(Ui& ui, AppModel& app) {
  // A copy: a pressed row makes the model read another record.
  const std::vector<Related> related = app.models()->detail.snapshot()->related;
  for (std::size_t i = 0; i < related.size(); ++i) {
    const schema::Entity* entity = app.client()->catalogue()->find(related[i].entity);
    if (entity == nullptr || related[i].rows.empty()) continue;
    if (app.models()->detail.state() != DetailModel::State::here) return;
    const IdScope scope(ui, "related", i);
    draw_group(ui, app, *entity, related[i]);
    gap(ui, 3);
  }
  if (app.models()->detail.state() == DetailModel::State::here) draw_adding(ui, app);
}

}  // namespace fieldbook::ui
