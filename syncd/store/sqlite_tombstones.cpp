// Dropping tombstones that no device within the policy period needs any more.

#include "syncd/store/encoding.hpp"
#include "syncd/store/sqlite_transaction.hpp"

namespace fieldbook::syncd {

Result<std::size_t> SqliteWrites::drop_tombstones(Commit upto, std::size_t limit) {
  std::vector<BucketId> buckets;
  {
    auto statement = connection_.prepare("SELECT bucket FROM store_bucket ORDER BY bucket");
    for (;;) {
      TRY(const bool found, statement.step());
      if (!found) break;
      buckets.push_back(statement.integer(0));
    }
  }
  std::size_t dropped = 0;
  for (const BucketId bucket : buckets) {
    if (dropped == limit) break;
    TRY(const std::size_t here, drop_tombstones_of(bucket, upto, limit - dropped));
    dropped += here;
  }
  return dropped;
}

Result<std::size_t> SqliteWrites::drop_tombstones_of(BucketId bucket, Commit upto,
                                                     std::size_t limit) {
  std::vector<EntryPosition> found;
  {
    auto statement = connection_.prepare(
        "SELECT commit_number, row FROM store_entry "
        "WHERE bucket = ? AND present = 0 AND commit_number <= ? "
        "ORDER BY commit_number, row LIMIT ?");
    statement.bind_all(bucket, upto, limit);
    for (;;) {
      TRY(const bool more, statement.step());
      if (!more) break;
      found.push_back({statement.integer(0), statement.integer(1)});
    }
  }
  if (found.empty()) return 0;
  for (const EntryPosition& tombstone : found) CHECK(drop_tombstone(bucket, tombstone));
  // The oldest go first, so everything up to the last one dropped is complete or will be soon;
  // a cursor at the floor itself has seen all of that commit.
  auto floor =
      connection_.prepare("UPDATE store_bucket SET floor = max(floor, ?) WHERE bucket = ?");
  floor.bind_all(found.back().commit, bucket);
  CHECK(floor.run());
  return found.size();
}

Status SqliteWrites::drop_tombstone(BucketId bucket, EntryPosition tombstone) {
  schema::RowKey key;
  Stamp stamp;
  std::vector<Membership> before;
  {
    auto statement = connection_.prepare(
        "SELECT entity, id, row_commit, row_epoch, memberships FROM store_row WHERE row = ?");
    statement.bind_all(tombstone.row);
    TRY(const bool found, statement.step());
    if (!found) return fail(Errc::corrupt, "a tombstone names a row that is not known");
    key = {static_cast<std::uint32_t>(statement.integer(0)), statement.uuid(1)};
    stamp = {statement.integer(2), static_cast<std::uint32_t>(statement.integer(3))};
    CHECK(decode_memberships(statement.blob(4), before));
  }
  std::vector<Membership> after;
  for (const Membership& membership : before)
    if (membership.present || membership.bucket != bucket) after.push_back(membership);
  return put_memberships(key, tombstone.row, stamp, before, after);
}

}  // namespace fieldbook::syncd
