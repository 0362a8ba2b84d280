// Buckets: their log, digests, leaves, and rows as audiences receive them.

#include <fmt/format.h>

#include "shared/base/limits.hpp"
#include "syncd/store/encoding.hpp"
#include "syncd/store/sqlite_transaction.hpp"

namespace fieldbook::syncd {
namespace {

Result<protocol::Digest> read_digest(sqlite::Statement& statement, int count, int sum) {
  protocol::Digest out;
  out.count = static_cast<std::uint64_t>(statement.integer(count));
  TRY(out.sum, to_fixed<16>(statement.blob(sum)));
  return out;
}

std::string_view projection_table(schema::Audience audience) {
  switch (audience) {
    case schema::Audience::customer: return "store_projection_customer";
    case schema::Audience::partner: return "store_projection_partner";
    case schema::Audience::staff: return "store_projection_staff";
  }
  return {};
}

/// One statement an audience, from a text in which {} is the table.
template <class Format>
std::array<std::string, schema::kAudienceCount> per_audience(const Format& format) {
  std::array<std::string, schema::kAudienceCount> out;
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = fmt::format(fmt::runtime(format), projection_table(static_cast<schema::Audience>(i)));
  return out;
}

Result<std::vector<Entry>> read_entries(sqlite::Statement& statement) {
  std::vector<Entry> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    out.push_back({statement.integer(0),
                   statement.integer(1),
                   statement.integer(2) != 0,
                   {static_cast<std::uint32_t>(statement.integer(3)), statement.uuid(4)}});
  }
}

}  // namespace

Result<std::optional<BucketId>> SqliteReads::find_bucket(std::string_view name) {
  auto statement = connection_.prepare("SELECT bucket FROM store_bucket WHERE name = ?");
  statement.bind_all(name);
  TRY(const bool found, statement.step());
  if (!found) return std::nullopt;
  return statement.integer(0);
}

Result<std::string> SqliteReads::bucket_name(BucketId bucket) {
  auto statement = connection_.prepare("SELECT name FROM store_bucket WHERE bucket = ?");
  statement.bind_all(bucket);
  TRY(const bool found, statement.step());
  if (!found) return fail(Errc::not_found, fmt::format("there is no bucket {}", bucket));
  return std::string(statement.text(0));
}

Result<BucketHead> SqliteReads::bucket_head(BucketId bucket) {
  auto statement =
      connection_.prepare("SELECT row_count, sum, last, floor FROM store_bucket WHERE bucket = ?");
  statement.bind_all(bucket);
  TRY(const bool found, statement.step());
  if (!found) return BucketHead{};
  TRY(const protocol::Digest digest, read_digest(statement, 0, 1));
  return BucketHead{digest, statement.integer(2), statement.integer(3)};
}

Result<std::vector<Entry>> SqliteReads::entries_after(BucketId bucket, EntryPosition after,
                                                      Commit upto, std::size_t limit) {
  // Each half is in order by itself; SQLite merges them without sorting.
  auto statement = connection_.prepare(
      "SELECT e.commit_number, e.row, e.present, r.entity, r.id FROM ("
      " SELECT commit_number, row, present FROM store_entry WHERE bucket = ?1 AND present = 0"
      "  AND (commit_number, row) > (?2, ?3) AND commit_number <= ?4"
      " UNION ALL"
      " SELECT commit_number, row, present FROM store_entry WHERE bucket = ?1 AND present = 1"
      "  AND (commit_number, row) > (?2, ?3) AND commit_number <= ?4"
      " ORDER BY 1, 2 LIMIT ?5) AS e CROSS JOIN store_row AS r ON r.row = e.row");
  statement.bind_all(bucket, after.commit, after.row, upto, limit);
  return read_entries(statement);
}

Result<std::vector<EntryPosition>> SqliteReads::entries_before(BucketId bucket,
                                                               EntryPosition before,
                                                               std::size_t limit) {
  auto statement = connection_.prepare(
      "SELECT commit_number, row FROM store_entry "
      "WHERE bucket = ? AND present = 1 AND (commit_number, row) < (?, ?) "
      "ORDER BY commit_number DESC, row DESC LIMIT ?");
  statement.bind_all(bucket, before.commit, before.row, limit);
  std::vector<EntryPosition> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    out.push_back({statement.integer(0), statement.integer(1)});
  }
}

Result<std::size_t> SqliteReads::count_entries_after(BucketId bucket, EntryPosition after,
                                                     std::size_t limit) {
  auto statement = connection_.prepare(
      "SELECT count(*) FROM ("
      " SELECT 1 FROM store_entry WHERE bucket = ?1 AND present = 0"
      "  AND (commit_number, row) > (?2, ?3)"
      " UNION ALL"
      " SELECT 1 FROM store_entry WHERE bucket = ?1 AND present = 1"
      "  AND (commit_number, row) > (?2, ?3)"
      " LIMIT ?4)");
  statement.bind_all(bucket, after.commit, after.row, limit);
  TRY(const bool found, statement.step());
  ASSERT(found);
  return static_cast<std::size_t>(statement.integer(0));
}

