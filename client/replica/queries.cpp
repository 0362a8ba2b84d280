#include "client/replica/queries.hpp"

#include <fmt/format.h>

#include "client/replica/list_sql.hpp"
#include "client/replica/meta.hpp"
#include "client/replica/replica_parts.hpp"
#include "client/replica/search_text.hpp"
#include "shared/schema/ddl.hpp"

namespace fieldbook::client {
namespace {

void bind_values(sqlite::Statement& statement, const std::vector<schema::Value>& values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    bind_value(statement, static_cast<int>(i), values[i]);
}

}  // namespace

Queries::Queries(Replica& replica)
    : connection_(*replica.parts().connection), catalogue_(replica.parts().catalogue) {}

Queries::Queries(std::unique_ptr<sqlite::Connection> connection,
                 std::shared_ptr<const schema::Catalogue> catalogue)
    : own_(std::move(connection)), connection_(*own_), catalogue_(std::move(catalogue)) {}

Queries::~Queries() = default;

Result<std::unique_ptr<Queries>> Queries::open(const ReplicaOptions& options,
                                               std::shared_ptr<const schema::Catalogue> catalogue) {
  sqlite::OpenOptions with;
  with.mode = sqlite::OpenMode::read_only;
  with.key = options.key;
  with.vfs = options.vfs;
  TRY(auto connection, sqlite::Connection::open(options.path, with));
  return std::unique_ptr<Queries>(new Queries(std::move(connection), std::move(catalogue)));
}

Result<ListPage> Queries::list(const ListQuery& query, Instant now, int zone_offset) {
  const schema::Entity* entity = catalogue_->find_number(query.entity);
  if (entity == nullptr) return fail(Errc::not_found, "no such entity");
  TRY(const ListSql sql, list_sql(*entity, query, now, zone_offset));
  const RowTable table(connection_, *entity, 0);
  auto statement = connection_.prepare(
      fmt::format("SELECT {}, EXISTS (SELECT 1 FROM base_image WHERE base_image.entity = {} AND "
                  "base_image.id = shown.id) FROM {} AS shown{}{} LIMIT {} OFFSET {}",
                  table.columns(), entity->number, schema::quoted(entity->name), sql.where,
                  sql.order, query.limit + 1, query.offset));
  bind_values(statement, sql.values);
  ListPage page;
  while (true) {
    TRY(const bool more, statement.step());
    if (!more) return page;
    if (page.rows.size() == query.limit) break;
    TRY(StoredRow stored, table.from(statement));
    page.rows.push_back({stored.number, std::move(stored.row),
                         statement.integer(statement.column_count() - 1) != 0});
  }
  page.more = true;
  if (!page.rows.empty()) {
    ListPosition position;
    position.row = page.rows.back().row;
    for (const schema::Column* column : sql.sort_columns)
      position.sort_values.push_back(page.rows.back().values.values[column->ordinal]);
    page.next = std::move(position);
  }
  return page;
}

Result<std::uint64_t> Queries::count(const ListQuery& query, Instant now, int zone_offset) {
  const schema::Entity* entity = catalogue_->find_number(query.entity);
  if (entity == nullptr) return fail(Errc::not_found, "no such entity");
  TRY(const ListSql sql, list_sql(*entity, query, now, zone_offset));
  auto statement = connection_.prepare(
      fmt::format("SELECT count(*) FROM {}{}", schema::quoted(entity->name), sql.where));
  bind_values(statement, sql.values);
  TRY(const bool row, statement.step());
  ASSERT(row);
  return static_cast<std::uint64_t>(statement.integer(0));
}

Result<std::optional<ListRow>> Queries::get(const schema::RowKey& key) {
  const schema::Entity* entity = catalogue_->find_number(key.entity);
  if (entity == nullptr) return fail(Errc::not_found, "no such entity");
  RowTable table(connection_, *entity, 0);
  TRY(auto stored, table.read(key.id));
  if (!stored) return std::nullopt;
  auto pending = connection_.prepare("SELECT 1 FROM base_image WHERE entity = ? AND id = ?");
  pending.bind_all(key.entity, key.id);
  TRY(const bool is_pending, pending.step());
  return ListRow{stored->number, std::move(stored->row), is_pending};
}

Result<ListPage> Queries::related(schema::ColumnHandle column, const Uuid& target,
                                  std::size_t limit) {
  const schema::Entity* entity = catalogue_->find_number(column.entity_number);
  if (entity == nullptr || column.ordinal >= entity->columns.size())
    return fail(Errc::not_found, "no such column");
  ListQuery query;
  query.entity = entity->number;
  query.conditions.push_back(
      {entity->columns[column.ordinal].name, schema::Operator::equal, {target}});
  for (const schema::View& view : entity->views)
    if (view.is_default) query.sort = view.sort;
  query.limit = limit;
  return list(query, Instant{}, 0);
}

namespace {

/// The entities of row numbers, and the names of rows.
class Names {
 public:
  Names(sqlite::Connection& connection, const schema::Catalogue& catalogue)
      : connection_(connection), catalogue_(catalogue) {}

