#include <imgui.h>
#include <map>

#include "ui/models/action_content.hpp"
#include "ui/models/verdict_words.hpp"
#include "ui/screens/detail_parts.hpp"
#include "ui/screens/draft_field.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/draw.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::size_t kFactsMax = 6;
constexpr std::string_view kRatingArgument = "rating";
constexpr std::string_view kNoteKind = "note.add";

/// What a person must see to decide, by entity.
const std::vector<std::string>& fact_columns(const schema::Entity& entity) {
  static const std::map<std::string, std::vector<std::string>, std::less<>> kFacts = {
      {"quote", {"quotenumber", "revisionnumber", "customerid", "totalamount", "effectiveto"}},
      {"opportunity",
       {"adx_referencecode", "customerid", "estimatedvalue", "adx_expirydate",
        "adx_opportuntiyproductsfromlead"}},
      {"bookableresourcebooking",
       {"starttime", "endtime", "resource", "msdyn_workorder", "msdyn_projectid"}},
  };
  const auto found = kFacts.find(entity.name);
  if (found != kFacts.end()) return found->second;
  // Else what its list shows.
  static const std::vector<std::string> kNone;
  const auto by_default = std::ranges::find(entity.views, true, &schema::View::is_default);
  return by_default == entity.views.end() ? kNone : by_default->columns;
}

struct Look {
  ButtonStyle style = ButtonStyle::secondary;
  Icon icon = Icon::none;
};

/// Icons of steps, by what they do; others have that of "done".
constexpr std::pair<std::string_view, Icon> kStepIcons[] = {
    {"note.add", Icon::edit},
    {"record.delete", Icon::clear},
    {"booking.travel", Icon::forward},
    {"booking.start", Icon::release},
    {"booking.pause", Icon::hold},
    {"opportunity.phase", Icon::forward},
    {"opportunity.distribute", Icon::forward},
    {"opportunity.offer", Icon::account},
    {"opportunity.win", Icon::star},
    {"opportunity.assign", Icon::person},
    {"opportunity.add_contact", Icon::contact},
    {"opportunity.register", Icon::contract},
    {"case.reopen", Icon::retry},
    {"article.rate", Icon::star},
    {"article.revise", Icon::edit},
    {"article.archive", Icon::outbox},
    {"forum.start", Icon::add},
    {"forum.post", Icon::forum},
    {"forum.vote", Icon::star},
    {"forum.unvote", Icon::star_outline},
    {"forum.unlock", Icon::release},
    {"contact.move", Icon::forward},
    {"access.set", Icon::lock},
    {"account.invite", Icon::contact},
    {"role.grant", Icon::person},
    {"role.revoke", Icon::person},
    {"partner.apply", Icon::account},
};

/// The way forward is primary, the way out is marked as one.
Look look_of(std::string_view kind) {
  if (kind.ends_with(".approve")) return {ButtonStyle::primary, Icon::approve};
  if (kind.ends_with(".accept")) return {ButtonStyle::primary, Icon::accept};
  if (kind.ends_with(".reject")) return {ButtonStyle::danger, Icon::reject};
  if (kind.ends_with(".decline")) return {ButtonStyle::danger, Icon::decline};
  for (const char* way_out : {".cancel", ".return", ".remove", ".withdraw", ".lose", ".lock"})
    if (kind.ends_with(way_out)) return {ButtonStyle::danger, Icon::decline};
  for (const auto& [step, icon] : kStepIcons)
    if (step == kind) return {ButtonStyle::secondary, icon};
  return {ButtonStyle::secondary, Icon::done};
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
  const auto lines = wrapped(*ui.fonts.caption, note, width);
  return ui.fonts.caption->FontSize * static_cast<float>(lines.size());
}

/// Of the bar's content; 0 where there is none.
float content_height(const Ui& ui, const DetailModel& detail, float width) {
  const float note = note_height(ui, note_of(ui, detail), width - 2 * page_padding(ui));
  const bool has_buttons = !detail.decisions().empty();
  const float buttons = has_buttons ? button_line_height(ui) : 0;
  return buttons + note + (has_buttons && note > 0 ? ui.metrics.space(2) : 0);
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
    begin_decision(ui, app, decision);
}

/// Beside the decisions of narrow windows, which need the room, it has no words.
bool more_is_an_icon(const Ui& ui) { return ui.metrics.width_class() == WidthClass::narrow; }

float more_width(const Ui& ui) {
  return more_is_an_icon(ui) ? button_line_height(ui)
                             : button_width(ui, ui.text("decision.more"), {.icon = Icon::more});
}

