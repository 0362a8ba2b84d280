#include <fmt/format.h>
#include <imgui.h>
#include <optional>

#include "ui/screens/draft_field.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/controls.hpp"

namespace fieldbook::ui {
namespace {

constexpr float kFieldWidth = 15;  ///< em, of a cell of the form
constexpr std::size_t kFieldColumns = 3;

void draw_field(Ui& ui, AppModel& app, FieldDraft& draft) {
  AddModel& model = app.models()->add;
  const std::string name = draft.column->name;
  std::string label = ui.strings.label(draft.column->label);
  if (draft.column->required) label = ui.strings.text("add.needed", {{"label", label}});
  draw_draft_field(ui, app, label, draft,
                   {.changed = [&] { model.check_draft(name); },
                    .question = [&] { return model.question(name); }});
}

void draw_section(Ui& ui, AppModel& app, const AddSection& section) {
  const Card card(ui, "section");
  heading(ui, "label", ui.strings.label(section.label), TextStyle::body_bold);
  std::optional<Grid> grid;
  for (std::size_t i = 0; i < section.columns.size(); ++i) {
    FieldDraft& draft = app.models()->add.drafts().at(section.columns[i]);
    if (draft.column->type == schema::ColumnType::memo) {
      grid.reset();
      draw_field(ui, app, draft);
      continue;
    }
    if (!grid) grid.emplace(ui, fmt::format("fields.{}", i), kFieldWidth, kFieldColumns);
    grid->next();
    draw_field(ui, app, draft);
  }
}

/// In a bar that does not scroll away.
void draw_foot(Ui& ui, AppModel& app) {
  const Foot foot(ui, "foot", button_line_height(ui));
  AddModel& model = app.models()->add;
  if (button(ui, "save", ui.text(model.saving() ? "detail.saving" : "detail.save"),
             {.style = ButtonStyle::primary,
              .icon = Icon::done,
              .enabled = model.can_save(),
              .why_disabled = ui.text("detail.nothing_changed")}))
    model.save();
  beside(ui);
  if (button(ui, "cancel", ui.text("detail.cancel"), {.style = ButtonStyle::quiet}))
    ui.later.emplace_back([&app] {
      app.models()->add.cancel();
      app.go_back();
    });
}

/// True where the record is saved: then the window goes on to it.
bool draw_outcome_of(Ui& ui, AppModel& app) {
  const AddModel& model = app.models()->add;
  if (!model.outcome()) return false;
  draw_outcome(ui, "outcome", *model.outcome());
  gap(ui, 3);
  if (!model.outcome()->saved) return false;
  const client::ActionSnapshot& action = model.outcome()->action;
  ui.later.emplace_back([&app, entity = action.entity, row = action.target] {
    app.models()->add.cancel();
    app.go_back();
    app.go({.kind = PlaceKind::detail, .entity = entity, .row = row});
  });
  return true;
}

/// What the button said that led here; "Add: Account" where it only said so.
std::string title_of(const Ui& ui, AppModel& app) {
  const schema::Entity& entity = *app.models()->add.entity();
  const auto audience = schema::parse_audience(app.status().audience);
  const std::string label =
      audience ? add_label(ui.strings, entity, *audience) : ui.text("list.add");
  if (label != ui.text("list.add")) return label;
  return ui.strings.text("add.title", {{"label", ui.strings.label(entity.label)}});
}

void draw_form(Ui& ui, AppModel& app) {
  const ScrollArea area(ui, "record", 0,
                        ImGui::GetWindowHeight() - foot_height(ui, button_line_height(ui)));
  const AddModel& model = app.models()->add;
  scroll_to_what_is_told(model.outcome().has_value());
  const Column column(ui, "column", 72);
  heading(ui, "title", title_of(ui, app), TextStyle::display);
  gap(ui, 2);
  if (draw_outcome_of(ui, app)) return;
  const auto sections = model.sections();
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const IdScope one(ui, "form", i);
    draw_section(ui, app, sections[i]);
    gap(ui, 3);
  }
  gap(ui, 1);
}

}  // namespace

void draw_add(Ui& ui, AppModel& app) {
  AddModel& model = app.models()->add;
  const IdScope scope(ui, "add");
  if (model.entity() == nullptr) {
    const ScrollArea area(ui, "record");
    empty_state(ui, "unknown", Icon::record, ui.text("add.unknown"),
                ui.text("add.unknown_meaning"));
    return;
  }
  model.begin(text_context(ui));
  draw_form(ui, app);
  draw_foot(ui, app);
}

}  // namespace fieldbook::ui
