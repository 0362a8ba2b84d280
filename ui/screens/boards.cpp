#include <algorithm>
#include <fmt/format.h>

#include "ui/models/calendar.hpp"
#include "ui/models/row_values.hpp"
#include "ui/screens/board_parts.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

constexpr float kWide = 58;  // em from which a table has all of its columns
constexpr std::size_t kPartnersShown = 40;

std::string cell_of(const Ui& ui, const schema::Row& row, std::string_view name,
                    const Names& names) {
  const schema::Column* column = row.entity->find(name);
  return column == nullptr ? std::string() : value_text(*column, row, names, text_context(ui));
}

std::string rate_text(std::optional<double> rate) {
  return rate ? fmt::format("{:.0f} %", *rate * 100) : std::string("–");
}

std::string score_text(const Ui& ui, const schema::Row& row) {
  const auto score = real_in(row, "score");
  return score ? number_text(*score, 3, ui.strings) : std::string("–");
}

// --- Recruitment --------------------------------------------------------------------------------

void draw_application(Ui& ui, AppModel& app, const client::RowSnapshot& row, Tone tone) {
  const Names& names = app.models()->recruitment.names();
  LineItem item{.icon = Icon::account,
                .tone = tone,
                .title = name_in(row.row),
                .detail = cell_of(ui, row.row, "address1_city", names)};
  const std::string contact = cell_of(ui, row.row, "primarycontactid", names);
  if (!contact.empty()) item.detail += (item.detail.empty() ? "" : " · ") + contact;
  if (const auto applied = number_in(row.row, "createdon"))
    item.detail += (item.detail.empty() ? "" : " · ") + ago_text(ui, *applied);
  if (row.pending) item.detail += " · " + ui.text("mark.waiting");
  if (line_item(ui, to_string(row.row.id), item))
    go(ui, app, {.kind = PlaceKind::detail, .entity = "account", .row = row.row.id});
}

void draw_group(Ui& ui, AppModel& app, const ApplicationGroup& group, bool waits) {
  const Card card(ui, "card");
  heading(ui, "label", fmt::format("{} ({})", ui.strings.label(group.state->label), group.count),
          TextStyle::title);
  gap(ui, 1);
  if (group.rows.empty()) {
    secondary_text(ui, ui.text("recruitment.none"), TextStyle::body);
    return;
  }
  {
    const Stack stack;
    for (const client::RowSnapshot& row : group.rows)
      draw_application(ui, app, row, waits ? Tone::accent : Tone::neutral);
  }
  if (group.count > group.rows.size())
    secondary_text(ui, ui.strings.count("detail.more_rows", static_cast<std::int64_t>(
                                                                group.count - group.rows.size())));
}

// --- Distribution -------------------------------------------------------------------------------

void draw_distribution_tiles(Ui& ui, AppModel& app) {
  const DistributionModel& model = app.models()->distribution;
  struct Shown {
    const char* key;
    const char* view;
    std::size_t count;
    Icon icon;
  };
  const Shown all[] = {
      {"distribution.offered", "new", model.offered(), Icon::clock},
      {"distribution.unassigned", "unassigned", model.unassigned(), Icon::opportunity},
      {"distribution.turned_down", "declined", model.turned_down(), Icon::decline}};
  Grid grid(ui, "tiles", 12, 3);
  std::size_t lines = 1;
  for (const Shown& one : all)
    lines = std::max(lines,
                     tile_lines(ui, ui.strings.count(one.key, static_cast<std::int64_t>(one.count)),
                                grid.cell_width()));
  for (std::size_t i = 0; i < std::size(all); ++i) {
    const Shown& one = all[i];
    const IdScope scope(ui, "tile", i);
    grid.next();
    if (tile(ui, "open",
             {.icon = one.icon,
              .number = ui.strings.number(static_cast<std::int64_t>(one.count)),
              .label = ui.strings.count(one.key, static_cast<std::int64_t>(one.count)),
              .lines = lines}))
      go(ui, app, {.kind = PlaceKind::list, .entity = "opportunity", .view = one.view});
  }
}

void draw_partners(Ui& ui, AppModel& app) {
  const DistributionModel& model = app.models()->distribution;
  const Card card(ui, "partners");
  heading(ui, "partners_label", ui.text("distribution.partners"), TextStyle::title);
  secondary_text(ui, ui.text("distribution.partners_meaning"));
  gap(ui, 1);
  const bool wide = width_left() > kWide * ui.metrics.em();
  std::vector<ShortColumn> columns = {{ui.text("distribution.partner"), 3, false},
                                      {ui.text("distribution.active"), 1.2F, true},
                                      {ui.text("chart.answer.delivered"), 1.2F, true},
                                      {ui.text("chart.answer.accepted"), 1.2F, true}};
  if (wide) {
    columns.push_back({ui.text("chart.answer.declined"), 1.2F, true});
    columns.push_back({ui.text("chart.answer.returned"), 1.2F, true});
    columns.push_back({ui.text("chart.answer.won"), 1.2F, true});
    columns.push_back({ui.text("distribution.win_rate"), 1.2F, true});
    columns.push_back({ui.text("distribution.touch_rate"), 1.2F, true});
  }
  std::vector<std::vector<std::string>> rows;
  for (const PartnerRecord& partner : model.partners()) {
    if (rows.size() == kPartnersShown) break;
    std::vector<std::string> cells = {
        partner.name,
        partner.capacity ? fmt::format("{} / {}", partner.active, *partner.capacity)
                         : fmt::format("{}", partner.active),
        ui.strings.number(partner.delivered), ui.strings.number(partner.accepted)};
    if (wide) {
      cells.push_back(ui.strings.number(partner.declined));
      cells.push_back(ui.strings.number(partner.returned));
      cells.push_back(ui.strings.number(partner.won));
      cells.push_back(rate_text(partner.win_rate));
      cells.push_back(rate_text(partner.touch_rate));
    }
    rows.push_back(std::move(cells));
  }
  if (const auto pressed =
          short_table(ui, "records", ui.text("distribution.partners"), columns, rows))
    go(ui, app,
       {.kind = PlaceKind::detail, .entity = "account", .row = model.partners()[*pressed].account});
  if (model.partners().size() > rows.size())
    secondary_text(
        ui, ui.strings.count("detail.more_rows",
                             static_cast<std::int64_t>(model.partners().size() - rows.size())));
}

}  // namespace

