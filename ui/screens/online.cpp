// What the server has beyond this device, in a dialog: rows of a list, and the plan of an
// opportunity's distribution with its explanation.

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>

#include "ui/models/row_values.hpp"
#include "ui/models/verdict_words.hpp"
#include "ui/screens/detail_parts.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

using Candidate = client::OfferPlanSnapshot::Candidate;

/// Why there is no answer, or that it is awaited.
void draw_awaited(Ui& ui, const std::optional<Error>& error) {
  if (error)
    draw_error(ui, "error", error_text(*error, ui.strings));
  else
    secondary_text(ui, ui.text("online.asking"), TextStyle::body);
}

void draw_found(Ui& ui, OnlineModel& model, const client::ListSnapshot& found) {
  for (std::size_t i = 0; i < found.rows.size(); ++i) {
    std::vector<std::string> values;
    for (const ListColumn& column : model.columns()) {
      std::string value =
          ListModel::cell_text(found.rows[i], column, found.names, text_context(ui));
      if (value.empty()) continue;
      values.push_back(values.empty()
                           ? std::move(value)
                           : fmt::format("{}: {}", ui.strings.label(column.label), value));
    }
    LineItem item{.icon = entity_icon(found.rows[i].row.entity->name),
                  .title = values.empty() ? ui.text("online.unnamed") : values.front(),
                  .detail = values.empty() ? std::string()
                                           : fmt::format("{}", fmt::join(values.begin() + 1,
                                                                         values.end(), " · "))};
    const IdScope scope(ui, "row", i);
    if (line_item(ui, "open", item)) ui.later.emplace_back([&model, i] { model.look_at(i); });
  }
}

/// A row as its form has it, only to be read: this device does not hold it.
void draw_row_of_server(Ui& ui, AppModel& app) {
  OnlineModel& model = app.models()->online;
  const schema::Row& row = model.looked_at()->row;
  if (button(ui, "all", ui.text("online.all"), {.style = ButtonStyle::quiet, .icon = Icon::back}))
    ui.later.emplace_back([&model] { model.look_at_none(); });
  gap(ui, 2);
  const std::string name = name_in(row);
  heading(ui, "name", name.empty() ? ui.strings.label(row.entity->label) : name, TextStyle::title);
  secondary_text(ui, ui.strings.label(row.entity->label));
  gap(ui, 2);
  banner(ui, "where", Tone::info, Icon::online, ui.text("online.not_here"),
         ui.text("online.not_here_meaning"));
  const auto sections = model.sections(text_context(ui));
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const IdScope scope(ui, "form", i);
    gap(ui, 3);
    const Card card(ui, "section");
    heading(ui, "label", ui.strings.label(sections[i].label), TextStyle::body_bold);
    Grid grid(ui, "fields", 12, 3);
    for (const FormField& field : sections[i].fields) {
      grid.next();
      const std::string label = ui.strings.label(field.label);
      if (field.link.is_nil())
        labelled_value(ui, field.column->name, label, field.value);
      else if (labelled_link(ui, field.column->name, label, field.value))
        go(ui, app, {.kind = PlaceKind::detail, .entity = field.link_entity, .row = field.link});
    }
  }
}

// --- Distribution -------------------------------------------------------------------------------

std::string score_text(const Ui& ui, double score) { return number_text(score, 3, ui.strings); }

std::string rule_text(const Ui& ui, const std::string& rule) {
  return stable_words(ui, fmt::format("plan.rule.{}", rule), rule);
}

std::string answer_text(const Ui& ui, const client::OfferPlanSnapshot::Rule& rule) {
  return stable_words(ui, fmt::format("plan.answer.{}", rule.answer), rule.answer);
}

/// The rules that this partner does not pass, in words.
std::string reasons_of(const Ui& ui, const Candidate& candidate) {
  std::string out;
  for (const auto& rule : candidate.rules)
    if (!rule.passed) out += (out.empty() ? "" : " · ") + answer_text(ui, rule);
  return out;
}

