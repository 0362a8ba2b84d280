#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "ui/screens/detail_parts.hpp"
#include "ui/screens/draft_field.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

constexpr float kFieldWidth = 15;  ///< em, of a cell of the form
constexpr std::size_t kFieldColumns = 3;

void draw_value(Ui& ui, AppModel& app, const FormField& field) {
  const std::string label = ui.strings.label(field.label);
  const std::string mark = field.pending ? ui.text("mark.waiting") : std::string();
  if (field.link.is_nil()) {
    labelled_value(ui, field.column->name, label, field.value, mark);
    return;
  }
  if (labelled_link(ui, field.column->name, label, field.value, mark))
    go(ui, app, {.kind = PlaceKind::detail, .entity = field.link_entity, .row = field.link});
}

void draw_field(Ui& ui, AppModel& app, const FormField& field) {
  DetailModel& detail = app.models()->detail;
  const auto draft = detail.drafts().find(field.column->name);
  if (detail.editing() && field.editable && draft != detail.drafts().end())
    draw_draft_field(ui, app, ui.strings.label(field.label), draft->second,
                     {.changed = [&] { detail.check_draft(field.column->name); },
                      .question = [&] { return detail.question(field.column->name); }});
  else
    draw_value(ui, app, field);
}

void draw_section(Ui& ui, AppModel& app, const FormSectionView& section) {
  const Card card(ui, "section");
  heading(ui, "label", ui.strings.label(section.label), TextStyle::body_bold);
  std::optional<Grid> grid;
  for (std::size_t i = 0; i < section.fields.size(); ++i) {
    const FormField& field = section.fields[i];
    if (field.column->type == schema::ColumnType::memo) {
      // Long texts take the whole width.
      grid.reset();
      draw_field(ui, app, field);
      continue;
    }
    if (!grid) grid.emplace(ui, fmt::format("fields.{}", i), kFieldWidth, kFieldColumns);
    grid->next();
    draw_field(ui, app, field);
  }
}

}  // namespace

void draw_detail_form(Ui& ui, AppModel& app) {
  const auto sections = app.models()->detail.sections(text_context(ui));
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (sections[i].fields.empty()) continue;
    const IdScope scope(ui, "form", i);
    draw_section(ui, app, sections[i]);
    gap(ui, 3);
  }
}

}  // namespace fieldbook::ui
