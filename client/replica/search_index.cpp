#include "client/replica/search_index.hpp"

#include <fmt/format.h>

#include "client/replica/replica_parts.hpp"
#include "client/replica/search_text.hpp"
#include "shared/schema/ddl.hpp"

namespace fieldbook::client {
namespace {

constexpr std::uint32_t kHighWeight = 8;
constexpr std::uint32_t kMiddleWeight = 4;
/// More rows than these come of a first sync, not of people's work.
constexpr std::size_t kMuch = 5'000;
/// Pages of the index that one step of merging writes.
constexpr std::int64_t kMergePages = 64;
constexpr std::string_view kInsert =
    "INSERT INTO search (rowid, high, middle, low) VALUES (?, ?, ?, ?)";

bool is_searched(const schema::Column& column) {
  return column.search_weight > 0 && schema::storage_type(column.type) == "TEXT";
}

/// "row" and the searched columns of the table.
std::string selection(const RowTable& table) {
  std::string out = "row";
  for (const schema::Column& column : table.entity().columns)
    if (is_searched(column)) out += ", " + schema::quoted(column.name);
  return out;
}

}  // namespace

Status SearchIndex::add_from(const sqlite::Statement& row, const RowTable& table,
                             sqlite::Statement& insert) {
  std::string texts[3];
  int position = 1;
  for (const schema::Column& column : table.entity().columns) {
    if (!is_searched(column)) continue;
    const std::string_view text = row.text(position++);
    if (text.empty()) continue;
    std::string& into = texts[column.search_weight >= kHighWeight     ? 0
                              : column.search_weight >= kMiddleWeight ? 1
                                                                      : 2];
    if (!into.empty()) into += '\n';
    into += spaced(text);
  }
  insert.bind(0, row.integer(0));
  for (int i = 0; i < 3; ++i) insert.bind_view(i + 1, std::string_view(texts[i]));
  return insert.run();
}

Result<std::size_t> SearchIndex::renew_changed(std::size_t rows) {
  std::vector<std::int64_t> numbers;
  {
    auto select = parts_.connection->prepare("SELECT row FROM search_backlog ORDER BY row LIMIT ?");
    select.bind(0, static_cast<std::int64_t>(rows));
    while (true) {
      TRY(const bool row, select.step());
      if (!row) break;
      numbers.push_back(select.integer(0));
    }
  }
  auto remove = parts_.connection->prepare("DELETE FROM search WHERE rowid = ?");
  auto insert = parts_.connection->prepare(kInsert);
  auto forget = parts_.connection->prepare("DELETE FROM search_backlog WHERE row = ?");
  for (const std::int64_t number : numbers) {
    remove.bind(0, number);
    CHECK(remove.run());
    const auto slot = parts_.entity_of_slot.find(number & (kSlotsMax - 1));
    RowTable* table = slot == parts_.entity_of_slot.end() ? nullptr : parts_.table(slot->second);
    if (table != nullptr && table->is_searchable()) {
      auto select = parts_.connection->prepare(fmt::format("SELECT {} FROM {} WHERE row = ?",
                                                           selection(*table),
                                                           schema::quoted(table->entity().name)));
      select.bind(0, number);
      TRY(const bool row, select.step());
      if (row) CHECK(add_from(select, *table, insert));
    }
    forget.bind(0, number);
    CHECK(forget.run());
  }
  return numbers.size();
}

Status SearchIndex::add_new(std::size_t rows) {
  struct Source {
    const RowTable* table;
    sqlite::Statement statement;
    bool more;
  };
  std::vector<Source> sources;
  for (const auto& [number, table] : parts_.tables) {
    if (!table.is_searchable()) continue;
    auto select = parts_.connection->prepare(
        fmt::format("SELECT {} FROM {} WHERE row > ? ORDER BY row", selection(table),
                    schema::quoted(table.entity().name)));
    select.bind(0, parts_.indexed);
    TRY(const bool more, select.step());
    if (more) sources.push_back({&table, std::move(select), true});
  }
  auto insert = parts_.connection->prepare(kInsert);
  // The index takes rows in ascending order without flushing between them.
  for (std::size_t done = 0; done < rows; ++done) {
    Source* first = nullptr;
    for (Source& source : sources)
      if (source.more &&
          (first == nullptr || source.statement.integer(0) < first->statement.integer(0)))
        first = &source;
    if (first == nullptr) {
      parts_.indexed = parts_.last_row_number();
      break;
    }
    const std::int64_t number = first->statement.integer(0);
    CHECK(add_from(first->statement, *first->table, insert));
    parts_.indexed = number;
    TRY(first->more, first->statement.step());
  }
  return parts_.meta.set(kMetaIndexed, parts_.indexed);
}

Result<std::size_t> SearchIndex::index_some(std::size_t rows) {
  TRY(const std::size_t before, backlog());
  if (before == 0) return before;
  if (before > kMuch) parts_.indexing_much = true;
  CHECK(parts_.write(
      [&]() -> Status {
        TRY(const std::size_t renewed, renew_changed(rows));
        return renewed < rows ? add_new(rows - renewed) : Status{};
      },
      Durability::lazy));
  TRY(const std::size_t left, backlog());
  if (left == 0) parts_.indexing_much = false;
  return left;
}

Result<bool> SearchIndex::merge_some() {
  bool merged = false;
  CHECK(parts_.write(
      [&]() -> Status {
        const std::int64_t before = parts_.connection->total_changes();
        auto merge =
            parts_.connection->prepare("INSERT INTO search (search, rank) VALUES ('merge', ?)");
        merge.bind(0, kMergePages);
        CHECK(merge.run());
        // The command itself counts as one change (FTS5, "The 'merge' Command").
        merged = parts_.connection->total_changes() - before >= 2;
        return {};
      },
      Durability::lazy));
  return merged;
}

Result<std::size_t> SearchIndex::backlog() {
  auto select = parts_.connection->prepare("SELECT count(*) FROM search_backlog");
  TRY(const bool row, select.step());
  ASSERT(row);
  // Counting the rows themselves would read the whole table at each page of a first sync.
  const std::int64_t appeared = parts_.row_counter - (parts_.indexed >> kSlotBits);
  return static_cast<std::size_t>(select.integer(0) + std::max<std::int64_t>(appeared, 0));
}

}  // namespace fieldbook::client
