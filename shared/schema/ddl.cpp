#include "shared/schema/ddl.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace fieldbook::schema {
namespace {

/// The columns of one index, already quoted.
struct Index {
  std::string name;
  std::string columns;
};

std::string_view leading_columns(Ddl ddl) {
  return ddl == Ddl::store ? "  row INTEGER PRIMARY KEY,\n"
                             "  id BLOB NOT NULL UNIQUE,\n"
                             "  row_commit INTEGER NOT NULL,\n"
                             "  row_epoch INTEGER NOT NULL,\n"
                             "  unknown TEXT"
                           : "  row INTEGER PRIMARY KEY,\n"
                             "  id BLOB NOT NULL UNIQUE,\n"
                             "  row_commit INTEGER NOT NULL,\n"
                             "  row_epoch INTEGER NOT NULL,\n"
                             "  content_hash INTEGER NOT NULL,\n"
                             "  bucket_set INTEGER NOT NULL,\n"
                             "  unknown BLOB";
}

Index make_index(const Entity& entity, const std::vector<SortKey>& keys) {
  // A point and a dash stand in no name, so that two lists of columns never share an index name.
  Index index{entity.name, ""};
  for (const SortKey& key : keys) {
    const bool descending = key.direction == SortDirection::descending;
    index.name += fmt::format(".{}{}", key.column, descending ? "-descending" : "");
    index.columns += fmt::format("{}{}{}", index.columns.empty() ? "" : ", ",
                                 schema::quoted(key.column), descending ? " DESC" : "");
  }
  return index;
}

std::vector<SortKey> ascending(const std::vector<std::string>& columns) {
  std::vector<SortKey> keys;
  for (const std::string& column : columns) keys.push_back({column, SortDirection::ascending});
  return keys;
}

/// What a view compares with one value, then what it sorts by. The last key ascends, because SQLite
/// reads an index either way: with `row` as the last key, in the direction of the one before it, a
/// list is read in order and continued from any row.
std::vector<SortKey> view_keys(const View& view) {
  std::vector<SortKey> keys;
  const auto has = [&](const std::string& column) {
    return std::any_of(keys.begin(), keys.end(),
                       [&](const SortKey& key) { return key.column == column; });
  };
  for (const Condition& condition : view.conditions)
    if ((condition.op == Operator::equal || condition.op == Operator::me) && !has(condition.column))
      keys.push_back({condition.column, SortDirection::ascending});
  const bool turn = !view.sort.empty() && view.sort.back().direction == SortDirection::descending;
  for (const SortKey& key : view.sort) {
    if (has(key.column)) continue;
    const bool descending = (key.direction == SortDirection::descending) != turn;
    keys.push_back({key.column, descending ? SortDirection::descending : SortDirection::ascending});
  }
  return keys;
}

bool starts_with(const std::vector<SortKey>& longer, const std::vector<SortKey>& shorter) {
  return shorter.size() <= longer.size() &&
         std::equal(shorter.begin(), shorter.end(), longer.begin(),
                    [](const SortKey& a, const SortKey& b) {
                      return a.column == b.column && a.direction == b.direction;
                    });
}

/// The lists of columns that one table indexes, some of them the beginning of others.
std::vector<std::vector<SortKey>> wanted_indexes(const Entity& entity, Ddl ddl) {
  std::vector<std::vector<SortKey>> wanted;
  for (const Column& column : entity.columns)
    if (column.type == ColumnType::lookup && (ddl == Ddl::store || column.required))
      wanted.push_back({{column.name, SortDirection::ascending}});
  for (const auto& columns : entity.indexes) {
    const bool by_parent = entity.find(columns[0])->type == ColumnType::lookup;
    if (ddl == Ddl::store || by_parent) wanted.push_back(ascending(columns));
  }
  if (ddl == Ddl::replica)
    for (const View& view : entity.views)
      if (!view.sort.empty()) wanted.push_back(view_keys(view));
  return wanted;
}

std::vector<Index> indexes_of(const Entity& entity, Ddl ddl) {
  const auto wanted = wanted_indexes(entity, ddl);
  std::vector<Index> out;
  std::set<std::string> names;
  for (const auto& keys : wanted) {
    const bool covered = std::any_of(wanted.begin(), wanted.end(), [&](const auto& other) {
      return other.size() > keys.size() && starts_with(other, keys);
    });
    Index index = make_index(entity, keys);
    if (!covered && names.insert(index.name).second) out.push_back(std::move(index));
  }
  return out;
}

std::string column_definition(const Column& column) {
  return fmt::format("{} {}", schema::quoted(column.name), storage_type(column.type));
}

std::string create_index(const Entity& entity, const Index& index) {
  return fmt::format("CREATE INDEX IF NOT EXISTS {} ON {} ({})", schema::quoted(index.name),
                     schema::quoted(entity.name), index.columns);
}

}  // namespace

std::string_view storage_type(ColumnType type) {
  switch (type) {
    case ColumnType::text:
    case ColumnType::memo:
    case ColumnType::multichoice: return "TEXT";
    case ColumnType::floating: return "REAL";
    case ColumnType::uuid:
    case ColumnType::lookup:
    case ColumnType::blob: return "BLOB";
    default: return "INTEGER";
  }
}

std::string quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

std::vector<std::string> create_table(const Entity& entity, Ddl ddl) {
  std::string table =
      fmt::format("CREATE TABLE {} (\n{}", schema::quoted(entity.name), leading_columns(ddl));
  for (const Column& column : entity.columns) table += ",\n  " + column_definition(column);
  std::vector<std::string> out{table + "\n) STRICT"};
  std::ranges::move(create_indexes(entity, ddl), std::back_inserter(out));
  return out;
}

std::vector<std::string> create_indexes(const Entity& entity, Ddl ddl) {
  std::vector<std::string> out;
  for (const Index& index : indexes_of(entity, ddl)) out.push_back(create_index(entity, index));
  return out;
}

std::vector<std::uint32_t> indexed_columns(const Entity& entity, Ddl ddl) {
  std::set<std::uint32_t> out;
  for (const auto& keys : wanted_indexes(entity, ddl))
    for (const SortKey& key : keys)
      if (const Column* column = entity.find(key.column)) out.insert(column->ordinal);
  return {out.begin(), out.end()};
}

std::vector<std::string> additions(const Entity& entity, Ddl ddl,
                                   std::span<const std::string> present) {
  std::vector<std::string> out;
  for (const Column& column : entity.columns)
    if (std::find(present.begin(), present.end(), column.name) == present.end())
      out.push_back(fmt::format("ALTER TABLE {} ADD COLUMN {}", schema::quoted(entity.name),
                                column_definition(column)));
  std::ranges::move(create_indexes(entity, ddl), std::back_inserter(out));
  return out;
}

}  // namespace fieldbook::schema