/// How many of the decisions stand in the bar: those that fit, and all when they do. What is open
/// stands before what is not (ordered()).
std::size_t in_bar(const Ui& ui, const std::vector<client::DecisionSnapshot>& decisions,
                   float room) {
  const float between = ui.metrics.space(2);
  const auto width_of = [&](const client::DecisionSnapshot& decision) {
    return button_width(ui, ui.strings.label(decision.label),
                        {.icon = look_of(decision.kind).icon}) +
           between;
  };
  float all = 0;
  for (const client::DecisionSnapshot& decision : decisions) all += width_of(decision);
  if (all - between <= room || decisions.size() < 2) return decisions.size();
  room -= more_width(ui);
  std::size_t count = 0;
  for (const client::DecisionSnapshot& decision : decisions) {
    room -= width_of(decision);
    if (room < 0) break;
    ++count;
  }
  return count;
}

/// Open ones first: a yes with its no, then steps of work, ways out, and the note that anybody may
/// add; each group in the order of the action table.
std::vector<client::DecisionSnapshot> ordered(const DetailModel& detail) {
  std::vector<client::DecisionSnapshot> out = detail.decisions();
  const bool asks = std::ranges::any_of(out, [](const client::DecisionSnapshot& one) {
    return one.refusal.empty() && look_of(one.kind).style == ButtonStyle::primary;
  });
  const auto place = [&](const client::DecisionSnapshot& one) {
    if (!one.refusal.empty()) return 5;
    if (one.kind == kNoteKind) return 4;
    const ButtonStyle style = look_of(one.kind).style;
    if (style == ButtonStyle::primary) return 0;
    const bool is_the_no = one.kind.ends_with(".reject") || one.kind.ends_with(".decline");
    if (style == ButtonStyle::danger) return asks && is_the_no ? 1 : 3;
    return 2;
  };
  std::ranges::stable_sort(out, {}, place);
  return out;
}

void draw_facts(Ui& ui, const DetailModel& detail) {
  const Card card(ui, "facts");
  Grid grid(ui, "grid", 12, 3);
  for (const Fact& fact : decision_facts(ui, detail)) {
    grid.next();
    labelled_value(ui, fact.id, fact.label, fact.value);
  }
}

/// A number of stars, which nobody types.
void draw_rating(Ui& ui, DecisionModel& decision, const schema::Column& argument) {
  FieldDraft& draft = decision.fields().at(argument.name);
  const bool is_given = draft.text.size() == 1 && draft.text[0] >= '1' && draft.text[0] <= '5';
  const auto stars = static_cast<std::size_t>(is_given ? draft.text[0] - '0' : 0);
  const auto given = rating(ui, argument.name, argument_label(argument, ui.strings), stars);
  field_error(ui, argument.name, draft.problem);
  if (!given) return;
  draft.text = std::string(1, static_cast<char>('0' + *given));
  decision.check_field(argument.name);
}

void draw_inputs(Ui& ui, AppModel& app) {
  DecisionModel& decision = app.models()->decision;
  if (decision.needs_name()) {
    text_field(ui, "name", ui.text("decision.name"), decision.signer_name,
               {.hint = ui.text("decision.name_hint"), .length_max = 300});
    gap(ui, 2);
  }
  for (const schema::Column& argument : decision.arguments()) {
    const IdScope scope(ui, "argument");
    const std::string& name = argument.name;
    if (name == kRatingArgument) {
      draw_rating(ui, decision, argument);
      gap(ui, 2);
      continue;
    }
    draw_draft_field(ui, app, argument_label(argument, ui.strings), decision.fields().at(name),
                     {.changed = [&] { decision.check_field(name); },
                      .question = [&] { return decision.question(name); }});
    gap(ui, 2);
  }
  if (decision.takes_comment())
    memo_field(ui, "comment", ui.text("decision.comment"), decision.comment,
               decision.takes_signature() ? 2 : 3,
               {.hint = ui.text(decision.needs_comment() ? "decision.comment_needed_hint"
                                                         : "decision.comment_hint"),
                .length_max = 2000});
  if (!decision.takes_signature()) return;
  gap(ui, 2);
  draw_signature(ui, decision.signature);
}

bool is_saved(const DecisionModel& decision) {
  return decision.outcome() && decision.outcome()->saved;
}

/// What scrolls in the form: whom it is about, the inputs, and after it what became of it.
void draw_form(Ui& ui, AppModel& app, DecisionModel& decision) {
  heading(ui, "target", decision.target_name(), TextStyle::title);
  gap(ui, 2);
  draw_facts(ui, app.models()->detail);
  if (decision.outcome()) {
    gap(ui, 3);
    draw_outcome(ui, "outcome", *decision.outcome());
  }
  if (!is_saved(decision)) {
    gap(ui, 3);
    draw_inputs(ui, app);
    return;
  }
  const std::string forecast = forecast_sentence(decision.outcome()->action, text_context(ui));
  if (forecast.empty()) return;
  gap(ui, 2);
  banner(ui, "forecast", Tone::warning, Icon::warning, ui.text("decision.forecast"), forecast);
}

/// Above the buttons: what confirming means, while it is to be confirmed.
std::string meaning_of(const Ui& ui, const DecisionModel& decision) {
  return is_saved(decision) ? std::string() : ui.text("decision.meaning");
}

