#include "client/replica/shown_rows.hpp"

#include <fmt/format.h>

#include "client/replica/replica_parts.hpp"
#include "shared/base/limits.hpp"
#include "shared/schema/ddl.hpp"

namespace fieldbook::client {

namespace {

Result<std::vector<Uuid>> ids_where(sqlite::Connection& connection, const schema::Entity& entity,
                                    const schema::Column& column, const Uuid& value) {
  auto statement =
      connection.prepare(fmt::format("SELECT id FROM {} WHERE {} = ? ORDER BY id",
                                     schema::quoted(entity.name), schema::quoted(column.name)));
  statement.bind(0, value);
  std::vector<Uuid> out;
  while (true) {
    TRY(const bool row, statement.step());
    if (!row) return out;
    out.push_back(statement.uuid(0));
  }
}

Result<std::vector<Uuid>> ids_of(sqlite::Connection& connection, const schema::Entity& entity) {
  auto statement = connection.prepare(
      fmt::format("SELECT id FROM {} ORDER BY id LIMIT ?", schema::quoted(entity.name)));
  statement.bind(0, static_cast<std::int64_t>(limits::kReferenceRowsMax + 1));
  std::vector<Uuid> out;
  while (true) {
    TRY(const bool row, statement.step());
    if (!row) break;
    out.push_back(statement.uuid(0));
  }
  if (out.size() > limits::kReferenceRowsMax)
    return fail(Errc::limit_exceeded, entity.name + " has too many rows to list");
  return out;
}

}  // namespace

const schema::Catalogue& ShownRows::catalogue() const { return *parts_.catalogue; }

Result<std::optional<schema::Row>> ShownRows::get(const schema::RowKey& key) {
  RowTable* table = parts_.table(key.entity);
  if (table == nullptr) return std::nullopt;
  TRY(auto stored, table->read(key.id));
  if (!stored) return std::nullopt;
  return std::move(stored->row);
}

Result<std::vector<Uuid>> ShownRows::find(schema::ColumnHandle column, const Uuid& value) {
  RowTable* table = parts_.table(column.entity_number);
  ASSERT(table != nullptr);
  const schema::Entity& entity = table->entity();
  return ids_where(*parts_.connection, entity, entity.columns[column.ordinal], value);
}

Result<std::vector<Uuid>> ShownRows::all_ids(const schema::Entity& entity) {
  return ids_of(*parts_.connection, entity);
}

RowTable& ReadRows::table(const schema::Entity& entity) {
  const auto found = tables_.find(entity.number);
  if (found != tables_.end()) return found->second;
  return tables_.emplace(entity.number, RowTable(connection_, entity, 0)).first->second;
}

Result<std::optional<schema::Row>> ReadRows::get(const schema::RowKey& key) {
  const schema::Entity* entity = catalogue_->find_number(key.entity);
  if (entity == nullptr) return std::nullopt;
  TRY(auto stored, table(*entity).read(key.id));
  if (!stored) return std::nullopt;
  return std::move(stored->row);
}

Result<std::vector<Uuid>> ReadRows::find(schema::ColumnHandle column, const Uuid& value) {
  const schema::Entity* entity = catalogue_->find_number(column.entity_number);
  ASSERT(entity != nullptr);
  return ids_where(connection_, *entity, entity->columns[column.ordinal], value);
}

Result<std::vector<Uuid>> ReadRows::all_ids(const schema::Entity& entity) {
  return ids_of(connection_, entity);
}

}  // namespace fieldbook::client
