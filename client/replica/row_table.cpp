#include "client/replica/row_table.hpp"

#include <fmt/format.h>

#include "shared/schema/ddl.hpp"
#include "shared/schema/row_codec.hpp"

namespace fieldbook::client {
namespace {

// Positions of what stands before the entity's columns in columns().
enum Position : int { kNumber, kId, kCommit, kEpoch, kHash, kSet, kUnknown, kFirstColumn };
constexpr std::string_view kLeading =
    "row, id, row_commit, row_epoch, content_hash, bucket_set, unknown";

/// An entity without columns: every number of an image read with it is unknown.
const schema::Entity& no_columns() {
  static const schema::Entity entity;
  return entity;
}

std::string placeholders(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += i == 0 ? "?" : ", ?";
  return out;
}

}  // namespace

std::uint64_t stored_content_hash(const schema::Row& row) {
  schema::ContentHash hash;
  auto unknown = row.unknown_numbers.begin();
  for (const schema::Column& column : row.entity->columns) {
    for (; unknown != row.unknown_numbers.end() && unknown->first < column.number; ++unknown)
      hash.add_value(unknown->first, unknown->second);
    hash.add_value(column.number, row.values[column.ordinal]);
  }
  for (; unknown != row.unknown_numbers.end(); ++unknown)
    hash.add_value(unknown->first, unknown->second);
  return hash.finish();
}

void bind_value(sqlite::Statement& statement, int position, const schema::Value& value) {
  struct Visitor {
    sqlite::Statement& statement;
    int position;
    void operator()(schema::Null) const { statement.bind_null(position); }
    void operator()(std::int64_t number) const { statement.bind(position, number); }
    void operator()(double number) const { statement.bind(position, number); }
    void operator()(const std::string& text) const {
      statement.bind_view(position, std::string_view(text));
    }
    void operator()(const Uuid& uuid) const { statement.bind_view(position, ByteView(uuid.bytes)); }
    void operator()(const Bytes& bytes) const { statement.bind_view(position, ByteView(bytes)); }
  };
  std::visit(Visitor{statement, position}, value);
}

schema::Value read_value(const sqlite::Statement& statement, int position,
                         const schema::Column& column) {
  if (statement.is_null(position)) return schema::Null{};
  switch (column.type) {
    case schema::ColumnType::text:
    case schema::ColumnType::memo:
    case schema::ColumnType::multichoice: return std::string(statement.text(position));
    case schema::ColumnType::floating: return statement.floating(position);
    case schema::ColumnType::uuid:
    case schema::ColumnType::lookup: return statement.uuid(position);
    case schema::ColumnType::blob: {
      const ByteView bytes = statement.blob(position);
      return Bytes(bytes.begin(), bytes.end());
    }
    default: return statement.integer(position);
  }
}

RowTable::RowTable(sqlite::Connection& connection, const schema::Entity& entity, std::int64_t slot)
    : connection_(&connection),
      entity_(&entity),
      slot_(slot),
      indexed_(schema::indexed_columns(entity, schema::Ddl::replica)),
      columns_(kLeading),
      name_(schema::quoted(entity.name)) {
  std::string assignments;
  for (const schema::Column& column : entity.columns) {
    columns_ += ", " + schema::quoted(column.name);
    // Parameters are numbered as insert_sql_ has them; 2, the id, never changes: naming `row` or
    // `id` in an UPDATE would rewrite every index.
    assignments += fmt::format(", {} = ?{}", schema::quoted(column.name),
                               kFirstColumn + 1 + static_cast<int>(column.ordinal));
    if (column.search_weight > 0) searchable_ = true;
  }
  find_sql_ = fmt::format(
      "SELECT row, row_commit, row_epoch, content_hash, bucket_set FROM {} WHERE id = ?", name_);
  read_sql_ = fmt::format("SELECT {} FROM {} WHERE id = ?", columns_, name_);
  read_number_sql_ = fmt::format("SELECT {} FROM {} WHERE row = ?", columns_, name_);
  insert_sql_ = fmt::format("INSERT INTO {} ({}) VALUES ({})", name_, columns_,
                            placeholders(kFirstColumn + entity.columns.size()));
  update_sql_ = fmt::format(
      "UPDATE {} SET row_commit = ?3, row_epoch = ?4, content_hash = ?5, bucket_set = ?6, "
      "unknown = ?7{} WHERE row = ?1",
      name_, assignments);
}

Result<std::optional<RowTable::Found>> RowTable::find(const Uuid& id) {
  auto statement = connection_->prepare(find_sql_);
  statement.bind_view(0, ByteView(id.bytes));
  TRY(const bool row, statement.step());
  if (!row) return std::nullopt;
  return Found{statement.integer(0),
               {statement.integer(1), statement.integer(2),
                static_cast<std::uint64_t>(statement.integer(3)), statement.integer(4)}};
}

Result<StoredRow> RowTable::from(const sqlite::Statement& statement) const {
  StoredRow stored;
  stored.number = statement.integer(kNumber);
  stored.head = {statement.integer(kCommit), statement.integer(kEpoch),
                 static_cast<std::uint64_t>(statement.integer(kHash)), statement.integer(kSet)};
  stored.row = schema::Row(*entity_, statement.uuid(kId));
  for (const schema::Column& column : entity_->columns)
    stored.row.values[column.ordinal] =
        read_value(statement, kFirstColumn + static_cast<int>(column.ordinal), column);
  if (!statement.is_null(kUnknown)) {
    auto unknown = schema::decode_image(no_columns(), stored.row.id, statement.blob(kUnknown));
    if (!unknown) return fail(Errc::corrupt, "unknown columns of a row of " + entity_->name);
    stored.row.unknown_numbers = std::move(unknown->unknown_numbers);
  }
  return stored;
}

Result<std::optional<StoredRow>> RowTable::read(const Uuid& id) {
  auto statement = connection_->prepare(read_sql_);
  statement.bind_view(0, ByteView(id.bytes));
  TRY(const bool row, statement.step());
  if (!row) return std::nullopt;
  return from(statement);
}

Result<std::optional<StoredRow>> RowTable::read(std::int64_t number) {
  auto statement = connection_->prepare(read_number_sql_);
  statement.bind(0, number);
  TRY(const bool row, statement.step());
  if (!row) return std::nullopt;
  return from(statement);
}

void RowTable::bind(sqlite::Statement& statement, const StoredRow& stored, Bytes& unknown) const {
  statement.bind(kNumber, stored.number);
  statement.bind_view(kId, ByteView(stored.row.id.bytes));
  statement.bind(kCommit, stored.head.commit);
  statement.bind(kEpoch, stored.head.epoch);
  statement.bind(kHash, static_cast<std::int64_t>(stored.head.content_hash));
  statement.bind(kSet, stored.head.set);
  statement.bind_null(kUnknown);
  if (!stored.row.unknown_numbers.empty()) {
    schema::Row aside(no_columns(), stored.row.id);
    aside.unknown_numbers = stored.row.unknown_numbers;
    unknown = schema::encode_image(aside);
    statement.bind_view(kUnknown, ByteView(unknown));
  }
  for (const schema::Column& column : entity_->columns)
    bind_value(statement, kFirstColumn + static_cast<int>(column.ordinal),
               stored.row.values[column.ordinal]);
}

Status RowTable::insert(const StoredRow& stored) {
  auto statement = connection_->prepare(insert_sql_);
  Bytes unknown;
  bind(statement, stored, unknown);
  return statement.run();
}

Status RowTable::update(const StoredRow& stored) {
  auto statement = connection_->prepare(update_sql_);
  Bytes unknown;
  bind(statement, stored, unknown);
  return statement.run();
}

Status RowTable::set_head(std::int64_t number, const RowHead& head) {
  auto statement = connection_->prepare(
      "UPDATE " + name_ +
      " SET row_commit = ?, row_epoch = ?, content_hash = ?, bucket_set = ? WHERE row = ?");
  statement.bind_all(head.commit, head.epoch, static_cast<std::int64_t>(head.content_hash),
                     head.set, number);
  return statement.run();
}

Status RowTable::erase(std::int64_t number) {
  auto statement = connection_->prepare("DELETE FROM " + name_ + " WHERE row = ?");
  statement.bind(0, number);
  return statement.run();
}

Status RowTable::adopt_unknown(StoredRow& stored) {
  bool moved = false;
  auto& aside = stored.row.unknown_numbers;
  for (auto it = aside.begin(); it != aside.end();) {
    const schema::Column* column = entity_->find_number(it->first);
    if (column == nullptr) {
      ++it;
      continue;
    }
    Bytes encoded;
    schema::encode_value(it->second, encoded);
    TRY(const auto scalar, schema::ValueReader(encoded).next());
    // A value that does not fit stays aside; the daemon's next write of the row brings it right.
    if (auto value = schema::to_value(scalar, *column)) {
      stored.row.values[column->ordinal] = *std::move(value);
      it = aside.erase(it);
      moved = true;
    } else {
      ++it;
    }
  }
  return moved ? update(stored) : Status{};
}

}  // namespace fieldbook::client
