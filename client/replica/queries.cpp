#include "client/replica/queries.hpp"

#include <fmt/format.h>

#include "client/replica/list_sql.hpp"
#include "client/replica/meta.hpp"
#include "client/replica/replica_parts.hpp"
#include "client/replica/search_text.hpp"
#include "shared/schema/ddl.hpp"
#include "shared/schema/related_column.hpp"
#include "shared/schema/row_codec.hpp"

namespace fieldbook::client {
namespace {

void bind_values(sqlite::Statement& statement, const std::vector<schema::Value>& values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    bind_value(statement, static_cast<int>(i), values[i]);
}

}  // namespace

Queries::Queries(Replica& replica)
    : connection_(*replica.parts().connection),
      catalogue_(replica.parts().catalogue),
      rows_(connection_, catalogue_) {}

Queries::Queries(std::unique_ptr<sqlite::Connection> connection,
                 std::shared_ptr<const schema::Catalogue> catalogue)
    : own_(std::move(connection)),
      connection_(*own_),
      catalogue_(std::move(catalogue)),
      rows_(connection_, catalogue_) {}

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
  TRY(const schema::Viewer viewer, this->viewer(now, zone_offset));
  TRY(const ListSql sql, list_sql(*entity, query, viewer));
  const RowTable& table = rows_.table(*entity);
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
    page.rows.push_back({stored.number,
                         std::move(stored.row),
                         statement.integer(statement.column_count() - 1) != 0,
                         {}});
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
  TRY(const schema::Viewer viewer, this->viewer(now, zone_offset));
  TRY(const ListSql sql, list_sql(*entity, query, viewer));
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
  TRY(auto stored, rows_.table(*entity).read(key.id));
  if (!stored) return std::nullopt;
  auto pending = connection_.prepare("SELECT 1 FROM base_image WHERE entity = ? AND id = ?");
  pending.bind_all(key.entity, key.id);
  TRY(const bool is_pending, pending.step());
  return ListRow{stored->number, std::move(stored->row), is_pending, {}};
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

Result<sqlite::Transaction> Queries::snapshot() {
  return sqlite::Transaction::begin(connection_, sqlite::TransactionKind::read);
}

Result<std::optional<Identity>> Queries::identity() {
  TRY(const Bytes stored, meta().bytes(kMetaIdentity));
  if (stored.empty()) return std::nullopt;
  TRY(auto identity, decode_identity(stored));
  return std::optional(std::move(identity));
}

Result<schema::Viewer> Queries::viewer(Instant now, int zone_offset) {
  TRY(const auto known, identity());
  return schema::Viewer{now, zone_offset, known ? known->user : Uuid{}};
}

Status Queries::look_up(ListPage& page, const schema::Entity& entity, const schema::View* view) {
  LookedUp looked_up(connection_, *catalogue_);
  std::vector<const schema::Row*> rows;
  for (const ListRow& row : page.rows) rows.push_back(&row.values);
  const auto want = [&](const schema::Column& column) {
    for (const schema::Row* row : rows) looked_up.want(*row, column);
  };
  if (view == nullptr) {
    for (const schema::Column& column : entity.columns) want(column);
    return looked_up.read_names(page.names);
  }
  bool shows_amounts = false;
  for (const std::string& name : view->columns) {
    const schema::Column* column = entity.find(name);
    if (column == nullptr) continue;
    want(*column);
    shows_amounts |= column->type == schema::ColumnType::money;
  }
  if (shows_amounts)
    for (const schema::Row* row : rows) looked_up.want_currency(*row);
  for (ListRow& row : page.rows) row.related.resize(view->related.size());
  for (std::size_t i = 0; i < view->related.size(); ++i) {
    const schema::Column* lookup = entity.find(view->related[i].lookup);
    if (lookup == nullptr) continue;
    TRY(auto values, looked_up.values(rows, *lookup, view->related[i].column));
    const schema::Column* column =
        schema::related_column(*catalogue_, *lookup, view->related[i].column);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (column != nullptr) looked_up.want(values[row], *column);
      page.rows[row].related[i] = std::move(values[row]);
    }
  }
  return looked_up.read_names(page.names);
}

Result<RowNames> Queries::names(const std::function<void(LookedUp&)>& want) {
  LookedUp looked_up(connection_, *catalogue_);
  want(looked_up);
  RowNames out;
  CHECK(looked_up.read_names(out));
  return out;
}

Result<std::vector<std::uint32_t>> Queries::pending_columns(const schema::Row& shown) {
  std::vector<std::uint32_t> out;
  auto select = connection_.prepare("SELECT image FROM base_image WHERE entity = ? AND id = ?");
  select.bind_all(shown.entity->number, shown.id);
  TRY(const bool has_base, select.step());
  if (!has_base) return out;
  // A row that the daemon does not have yet: everything in it is pending.
  schema::Row base(*shown.entity, shown.id);
  if (!select.is_null(0)) {
    auto image = schema::decode_image(*shown.entity, shown.id, select.blob(0));
    if (!image) return fail(Errc::corrupt, "a base image of " + shown.entity->name);
    base = *std::move(image);
  }
  for (const schema::Column& column : shown.entity->columns)
    if (base.values[column.ordinal] != shown.values[column.ordinal]) out.push_back(column.ordinal);
  return out;
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
