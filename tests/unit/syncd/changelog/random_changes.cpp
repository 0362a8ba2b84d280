#include "tests/unit/syncd/changelog/random_changes.hpp"

#include "tests/unit/syncd/changelog/commit_world.hpp"

namespace fieldbook::tests {

using schema::ColumnType;

std::vector<schema::RowChange> RandomChanges::next(std::size_t most) {
  std::vector<schema::RowChange> out;
  for (std::size_t count = 1 + random_.below(most); count > 0; --count) out.push_back(one());
  return out;
}

schema::RowChange RandomChanges::one() {
  const schema::Row& row = some_row();
  switch (random_.below(10)) {
    case 0: removed_.push_back(row); return removal_of(row);
    case 1:
      if (!removed_.empty()) return change_to(removed_[random_.below(removed_.size())]);
      break;
    case 2: {
      schema::Row copy = row;
      random_.fill(copy.id.bytes);
      return change_to(copy);
    }
    default: break;
  }
  return change(row);
}

const schema::Row& RandomChanges::some_row() {
  // Entities first: otherwise the largest would get nearly all changes.
  std::vector<const schema::Row*> rows;
  while (rows.empty()) {
    const auto entities = model_.catalogue().entities();
    const std::uint32_t number = entities[random_.below(entities.size())].number;
    for (auto at = model_.all().lower_bound({number, {}});
         at != model_.all().end() && at->first.entity == number; ++at)
      rows.push_back(&at->second);
  }
  return *rows[random_.below(rows.size())];
}

std::optional<Uuid> RandomChanges::some_id(const std::string& entity) {
  const schema::Entity* target = model_.catalogue().find(entity);
  if (target == nullptr) return std::nullopt;
  std::vector<Uuid> ids;
  for (auto at = model_.all().lower_bound({target->number, {}});
       at != model_.all().end() && at->first.entity == target->number; ++at)
    ids.push_back(at->first.id);
  if (ids.empty()) return std::nullopt;
  return ids[random_.below(ids.size())];
}

schema::RowChange RandomChanges::change(const schema::Row& row) {
  schema::RowChange change(row.key());
  for (std::size_t count = 1 + random_.below(3); count > 0; --count) {
    const auto& column = row.entity->columns[random_.below(row.entity->columns.size())];
    change.values.emplace_back(column.ordinal, value_for(row, column));
  }
  // Lookups and switches are what exposure reads; change one more of them.
  for (const schema::Column& column : row.entity->columns)
    if ((column.type == ColumnType::lookup || column.type == ColumnType::boolean ||
         column.type == ColumnType::state) &&
        random_.below(4) == 0)
      change.values.emplace_back(column.ordinal, value_for(row, column));
  return change;
}

schema::Value RandomChanges::value_for(const schema::Row& row, const schema::Column& column) {
  if (random_.below(8) == 0) return schema::Null{};
  switch (column.type) {
    case ColumnType::lookup:
      if (const auto id = some_id(column.targets[random_.below(column.targets.size())])) return *id;
      return schema::Null{};
    case ColumnType::boolean: return static_cast<std::int64_t>(random_.below(2));
    case ColumnType::choice:
    case ColumnType::state:
    case ColumnType::status:
      if (column.options.empty()) return schema::Null{};
      return column.options[random_.below(column.options.size())].value;
    case ColumnType::integer:
    case ColumnType::decimal:
    case ColumnType::money:
    case ColumnType::datetime:
    case ColumnType::date: return static_cast<std::int64_t>(random_.below(1'000'000'000));
    case ColumnType::floating: return static_cast<double>(random_.below(1000)) / 8;
    case ColumnType::text:
    case ColumnType::memo: return "text " + std::to_string(random_.below(1000));
    default: return row.values[column.ordinal];
  }
}

}  // namespace fieldbook::tests