std::string load_of(const Candidate& candidate) {
  return candidate.capacity ? fmt::format("{} / {}", candidate.active, *candidate.capacity)
                            : fmt::format("{}", candidate.active);
}

/// What staff may do about the opportunity that the plan is of; null where they may not at all.
const client::DecisionSnapshot* step_of(AppModel& app, std::string_view kind) {
  const DetailModel& detail = app.models()->detail;
  if (detail.row_id() != app.models()->offer_plan.plan()->opportunity) return nullptr;
  const auto found = std::ranges::find(detail.decisions(), kind, &client::DecisionSnapshot::kind);
  return found == detail.decisions().end() ? nullptr : &*found;
}

/// A button that closes the plan and opens the form of a step.
void draw_step(Ui& ui, AppModel& app, std::string_view kind, const std::string& label,
               std::function<void()> then) {
  const client::DecisionSnapshot* const step = step_of(app, kind);
  if (step == nullptr) return;
  const TextContext context = text_context(ui);
  const bool open = step->refusal.empty();
  if (!button(ui, kind, label,
              {.style = ButtonStyle::primary,
               .icon = Icon::forward,
               .enabled = open,
               .why_disabled =
                   open ? std::string()
                        : refusal_sentence(*step, app.models()->detail.title(context), context)}))
    return;
  ui.later.emplace_back([&ui, &app, step = *step, then = std::move(then)] {
    app.models()->offer_plan.close();
    begin_decision(ui, app, step);
    then();
  });
}

void draw_candidates(Ui& ui, AppModel& app) {
  OfferPlanModel& model = app.models()->offer_plan;
  const client::OfferPlanSnapshot& plan = *model.plan();
  if (plan.available == 0)
    banner(ui, "nobody", Tone::warning, Icon::warning, ui.text("plan.nobody"),
           ui.text("plan.nobody_meaning"));
  else
    banner(ui, "choice", Tone::success, Icon::done,
           ui.strings.text("plan.choice", {{"partner", plan.candidates.front().name}}),
           ui.strings.count("plan.available", static_cast<std::int64_t>(plan.available)));
  gap(ui, 2);
  const std::vector<ShortColumn> columns = {{ui.text("distribution.partner"), 3, false},
                                            {ui.text("distribution.active"), 1, true},
                                            {ui.text("distribution.score"), 1, true},
                                            {ui.text("plan.reasons"), 3, false}};
  std::vector<std::vector<std::string>> rows;
  for (const Candidate& candidate : plan.candidates)
    rows.push_back({candidate.name, load_of(candidate),
                    candidate.available ? score_text(ui, candidate.score) : "–",
                    candidate.available ? ui.text("plan.passed_all") : reasons_of(ui, candidate)});
  if (const auto pressed =
          short_table(ui, "candidates", ui.text("distribution.partners"), columns, rows))
    ui.later.emplace_back([&model, at = *pressed] { model.look_at(at); });
  gap(ui, 2);
  if (step_of(app, "opportunity.offer") != nullptr) {
    secondary_text(ui, ui.text("plan.how"));
    gap(ui, 1);
  }
  draw_step(ui, app, "opportunity.distribute", ui.text("plan.distribute"), [] {});
}

void draw_rules(Ui& ui, const Candidate& candidate) {
  heading(ui, "rules_label", ui.text("plan.rules"), TextStyle::body_bold);
  for (std::size_t i = 0; i < candidate.rules.size(); ++i) {
    const IdScope scope(ui, "rule", i);
    const auto& rule = candidate.rules[i];
    chip(ui, "passed", rule.passed ? Tone::success : Tone::danger,
         rule.passed ? Icon::approve : Icon::reject,
         ui.text(rule.passed ? "plan.passed" : "plan.not_passed"));
    beside(ui, 2);
    line(ui, rule_text(ui, rule.name), TextStyle::body);
    if (!rule.passed) secondary_text(ui, answer_text(ui, rule));
  }
}

