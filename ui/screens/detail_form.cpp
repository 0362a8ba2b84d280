#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "ui/screens/detail_parts.hpp"
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

/// Texts of a closed set of values, as the drafts hold them.
std::vector<std::string> options_of(const Ui& ui, const schema::Column& column) {
  std::vector<std::string> out;
  // The empty text is no value.
  if (!column.required) out.emplace_back();
  if (column.type == schema::ColumnType::boolean) {
    out.push_back(ui.text("value.yes"));
    out.push_back(ui.text("value.no"));
  }
  for (const schema::Option& option : column.options) out.push_back(ui.strings.label(option.label));
  return out;
}

void draw_options(Ui& ui, DetailModel& detail, const FormField& field, FieldDraft& draft) {
  const auto options = options_of(ui, *field.column);
  const auto at = std::ranges::find(options, draft.text);
  const auto selected = static_cast<std::size_t>(at - options.begin());
  std::vector<std::string> shown = options;
  for (std::string& one : shown)
    if (one.empty()) one = "–";
  const auto chosen =
      choice(ui, field.column->name, ui.strings.label(field.label), shown, selected);
  if (!chosen) return;
  draft.text = options[*chosen];
  detail.check_draft(field.column->name);
}

void draw_draft(Ui& ui, DetailModel& detail, const FormField& field, FieldDraft& draft) {
  using schema::ColumnType;
  const ColumnType type = field.column->type;
  if (type == ColumnType::boolean || type == ColumnType::choice) {
    draw_options(ui, detail, field, draft);
    return;
  }
  const std::string label = ui.strings.label(field.label);
  const FieldOptions options{.error = draft.problem.empty() ? std::string() : draft.problem};
  const bool changed = type == ColumnType::memo
                           ? memo_field(ui, field.column->name, label, draft.text, 3, options)
                           : text_field(ui, field.column->name, label, draft.text, options);
  if (changed) detail.check_draft(field.column->name);
}

void draw_field(Ui& ui, AppModel& app, const FormField& field) {
  DetailModel& detail = app.models()->detail;
  const auto draft = detail.drafts().find(field.column->name);
  if (detail.editing() && field.editable && draft != detail.drafts().end())
    draw_draft(ui, detail, field, draft->second);
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
