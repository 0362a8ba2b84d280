#include "ui/models/form_draft.hpp"

#include "ui/models/typed_value.hpp"

namespace fieldbook::ui {
namespace {

bool is_lookup(const schema::Column& column) { return column.type == schema::ColumnType::lookup; }

bool differs(const FieldDraft& draft) {
  return is_lookup(*draft.column) ? draft.link != draft.original_link
                                  : draft.text != draft.original;
}

}  // namespace

bool is_fillable(const schema::Column& column) {
  return is_typed(column) || (is_lookup(column) && !column.targets.empty());
}

void FormDraft::begin(const TextContext& context) {
  clear();
  strings_.emplace(context.strings);
  zone_offset_minutes_ = context.zone_offset_minutes;
}

void FormDraft::clear() { fields_.clear(); }

TextContext FormDraft::context() const {
  return {.strings = *strings_, .zone_offset_minutes = zone_offset_minutes_, .now = {}};
}

void FormDraft::add(const schema::Column& column, const schema::Value& value, const Names& names,
                    std::string link_entity) {
  FieldDraft draft{.column = &column};
  if (is_lookup(column)) {
    const auto* id = std::get_if<Uuid>(&value);
    draft.link = draft.original_link = id == nullptr ? Uuid{} : *id;
    draft.link_entity = std::move(link_entity);
    draft.text = value_text(column, value, names, context());
  } else {
    draft.text = typed_text(column, value, context());
  }
  draft.original = draft.text;
  fields_[column.name] = std::move(draft);
}

void FormDraft::check(const std::string& column) {
  const auto found = fields_.find(column);
  if (found == fields_.end()) return;
  FieldDraft& draft = found->second;
  draft.problem.clear();
  if (is_lookup(*draft.column)) {
    if (draft.column->required && draft.link.is_nil())
      draft.problem = strings_->text("check.required");
    return;
  }
  const auto value = typed_value(*draft.column, draft.text, context());
  if (!value) draft.problem = value.error();
}

void FormDraft::check_all() {
  for (const auto& [name, draft] : fields_) check(name);
}

void FormDraft::choose(const std::string& column, std::string entity, const Uuid& row,
                       std::string name) {
  const auto found = fields_.find(column);
  if (found == fields_.end()) return;
  found->second.link = row;
  found->second.link_entity = std::move(entity);
  found->second.text = std::move(name);
  check(column);
}

bool FormDraft::is_sound() const {
  return std::ranges::all_of(fields_, [](const auto& one) { return one.second.problem.empty(); });
}

bool FormDraft::has_changes() const {
  return is_sound() &&
         std::ranges::any_of(fields_, [](const auto& one) { return differs(one.second); });
}

schema::Value FormDraft::value_of(const FieldDraft& draft) const {
  if (is_lookup(*draft.column))
    return draft.link.is_nil() ? schema::Value() : schema::Value(draft.link);
  return typed_value(*draft.column, draft.text, context()).value_or(schema::Value());
}

FormDraft::Values FormDraft::changed() const {
  Values out;
  for (const auto& [name, draft] : fields_)
    if (differs(draft)) out.emplace_back(name, value_of(draft));
  return out;
}

FormDraft::Values FormDraft::given() const {
  Values out;
  for (const auto& [name, draft] : fields_)
    if (schema::Value value = value_of(draft); !schema::is_null(value))
      out.emplace_back(name, std::move(value));
  return out;
}

}  // namespace fieldbook::ui
