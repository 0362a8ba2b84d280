#include <fmt/format.h>

#include "tests/bench/floor/floors.hpp"

namespace fieldbook::bench {
namespace {

/// One statement with the rows it is run for.
struct Change {
  std::string sql;
  Row values;
};

struct Shape {
  std::string key;  // columns of the primary key, or rowid
  std::size_t key_columns = 1;
  std::vector<std::string> columns;  // with rowid first where the table has no other key
};

Shape shape_of(Bare& database, const std::string& table) {
  Shape out;
  std::vector<std::string> key;
  std::vector<std::string> columns;
  for (const Row& row :
       database.rows(fmt::format("SELECT name, pk FROM pragma_table_info('{}')", table))) {
    columns.push_back(std::get<std::string>(row[0]));
    if (std::get<std::int64_t>(row[1]) > 0) key.push_back(columns.back());
  }
  if (key.empty()) {
    key.emplace_back("rowid");
    out.columns.emplace_back("rowid");
  } else {
    out.columns = key;
  }
  for (const std::string& column : columns)
    if (std::find(key.begin(), key.end(), column) == key.end()) out.columns.push_back(column);
  out.key_columns = key.size();
  for (const std::string& column : key)
    out.key += (out.key.empty() ? "" : ", ") + quoted_name(column);
  return out;
}

std::string list_of(const std::vector<std::string>& columns) {
  std::string out;
  for (const std::string& column : columns) out += (out.empty() ? "" : ", ") + quoted_name(column);
  return out;
}

std::string key_equals(const Shape& shape) {
  std::string out;
  for (std::size_t i = 0; i < shape.key_columns; ++i)
    out += (i == 0 ? "" : " AND ") + quoted_name(shape.columns[i]) + fmt::format(" = ?{}", i + 1);
  return out;
}

/// What makes `table` of the open file like that of the attached one.
std::vector<Change> changes_of(Bare& database, const std::string& table) {
  const Shape shape = shape_of(database, table);
  const std::string name = quoted_name(table);
  const std::string columns = list_of(shape.columns);
  std::vector<Change> out;
  std::map<Row, Row> old;
  for (Row& row : database.rows(
           fmt::format("SELECT {0} FROM main.{1} EXCEPT SELECT {0} FROM later.{1}", columns, name)))
    old.emplace(Row(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(shape.key_columns)),
                row);
  for (Row& row : database.rows(fmt::format(
           "SELECT {0} FROM later.{1} EXCEPT SELECT {0} FROM main.{1}", columns, name))) {
    const Row key(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(shape.key_columns));
    const auto before = old.find(key);
    if (before == old.end()) {
      out.push_back(
          {fmt::format("INSERT INTO {} ({}) VALUES ({})", name, columns, placeholders(row.size())),
           std::move(row)});
      continue;
    }
    std::string assignments;
    Row values = key;
    for (std::size_t i = shape.key_columns; i < row.size(); ++i) {
      if (row[i] == before->second[i]) continue;
      values.push_back(row[i]);
      assignments += fmt::format("{}{} = ?{}", assignments.empty() ? "" : ", ",
                                 quoted_name(shape.columns[i]), values.size());
    }
    out.push_back({fmt::format("UPDATE {} SET {} WHERE {}", name, assignments, key_equals(shape)),
                   std::move(values)});
    old.erase(before);
  }
  for (const auto& [key, row] : old)
    out.push_back({fmt::format("DELETE FROM {} WHERE {}", name, key_equals(shape)), key});
  return out;
}

std::vector<std::string> plain_tables(Bare& database) {
  std::vector<std::string> out;
  for (const Row& row : database.rows(
           "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name "
           "NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'"))
    out.push_back(std::get<std::string>(row[0]));
  return out;
}

}  // namespace

ReplayFloor replay_floor(const std::string& before, const std::string& after,
                         const std::string& key, std::size_t group, bool entities_only, bool search,
                         const schema::Catalogue& catalogue) {
  Bare file(before, key, 4096);
  file.execute(fmt::format("ATTACH '{}' AS later", after));
  ReplayFloor result;
  std::vector<std::vector<Change>> groups;
  std::vector<Row> texts;
  const SearchTexts searched(file, catalogue);
  for (const std::string& table : entities_only ? entity_tables(file) : plain_tables(file)) {
    auto changes = changes_of(file, table);
    result.rows += changes.size();
    if (search && !changes.empty()) {
      const std::string changed = fmt::format(
          "row IN (SELECT l.row FROM later.{0} AS l JOIN main.{0} AS m ON m.row = l.row WHERE "
          "m.row_commit <> l.row_commit)",
          quoted_name(table));
      auto more = searched.of(file, table, changed);
      std::move(more.begin(), more.end(), std::back_inserter(texts));
    }
    for (std::size_t i = 0; i < changes.size(); ++i) {
      if (i / group >= groups.size()) groups.resize(i / group + 1);
      groups[i / group].push_back(std::move(changes[i]));
    }
  }
  file.execute("DETACH later");
  if (groups.empty()) give_up("nothing differs between the two files");

  const double begin = now_seconds();
  std::map<std::string, std::unique_ptr<Prepared>> statements;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    file.execute("BEGIN IMMEDIATE");
    for (const Change& change : groups[i]) {
      auto& statement = statements[change.sql];
      if (!statement) statement = std::make_unique<Prepared>(file, change.sql);
      statement->run(change.values);
    }
    if (search && i + 1 == groups.size()) {
      Prepared remove(file, "DELETE FROM search WHERE rowid = ?");
      Prepared insert(file, "INSERT INTO search (rowid, high, middle, low) VALUES (?, ?, ?, ?)");
      for (const Row& row : texts) {
        remove.run({row[0]});
        insert.run(row);
      }
    }
    file.execute("COMMIT");
  }
  result.seconds = now_seconds() - begin;
  result.transactions = groups.size();
  statements.clear();
  return result;
}

}  // namespace fieldbook::bench
