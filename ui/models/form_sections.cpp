#include "ui/models/form_sections.hpp"

#include "ui/models/plain_text.hpp"

namespace fieldbook::ui {

std::string target_of(const schema::Row& row, const schema::Column& column) {
  if (column.targets.size() == 1) return column.targets.front();
  const schema::Column* type =
      column.type_column.empty() ? nullptr : row.entity->find(column.type_column);
  const auto* name =
      type == nullptr ? nullptr : std::get_if<std::string>(&row.values[type->ordinal]);
  return name == nullptr ? std::string() : *name;
}

FormField form_field(const schema::Row& row, const schema::Column& column, const Names& names,
                     const TextContext& context) {
  FormField out{
      .column = &column, .label = column.label, .value = value_text(column, row, names, context)};
  if (column.type == schema::ColumnType::memo) out.value = plain_text(out.value);
  const auto* id = std::get_if<Uuid>(&row.values[column.ordinal]);
  if (column.type != schema::ColumnType::lookup || id == nullptr || !names.contains(*id))
    return out;
  out.link_entity = target_of(row, column);
  if (!out.link_entity.empty()) out.link = *id;
  return out;
}

bool says_something(const FormField& field, const schema::Row& row) {
  const bool leads_nowhere = field.column->type == schema::ColumnType::lookup &&
                             field.link.is_nil() &&
                             std::holds_alternative<Uuid>(row.values[field.column->ordinal]);
  return !field.value.empty() && !leads_nowhere;
}

std::vector<FormSectionView> form_sections(const schema::Row& row, const Names& names,
                                           const TextContext& context) {
  std::vector<FormSectionView> out;
  for (const schema::FormSection& section : row.entity->form) {
    FormSectionView view{.label = section.label, .fields = {}};
    for (const std::string& name : section.columns) {
      const schema::Column* column = row.entity->find(name);
      if (column == nullptr) continue;
      FormField one = form_field(row, *column, names, context);
      if (says_something(one, row)) view.fields.push_back(std::move(one));
    }
    if (!view.fields.empty()) out.push_back(std::move(view));
  }
  return out;
}

}  // namespace fieldbook::ui
