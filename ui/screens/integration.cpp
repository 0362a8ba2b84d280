// The integration with Finance and Operations for staff: how it stands, what stands in its way,
// what a run would do, and the way of an actual to its voucher (design.md section 11).

#include <fmt/format.h>

#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

using Snapshot = client::IntegrationSnapshot;

constexpr std::size_t kErrorsShown = 40;
constexpr float kWide = 40;  // em from which tables have all of their columns

bool is_wide(const Ui& ui) { return width_left() > kWide * ui.metrics.em(); }

Tone tone_of(const Snapshot::Run& run) {
  if (run.status == "completed") return Tone::success;
  return run.status == "error" ? Tone::danger : Tone::warning;
}

std::string task_words(const Ui& ui, const std::string& task) {
  return stable_words(ui, fmt::format("integration.task.{}", task), task);
}

std::string counts_of(const Ui& ui, const Snapshot::Run& run) {
  return ui.strings.text("integration.counts", {{"sent", ui.strings.number(run.sent)},
                                                {"changed", ui.strings.number(run.changed)},
                                                {"failed", ui.strings.number(run.failed)}});
}

void draw_latest(Ui& ui, const Snapshot& overview) {
  if (!overview.problem.empty()) {
    banner(ui, "problem", Tone::danger, Icon::warning, ui.text("integration.no_run"),
           overview.problem);
  } else if (overview.runs.empty()) {
    banner(ui, "latest", Tone::neutral, Icon::sync, ui.text("integration.never_ran"),
           ui.text("integration.never_ran_meaning"));
  } else {
    const Snapshot::Run& run = overview.runs.front();
    // What was refused is counted; only what broke a run off is more than that.
    const std::string content = run.status == "error"
                                    ? fmt::format("{} {}", counts_of(ui, run), run.problem)
                                    : counts_of(ui, run);
    banner(
        ui, "latest", tone_of(run), Icon::sync,
        fmt::format("{} · {}",
                    stable_words(ui, fmt::format("integration.status.{}", run.status), run.status),
                    ago_text(ui, run.started_ms)),
        content);
  }
}

void draw_buttons(Ui& ui, IntegrationModel& model) {
  if (button(ui, "run", ui.text("integration.run"),
             {.style = ButtonStyle::primary, .icon = Icon::sync, .enabled = !model.is_asking()}))
    ui.later.emplace_back([&model] { model.run(); });
  beside(ui);
  if (button(ui, "check", ui.text("integration.check"),
             {.icon = Icon::proof, .enabled = !model.is_asking()}))
    ui.later.emplace_back([&model] { model.check(); });
  beside(ui);
  if (button(ui, "refresh", ui.text("integration.refresh"),
             {.style = ButtonStyle::quiet, .icon = Icon::retry, .enabled = !model.is_asking()}))
    ui.later.emplace_back([&model] { model.refresh(); });
}

void draw_findings(Ui& ui, const Snapshot& checks) {
  const Card card(ui, "checks");
  heading(ui, "checks_label", ui.text("integration.checks"), TextStyle::title);
  gap(ui, 1);
  if (!checks.problem.empty()) return secondary_text(ui, checks.problem, TextStyle::body);
  if (checks.may_run)
    banner(ui, "may_run", Tone::success, Icon::done, ui.text("integration.may_run"),
           ui.text("integration.may_run_meaning"));
  for (std::size_t i = 0; i < checks.findings.size(); ++i) {
    const IdScope scope(ui, "finding", i);
    const Snapshot::Finding& one = checks.findings[i];
    gap(ui, 1);
    text(ui, one.message, TextStyle::body_bold);
    if (!one.where.empty()) secondary_text(ui, one.where);
    secondary_text(ui, one.remedy, TextStyle::body);
  }
}

