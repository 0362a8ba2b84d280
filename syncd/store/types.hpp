#pragma once

// Small values that the store and everything above it share: commit numbers, row and bucket
// numbers, stamps. None of them says how the store keeps them.

#include <cstdint>
#include <string>
#include <vector>

#include "shared/protocol/messages.hpp"
#include "shared/schema/row.hpp"

namespace fieldbook::syncd {

/// The organisation's commit counter: dense from 1, taken inside the commit, so that the order of
/// numbers is the order of commits (design.md section 5). 0 = before the first.
using Commit = std::int64_t;

/// Names one row of the organisation, over all entities, from 1. A row that is removed and made
/// again under its id while a tombstone still names it keeps its number; otherwise numbers are
/// never used again.
using RowNumber = std::int64_t;

/// Stands for a bucket's name inside this store, from 1. Never leaves the daemon.
using BucketId = std::int64_t;

/// When a row's content was last written: what its digest stamp is made of.
struct Stamp {
  Commit commit = 0;
  std::uint32_t epoch = 0;  ///< index into OrganisationHead::lineage
  auto operator<=>(const Stamp&) const = default;
};

/// A row as it lies in the store.
struct StoredRow {
  schema::Row row;
  RowNumber number = 0;
  Stamp stamp;
};

/// The last operation on one row in one bucket: it came in (or its content changed), or it left.
struct Membership {
  BucketId bucket = 0;
  Commit commit = 0;
  bool present = false;
  auto operator<=>(const Membership&) const = default;
};

/// One line of a bucket's log. There is exactly one a (bucket, row).
struct Entry {
  Commit commit = 0;
  RowNumber row = 0;
  bool present = false;
  schema::RowKey key;
  bool operator==(const Entry&) const = default;
};

/// A place in a bucket's log; entries are ordered by (commit, row).
struct EntryPosition {
  Commit commit = 0;
  RowNumber row = 0;
  auto operator<=>(const EntryPosition&) const = default;
};

/// What a bucket comes to. Zero for a bucket that never had an entry.
struct BucketHead {
  protocol::Digest digest;
  Commit last = 0;   ///< commit of its latest entry: nothing new for a cursor at or beyond it
  Commit floor = 0;  ///< tombstones up to this commit are gone; an older cursor reconciles
  bool operator==(const BucketHead&) const = default;
};

/// The last operation on one bucket of one sign-in: granted at `commit`, or lost at it.
struct Grant {
  BucketId bucket = 0;
  std::string name;
  Commit commit = 0;
  bool present = false;
  BucketHead head;
  bool operator==(const Grant&) const = default;
};

/// One row of a bucket as a repair compares it.
struct BucketRow {
  RowNumber row = 0;
  schema::RowKey key;
  Stamp stamp;
  bool operator==(const BucketRow&) const = default;
};

/// A row as one audience receives it, encoded when it was committed. The views are valid only
/// while the function that was given them runs.
struct ProjectedRow {
  RowNumber number = 0;
  schema::RowKey key;
  Stamp stamp;
  std::uint64_t content_hash = 0;
  ByteView values;                    ///< encoded array (shared/schema/row_codec.hpp)
  std::span<const BucketId> buckets;  ///< all buckets that hold the row now, ascending
};

}  // namespace fieldbook::syncd
