#include "syncd/store/sqlite_schema.hpp"

#include <fmt/format.h>

#include "shared/schema/ddl.hpp"

namespace fieldbook::syncd {
namespace {

// Numbers of the same kind have the same name everywhere: `row` is a RowNumber, `bucket` a
// BucketId, `commit_number` a Commit. The prefix keeps these tables apart from entities.
constexpr std::string_view kTables = R"sql(
CREATE TABLE store_organisation (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id BLOB NOT NULL,
  name TEXT NOT NULL,
  commit_number INTEGER NOT NULL,
  chain BLOB NOT NULL,
  durable INTEGER NOT NULL,
  digest_key BLOB NOT NULL,
  seal_key BLOB NOT NULL,
  signing_seed BLOB NOT NULL,
  next_row INTEGER NOT NULL
) STRICT;
CREATE TABLE store_epoch (
  position INTEGER PRIMARY KEY,
  epoch BLOB NOT NULL UNIQUE,
  branched_at INTEGER NOT NULL
) STRICT;
CREATE TABLE store_audit (
  commit_number INTEGER NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL,
  chain BLOB NOT NULL,
  PRIMARY KEY (commit_number, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE store_row (
  row INTEGER PRIMARY KEY,
  entity INTEGER NOT NULL,
  id BLOB NOT NULL,
  row_commit INTEGER NOT NULL,
  row_epoch INTEGER NOT NULL,
  memberships BLOB NOT NULL
) STRICT;
CREATE TABLE store_departed (
  entity INTEGER NOT NULL,
  id BLOB NOT NULL,
  row INTEGER NOT NULL,
  PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE store_bucket (
  bucket INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  row_count INTEGER NOT NULL,
  sum BLOB NOT NULL,
  last INTEGER NOT NULL,
  floor INTEGER NOT NULL
) STRICT;
CREATE TABLE store_entry (
  bucket INTEGER NOT NULL,
  present INTEGER NOT NULL,
  commit_number INTEGER NOT NULL,
  row INTEGER NOT NULL,
  PRIMARY KEY (bucket, present, commit_number, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE store_leaf (
  bucket INTEGER NOT NULL,
  leaf INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY (bucket, leaf)
) STRICT, WITHOUT ROWID;
CREATE TABLE store_projection_customer (
  row INTEGER PRIMARY KEY, content_hash INTEGER NOT NULL, content BLOB NOT NULL) STRICT;
CREATE TABLE store_projection_partner (
  row INTEGER PRIMARY KEY, content_hash INTEGER NOT NULL, content BLOB NOT NULL) STRICT;
CREATE TABLE store_projection_staff (
  row INTEGER PRIMARY KEY, content_hash INTEGER NOT NULL, content BLOB NOT NULL) STRICT;
CREATE TABLE store_projected_columns (entity INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL) STRICT;
CREATE TABLE store_pending_exposure (
  entity INTEGER NOT NULL,
  id BLOB NOT NULL,
  PRIMARY KEY (entity, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE store_grant (
  person BLOB NOT NULL,
  audience INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  commit_number INTEGER NOT NULL,
  present INTEGER NOT NULL,
  PRIMARY KEY (person, audience, bucket)
) STRICT, WITHOUT ROWID;
CREATE INDEX store_grant_by_bucket ON store_grant (bucket, present, person);

CREATE TABLE store_action_result (
  action BLOB PRIMARY KEY,
  action_hash BLOB NOT NULL,
  stream BLOB NOT NULL,
  number INTEGER NOT NULL,
  device BLOB NOT NULL,
  actor BLOB NOT NULL,
  kind TEXT NOT NULL,
  entity INTEGER NOT NULL,
  target BLOB NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  commit_number INTEGER NOT NULL,
  detail TEXT,
  decided_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX store_action_result_by_target
  ON store_action_result (entity, target, commit_number);
CREATE TABLE store_stream_number (
  stream BLOB NOT NULL,
  number INTEGER NOT NULL,
  action BLOB NOT NULL,
  action_hash BLOB NOT NULL,
  PRIMARY KEY (stream, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE store_stream (
  stream BLOB PRIMARY KEY,
  device BLOB NOT NULL,
  person BLOB NOT NULL,
  last INTEGER NOT NULL,
  acknowledged INTEGER NOT NULL,
  last_seen_ms INTEGER NOT NULL,
  forked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX store_stream_by_device ON store_stream (device);
CREATE TABLE store_try (action BLOB PRIMARY KEY, tries INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE store_held (
  action BLOB PRIMARY KEY,
  stream BLOB NOT NULL,
  number INTEGER NOT NULL,
  body BLOB NOT NULL,
  signature BLOB NOT NULL,
  device BLOB NOT NULL,
  actor BLOB NOT NULL,
  cause TEXT NOT NULL,
  tries INTEGER NOT NULL,
  since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX store_held_by_age ON store_held (since_ms, action);

CREATE TABLE store_user (
  person BLOB PRIMARY KEY,
  signin TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  password_hash TEXT NOT NULL,
  disabled INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  last_sign_in_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE store_device (
  device BLOB PRIMARY KEY,
  person BLOB NOT NULL,
  name TEXT NOT NULL,
  public_key BLOB NOT NULL,
  revoked INTEGER NOT NULL,
  wipe INTEGER NOT NULL,
  registered_ms INTEGER NOT NULL,
  last_seen_ms INTEGER NOT NULL,
  client_version TEXT NOT NULL,
  queue_depth INTEGER NOT NULL,
  queue_age_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX store_device_by_person ON store_device (person);
CREATE TABLE store_token_family (
  family BLOB PRIMARY KEY,
  person BLOB NOT NULL,
  device BLOB NOT NULL,
  audience INTEGER NOT NULL,
  refresh_hash BLOB NOT NULL UNIQUE,
  previous_hash BLOB UNIQUE,
  expires_ms INTEGER NOT NULL,
  revoked INTEGER NOT NULL,
  access_hash BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX store_token_family_by_person ON store_token_family (person);
CREATE TABLE store_access_token (
  hash BLOB PRIMARY KEY,
  family BLOB NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX store_access_token_by_family ON store_access_token (family);
CREATE TABLE store_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
)sql";

Result<std::int64_t> pragma(sqlite::Connection& connection, std::string_view name) {
  auto statement = connection.prepare(fmt::format("PRAGMA {}", name));
  TRY(const bool found, statement.step());
  return found ? statement.integer(0) : 0;
}

/// The names of a table's columns; empty when there is no such table.
Result<std::vector<std::string>> columns_of(sqlite::Connection& connection,
                                            std::string_view table) {
  auto statement = connection.prepare("SELECT name FROM pragma_table_info(?)");
  statement.bind(0, table);
  std::vector<std::string> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    out.emplace_back(statement.text(0));
  }
}

/// Tables that came with version 2.
constexpr const char* kTablesOfVersion2 = R"sql(
CREATE TABLE store_unproven_action (
  stream BLOB NOT NULL,
  number INTEGER NOT NULL,
  action BLOB NOT NULL,
  action_hash BLOB NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  commit_number INTEGER NOT NULL,
  PRIMARY KEY (stream, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE store_later_verdict (
  device BLOB NOT NULL,
  commit_number INTEGER NOT NULL,
  action BLOB NOT NULL,
  PRIMARY KEY (device, commit_number, action)
) STRICT, WITHOUT ROWID;
)sql";

/// Tables that came with version 3. The index holds what counting reads.
constexpr const char* kTablesOfVersion3 = R"sql(
CREATE TABLE store_outbox (
  peer TEXT NOT NULL,
  task TEXT NOT NULL,
  entity INTEGER NOT NULL,
  id BLOB NOT NULL,
  state INTEGER NOT NULL,
  position INTEGER NOT NULL,
  sent BLOB NOT NULL,
  intended BLOB NOT NULL,
  tries INTEGER NOT NULL,
  since_ms INTEGER NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (peer, task, entity, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX store_outbox_by_state ON store_outbox (peer, task, state, position, since_ms);
CREATE TABLE store_outbox_run (
  peer TEXT NOT NULL,
  number INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (peer, number)
) STRICT, WITHOUT ROWID;
)sql";

/// Version 1 had no access_hash, and kept rows of `public` with all columns of an audience. Without
/// its fingerprint an entity is encoded anew and stamped anew (sqlite_upgrade.hpp).
constexpr const char* kFromVersion1 = R"sql(
ALTER TABLE store_token_family ADD COLUMN access_hash BLOB;
DELETE FROM store_projected_columns WHERE entity IN (
  SELECT r.entity FROM store_entry AS e JOIN store_bucket AS b ON b.bucket = e.bucket
  JOIN store_row AS r ON r.row = e.row WHERE b.name = 'public' AND e.present = 1);
)sql";

Status add_entity(sqlite::Connection& connection, const schema::Entity& entity) {
  TRY(const auto present, columns_of(connection, entity.name));
  const auto statements = present.empty() ? schema::create_table(entity, schema::Ddl::store)
                                          : schema::additions(entity, schema::Ddl::store, present);
  for (const std::string& sql : statements) CHECK(connection.execute(sql));
  return {};
}

}  // namespace

Status create_schema(sqlite::Connection& connection, const schema::Catalogue& catalogue) {
  CHECK(connection.execute(kTables));
  CHECK(connection.execute(kTablesOfVersion2));
  CHECK(connection.execute(kTablesOfVersion3));
  for (const schema::Entity& entity : catalogue.entities()) CHECK(add_entity(connection, entity));
  CHECK(connection.execute(fmt::format("PRAGMA application_id = {}", kStoreApplicationId)));
  return connection.execute(fmt::format("PRAGMA user_version = {}", kStoreVersion));
}

Status migrate_schema(sqlite::Connection& connection, const schema::Catalogue& catalogue) {
  TRY(const std::int64_t application, pragma(connection, "application_id"));
  if (application != kStoreApplicationId)
    return fail(Errc::not_found, "the file holds no Fieldbook store");
  TRY(const std::int64_t version, pragma(connection, "user_version"));
  if (version > kStoreVersion)
    return fail(Errc::unsupported,
                fmt::format("the store has version {}, this program knows up to {}", version,
                            kStoreVersion));
  for (const schema::Entity& entity : catalogue.entities()) CHECK(add_entity(connection, entity));
  if (version < 2) {
    CHECK(connection.execute(kFromVersion1));
    CHECK(connection.execute(kTablesOfVersion2));
  }
  if (version < 3) CHECK(connection.execute(kTablesOfVersion3));
  return connection.execute(fmt::format("PRAGMA user_version = {}", kStoreVersion));
}

}  // namespace fieldbook::syncd
