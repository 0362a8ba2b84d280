#include "tests/support/map_reader.hpp"

#include <algorithm>

namespace fieldbook::tests {

Uuid id_of(std::string_view name) {
  Uuid out;
  std::copy_n(name.begin(), std::min(name.size(), out.bytes.size()), out.bytes.begin());
  return out;
}

RowBuilder::RowBuilder(std::string_view entity, Uuid id)
    : row_(schema::Catalogue::embedded()->entity(entity), id) {
  if (row_.entity->find("statecode") != nullptr) with("statecode", std::int64_t{0});
}

schema::Value& RowBuilder::at(std::string_view column) {
  const schema::Column* found = row_.entity->find(column);
  ASSERT(found != nullptr);
  return row_.values[found->ordinal];
}

RowBuilder& RowBuilder::with(std::string_view column, std::int64_t value) {
  at(column) = value;
  return *this;
}

RowBuilder& RowBuilder::with(std::string_view column, bool value) {
  at(column) = std::int64_t{value ? 1 : 0};
  return *this;
}

RowBuilder& RowBuilder::with(std::string_view column, const char* value) {
  at(column) = std::string(value);
  return *this;
}

RowBuilder& RowBuilder::with(std::string_view column, Uuid value) {
  at(column) = value;
  return *this;
}

RowBuilder& RowBuilder::without(std::string_view column) {
  at(column) = schema::Null{};
  return *this;
}

RowBuilder& RowBuilder::naming(std::string_view column, std::string_view entity,
                               std::string_view target) {
  at(column) = id_of(target);
  const std::string type_column = row_.entity->find(column)->type_column;
  if (!type_column.empty()) at(type_column) = std::string(entity);
  return *this;
}

RowBuilder a_row(std::string_view entity, std::string_view name) {
  return RowBuilder(entity, id_of(name));
}

namespace {

/// Calls `use` with each lookup of `row` that is not null.
template <class Use>
void for_each_lookup(const schema::Row& row, Use use) {
  for (const schema::Column& column : row.entity->columns) {
    if (column.type != schema::ColumnType::lookup) continue;
    const schema::ColumnHandle handle{row.entity->number, column.ordinal};
    if (const auto id = row.lookup(handle)) use(std::pair(handle, *id));
  }
}

}  // namespace

void MapReader::put(const schema::Row& row) {
  remove(row.key());
  for_each_lookup(row, [&](const auto& key) { index_[key].insert(row.id); });
  rows_.emplace(row.key(), row);
}

void MapReader::remove(const schema::RowKey& key) {
  const auto found = rows_.find(key);
  if (found == rows_.end()) return;
  for_each_lookup(found->second, [&](const auto& lookup) { index_[lookup].erase(key.id); });
  rows_.erase(found);
}

const schema::Row* MapReader::peek(const schema::RowKey& key) const {
  const auto found = rows_.find(key);
  return found == rows_.end() ? nullptr : &found->second;
}

const schema::Row& MapReader::at(std::string_view entity, const Uuid& id) const {
  const schema::Row* row = peek({catalogue_->entity(entity).number, id});
  ASSERT(row != nullptr);
  return *row;
}

Result<std::optional<schema::Row>> MapReader::get(const schema::RowKey& key) {
  const schema::Row* row = peek(key);
  return row == nullptr ? std::nullopt : std::optional(*row);
}

Result<std::vector<Uuid>> MapReader::find(schema::ColumnHandle column, const Uuid& value) {
  const schema::Entity* entity = catalogue_->find_number(column.entity_number);
  ASSERT(entity != nullptr && entity->columns[column.ordinal].type == schema::ColumnType::lookup);
  const auto found = index_.find({column, value});
  if (found == index_.end()) return std::vector<Uuid>{};
  return std::vector<Uuid>(found->second.begin(), found->second.end());
}

Result<std::vector<Uuid>> MapReader::all_ids(const schema::Entity& entity) {
  std::vector<Uuid> out;
  for (const auto& [key, row] : rows_)
    if (key.entity == entity.number) out.push_back(key.id);
  return out;
}

}  // namespace fieldbook::tests