void draw_templates(Ui& ui, IntegrationModel& model) {
  const Card card(ui, "templates");
  heading(ui, "templates_label", ui.text("integration.templates"), TextStyle::title);
  secondary_text(ui, ui.text("integration.templates_meaning"));
  gap(ui, 1);
  const std::vector<Snapshot::Template>& templates = model.overview()->templates;
  const bool wide = is_wide(ui);
  std::vector<ShortColumn> columns = {{ui.text("integration.template"), 4},
                                      {ui.text("integration.waiting"), 2, true},
                                      {ui.text("integration.errors"), 1.5F, true}};
  if (wide)
    columns.insert(columns.begin() + 1,
                   {{ui.text("integration.direction"), 3}, {ui.text("integration.state"), 2}});
  std::vector<std::vector<std::string>> rows;
  for (const Snapshot::Template& one : templates) {
    rows.push_back({one.label, ui.strings.number(one.waiting), ui.strings.number(one.errors)});
    if (!wide) continue;
    rows.back().insert(
        rows.back().begin() + 1,
        {stable_words(ui, fmt::format("integration.direction.{}", one.direction), one.direction),
         stable_words(ui, fmt::format("integration.state.{}", one.state), one.state)});
  }
  const auto pressed = short_table(ui, "table", ui.text("integration.templates"), columns, rows);
  if (pressed && templates[*pressed].state != "not available")
    ui.later.emplace_back(
        [&model, one = templates[*pressed]] { model.preview(one.name, one.label); });
}

void draw_runs(Ui& ui, const Snapshot& overview) {
  if (overview.runs.empty()) return;
  const Card card(ui, "runs");
  heading(ui, "runs_label", ui.text("integration.runs"), TextStyle::title);
  gap(ui, 1);
  const bool wide = is_wide(ui);
  std::vector<ShortColumn> columns = {{ui.text("integration.state"), 3},
                                      {ui.text("integration.started"), 2},
                                      {ui.text("integration.errors"), 1.5F, true}};
  if (wide)
    columns.insert(columns.begin(), {{ui.text("integration.run_number"), 1, true},
                                     {ui.text("integration.trigger"), 2},
                                     {ui.text("integration.sent"), 1.5F, true}});
  std::vector<std::vector<std::string>> rows;
  for (const Snapshot::Run& run : overview.runs) {
    rows.push_back({stable_words(ui, fmt::format("integration.status.{}", run.status), run.status),
                    ago_text(ui, run.started_ms), ui.strings.number(run.failed)});
    if (!wide) continue;
    rows.back().insert(
        rows.back().begin(),
        {std::to_string(run.number),
         stable_words(ui, fmt::format("integration.trigger.{}", run.trigger), run.trigger),
         ui.strings.number(run.sent)});
  }
  (void)short_table(ui, "table", ui.text("integration.runs"), columns, rows);
}

void draw_errors(Ui& ui, AppModel& app) {
  IntegrationModel& model = app.models()->integration;
  const Snapshot& overview = *model.overview();
  if (overview.errors.empty()) return;
  {
    const Card card(ui, "causes");
    heading(ui, "causes_label", ui.text("integration.causes"), TextStyle::title);
    secondary_text(ui, ui.text("integration.causes_meaning"));
    gap(ui, 1);
    const bool wide = is_wide(ui);
    std::vector<ShortColumn> columns = {{ui.text("integration.rows"), 1, true},
                                        {ui.text("integration.cause"), 4}};
    if (wide)
      columns.insert(columns.begin() + 1,
                     {{ui.text("integration.task"), 2}, {ui.text("integration.field"), 2}});
    std::vector<std::vector<std::string>> rows;
    for (const Snapshot::Cause& one : overview.causes) {
      rows.push_back({ui.strings.number(one.rows), one.cause});
      if (wide) rows.back().insert(rows.back().begin() + 1, {task_words(ui, one.task), one.field});
    }
    (void)short_table(ui, "table", ui.text("integration.causes"), columns, rows);
    gap(ui, 1);
    if (button(ui, "retry", ui.text("integration.retry"),
               {.icon = Icon::retry, .enabled = !model.is_asking()}))
      ui.later.emplace_back([&model] { model.retry(""); });
  }
  gap(ui, 3);
  const Card card(ui, "errors");
  heading(ui, "errors_label", ui.text("integration.refused_rows"), TextStyle::title);
  gap(ui, 1);
  const bool wide = is_wide(ui);
  std::vector<ShortColumn> columns = {{ui.text("integration.value"), 2},
                                      {ui.text("integration.cause"), 4}};
  if (wide)
    columns.insert(columns.begin(),
                   {{ui.text("integration.task"), 2}, {ui.text("integration.field"), 2}});
  std::vector<std::vector<std::string>> rows;
  for (const Snapshot::RowError& one : overview.errors) {
    if (rows.size() == kErrorsShown) break;
    rows.push_back({one.value, one.cause});
    if (wide) rows.back().insert(rows.back().begin(), {task_words(ui, one.task), one.field});
  }
  if (const auto pressed =
          short_table(ui, "table", ui.text("integration.refused_rows"), columns, rows))
    go(ui, app,
       {.kind = PlaceKind::detail,
        .entity = overview.errors[*pressed].entity,
        .row = overview.errors[*pressed].row});
  const std::int64_t more =
      overview.more_errors + static_cast<std::int64_t>(overview.errors.size() - rows.size());
  if (more > 0) secondary_text(ui, ui.strings.count("detail.more_rows", more));
}

