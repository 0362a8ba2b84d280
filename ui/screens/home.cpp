#include <algorithm>
#include <fmt/format.h>

#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

constexpr float kTileWidth = 12;  // em
constexpr std::size_t kTileColumns = 5;
constexpr float kChartWidth = 26;  // em

void draw_greeting(Ui& ui, const AppModel& app) {
  heading(ui, "greeting", ui.strings.text("home.greeting", {{"name", app.status().user_name}}),
          TextStyle::display);
  const StatusText status = status_text(app.status(), text_context(ui));
  secondary_text(ui, status.sentence, TextStyle::body);
  if (status.fraction >= 0) {
    gap(ui, 2);
    progress(ui, "first_sync", status.chip, status.fraction);
  }
}

std::string label_of(const Ui& ui, const HomeTile& tile) {
  return ui.strings.count(tile.key, static_cast<std::int64_t>(tile.count.value_or(0)));
}

void draw_tiles(Ui& ui, AppModel& app) {
  const auto tiles = app.models()->home.tiles(text_context(ui));
  if (tiles.empty()) return;
  // Rows of about the same length.
  const std::size_t rows = (tiles.size() + kTileColumns - 1) / kTileColumns;
  Grid grid(ui, "tiles", kTileWidth, (tiles.size() + rows - 1) / rows);
  std::size_t lines = 1;
  for (const HomeTile& one : tiles)
    lines = std::max(lines,
                     tile_lines(ui, label_of(ui, one), grid.cell_width()) +
                         (one.detail.empty() ? 0 : tile_lines(ui, one.detail, grid.cell_width())));
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    const HomeTile& one = tiles[i];
    const IdScope scope(ui, "tile", i);
    grid.next();
    const bool waits_for_person = one.needs_you && one.count.value_or(0) > 0;
    const Tile content{
        .icon = one.icon,
        .tone = waits_for_person ? Tone::accent : Tone::neutral,
        .number = one.count ? ui.strings.number(static_cast<std::int64_t>(*one.count)) : "…",
        .label = label_of(ui, one),
        .detail = one.detail,
        .lines = lines};
    if (tile(ui, "open", content)) go(ui, app, one.place);
  }
}

void draw_row(Ui& ui, AppModel& app, const HomeRow& row) {
  LineItem item{.icon = entity_icon(row.entity),
                .tone = Tone::accent,
                .title = row.title,
                .detail = row.detail};
  if (row.deadline_ms > 0) {
    const Countdown left = countdown(row.deadline_ms, text_context(ui));
    if (left.next_change_ms > 0) ui.wake_at({left.next_change_ms});
    item.trailing = left.text;
    item.trailing_tone = left.expired ? Tone::danger : left.soon ? Tone::warning : Tone::neutral;
  }
  if (line_item(ui, "open", item))
    go(ui, app, {.kind = PlaceKind::detail, .entity = row.entity, .row = row.row});
}

void draw_next(Ui& ui, AppModel& app) {
  const auto rows = app.models()->home.rows(text_context(ui));
  heading(ui, "next", ui.text("home.next"), TextStyle::title);
  gap(ui, 2);
  const Card card(ui, "next_card");
  if (rows.empty()) {
    secondary_text(ui, ui.text("home.nothing_next"), TextStyle::body);
    return;
  }
  const Stack stack;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const IdScope scope(ui, "next", i);
    draw_row(ui, app, rows[i]);
  }
}

void draw_application(Ui& ui, AppModel& app) {
  const auto& place = app.models()->home.application();
  if (!place) return;
  {
    const Card card(ui, "application");
    heading(ui, "application_label", ui.text("home.apply"), TextStyle::title);
    text(ui, ui.text("home.apply_meaning"));
    gap(ui, 2);
    if (button(ui, "apply", ui.text("home.apply_button"),
               {.style = ButtonStyle::primary, .icon = Icon::account}))
      go(ui, app, *place);
  }
  gap(ui, 5);
}

void draw_chart(Ui& ui, AppModel& app, const Chart& chart) {
  const Card card(ui, "card");
  if (link(ui, "title", ui.text(chart.key))) go(ui, app, chart.place);
  gap(ui, 1);
  std::vector<ChartBar> bars;
  for (const ChartLine& line : chart.lines) bars.push_back({line.label, line.value, line.share});
  bar_chart(ui, "bars", ui.text(chart.key), bars);
  if (!chart.detail.empty()) {
    gap(ui, 1);
    secondary_text(ui, chart.detail);
  }
}

void draw_charts(Ui& ui, AppModel& app) {
  const auto charts = app.models()->charts.charts(text_context(ui));
  if (charts.empty()) return;
  heading(ui, "charts", ui.text("home.charts"), TextStyle::title);
  gap(ui, 2);
  Grid grid(ui, "chart_grid", kChartWidth, std::min<std::size_t>(charts.size(), 2));
  for (std::size_t i = 0; i < charts.size(); ++i) {
    const IdScope scope(ui, "chart", i);
    grid.next();
    draw_chart(ui, app, charts[i]);
  }
}

}  // namespace

void draw_home(Ui& ui, AppModel& app) {
  const ScrollArea area(ui, "home");
  const Column column(ui, "column", 68);
  draw_greeting(ui, app);
  gap(ui, 5);
  draw_verdicts(ui, app, Verdicts::first_three);
  draw_application(ui, app);
  draw_tiles(ui, app);
  gap(ui, 5);
  draw_next(ui, app);
  gap(ui, 5);
  draw_charts(ui, app);
  gap(ui, 5);
}

}  // namespace fieldbook::ui
