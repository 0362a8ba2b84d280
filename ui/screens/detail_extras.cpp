#include <algorithm>
#include <fmt/format.h>

#include "ui/models/calendar.hpp"
#include "ui/models/row_values.hpp"
#include "ui/screens/asset_parts.hpp"
#include "ui/screens/board_parts.hpp"
#include "ui/screens/detail_parts.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

using Related = client::DetailSnapshot::Related;

constexpr std::size_t kTasksMax = 12;

const Related* find_related(const DetailModel& detail, std::string_view entity) {
  for (const Related& related : detail.snapshot()->related)
    if (related.entity == entity && !related.rows.empty()) return &related;
  return nullptr;
}

std::string value_of(const Ui& ui, const schema::Row& row, std::string_view name,
                     const Names& names) {
  const schema::Column* column = row.entity->find(name);
  return column == nullptr ? std::string() : value_text(*column, row, names, text_context(ui));
}

/// Tasks that a resource is assigned to, with their hours (domain.md 2.4).
void draw_tasks(Ui& ui, const DetailModel& detail) {
  const std::string& entity = detail.entity()->name;
  if (entity != "bookableresource" && entity != "msdyn_projectteam") return;
  const Related* assigned = find_related(detail, "msdyn_resourceassignment");
  if (assigned == nullptr) return;
  const Names& names = detail.snapshot()->names;
  std::int64_t most = 0;
  std::int64_t all = 0;
  for (const client::RowSnapshot& row : assigned->rows) {
    const std::int64_t hours = number_in(row.row, "msdyn_hours").value_or(0);
    most = std::max(most, hours);
    all += hours;
  }
  std::vector<ChartBar> bars;
  for (const client::RowSnapshot& row : assigned->rows) {
    if (bars.size() == kTasksMax) break;
    const auto hours = static_cast<double>(number_in(row.row, "msdyn_hours").value_or(0));
    std::string value = value_of(ui, row.row, "msdyn_hours", names);
    if (!value.empty()) value = ui.strings.text("chart.hours_value", {{"hours", value}});
    bars.push_back({.label = value_of(ui, row.row, "msdyn_taskid", names),
                    .value = std::move(value),
                    .share = most > 0 ? hours / static_cast<double>(most) : 0});
  }
  {
    const Card card(ui, "tasks");
    heading(ui, "tasks_label", ui.text("resource.tasks"), TextStyle::body_bold);
    gap(ui, 1);
    bar_chart(ui, "hours", ui.text("resource.tasks"), bars);
    schema::Column column;
    column.type = schema::ColumnType::decimal;
    secondary_text(ui,
                   ui.strings.text("resource.hours",
                                   {{"hours", value_text(column, all, names, text_context(ui))}}));
  }
  gap(ui, 3);
}

/// Why this partner: what the rows say about each offer, and who would get it now. For staff, whom
/// alone deliveries reach.
void draw_offers(Ui& ui, AppModel& app) {
  const DetailModel& detail = app.models()->detail;
  if (detail.entity()->name != "opportunity" || app.status().audience != "staff") return;
  const Related* offers = find_related(detail, "fieldbook_opportunitydelivery");
  {
    const Card card(ui, "offers");
    heading(ui, "offers_label", ui.text("distribution.offers"), TextStyle::body_bold);
    if (offers == nullptr) {
      secondary_text(ui, ui.text("distribution.no_offers"), TextStyle::body);
    } else {
      secondary_text(ui, ui.text("distribution.explained"));
      gap(ui, 1);
      draw_offer_table(ui, app, offers->rows, detail.snapshot()->names, OfferColumns::of_one);
    }
    gap(ui, 1);
    if (button(ui, "plan", ui.text("plan.ask"), {.icon = Icon::forward}))
      app.models()->offer_plan.ask(detail.row_id());
  }
  gap(ui, 3);
}

/// For staff: what became of an actual over in Finance and Operations.
void draw_trace(Ui& ui, AppModel& app) {
  const DetailModel& detail = app.models()->detail;
  if (detail.entity()->name != "msdyn_actual") return;
  {
    const Card card(ui, "trace");
    heading(ui, "trace_label", ui.text("integration.trace"), TextStyle::body_bold);
    secondary_text(ui, ui.text("integration.trace_meaning"));
    gap(ui, 1);
    if (button(ui, "follow", ui.text("integration.follow"), {.icon = Icon::forward}))
      ui.later.emplace_back([&model = app.models()->integration,
                             row = detail.snapshot()->main.row.id] { model.trace(row); });
  }
  gap(ui, 3);
}

}  // namespace

void draw_extras(Ui& ui, AppModel& app) {
  const IdScope scope(ui, "extras");
  draw_asset_structure(ui, app);
  draw_tasks(ui, app.models()->detail);
  draw_offers(ui, app);
  draw_trace(ui, app);
}

}  // namespace fieldbook::ui