  Status load() {
    auto slots = connection_.prepare("SELECT slot, entity FROM entity_slot");
    while (true) {
      TRY(const bool row, slots.step());
      if (!row) return {};
      entities_[slots.integer(0)] =
          catalogue_.find_number(static_cast<std::uint32_t>(slots.integer(1)));
    }
  }

  /// Nothing for a row that has gone since it was indexed.
  Result<std::optional<SearchHit>> hit(std::int64_t number) {
    const auto found = entities_.find(number & (kSlotsMax - 1));
    if (found == entities_.end() || found->second == nullptr) return std::nullopt;
    const schema::Entity& entity = *found->second;
    auto statement = connection_.prepare(
        fmt::format("SELECT id, {} FROM {} WHERE row = ?",
                    entity.name_column.empty() ? "''" : schema::quoted(entity.name_column),
                    schema::quoted(entity.name)));
    statement.bind(0, number);
    TRY(const bool row, statement.step());
    if (!row) return std::nullopt;
    return SearchHit{{entity.number, statement.uuid(0)}, std::string(statement.text(1))};
  }

 private:
  sqlite::Connection& connection_;
  const schema::Catalogue& catalogue_;
  std::map<std::int64_t, const schema::Entity*> entities_;
};

Status collect(sqlite::Statement& statement, Names& names, std::size_t limit,
               std::vector<SearchHit>& out) {
  while (out.size() < limit) {
    TRY(const bool row, statement.step());
    if (!row) return {};
    TRY(auto hit, names.hit(statement.integer(0)));
    if (hit) out.push_back(*std::move(hit));
  }
  return {};
}

}  // namespace

Result<std::vector<SearchHit>> Queries::search(std::string_view text, std::size_t limit) {
  // Whole words are found without reading all matches. Only where they give too few are the words
  // taken for beginnings, which gathers all matches first.
  TRY(auto out, search_newest(match_query(text, WordEnds::closed), limit));
  if (out.size() >= limit) return out;
  return search_newest(match_query(text, WordEnds::open), limit);
}

Result<std::vector<SearchHit>> Queries::search_newest(const std::string& query, std::size_t limit) {
  std::vector<SearchHit> out;
  if (query.empty()) return out;
  Names names(connection_, *catalogue_);
  CHECK(names.load());
  TRY(const std::int64_t boundary, Meta(connection_).integer(kMetaFirstSyncEnd));
  // What came after the first sync is newest last; the first sync brought newest first.
  auto later = connection_.prepare(
      "SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? ORDER BY rowid DESC");
  later.bind_all(std::string_view(query), boundary);
  CHECK(collect(later, names, limit, out));
  auto first = connection_.prepare(
      "SELECT rowid FROM search WHERE search MATCH ? AND rowid <= ? ORDER BY rowid");
  first.bind_all(std::string_view(query), boundary);
  CHECK(collect(first, names, limit, out));
  return out;
}

Result<std::vector<SearchHit>> Queries::search_ranked(std::string_view text, std::size_t limit) {
  std::vector<SearchHit> out;
  const std::string query = match_query(text, WordEnds::open);
  if (query.empty()) return out;
  Names names(connection_, *catalogue_);
  CHECK(names.load());
  auto statement = connection_.prepare(
      "SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, 8.0, 4.0, 1.0), rowid");
  statement.bind(0, query);
  CHECK(collect(statement, names, limit, out));
  return out;
}

}  // namespace fieldbook::client
