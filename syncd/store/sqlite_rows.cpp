// Rows of entities.

#include <fmt/format.h>

#include "shared/base/limits.hpp"
#include "syncd/store/sqlite_transaction.hpp"

namespace fieldbook::syncd {

Result<const EntityTable*> SqliteReads::table(std::uint32_t entity) const {
  const EntityTable* found = tables_.find(entity);
  if (found == nullptr)
    return fail(Errc::invalid_argument, fmt::format("there is no entity {}", entity));
  return found;
}

Result<std::optional<StoredRow>> SqliteReads::stored(const schema::RowKey& key) {
  TRY(const EntityTable* table, this->table(key.entity));
  auto statement = connection_.prepare(table->get);
  statement.bind_view(0, ByteView(key.id.bytes));
  TRY(const bool found, statement.step());
  if (!found) return std::nullopt;
  return read_row(*table, statement);
}

Result<std::optional<schema::Row>> SqliteReads::get(const schema::RowKey& key) {
  TRY(auto found, stored(key));
  if (!found) return std::nullopt;
  return std::move(found->row);
}

Result<std::vector<Uuid>> SqliteReads::find(schema::ColumnHandle column, const Uuid& value) {
  TRY(const EntityTable* table, this->table(column.entity_number));
  ASSERT(column.ordinal < table->find.size() && !table->find[column.ordinal].empty());
  auto statement = connection_.prepare(table->find[column.ordinal]);
  statement.bind_view(0, ByteView(value.bytes));
  std::vector<Uuid> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    out.push_back(statement.uuid(0));
  }
}

Result<std::vector<Uuid>> SqliteReads::all_ids(const schema::Entity& entity) {
  TRY(const EntityTable* table, this->table(entity.number));
  auto statement = connection_.prepare(table->all_ids);
  statement.bind_all(limits::kReferenceRowsMax + 1);
  std::vector<Uuid> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) break;
    out.push_back(statement.uuid(0));
  }
  if (out.size() > limits::kReferenceRowsMax)
    return fail(Errc::limit_exceeded,
                fmt::format("{} has more than {} rows", entity.name, limits::kReferenceRowsMax));
  return out;
}

Result<std::vector<StoredRow>> SqliteReads::scan(const schema::Entity& entity, RowNumber after,
                                                 std::size_t limit) {
  TRY(const EntityTable* table, this->table(entity.number));
  auto statement = connection_.prepare(table->scan);
  statement.bind_all(after, limit);
  std::vector<StoredRow> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    TRY(auto row, read_row(*table, statement));
    out.push_back(std::move(row));
  }
}

Result<std::uint64_t> SqliteReads::count(const schema::Entity& entity) {
  TRY(const EntityTable* table, this->table(entity.number));
  auto statement = connection_.prepare(table->count);
  TRY(const bool found, statement.step());
  ASSERT(found);
  return static_cast<std::uint64_t>(statement.integer(0));
}

Result<RowNumber> SqliteWrites::take_row_number(const schema::RowKey& key) {
  auto departed = connection_.prepare("SELECT row FROM store_departed WHERE entity = ? AND id = ?");
  departed.bind_all(key.entity, key.id);
  TRY(const bool found, departed.step());
  if (!found) return next_row_++;
  const RowNumber number = departed.integer(0);
  departed.reset();
  auto back = connection_.prepare("DELETE FROM store_departed WHERE entity = ? AND id = ?");
  back.bind_all(key.entity, key.id);
  CHECK(back.run());
  return number;
}

namespace {

bool index_follows(const EntityTable& table, const schema::Row& a, const schema::Row& b) {
  for (std::size_t i = 0; i < table.indexed.size(); ++i)
    if (table.indexed[i] != 0 && a.values[i] != b.values[i]) return true;
  return false;
}

}  // namespace

Result<RowNumber> SqliteWrites::put_row(const schema::Row& row, Stamp stamp,
                                        const StoredRow* before) {
  TRY(const EntityTable* table, this->table(row.entity->number));
  ASSERT(row.values.size() == table->entity->columns.size());
  const std::string unknown = print_unknown(row);
  if (before == nullptr) {
    TRY(const RowNumber number, take_row_number(row.key()));
    auto statement = connection_.prepare(table->insert);
    bind_row(*table, statement, row, number, stamp, unknown, false);
    CHECK(statement.run());
    return number;
  }
  const bool plain = !index_follows(*table, row, before->row);
  auto statement = connection_.prepare(plain ? table->update_plain : table->update);
  bind_row(*table, statement, row, before->number, stamp, unknown, plain);
  CHECK(statement.run());
  ASSERT(connection_.changes() == 1);
  return before->number;
}

Status SqliteWrites::remove_row(const StoredRow& row) {
  TRY(const EntityTable* table, this->table(row.row.entity->number));
  auto statement = connection_.prepare(table->remove);
  statement.bind_all(row.number);
  CHECK(statement.run());
  if (connection_.changes() == 0) return {};
  auto departed = connection_.prepare("INSERT INTO store_departed VALUES (?, ?, ?)");
  departed.bind_all(row.row.entity->number, row.row.id, row.number);
  return departed.run();
}

}  // namespace fieldbook::syncd
