#include "ui/screens/draft_field.hpp"

#include <algorithm>

#include "ui/screens/layout.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

using schema::ColumnType;

/// Texts of a closed set of values, as the drafts hold them.
std::vector<std::string> options_of(const Ui& ui, const schema::Column& column) {
  std::vector<std::string> out;
  // The empty text is no value.
  if (!column.required) out.emplace_back();
  if (column.type == ColumnType::boolean) {
    out.push_back(ui.text("value.yes"));
    out.push_back(ui.text("value.no"));
  }
  for (const schema::Option& option : column.options) out.push_back(ui.strings.label(option.label));
  return out;
}

bool is_chosen(ColumnType type) {
  return type == ColumnType::boolean || type == ColumnType::choice || type == ColumnType::state ||
         type == ColumnType::status;
}

void draw_options(Ui& ui, const std::string& label, FieldDraft& draft, const DraftActs& acts) {
  const auto options = options_of(ui, *draft.column);
  const auto at = std::ranges::find(options, draft.text);
  const auto selected = static_cast<std::size_t>(at - options.begin());
  std::vector<std::string> shown = options;
  for (std::string& one : shown)
    if (one.empty()) one = "–";
  const auto chosen = choice(ui, draft.column->name, label, shown, selected);
  field_error(ui, draft.column->name, draft.problem);
  if (!chosen) return;
  draft.text = options[*chosen];
  acts.changed();
}

void draw_rows(Ui& ui, AppModel& app) {
  PickerModel& picker = app.models()->picker;
  if (!picker.rows()) {
    secondary_text(ui, ui.text("picker.reading"), TextStyle::body);
    return;
  }
  if (picker.rows()->empty()) {
    secondary_text(ui, ui.text("picker.nothing"), TextStyle::body);
    return;
  }
  const auto catalogue = app.client()->catalogue();
  const bool many_kinds = picker.question().targets.size() > 1;
  const Stack stack;
  for (std::size_t i = 0; i < picker.rows()->size(); ++i) {
    const PickedRow& row = (*picker.rows())[i];
    const IdScope scope(ui, "row", i);
    LineItem item{.icon = entity_icon(row.entity),
                  .title = row.name,
                  .selected = row.row == picker.question().chosen};
    const schema::Entity* entity = catalogue->find(row.entity);
    if (many_kinds && entity != nullptr) item.detail = ui.strings.label(entity->label);
    if (line_item(ui, "open", item)) ui.later.emplace_back([&picker, row] { picker.choose(row); });
  }
}

}  // namespace

void draw_draft_field(Ui& ui, AppModel& app, const std::string& label, FieldDraft& draft,
                      const DraftActs& acts) {
  const std::string& id = draft.column->name;
  const ColumnType type = draft.column->type;
  const FieldOptions options{.error = draft.problem};
  if (is_chosen(type)) {
    draw_options(ui, label, draft, acts);
    return;
  }
  if (type == ColumnType::lookup) {
    if (choice_button(ui, id, label, draft.text, options))
      app.models()->picker.begin(acts.question());
    return;
  }
  const bool changed = type == ColumnType::memo ? memo_field(ui, id, label, draft.text, 3, options)
                                                : text_field(ui, id, label, draft.text, options);
  if (changed) acts.changed();
}

void draw_picker(Ui& ui, AppModel& app) {
  PickerModel& picker = app.models()->picker;
  if (!picker.is_open()) return;
  const Dialog dialog(ui, "picker", ui.strings.label(picker.question().label));
  if (dialog.dismissed()) picker.cancel();
  if (!dialog.visible() || !picker.is_open()) return;
  std::string words = picker.words();
  const std::string name = ui.text("picker.search");
  if (search_field(ui, "words", name, words, {.hint = name})) picker.search(std::move(words));
  gap(ui, 2);
  if (picker.question().may_clear) {
    if (button(ui, "none", ui.text("picker.none"), {.style = ButtonStyle::quiet}))
      ui.later.emplace_back([&picker] { picker.choose({}); });
    gap(ui, 1);
  }
  draw_rows(ui, app);
  if (picker.has_more()) secondary_text(ui, ui.text("picker.more"));
}

}  // namespace fieldbook::ui