Result<std::vector<Membership>> SqliteReads::memberships(RowNumber row) {
  auto statement = connection_.prepare("SELECT memberships FROM store_row WHERE row = ?");
  statement.bind_all(row);
  std::vector<Membership> out;
  TRY(const bool found, statement.step());
  if (found) CHECK(decode_memberships(statement.blob(0), out));
  return out;
}

Result<std::optional<RowNumber>> SqliteReads::row_number(const schema::RowKey& key) {
  TRY(const auto present, stored(key));
  if (present) return present->number;
  auto statement =
      connection_.prepare("SELECT row FROM store_departed WHERE entity = ? AND id = ?");
  statement.bind_all(key.entity, key.id);
  TRY(const bool found, statement.step());
  if (!found) return std::nullopt;
  return statement.integer(0);
}

Result<std::vector<protocol::LeafDigest>> SqliteReads::leaves(BucketId bucket) {
  auto statement = connection_.prepare(
      "SELECT leaf, row_count, sum FROM store_leaf WHERE bucket = ? ORDER BY leaf");
  statement.bind_all(bucket);
  std::vector<protocol::LeafDigest> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    TRY(const protocol::Digest digest, read_digest(statement, 1, 2));
    out.push_back({static_cast<std::uint8_t>(statement.integer(0)), digest});
  }
}

Result<std::vector<BucketRow>> SqliteReads::rows_in_leaves(BucketId bucket,
                                                           std::span<const std::uint8_t> leaves) {
  std::array<bool, limits::kDigestLeaves> wanted{};
  for (const std::uint8_t leaf : leaves) wanted[leaf] = true;
  auto statement = connection_.prepare(
      "SELECT r.row, r.entity, r.id, r.row_commit, r.row_epoch "
      "FROM store_entry AS e CROSS JOIN store_row AS r ON r.row = e.row "
      "WHERE e.bucket = ? AND e.present = 1");
  statement.bind_all(bucket);
  std::vector<BucketRow> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) break;
    const Uuid id = statement.uuid(2);
    if (!wanted[protocol::leaf_of(id)]) continue;
    out.push_back({statement.integer(0),
                   {static_cast<std::uint32_t>(statement.integer(1)), id},
                   {statement.integer(3), static_cast<std::uint32_t>(statement.integer(4))}});
  }
  std::sort(out.begin(), out.end(),
            [](const BucketRow& a, const BucketRow& b) { return a.key < b.key; });
  return out;
}

Status SqliteReads::visit_projected(schema::Audience audience, std::span<const RowNumber> rows,
                                    const ProjectedVisitor& visit) {
  static const auto kSql = per_audience(
      "SELECT r.entity, r.id, r.row_commit, r.row_epoch, r.memberships, p.content_hash, p.content "
      "FROM {} AS p CROSS JOIN store_row AS r ON r.row = p.row WHERE p.row = ?");
  auto statement = connection_.prepare(kSql[static_cast<std::size_t>(audience)]);
  std::vector<Membership> memberships;
  std::vector<BucketId> buckets;
  for (const RowNumber number : rows) {
    statement.bind(0, number);
    TRY(const bool found, statement.step());
    if (found) {
      memberships.clear();
      buckets.clear();
      CHECK(decode_memberships(statement.blob(4), memberships));
      for (const Membership& membership : memberships)
        if (membership.present) buckets.push_back(membership.bucket);
      const ProjectedRow row{
          number,
          {static_cast<std::uint32_t>(statement.integer(0)), statement.uuid(1)},
          {statement.integer(2), static_cast<std::uint32_t>(statement.integer(3))},
          static_cast<std::uint64_t>(statement.integer(5)),
          statement.blob(6),
          buckets};
      CHECK(visit(row));
    }
    statement.reset();
  }
  return {};
}

Result<std::vector<schema::RowKey>> SqliteReads::pending_exposure(std::size_t limit) {
  auto statement = connection_.prepare(
      "SELECT entity, id FROM store_pending_exposure ORDER BY entity, id LIMIT ?");
  statement.bind_all(limit);
  std::vector<schema::RowKey> out;
  for (;;) {
    TRY(const bool found, statement.step());
    if (!found) return out;
    out.push_back({static_cast<std::uint32_t>(statement.integer(0)), statement.uuid(1)});
  }
}

Result<BucketId> SqliteWrites::make_bucket(std::string_view name) {
  TRY(const auto found, find_bucket(name));
  if (found) return *found;
  auto statement = connection_.prepare(
      "INSERT INTO store_bucket (name, row_count, sum, last, floor) VALUES (?, 0, ?, 0, 0)");
  const FixedBytes<16> zero{};
  statement.bind_all(name, ByteView(zero));
  CHECK(statement.run());
  return connection_.last_insert_row();
}