void draw_preview(Ui& ui, const Snapshot& answer) {
  if (answer.preview.empty())
    return secondary_text(ui, ui.text("integration.nothing_to_do"), TextStyle::body);
  for (std::size_t i = 0; i < answer.preview.size(); ++i) {
    const IdScope scope(ui, "row", i);
    const Snapshot::PreviewRow& one = answer.preview[i];
    if (i > 0) separator(ui);
    text(ui, one.key.empty() ? to_string(one.row) : one.key, TextStyle::body_bold);
    secondary_text(ui, stable_words(ui, fmt::format("integration.would.{}", one.would), one.would));
    for (const std::string& line : one.lines) secondary_text(ui, line);
  }
}

void draw_steps(Ui& ui, const Snapshot& answer) {
  secondary_text(ui, answer.traced, TextStyle::body);
  for (std::size_t i = 0; i < answer.steps.size(); ++i) {
    const IdScope scope(ui, "step", i);
    const Snapshot::Step& one = answer.steps[i];
    gap(ui, 2);
    chip(ui, "done", one.is_done ? Tone::success : Tone::neutral,
         one.is_done ? Icon::done : Icon::clock,
         ui.text(one.is_done ? "integration.done" : "integration.not_yet"));
    beside(ui, 2);
    text(ui, stable_words(ui, fmt::format("integration.step.{}", one.name), one.name),
         TextStyle::body_bold);
    secondary_text(ui, one.what, TextStyle::body);
    for (const auto& [name, value] : one.details)
      if (!value.empty()) secondary_text(ui, fmt::format("{}: {}", name, value));
  }
}

}  // namespace

void draw_integration(Ui& ui, AppModel& app) {
  IntegrationModel& model = app.models()->integration;
  const ScrollArea area(ui, "integration");
  secondary_text(ui, ui.text("integration.meaning"), TextStyle::body);
  gap(ui, 3);
  if (model.error() && !model.dialog()) {
    draw_error(ui, "error", error_text(*model.error(), ui.strings));
    gap(ui, 3);
  }
  if (!model.overview()) {
    if (!model.error()) secondary_text(ui, ui.text("online.asking"), TextStyle::body);
    return;
  }
  if (model.overview()->templates.empty() && !model.overview()->problem.empty())
    return banner(ui, "problem", Tone::neutral, Icon::information,
                  ui.text("integration.nothing_here"), model.overview()->problem);
  draw_latest(ui, *model.overview());
  gap(ui, 2);
  draw_buttons(ui, model);
  gap(ui, 3);
  if (model.checks()) {
    draw_findings(ui, *model.checks());
    gap(ui, 3);
  }
  draw_templates(ui, model);
  gap(ui, 3);
  draw_errors(ui, app);
  gap(ui, 3);
  draw_runs(ui, *model.overview());
  gap(ui, 4);
}

void draw_integration_dialog(Ui& ui, AppModel& app) {
  IntegrationModel& model = app.models()->integration;
  if (!model.dialog()) return;
  const Dialog dialog(ui, "integration_dialog",
                      model.is_trace() ? ui.text("integration.trace") : *model.dialog());
  if (dialog.dismissed()) model.close();
  if (!dialog.visible() || !model.dialog()) return;
  if (model.error()) return draw_error(ui, "error", error_text(*model.error(), ui.strings));
  if (!model.answer()) return secondary_text(ui, ui.text("online.asking"), TextStyle::body);
  if (!model.answer()->problem.empty())
    return secondary_text(ui, model.answer()->problem, TextStyle::body);
  if (model.is_trace())
    draw_steps(ui, *model.answer());
  else
    draw_preview(ui, *model.answer());
}

}  // namespace fieldbook::ui
