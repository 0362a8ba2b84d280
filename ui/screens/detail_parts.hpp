#pragma once

// The parts of a record's screen: head, form, what belongs to it, and the decisions at its foot.

#include "ui/models/app_model.hpp"
#include "ui/widgets/ui.hpp"

namespace fieldbook::ui {

/// Title, state, deadline, and the button that begins the editing.
void draw_detail_head(Ui& ui, AppModel& app);
/// The form's sections, as values or, while it is edited, as fields.
void draw_detail_form(Ui& ui, AppModel& app);
/// What only some records have: the tree of an asset, the offers of an opportunity, the hours of a
/// resource's tasks.
void draw_extras(Ui& ui, AppModel& app);
/// Rows of other entities that point at this one.
void draw_related(Ui& ui, AppModel& app);
/// Height of the decisions' bar; 0 when there is nothing to decide.
[[nodiscard]] float decisions_height(const Ui& ui, const DetailModel& detail);
void draw_decisions(Ui& ui, AppModel& app);
/// Opens the form of one of the record's decisions.
void begin_decision(const Ui& ui, AppModel& app, const client::DecisionSnapshot& decision);
/// A pad with the button that empties it.
void draw_signature(Ui& ui, Signature& signature);
/// The bar in its place while the record is edited: save or not.
[[nodiscard]] float edit_bar_height(const Ui& ui);
void draw_edit_bar(Ui& ui, DetailModel& detail);

/// What a decision is about, as label and value: the total of a quote, the start of a booking.
struct Fact {
  std::string id;
  std::string label;
  std::string value;
};
[[nodiscard]] std::vector<Fact> decision_facts(const Ui& ui, const DetailModel& detail);

}  // namespace fieldbook::ui