Status SqliteWrites::put_memberships(const schema::RowKey& key, RowNumber row, Stamp stamp,
                                     std::span<const Membership> before,
                                     std::span<const Membership> after) {
  auto drop = connection_.prepare(
      "DELETE FROM store_entry "
      "WHERE bucket = ? AND present = ? AND commit_number = ? AND row = ?");
  auto add = connection_.prepare("INSERT INTO store_entry VALUES (?, ?, ?, ?)");
  const auto run = [row](sqlite::Statement& statement, const Membership& membership) {
    statement.bind_all(membership.bucket, membership.present, membership.commit, row);
    return statement.run();
  };
  auto old = before.begin();
  auto current = after.begin();
  while (old != before.end() || current != after.end()) {
    if (old != before.end() && current != after.end() && *old == *current) {
      ++old;
      ++current;
      continue;
    }
    // Drop before adding: both may name the same bucket.
    if (current == after.end() || (old != before.end() && old->bucket <= current->bucket)) {
      CHECK(run(drop, *old++));
    } else {
      CHECK(run(add, *current++));
    }
  }
  if (after.empty()) return forget_row(key, row);
  Bytes encoded;
  encode_memberships(after, encoded);
  auto put = connection_.prepare("INSERT OR REPLACE INTO store_row VALUES (?, ?, ?, ?, ?, ?)");
  put.bind_all(row, key.entity, key.id, stamp.commit, stamp.epoch, ByteView(encoded));
  return put.run();
}

Status SqliteWrites::forget_row(const schema::RowKey& key, RowNumber row) {
  auto state = connection_.prepare("DELETE FROM store_row WHERE row = ?");
  state.bind_all(row);
  CHECK(state.run());
  auto departed = connection_.prepare("DELETE FROM store_departed WHERE entity = ? AND id = ?");
  departed.bind_all(key.entity, key.id);
  return departed.run();
}

Status SqliteWrites::put_bucket_head(BucketId bucket, const protocol::Digest& digest, Commit last) {
  auto statement = connection_.prepare(
      "UPDATE store_bucket SET row_count = ?, sum = ?, last = ? WHERE bucket = ?");
  statement.bind_all(digest.count, ByteView(digest.sum), last, bucket);
  return statement.run();
}

Result<protocol::Digest> SqliteReads::leaf(BucketId bucket, std::uint8_t leaf) {
  auto statement =
      connection_.prepare("SELECT row_count, sum FROM store_leaf WHERE bucket = ? AND leaf = ?");
  statement.bind_all(bucket, leaf);
  TRY(const bool found, statement.step());
  if (!found) return protocol::Digest{};
  return read_digest(statement, 0, 1);
}

Status SqliteWrites::put_leaf(BucketId bucket, const protocol::LeafDigest& leaf) {
  if (leaf.digest.count == 0) {
    auto statement = connection_.prepare("DELETE FROM store_leaf WHERE bucket = ? AND leaf = ?");
    statement.bind_all(bucket, leaf.leaf);
    return statement.run();
  }
  auto statement = connection_.prepare("INSERT OR REPLACE INTO store_leaf VALUES (?, ?, ?, ?)");
  statement.bind_all(bucket, leaf.leaf, leaf.digest.count, ByteView(leaf.digest.sum));
  return statement.run();
}

Status SqliteWrites::put_projection(schema::Audience audience, RowNumber row,
                                    std::uint64_t content_hash, ByteView values) {
  static const auto kSql = per_audience("INSERT OR REPLACE INTO {} VALUES (?, ?, ?)");
  auto statement = connection_.prepare(kSql[static_cast<std::size_t>(audience)]);
  statement.bind(0, row);
  statement.bind(1, static_cast<std::int64_t>(content_hash));
  statement.bind_view(2, values);
  return statement.run();
}

Status SqliteWrites::remove_projection(schema::Audience audience, RowNumber row) {
  static const auto kSql = per_audience("DELETE FROM {} WHERE row = ?");
  auto statement = connection_.prepare(kSql[static_cast<std::size_t>(audience)]);
  statement.bind_all(row);
  return statement.run();
}

Status SqliteWrites::put_pending_exposure(const schema::RowKey& key) {
  auto statement =
      connection_.prepare("INSERT OR IGNORE INTO store_pending_exposure VALUES (?, ?)");
  statement.bind_all(key.entity, key.id);
  return statement.run();
}

Status SqliteWrites::remove_pending_exposure(const schema::RowKey& key) {
  auto statement =
      connection_.prepare("DELETE FROM store_pending_exposure WHERE entity = ? AND id = ?");
  statement.bind_all(key.entity, key.id);
  return statement.run();
}

}  // namespace fieldbook::syncd
