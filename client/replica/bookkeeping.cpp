#include "client/replica/bookkeeping.hpp"

#include "client/replica/meta.hpp"
#include "client/replica/row_table.hpp"
#include "shared/schema/ddl.hpp"

namespace fieldbook::client {
namespace {

// bucket_set 0 in an entity's table means: shown, but not (yet) the daemon's; what the daemon says
// about that row is its base_image. In base_image a null image means that the daemon has no such
// row for this user. `leaves` holds 25 bytes a leaf that has rows.
constexpr std::string_view kTables = R"sql(
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
CREATE TABLE entity_slot (slot INTEGER PRIMARY KEY, entity INTEGER NOT NULL UNIQUE) STRICT;
CREATE TABLE epoch (number INTEGER PRIMARY KEY, epoch BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE bucket (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, granted INTEGER NOT NULL DEFAULT 0,
  count INTEGER NOT NULL DEFAULT 0, sum BLOB, leaves BLOB, needs_repair INTEGER NOT NULL DEFAULT 0,
  repair_asked INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0,
  quarantined INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE bucket_set (id INTEGER PRIMARY KEY, buckets BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE progress (
  bucket TEXT PRIMARY KEY, filled INTEGER NOT NULL, upto INTEGER NOT NULL,
  position_commit INTEGER NOT NULL, position_row INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE stage (sequence INTEGER PRIMARY KEY, frame BLOB NOT NULL) STRICT;
CREATE TABLE base_image (
  entity INTEGER NOT NULL, id BLOB NOT NULL, image BLOB, row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL, content_hash INTEGER NOT NULL, bucket_set INTEGER NOT NULL,
  PRIMARY KEY (entity, id)) STRICT, WITHOUT ROWID;
CREATE TABLE queue (
  sequence INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number INTEGER NOT NULL DEFAULT 0,
  entity TEXT NOT NULL, target BLOB NOT NULL, body BLOB NOT NULL, signature BLOB NOT NULL,
  saved_ms INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  on_hold INTEGER NOT NULL DEFAULT 0, received_ms INTEGER NOT NULL DEFAULT 0, receipt BLOB,
  forecast TEXT NOT NULL DEFAULT 'none', verdict_before INTEGER) STRICT;
CREATE INDEX queue_number ON queue (number) WHERE number > 0;
CREATE TABLE queue_row (
  sequence INTEGER NOT NULL, entity INTEGER NOT NULL, id BLOB NOT NULL, wrote INTEGER NOT NULL,
  PRIMARY KEY (sequence, entity, id)) STRICT, WITHOUT ROWID;
CREATE INDEX queue_row_key ON queue_row (entity, id);
CREATE TABLE settled (
  sequence INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number INTEGER NOT NULL,
  body BLOB NOT NULL, signature BLOB NOT NULL, saved_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL, received_ms INTEGER NOT NULL, settled_ms INTEGER NOT NULL,
  receipt BLOB NOT NULL, verdict INTEGER NOT NULL, decided_commit INTEGER NOT NULL,
  dismissed INTEGER NOT NULL DEFAULT 0, verdict_before INTEGER) STRICT;
CREATE INDEX settled_inbox ON settled (sequence) WHERE dismissed = 0;
CREATE TABLE search_backlog (row INTEGER PRIMARY KEY) STRICT;
CREATE VIRTUAL TABLE search USING fts5(
  high, middle, low, content='', contentless_delete=1, prefix='2 3',
  tokenize="unicode61 remove_diacritics 2");
INSERT INTO search (search, rank) VALUES ('automerge', 16), ('crisismerge', 64);
)sql";

Result<bool> has_table(sqlite::Connection& connection, std::string_view name) {
  auto statement =
      connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
  statement.bind(0, name);
  return statement.step();
}

Result<std::vector<std::string>> columns_of(sqlite::Connection& connection,
                                            std::string_view table) {
  auto statement = connection.prepare("SELECT name FROM pragma_table_info(?)");
  statement.bind(0, table);
  std::vector<std::string> out;
  while (true) {
    TRY(const bool row, statement.step());
    if (!row) return out;
    out.emplace_back(statement.text(0));
  }
}

Status give_slot(sqlite::Connection& connection, const schema::Entity& entity) {
  auto insert = connection.prepare(
      "INSERT INTO entity_slot (slot, entity) SELECT coalesce(max(slot) + 1, 0), ? FROM "
      "entity_slot WHERE true ON CONFLICT DO NOTHING");
  insert.bind(0, std::int64_t{entity.number});
  return insert.run();
}

}  // namespace

Status migrate(sqlite::Connection& connection, const schema::Catalogue& catalogue) {
  TRY(const bool exists, has_table(connection, "meta"));
  Meta meta(connection);
  if (!exists) {
    CHECK(connection.execute(kTables));
    CHECK(meta.set(kMetaFormat, kReplicaFormat));
    CHECK(meta.set(kMetaIndexesLater, 1));
  } else {
    CHECK(meta.erase(kMetaIndexesLater));
  }
  for (const schema::Entity& entity : catalogue.entities()) {
    TRY(const auto present, columns_of(connection, entity.name));
    auto statements = present.empty() ? schema::create_table(entity, schema::Ddl::replica)
                                      : schema::additions(entity, schema::Ddl::replica, present);
    if (!exists) statements.resize(1);
    for (const std::string& statement : statements) CHECK(connection.execute(statement));
    CHECK(give_slot(connection, entity));
  }
  return {};
}

Status create_indexes(sqlite::Connection& connection, const schema::Catalogue& catalogue) {
  for (const schema::Entity& entity : catalogue.entities())
    for (const std::string& statement : schema::create_indexes(entity, schema::Ddl::replica))
      CHECK(connection.execute(statement));
  return Meta(connection).erase(kMetaIndexesLater);
}

Status adopt_unknown_columns(sqlite::Connection& connection, const schema::Catalogue& catalogue) {
  for (const schema::Entity& entity : catalogue.entities()) {
    RowTable table(connection, entity, 0);
    std::vector<std::int64_t> numbers;
    {
      auto select = connection.prepare("SELECT row FROM " + schema::quoted(entity.name) +
                                       " WHERE unknown IS NOT NULL");
      while (true) {
        TRY(const bool more, select.step());
        if (!more) break;
        numbers.push_back(select.integer(0));
      }
    }
    for (const std::int64_t number : numbers) {
      TRY(auto stored, table.read(number));
      ASSERT(stored.has_value());
      CHECK(table.adopt_unknown(*stored));
    }
  }
  return {};
}

}  // namespace fieldbook::client
