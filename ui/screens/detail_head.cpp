#include "ui/screens/detail_parts.hpp"
#include "ui/screens/parts.hpp"
#include "ui/widgets/controls.hpp"

namespace fieldbook::ui {
namespace {

/// The columns that say in which state a record is, the more telling one first.
constexpr const char* kStateColumns[] = {"bookingstatus", "msdyn_systemstatus",
                                         "msdyn_psastatusreason", "statuscode", "statecode"};

std::string state_of(const Ui& ui, const DetailModel& detail) {
  const client::DetailSnapshot& snapshot = *detail.snapshot();
  for (const char* name : kStateColumns) {
    const schema::Column* column = detail.entity()->find(name);
    if (column == nullptr) continue;
    std::string words = value_text(*column, snapshot.main.row.values[column->ordinal],
                                   snapshot.names, text_context(ui));
    if (!words.empty()) return words;
  }
  return {};
}

void draw_chips(Ui& ui, const DetailModel& detail) {
  bool first = true;
  const auto next = [&] {
    if (!first) beside(ui, 2);
    first = false;
  };
  if (const std::string state = state_of(ui, detail); !state.empty()) {
    next();
    chip(ui, "state", Tone::neutral, entity_icon(detail.entity()->name), state);
  }
  if (detail.deadline_ms() > 0) {
    next();
    draw_countdown(ui, "deadline", detail.deadline_ms());
  }
  if (detail.snapshot()->main.pending) {
    next();
    chip(ui, "pending", Tone::warning, Icon::waiting, ui.text("mark.saved_here"));
  }
}

}  // namespace

void draw_detail_head(Ui& ui, AppModel& app) {
  DetailModel& detail = app.models()->detail;
  const IdScope scope(ui, "head");
  secondary_text(ui, ui.strings.label(detail.entity()->label));
  const std::string title = detail.title(text_context(ui));
  heading(ui, "title", title.empty() ? ui.text("detail.unnamed") : title, TextStyle::display);
  gap(ui, 1);
  draw_chips(ui, detail);
  if (detail.can_edit() && !detail.editing()) {
    gap(ui, 2);
    if (button(ui, "edit", ui.text("detail.edit"), {.icon = Icon::edit}))
      detail.begin_edit(text_context(ui));
  }
  if (const std::string note = detail.decision_note(text_context(ui)); !note.empty()) {
    gap(ui, 2);
    secondary_text(ui, note, TextStyle::body);
  }
  if (detail.outcome()) {
    gap(ui, 2);
    draw_outcome(ui, "outcome", *detail.outcome());
  }
}

}  // namespace fieldbook::ui
