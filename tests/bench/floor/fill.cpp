#include <fmt/format.h>

#include "tests/bench/floor/floors.hpp"

namespace fieldbook::bench {

std::vector<std::string> entity_tables(Bare& database) {
  std::vector<std::string> out;
  for (const Row& row :
       database.rows("SELECT m.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c "
                     "WHERE m.type = 'table' AND c.name = 'row_commit' AND m.name <> 'base_image' "
                     "ORDER BY 1"))
    out.push_back(std::get<std::string>(row[0]));
  return out;
}

std::string quoted_name(const std::string& name) { return "\"" + name + "\""; }

std::string placeholders(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += i == 0 ? "?" : ",?";
  return out;
}

SearchTexts::SearchTexts(Bare& database, const schema::Catalogue& catalogue) {
  for (const schema::Entity& entity : catalogue.entities()) {
    Table table;
    std::string selection = "row";
    for (const schema::Column& column : entity.columns) {
      if (column.search_weight == 0 || schema::storage_type(column.type) != "TEXT") continue;
      table.parts.push_back(column.search_weight >= 8 ? 0 : column.search_weight >= 4 ? 1 : 2);
      selection += ", " + quoted_name(column.name);
    }
    if (table.parts.empty()) continue;
    table.selection = selection + " FROM " + quoted_name(entity.name);
    if (database.number(
            fmt::format("SELECT count(*) FROM sqlite_schema WHERE name = '{}'", entity.name)) > 0)
      tables_[entity.name] = std::move(table);
  }
}

std::vector<Row> SearchTexts::of(Bare& database, const std::string& table,
                                 const std::string& where) const {
  std::vector<Row> out;
  const auto found = tables_.find(table);
  if (found == tables_.end()) return out;
  for (const Row& row :
       database.rows("SELECT " + found->second.selection + " WHERE " + where + " ORDER BY row")) {
    std::string texts[3];
    for (std::size_t i = 0; i < found->second.parts.size(); ++i) {
      const auto* text = std::get_if<std::string>(&row[i + 1]);
      if (text == nullptr || text->empty()) continue;
      std::string& into = texts[found->second.parts[i]];
      into += (into.empty() ? "" : "\n") + *text;
    }
    out.push_back({row[0], texts[0], texts[1], texts[2]});
  }
  return out;
}

FillFloor fill_floor(const std::string& source_path, const std::string& key, const std::string& out,
                     bool search, const schema::Catalogue& catalogue) {
  struct Table {
    std::string create, insert;
    std::vector<std::string> indexes;
    std::vector<Row> rows;
  };
  std::vector<Table> tables;
  std::vector<Row> texts;
  std::string search_sql;
  int page_bytes = 0;
  {
    Bare source(source_path, key, 4096);
    page_bytes = static_cast<int>(source.number("PRAGMA page_size"));
    const SearchTexts searched(source, catalogue);
    for (const std::string& name : entity_tables(source)) {
      Table table;
      for (const Row& row : source.rows(fmt::format(
               "SELECT sql, type FROM sqlite_schema WHERE tbl_name = '{}' AND sql IS NOT NULL",
               name))) {
        const auto& sql = std::get<std::string>(row[0]);
        if (std::get<std::string>(row[1]) == "table")
          table.create = sql;
        else
          table.indexes.push_back(sql);
      }
      table.rows = source.rows("SELECT * FROM " + quoted_name(name) + " ORDER BY row");
      if (!table.rows.empty())
        table.insert = fmt::format("INSERT INTO {} VALUES ({})", quoted_name(name),
                                   placeholders(table.rows[0].size()));
      if (search) {
        auto more = searched.of(source, name, "true");
        std::move(more.begin(), more.end(), std::back_inserter(texts));
      }
      tables.push_back(std::move(table));
    }
    std::sort(texts.begin(), texts.end(), [](const Row& a, const Row& b) {
      return std::get<std::int64_t>(a[0]) < std::get<std::int64_t>(b[0]);
    });
    search_sql = std::get<std::string>(
        source.rows("SELECT sql FROM sqlite_schema WHERE name = 'search'").at(0).at(0));
  }

  FillFloor result;
  const double begin = now_seconds();
  Bare file(out, key, page_bytes);
  file.execute("BEGIN IMMEDIATE");
  for (const Table& table : tables) {
    file.execute(table.create);
    if (table.rows.empty()) continue;
    Prepared insert(file, table.insert);
    for (const Row& row : table.rows) insert.run(row);
    result.rows += table.rows.size();
  }
  for (const Table& table : tables)
    for (const std::string& index : table.indexes) file.execute(index);
  if (search) {
    file.execute(search_sql);
    Prepared insert(file, "INSERT INTO search (rowid, high, middle, low) VALUES (?, ?, ?, ?)");
    for (const Row& row : texts) insert.run(row);
  }
  file.execute("COMMIT");
  file.close();
  result.seconds = now_seconds() - begin;
  return result;
}

}  // namespace fieldbook::bench
