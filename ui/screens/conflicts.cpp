#include <array>

#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/controls.hpp"

namespace fieldbook::ui {
namespace {

using client::ConflictSnapshot;

struct Shown {
  ConflictModel& model;
  const ConflictSnapshot& conflict;
  const schema::Entity* entity;
};

const schema::Column* column_of(const Shown& card, const ConflictSnapshot::Field& field) {
  return card.entity == nullptr ? nullptr : card.entity->find(field.column);
}

std::string words_of(const Ui& ui, const Shown& card, const ConflictSnapshot::Field& field,
                     const schema::Value& value) {
  const schema::Column* column = column_of(card, field);
  if (column == nullptr) return {};
  const std::string words = value_text(*column, value, card.conflict.names, text_context(ui));
  return words.empty() ? ui.text("conflicts.empty_value") : words;
}

/// Who changed it and when, above a side's value.
std::string by_and_when(const Ui& ui, const std::string& who, std::int64_t when) {
  const std::string name = who.empty() ? ui.text("conflicts.somebody") : who;
  if (when <= 0) return name;
  return ui.strings.text("conflicts.by",
                         {{"name", name}, {"time", clock_time(when, text_context(ui))}});
}

void draw_side(Ui& ui, const Shown& card, const ConflictSnapshot::Field& field, ConflictSide side,
               const std::string& value, const std::string& by) {
  const bool mine = side == ConflictSide::mine;
  const char* id = mine ? "mine" : "theirs";
  const Card box(ui, mine ? "mine_box" : "theirs_box");
  secondary_text(ui, ui.text(mine ? "conflicts.mine" : "conflicts.theirs"));
  text(ui, value, TextStyle::body_bold);
  secondary_text(ui, by);
  if (radio(ui, id, ui.text(mine ? "conflicts.use_mine" : "conflicts.use_theirs"),
            card.model.side(field.column) == side))
    card.model.choose(field.column, side);
}

void draw_before(Ui& ui, const std::string& value) {
  const Card box(ui, "before_box");
  secondary_text(ui, ui.text("conflicts.before"));
  text(ui, value);
}

void draw_typed(Ui& ui, const Shown& card, const ConflictSnapshot::Field& field) {
  const bool typed = card.model.side(field.column) == ConflictSide::typed;
  if (radio(ui, "typed", ui.text("conflicts.use_typed"), typed))
    card.model.choose(field.column, ConflictSide::typed);
  if (card.model.may_keep_both(field)) {
    beside(ui, 3);
    if (button(ui, "both", ui.text("conflicts.keep_both"), {.style = ButtonStyle::quiet}))
      card.model.keep_both(field);
  }
  if (!typed) return;
  text_field(ui, "text", ui.text("conflicts.typed"), card.model.typed(field.column),
             {.error = card.model.problem(field.column, text_context(ui)),
              .width = std::min(width_left(), 24 * ui.metrics.em())});
}

void draw_field(Ui& ui, const Shown& card, const ConflictSnapshot::Field& field) {
  const IdScope scope(ui, field.column);
  const schema::Column* column = column_of(card, field);
  heading(ui, "label", column == nullptr ? field.column : ui.strings.label(column->label),
          TextStyle::body_bold);
  {
    Grid grid(ui, "sides", 13, 3);
    grid.next();
    draw_before(ui, words_of(ui, card, field, field.base));
    grid.next();
    draw_side(ui, card, field, ConflictSide::mine, words_of(ui, card, field, field.mine),
              by_and_when(ui, card.conflict.author, card.conflict.mine_ms));
    grid.next();
    draw_side(
        ui, card, field, ConflictSide::theirs,
        field.theirs_gone ? ui.text("conflicts.removed") : words_of(ui, card, field, field.theirs),
        by_and_when(ui, card.conflict.other_author, card.conflict.theirs_ms));
  }
  draw_typed(ui, card, field);
}

void draw_buttons(Ui& ui, AppModel& app) {
  ConflictModel& model = app.models()->conflicts;
  if (button(ui, "decide", ui.text(model.saving() ? "decision.saving" : "conflicts.decide"),
             {.style = ButtonStyle::primary,
              .icon = Icon::done,
              .enabled = model.complete() && !model.saving(),
              .why_disabled = ui.text("conflicts.choose_each")}))
    model.decide(text_context(ui));
  beside(ui);
  if (button(ui, "later", ui.text("conflicts.later"), {.style = ButtonStyle::quiet})) {
    if (app.can_go_back())
      ui.later.emplace_back([&app] { app.go_back(); });
    else
      go(ui, app, {.kind = PlaceKind::home});
    return;
  }
  if (model.open().size() < 2) return;
  beside(ui);
  if (button(ui, "next", ui.text("conflicts.next"), {.icon = Icon::forward})) model.next();
}

void draw_card(Ui& ui, AppModel& app, const ConflictSnapshot& conflict) {
  const Shown card{app.models()->conflicts, conflict,
                   app.client()->catalogue()->find(conflict.entity)};
  const Card frame(ui, "card");
  heading(ui, "title", conflict.title, TextStyle::title);
  if (link(ui, "record", ui.text("conflicts.open_record")))
    go(ui, app, {.kind = PlaceKind::detail, .entity = conflict.entity, .row = conflict.row});
  gap(ui, 2);
  for (const ConflictSnapshot::Field& field : conflict.fields) {
    separator(ui);
    gap(ui, 2);
    draw_field(ui, card, field);
    gap(ui, 2);
  }
  separator(ui);
  gap(ui, 2);
  draw_buttons(ui, app);
}

}  // namespace

void draw_conflicts(Ui& ui, AppModel& app) {
  ConflictModel& model = app.models()->conflicts;
  const ScrollArea area(ui, "conflicts");
  const Column column(ui, "column", 68);
  if (model.outcome()) {
    draw_outcome(ui, "outcome", *model.outcome());
    gap(ui, 3);
  }
  if (model.open().empty()) {
    empty_state(ui, "none", Icon::done, ui.text("conflicts.none"),
                ui.text("conflicts.none_meaning"));
    return;
  }
  const std::size_t current = std::min(model.current(), model.open().size() - 1);
  secondary_text(
      ui, ui.strings.text("conflicts.position", {{"number", std::to_string(current + 1)},
                                                 {"count", std::to_string(model.open().size())}}));
  secondary_text(ui, ui.text("conflicts.meaning"), TextStyle::body);
  gap(ui, 3);
  // A copy: deciding takes the card away while it is drawn.
  const ConflictSnapshot conflict = model.open()[current];
  draw_card(ui, app, conflict);
}

}  // namespace fieldbook::ui
