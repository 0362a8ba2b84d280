#include "syncd/store/entity_tables.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "shared/schema/ddl.hpp"
#include "shared/schema/row_codec.hpp"

namespace fieldbook::syncd {
namespace {

using schema::ColumnType;

constexpr int kLeadingColumns = 5;  // row, id, row_commit, row_epoch, unknown

std::vector<std::uint8_t> indexed_columns(const schema::Entity& entity) {
  std::vector<std::uint8_t> out(entity.columns.size(), 0);
  for (const schema::Column& column : entity.columns)
    if (column.type == ColumnType::lookup) out[column.ordinal] = 1;
  for (const auto& index : entity.indexes)
    for (const std::string& name : index)
      if (const schema::Column* column = entity.find(name)) out[column->ordinal] = 1;
  return out;
}

std::string print_insert(const schema::Entity& entity, const std::string& name) {
  std::string columns = "row, id, row_commit, row_epoch, unknown";
  std::string marks = "?1, ?2, ?3, ?4, ?5";
  for (const schema::Column& column : entity.columns) {
    columns += ", " + schema::quoted(column.name);
    marks += fmt::format(", ?{}", column.ordinal + kLeadingColumns + 1);
  }
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", name, columns, marks);
}

std::string print_update(const EntityTable& table, const std::string& name, bool skip_indexed) {
  std::string set = "row_commit = ?3, row_epoch = ?4, unknown = ?5";
  for (const schema::Column& column : table.entity->columns)
    if (!skip_indexed || table.indexed[column.ordinal] == 0)
      set += fmt::format(", {} = ?{}", schema::quoted(column.name),
                         column.ordinal + kLeadingColumns + 1);
  return fmt::format("UPDATE {} SET {} WHERE row = ?1 AND id = ?2", name, set);
}

EntityTable print_table(const schema::Entity& entity) {
  EntityTable table;
  table.entity = &entity;
  table.indexed = indexed_columns(entity);
  const std::string name = schema::quoted(entity.name);
  std::string columns = "row, id, row_commit, row_epoch, unknown";
  for (const schema::Column& column : entity.columns) columns += ", " + schema::quoted(column.name);
  table.get = fmt::format("SELECT {} FROM {} WHERE id = ?", columns, name);
  table.scan = fmt::format("SELECT {} FROM {} WHERE row > ? ORDER BY row LIMIT ?", columns, name);
  table.all_ids = fmt::format("SELECT id FROM {} ORDER BY id LIMIT ?", name);
  table.count = fmt::format("SELECT count(*) FROM {}", name);
  table.insert = print_insert(entity, name);
  table.update = print_update(table, name, false);
  table.update_plain = print_update(table, name, true);
  table.remove = fmt::format("DELETE FROM {} WHERE row = ?", name);
  table.find.resize(entity.columns.size());
  for (const schema::Column& column : entity.columns)
    if (column.type == ColumnType::lookup)
      table.find[column.ordinal] = fmt::format("SELECT id FROM {} WHERE {} = ? ORDER BY id", name,
                                               schema::quoted(column.name));
  return table;
}

std::unexpected<Error> misfit(const schema::Entity& entity, const schema::Column& column) {
  return fail(Errc::corrupt, fmt::format("{}.{} holds a value that its type does not allow",
                                         entity.name, column.name));
}

/// SQLite's codes for the types of values.
constexpr int kInteger = 1;
constexpr int kFloat = 2;
constexpr int kText = 3;
constexpr int kBlob = 4;

Result<schema::Value> read_value(const schema::Entity& entity, const schema::Column& column,
                                 sqlite::Statement& statement, int position) {
  const int type = statement.type(position);
  switch (column.type) {
    case ColumnType::text:
    case ColumnType::memo:
    case ColumnType::multichoice:
      if (type != kText) return misfit(entity, column);
      return schema::Value(std::string(statement.text(position)));
    case ColumnType::floating:
      if (type != kFloat && type != kInteger) return misfit(entity, column);
      return schema::Value(statement.floating(position));
    case ColumnType::uuid:
    case ColumnType::lookup:
      if (type != kBlob || statement.blob(position).size() != 16) return misfit(entity, column);
      return schema::Value(statement.uuid(position));
    case ColumnType::blob: {
      if (type != kBlob) return misfit(entity, column);
      const ByteView bytes = statement.blob(position);
      return schema::Value(Bytes(bytes.begin(), bytes.end()));
    }
    default:
      if (type != kInteger) return misfit(entity, column);
      return schema::Value(statement.integer(position));
  }
}

Status read_unknown_number(const std::string& name, const nlohmann::json& value, schema::Row& row) {
  std::uint32_t number = 0;
  const auto parsed = std::from_chars(name.data() + 1, name.data() + name.size(), number);
  if (parsed.ec != std::errc{} || !value.is_string())
    return fail(Errc::corrupt, "an unknown column's number does not read");
  TRY(const Bytes bytes, from_hex(value.get_ref<const std::string&>()));
  using Kind = schema::ValueReader::Scalar::Kind;
  TRY(const auto scalar, schema::ValueReader(bytes).next());
  schema::Value& out = row.unknown_numbers[number];
  switch (scalar.kind) {
    case Kind::null: break;
    case Kind::integer: out = scalar.integer; break;
    case Kind::floating: out = scalar.floating; break;
    case Kind::text: out = std::string(as_text(scalar.view)); break;
    case Kind::bytes:
      if (scalar.view.size() == 16)
        out = *to_uuid(scalar.view);
      else
        out = Bytes(scalar.view.begin(), scalar.view.end());
      break;
  }
  return {};
}

Status read_unknown(std::string_view text, schema::Row& row) {
  const auto object = nlohmann::json::parse(text, nullptr, false);
  if (!object.is_object())
    return fail(Errc::corrupt, row.entity->name + ": unknown columns do not read");
  for (const auto& [name, value] : object.items()) {
    if (name.starts_with('#')) {
      CHECK(read_unknown_number(name, value, row));
    } else {
      row.unknown_names.emplace(name, value.dump());
    }
  }
  return {};
}

void bind_value(sqlite::Statement& statement, int position, const schema::Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    statement.bind(position, *integer);
  else if (const auto* text = std::get_if<std::string>(&value))
    statement.bind_view(position, std::string_view(*text));
  else if (const auto* uuid = std::get_if<Uuid>(&value))
    statement.bind_view(position, ByteView(uuid->bytes));
  else if (const auto* number = std::get_if<double>(&value))
    statement.bind(position, *number);
  else if (const auto* bytes = std::get_if<Bytes>(&value))
    statement.bind_view(position, ByteView(*bytes));
  else
    statement.bind_null(position);
}

}  // namespace

EntityTables::EntityTables(std::shared_ptr<const schema::Catalogue> catalogue)
    : catalogue_(std::move(catalogue)) {
  for (const schema::Entity& entity : catalogue_->entities())
    tables_.emplace(entity.number, print_table(entity));
}

const EntityTable* EntityTables::find(std::uint32_t entity) const {
  const auto found = tables_.find(entity);
  return found == tables_.end() ? nullptr : &found->second;
}

Result<StoredRow> read_row(const EntityTable& table, sqlite::Statement& statement) {
  StoredRow out{schema::Row(*table.entity, statement.uuid(1)), statement.integer(0),
                Stamp{statement.integer(2), static_cast<std::uint32_t>(statement.integer(3))}};
  if (!statement.is_null(4)) CHECK(read_unknown(statement.text(4), out.row));
  for (const schema::Column& column : table.entity->columns) {
    const int position = static_cast<int>(column.ordinal) + kLeadingColumns;
    if (statement.is_null(position)) continue;
    TRY(out.row.values[column.ordinal], read_value(*table.entity, column, statement, position));
  }
  return out;
}

void bind_row(const EntityTable& table, sqlite::Statement& statement, const schema::Row& row,
              RowNumber number, Stamp stamp, const std::string& unknown, bool skip_indexed) {
  statement.bind(0, number);
  statement.bind_view(1, ByteView(row.id.bytes));
  statement.bind(2, stamp.commit);
  statement.bind(3, static_cast<std::int64_t>(stamp.epoch));
  if (unknown.empty())
    statement.bind_null(4);
  else
    statement.bind_view(4, std::string_view(unknown));
  for (const schema::Column& column : table.entity->columns)
    if (!skip_indexed || table.indexed[column.ordinal] == 0)
      bind_value(statement, static_cast<int>(column.ordinal) + kLeadingColumns,
                 row.values[column.ordinal]);
}

std::string print_unknown(const schema::Row& row) {
  if (row.unknown_names.empty() && row.unknown_numbers.empty()) return {};
  nlohmann::json object = nlohmann::json::object();
  for (const auto& [name, text] : row.unknown_names)
    object[name] = nlohmann::json::parse(text, nullptr, false);
  for (const auto& [number, value] : row.unknown_numbers) {
    Bytes bytes;
    schema::encode_value(value, bytes);
    object[fmt::format("#{}", number)] = to_hex(bytes);
  }
  return object.dump();
}

}  // namespace fieldbook::syncd