void draw_metrics(Ui& ui, const Candidate& candidate) {
  heading(ui, "metrics_label", ui.text("plan.metrics"), TextStyle::body_bold);
  const std::vector<ShortColumn> columns = {{ui.text("plan.metric"), 3, false},
                                            {ui.text("plan.value"), 1.2F, true},
                                            {ui.text("plan.weight"), 1.2F, true},
                                            {ui.text("plan.contribution"), 1.3F, true}};
  std::vector<std::vector<std::string>> rows;
  std::string notes;
  for (const auto& metric : candidate.metrics) {
    const std::string name =
        stable_words(ui, fmt::format("plan.metric.{}", metric.name), metric.name);
    if (metric.note == "left_out") {
      rows.push_back({name, "–", "0", "–"});
      continue;
    }
    rows.push_back(
        {name, number_text(metric.value, 3, ui.strings), number_text(metric.weight, 4, ui.strings),
         (metric.contribution > 0 ? "+" : "") + number_text(metric.contribution, 3, ui.strings)});
    if (!metric.note.empty())
      notes += fmt::format("{}{}: {}", notes.empty() ? "" : " · ", name,
                           stable_words(ui, fmt::format("plan.note.{}", metric.note), metric.note));
  }
  rows.push_back({ui.text("plan.sum"), "", "", score_text(ui, candidate.score)});
  (void)short_table(ui, "metrics", ui.text("plan.metrics"), columns, rows);
  if (!notes.empty()) secondary_text(ui, notes);
}

void draw_candidate(Ui& ui, AppModel& app, const Candidate& candidate) {
  OfferPlanModel& model = app.models()->offer_plan;
  const IdScope scope(ui, "candidate");
  if (button(ui, "all", ui.text("plan.all"), {.style = ButtonStyle::quiet, .icon = Icon::back}))
    ui.later.emplace_back([&model] { model.look_at(static_cast<std::size_t>(-1)); });
  beside(ui);
  if (button(ui, "open", ui.text("outbox.open"), {.icon = Icon::account}))
    go(ui, app, {.kind = PlaceKind::detail, .entity = "account", .row = candidate.partner});
  if (step_of(app, "opportunity.offer") != nullptr) {
    beside(ui);
    draw_step(ui, app, "opportunity.offer", ui.text("plan.offer"), [&app, candidate] {
      app.models()->decision.choose("msa_partnerid",
                                    {"account", candidate.partner, candidate.name});
    });
  }
  gap(ui, 2);
  heading(ui, "name", candidate.name, TextStyle::title);
  gap(ui, 1);
  if (candidate.available) {
    draw_metrics(ui, candidate);
    gap(ui, 3);
  }
  draw_rules(ui, candidate);
}

}  // namespace

void draw_online(Ui& ui, AppModel& app) {
  OnlineModel& model = app.models()->online;
  if (!model.is_open()) return;
  const Dialog dialog(ui, "online", ui.text("online.title"));
  if (dialog.dismissed()) model.close();
  if (!dialog.visible() || !model.is_open()) return;
  if (!model.found()) return draw_awaited(ui, model.error());
  if (model.found()->rows.empty()) {
    secondary_text(ui, ui.text("online.nothing"), TextStyle::body);
    return;
  }
  if (model.looked_at() != nullptr) return draw_row_of_server(ui, app);
  secondary_text(ui, ui.text("online.meaning"));
  gap(ui, 2);
  draw_found(ui, model, *model.found());
  if (model.found()->next) secondary_text(ui, ui.text("online.more"));
}

void draw_offer_plan(Ui& ui, AppModel& app) {
  OfferPlanModel& model = app.models()->offer_plan;
  if (!model.is_open()) return;
  const Dialog dialog(ui, "plan", ui.text("plan.title"));
  if (dialog.dismissed()) model.close();
  if (!dialog.visible() || !model.is_open()) return;
  if (!model.plan()) return draw_awaited(ui, model.error());
  if (const Candidate* candidate = model.looked_at())
    draw_candidate(ui, app, *candidate);
  else
    draw_candidates(ui, app);
}

}  // namespace fieldbook::ui
