#include <imgui.h>
#include <map>

#include "ui/models/verdict_words.hpp"
#include "ui/screens/detail_parts.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/controls.hpp"
#include "ui/widgets/draw.hpp"

namespace fieldbook::ui {
namespace {

/// What a person must see to decide, by entity.
const std::vector<std::string>& fact_columns(const std::string& entity) {
  static const std::map<std::string, std::vector<std::string>, std::less<>> kFacts = {
      {"quote", {"quotenumber", "revisionnumber", "customerid", "totalamount", "effectiveto"}},
      {"opportunity",
       {"adx_referencecode", "customerid", "estimatedvalue", "adx_expirydate",
        "adx_opportuntiyproductsfromlead"}},
      {"bookableresourcebooking",
       {"starttime", "endtime", "resource", "msdyn_workorder", "msdyn_projectid"}},
  };
  static const std::vector<std::string> kNone;
  const auto found = kFacts.find(entity);
  return found == kFacts.end() ? kNone : found->second;
}

struct Look {
  ButtonStyle style = ButtonStyle::secondary;
  Icon icon = Icon::none;
};

/// The way forward is primary, the way out is marked as one.
Look look_of(const std::string& kind) {
  if (kind.ends_with(".approve")) return {ButtonStyle::primary, Icon::approve};
  if (kind.ends_with(".accept")) return {ButtonStyle::primary, Icon::accept};
  if (kind.ends_with(".reject")) return {ButtonStyle::danger, Icon::reject};
  if (kind.ends_with(".decline")) return {ButtonStyle::danger, Icon::decline};
  return {ButtonStyle::primary, Icon::done};
}

/// Why nothing can be decided: whom to ask, or the refusal, where no decision is open. Empty where
/// one is.
std::string note_of(const Ui& ui, const DetailModel& detail) {
  const auto& decisions = detail.decisions();
  if (decisions.empty()) return detail.decision_note(text_context(ui));
  const bool any_open = std::ranges::any_of(
      decisions, [](const client::DecisionSnapshot& one) { return one.refusal.empty(); });
  if (any_open) return {};
  return refusal_sentence(decisions.front(), detail.title(text_context(ui)), text_context(ui));
}

float note_height(const Ui& ui, const std::string& note, float width) {
  if (note.empty()) return 0;
  const auto lines = wrapped(*ui.fonts.caption, note, width - 2 * page_padding(ui));
  return ui.fonts.caption->FontSize * static_cast<float>(lines.size());
}

void begin(const Ui& ui, AppModel& app, const client::DecisionSnapshot& decision) {
  const DetailModel& detail = app.models()->detail;
  DecisionModel& model = app.models()->decision;
  model.begin(decision, detail.entity()->name, detail.row_id(), detail.title(text_context(ui)));
  model.note_shown(detail.snapshot()->main.row);
}

std::string refusal_of(const Ui& ui, AppModel& app, const client::DecisionSnapshot& decision) {
  const TextContext context = text_context(ui);
  return refusal_sentence(decision, app.models()->detail.title(context), context);
}

void draw_decision_button(Ui& ui, AppModel& app, const client::DecisionSnapshot& decision) {
  const Look look = look_of(decision.kind);
  const bool open = decision.refusal.empty();
  if (button(ui, decision.kind, ui.strings.label(decision.label),
             {.style = look.style,
              .icon = look.icon,
              .enabled = open,
              .why_disabled = open ? std::string() : refusal_of(ui, app, decision)}))
    begin(ui, app, decision);
}

void draw_facts(Ui& ui, const DetailModel& detail) {
  const Card card(ui, "facts");
  Grid grid(ui, "grid", 12, 3);
  for (const Fact& fact : decision_facts(ui, detail)) {
    grid.next();
    labelled_value(ui, fact.id, fact.label, fact.value);
  }
}

void draw_saved(Ui& ui, DecisionModel& decision) {
  draw_outcome(ui, "outcome", *decision.outcome());
  const std::string forecast = forecast_sentence(decision.outcome()->action, text_context(ui));
  if (!forecast.empty()) {
    gap(ui, 2);
    banner(ui, "forecast", Tone::warning, Icon::warning, ui.text("decision.forecast"), forecast);
  }
  gap(ui, 4);
  if (button(ui, "close", ui.text("decision.close"),
             {.style = ButtonStyle::primary, .icon = Icon::done}))
    decision.cancel();
}

void draw_inputs(Ui& ui, DecisionModel& decision) {
  if (decision.needs_name()) {
    text_field(ui, "name", ui.text("decision.name"), decision.signer_name,
               {.hint = ui.text("decision.name_hint"), .length_max = 300});
    gap(ui, 2);
  }
  memo_field(ui, "comment", ui.text("decision.comment"), decision.comment, 3,
             {.hint = ui.text("decision.comment_hint"), .length_max = 2000});
}

void draw_confirm(Ui& ui, DecisionModel& decision) {
  const auto problem = decision.problem();
  const Look look = look_of(decision.decision().kind);
  secondary_text(ui, ui.text("decision.meaning"));
  gap(ui, 3);
  const std::string label = ui.strings.label(decision.decision().label);
  if (button(ui, "confirm", decision.saving() ? ui.text("decision.saving") : label,
             {.style = look.style,
              .icon = look.icon,
              .enabled = !problem && !decision.saving(),
              .why_disabled = problem ? ui.text(*problem) : std::string()}))
    decision.confirm();
  beside(ui);
  if (button(ui, "cancel", ui.text("decision.cancel"), {.style = ButtonStyle::quiet}))
    decision.cancel();
}

}  // namespace

std::vector<Fact> decision_facts(const Ui& ui, const DetailModel& detail) {
  std::vector<Fact> out;
  if (!detail.snapshot() || detail.entity() == nullptr) return out;
  const client::DetailSnapshot& snapshot = *detail.snapshot();
  for (const std::string& name : fact_columns(detail.entity()->name)) {
    const schema::Column* column = detail.entity()->find(name);
    if (column == nullptr) continue;
    std::string value = value_text(*column, snapshot.main.row, snapshot.names, text_context(ui));
    if (!value.empty()) out.push_back({name, ui.strings.label(column->label), std::move(value)});
  }
  return out;
}

float decisions_height(const Ui& ui, const DetailModel& detail) {
  if (detail.editing()) return 0;
  const float note = note_height(ui, note_of(ui, detail), ImGui::GetWindowWidth());
  const bool has_buttons = !detail.decisions().empty();
  if (!has_buttons && note == 0) return 0;
  const float buttons = has_buttons ? std::max(ui.metrics.target(), 34 * ui.metrics.scale) : 0;
  const float between = has_buttons && note > 0 ? ui.metrics.space(2) : 0;
  return buttons + between + note + ui.metrics.space(6);
}

void draw_decisions(Ui& ui, AppModel& app) {
  const DetailModel& detail = app.models()->detail;
  const float height = decisions_height(ui, detail);
  const Region foot(ui, "decisions",
                    {.y = ImGui::GetWindowHeight() - height,
                     .width = ImGui::GetWindowWidth(),
                     .height = height,
                     .padding_x = page_padding(ui),
                     .padding_y = ui.metrics.space(3),
                     .ground = ui.theme.surface});
  const ImVec2 at = ImGui::GetWindowPos();
  const float right = at.x + ImGui::GetWindowWidth();
  ImGui::PushClipRect(at, {right, at.y + height}, false);
  hairline(ui, at.x, at.y, right, at.y);
  ImGui::PopClipRect();
  if (const std::string note = note_of(ui, detail); !note.empty()) secondary_text(ui, note);
  bool first = true;
  for (const client::DecisionSnapshot& decision : detail.decisions()) {
    if (!first) beside(ui, 2);
    first = false;
    draw_decision_button(ui, app, decision);
  }
}

void draw_decision(Ui& ui, AppModel& app) {
  DecisionModel& decision = app.models()->decision;
  if (!decision.is_open()) return;
  const Dialog dialog(ui, "decision", ui.strings.label(decision.decision().label));
  if (dialog.dismissed()) decision.cancel();
  if (!dialog.visible() || !decision.is_open()) return;
  heading(ui, "target", decision.target_name(), TextStyle::title);
  gap(ui, 2);
  draw_facts(ui, app.models()->detail);
  gap(ui, 3);
  if (decision.outcome() && decision.outcome()->saved) {
    draw_saved(ui, decision);
    return;
  }
  if (decision.outcome()) {
    draw_outcome(ui, "outcome", *decision.outcome());
    gap(ui, 3);
  }
  draw_inputs(ui, decision);
  gap(ui, 3);
  draw_confirm(ui, decision);
}

}  // namespace fieldbook::ui
