#include "syncd/changelog/change_set.hpp"

#include <fmt/format.h>

#include "shared/schema/value_check.hpp"

namespace fieldbook::syncd {
namespace {

/// Whether the store can keep the value. What options and lengths allow is the rules' business.
bool fits(schema::ColumnType type, const schema::Value& value) {
  using schema::ColumnType;
  if (schema::is_null(value)) return true;
  switch (type) {
    case ColumnType::text:
    case ColumnType::memo:
    case ColumnType::multichoice: return std::holds_alternative<std::string>(value);
    case ColumnType::floating: return std::holds_alternative<double>(value);
    case ColumnType::uuid:
    case ColumnType::lookup: return std::holds_alternative<Uuid>(value);
    case ColumnType::blob: return std::holds_alternative<Bytes>(value);
    default: return std::holds_alternative<std::int64_t>(value);
  }
}

Status set(schema::Row& row, std::uint32_t ordinal, const schema::Value& value) {
  if (ordinal >= row.values.size())
    return fail(Errc::invalid_argument,
                fmt::format("{} has no column at {}", row.entity->name, ordinal));
  const schema::Column& column = row.entity->columns[ordinal];
  if (!fits(column.type, value))
    return fail(Errc::invalid_argument,
                fmt::format("{}.{} cannot hold such a value", row.entity->name, column.name));
  row.values[ordinal] = value;
  return {};
}

}  // namespace

bool RowEdit::is_change() const {
  if (before.has_value() != after.has_value()) return true;
  return before.has_value() && !(before->row == *after);
}

Result<RowEdit*> ChangeSet::edit(const schema::RowKey& key) {
  const auto [place, is_first] = by_key_.try_emplace(key, edits_.size());
  if (is_first) {
    RowEdit& edit = edits_.emplace_back();
    edit.key = key;
    TRY(edit.before, rows_.stored(key));
    if (edit.before) {
      edit.after = edit.before->row;
      edit.number = edit.before->number;
    }
  }
  return &edits_[place->second];
}

schema::Row& ChangeSet::image(RowEdit& edit, const schema::Entity& entity) {
  if (!edit.after) edit.after.emplace(entity, edit.key.id);
  return *edit.after;
}

Status ChangeSet::add(const schema::RowChange& change) {
  const schema::Entity* entity = rows_.catalogue().find_number(change.key.entity);
  if (entity == nullptr)
    return fail(Errc::invalid_argument, fmt::format("there is no entity {}", change.key.entity));
  TRY(RowEdit * edit, this->edit(change.key));
  if (change.kind == schema::ChangeKind::remove) {
    edit->after.reset();
    return {};
  }
  schema::Row& row = image(*edit, *entity);
  for (const auto& [ordinal, value] : change.values) CHECK(set(row, ordinal, value));
  return {};
}

Status ChangeSet::add(const schema::JsonRow& from) {
  ASSERT(from.findings.empty());
  TRY(RowEdit * edit, this->edit(from.row.key()));
  schema::Row& row = image(*edit, *from.row.entity);
  for (const std::uint32_t ordinal : from.present)
    CHECK(set(row, ordinal, from.row.values[ordinal]));
  for (const auto& [name, text] : from.row.unknown_names)
    row.unknown_names.insert_or_assign(name, text);
  return {};
}

std::vector<RowEdit> ChangeSet::take() {
  std::erase_if(edits_, [](const RowEdit& edit) { return !edit.is_change(); });
  by_key_.clear();
  return std::move(edits_);
}

}  // namespace fieldbook::syncd