float form_foot_height(const Ui& ui, const DecisionModel& decision) {
  const float buttons = ui.metrics.space(3) + button_line_height(ui);
  const float meaning = note_height(ui, meaning_of(ui, decision), width_left());
  if (meaning == 0) return buttons;
  return buttons + ui.metrics.space(3) + meaning + ImGui::GetStyle().ItemSpacing.y;
}

/// Stays in sight below the form.
void draw_form_foot(Ui& ui, DecisionModel& decision) {
  gap(ui, 3);
  if (is_saved(decision)) {
    if (button(ui, "close", ui.text("decision.close"),
               {.style = ButtonStyle::primary, .icon = Icon::done}))
      decision.cancel();
    return;
  }
  secondary_text(ui, meaning_of(ui, decision));
  gap(ui, 3);
  const auto problem = decision.problem();
  Look look = look_of(decision.decision().kind);
  if (look.style == ButtonStyle::secondary) look.style = ButtonStyle::primary;
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
  for (const std::string& name : fact_columns(*detail.entity())) {
    const schema::Column* column = detail.entity()->find(name);
    if (column == nullptr || out.size() == kFactsMax) continue;
    std::string value = value_text(*column, snapshot.main.row, snapshot.names, text_context(ui));
    if (!value.empty()) out.push_back({name, ui.strings.label(column->label), std::move(value)});
  }
  return out;
}

void begin_decision(const Ui& ui, AppModel& app, const client::DecisionSnapshot& decision) {
  const DetailModel& detail = app.models()->detail;
  DecisionModel& model = app.models()->decision;
  model.begin(decision, detail.entity()->name, detail.row_id(), detail.title(text_context(ui)));
  model.note_shown(detail.snapshot()->main.row);
  model.begin_form(text_context(ui));
}

float decisions_height(const Ui& ui, const DetailModel& detail) {
  const float height = content_height(ui, detail, ImGui::GetWindowWidth());
  return height == 0 ? 0 : foot_height(ui, height);
}

void draw_decisions(Ui& ui, AppModel& app) {
  const DetailModel& detail = app.models()->detail;
  const Foot foot(ui, "decisions", content_height(ui, detail, ImGui::GetWindowWidth()));
  if (const std::string note = note_of(ui, detail); !note.empty()) secondary_text(ui, note);
  const auto decisions = ordered(detail);
  const std::size_t count = in_bar(ui, decisions, width_left());
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) beside(ui, 2);
    draw_decision_button(ui, app, decisions[i]);
  }
  if (count == decisions.size()) return;
  if (count > 0) beside(ui, 2);
  const std::string more = ui.text("decision.more");
  if (more_is_an_icon(ui) ? icon_button(ui, "more", Icon::more, more)
                          : button(ui, "more", more, {.icon = Icon::more}))
    app.models()->decision.list_all(true);
}

/// Everything that may be decided here, and why not where it may not.
void draw_all_decisions(Ui& ui, AppModel& app) {
  DecisionModel& model = app.models()->decision;
  const DetailModel& detail = app.models()->detail;
  if (!model.lists_all()) return;
  const bool is_here =
      app.place().kind == PlaceKind::detail && detail.state() == DetailModel::State::here;
  if (!is_here) return model.list_all(false);
  const Dialog dialog(ui, "all_decisions", ui.text("decision.more"));
  if (dialog.dismissed()) model.list_all(false);
  if (!dialog.visible() || !model.lists_all()) return;
  const Stack stack;
  for (const client::DecisionSnapshot& decision : ordered(detail)) {
    const Look look = look_of(decision.kind);
    const bool open = decision.refusal.empty();
    const LineItem item{.icon = open ? look.icon : Icon::lock,
                        .tone = !open                               ? Tone::neutral
                                : look.style == ButtonStyle::danger ? Tone::danger
                                                                    : Tone::accent,
                        .title = ui.strings.label(decision.label)};
    if (open) {
      if (line_item(ui, decision.kind, item))
        ui.later.emplace_back([&app, &ui, decision] { begin_decision(ui, app, decision); });
      continue;
    }
    gap(ui, 2);
    secondary_text(ui, item.title, TextStyle::body);
    secondary_text(ui, refusal_of(ui, app, decision));
    gap(ui, 2);
  }
}

void draw_decision(Ui& ui, AppModel& app) {
  DecisionModel& decision = app.models()->decision;
  if (!decision.is_open()) return;
  const Dialog dialog(ui, "decision", ui.strings.label(decision.decision().label));
  if (dialog.dismissed()) decision.cancel();
  if (!dialog.visible() || !decision.is_open()) return;
  {
    const DialogBody body(ui, "form", form_foot_height(ui, decision));
    draw_form(ui, app, decision);
  }
  draw_form_foot(ui, decision);
  draw_picker(ui, app);
}

}  // namespace fieldbook::ui