void draw_offer_table(Ui& ui, AppModel& app, const std::vector<client::RowSnapshot>& rows,
                      const Names& names, OfferColumns shown) {
  const bool wide = width_left() > kWide * ui.metrics.em();
  const bool has_reasons = std::ranges::any_of(rows, [&](const client::RowSnapshot& row) {
    return !cell_of(ui, row.row, "reason", names).empty();
  });
  std::vector<ShortColumn> columns;
  if (shown == OfferColumns::of_all) columns.push_back({ui.text("distribution.opportunity"), 3});
  columns.push_back({ui.text("distribution.partner"), 2.5F});
  columns.push_back({ui.text("distribution.score"), 1, true});
  columns.push_back({ui.text("distribution.outcome"), 2});
  if (wide) {
    columns.push_back({ui.text("distribution.way"), 1.3F});
    columns.push_back({ui.text("distribution.delivered"), 1.6F});
    if (has_reasons) columns.push_back({ui.text("distribution.reason"), 2});
  }
  std::vector<std::vector<std::string>> cells;
  for (const client::RowSnapshot& row : rows) {
    std::vector<std::string> line;
    if (shown == OfferColumns::of_all) line.push_back(cell_of(ui, row.row, "opportunityid", names));
    line.push_back(cell_of(ui, row.row, "partnerid", names));
    line.push_back(score_text(ui, row.row));
    const OfferOutcome outcome = outcome_of(row.row);
    line.push_back(outcome.day == 0 ? ui.text(outcome.key)
                                    : fmt::format("{} {}", ui.text(outcome.key),
                                                  day_text(outcome.day, ui.strings)));
    if (wide) {
      line.push_back(cell_of(ui, row.row, "way", names));
      line.push_back(cell_of(ui, row.row, "deliveredon", names));
      if (has_reasons) line.push_back(cell_of(ui, row.row, "reason", names));
    }
    cells.push_back(std::move(line));
  }
  const auto pressed = short_table(ui, "offers", ui.text("distribution.offers"), columns, cells);
  if (!pressed) return;
  const schema::Row& row = rows[*pressed].row;
  const bool to_opportunity = shown == OfferColumns::of_all;
  const auto target = lookup_in(row, to_opportunity ? "opportunityid" : "partnerid");
  if (target)
    go(ui, app,
       {.kind = PlaceKind::detail,
        .entity = to_opportunity ? "opportunity" : "account",
        .row = *target});
}

void draw_recruitment(Ui& ui, AppModel& app) {
  const RecruitmentModel& model = app.models()->recruitment;
  const ScrollArea area(ui, "recruitment");
  secondary_text(ui, ui.text("recruitment.meaning"), TextStyle::body);
  gap(ui, 3);
  if (!model.groups()) {
    secondary_text(ui, ui.text("picker.reading"), TextStyle::body);
    return;
  }
  std::vector<ChartBar> bars;
  std::size_t most = 1;
  for (const ApplicationGroup& group : *model.groups()) most = std::max(most, group.count);
  for (const ApplicationGroup& group : *model.groups())
    bars.push_back({ui.strings.label(group.state->label),
                    ui.strings.number(static_cast<std::int64_t>(group.count)),
                    static_cast<double>(group.count) / static_cast<double>(most)});
  {
    const Card card(ui, "chart");
    bar_chart(ui, "states", ui.text("recruitment.title"), bars);
  }
  gap(ui, 3);
  {
    Grid grid(ui, "groups", 19, 3);
    for (std::size_t i = 0; i < model.groups()->size(); ++i) {
      const IdScope scope(ui, "group", i);
      grid.next();
      draw_group(ui, app, (*model.groups())[i], i == 0);
    }
  }
  gap(ui, 4);
}

void draw_distribution(Ui& ui, AppModel& app) {
  const DistributionModel& model = app.models()->distribution;
  const ScrollArea area(ui, "distribution");
  if (!model.is_read()) {
    secondary_text(ui, ui.text("picker.reading"), TextStyle::body);
    return;
  }
  draw_distribution_tiles(ui, app);
  gap(ui, 4);
  {
    const Card card(ui, "offers_card");
    heading(ui, "offers_label", ui.text("distribution.offers"), TextStyle::title);
    secondary_text(ui, ui.text("distribution.explained"));
    gap(ui, 1);
    if (model.offers().rows.empty())
      secondary_text(ui, ui.text("distribution.no_offers"), TextStyle::body);
    else
      draw_offer_table(ui, app, model.offers().rows, model.offers().names, OfferColumns::of_all);
  }
  gap(ui, 3);
  draw_partners(ui, app);
  gap(ui, 4);
}

}  // namespace fieldbook::ui
