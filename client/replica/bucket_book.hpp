#pragma once

// The buckets of a replica: names, sets of buckets that rows point at, and the digests by bucket
// and leaf. Digests are kept in memory during a transaction and written once at its end.

#include <array>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "shared/protocol/digest.hpp"
#include "shared/sqlite/connection.hpp"

namespace fieldbook::client {

using BucketId = std::uint32_t;
/// Names a set of buckets; 0 is the empty one.
using BucketSetId = std::int64_t;

using Leaves = std::array<protocol::Digest, 256>;

struct Bucket {
  BucketId id = 0;
  std::string name;
  std::int64_t granted = 0;
  protocol::Digest digest;
  std::unique_ptr<Leaves> leaves;  ///< null until somebody asks
  bool needs_repair = false;
  bool repair_asked = false;  ///< the last request carried its leaves
  int tries = 0;              ///< repairs since the digests last agreed
  bool quarantined = false;
  bool dirty = false;
};

/// One thread. Changes go to the database at flush(); after a rollback call load().
class BucketBook {
 public:
  explicit BucketBook(sqlite::Connection& connection) : connection_(connection) {}
  [[nodiscard]] Status load();
  [[nodiscard]] Status flush();

  /// Null when there is no such bucket.
  [[nodiscard]] Bucket* find(std::string_view name);
  [[nodiscard]] Bucket& get(BucketId id);
  /// Makes the bucket when it is not there.
  [[nodiscard]] Result<BucketId> id_of(std::string_view name);
  /// Forgets the bucket with its digest; rows must not point at it any more.
  [[nodiscard]] Status erase(BucketId id);
  /// Zeroes the digest: all references to the bucket were dropped at once.
  [[nodiscard]] Status clear_digest(BucketId id);
  [[nodiscard]] std::map<std::string, Bucket, std::less<>>& by_name() { return buckets_; }

  /// `buckets` ascending, without repeats.
  [[nodiscard]] Result<BucketSetId> set_of(const std::vector<BucketId>& buckets);
  [[nodiscard]] const std::vector<BucketId>& members(BucketSetId set) const;
  [[nodiscard]] std::vector<BucketSetId> sets_with(BucketId bucket) const;
  [[nodiscard]] Result<BucketSetId> without(BucketSetId set, BucketId bucket);

  [[nodiscard]] Status add(BucketSetId set, std::uint8_t leaf, const protocol::Stamp& stamp);
  [[nodiscard]] Status subtract(BucketSetId set, std::uint8_t leaf, const protocol::Stamp& stamp);
  [[nodiscard]] Status subtract_one(BucketId bucket, std::uint8_t leaf,
                                    const protocol::Stamp& stamp);
  [[nodiscard]] Result<const Leaves*> leaves(BucketId bucket);
  [[nodiscard]] FixedBytes<16> view_digest() const;

 private:
  [[nodiscard]] Status load_leaves(Bucket& bucket);
  template <class Change>
  Status change(BucketSetId set, std::uint8_t leaf, Change&& apply);

  sqlite::Connection& connection_;
  std::map<std::string, Bucket, std::less<>> buckets_;
  std::unordered_map<BucketId, Bucket*> by_id_;
  std::map<std::vector<BucketId>, BucketSetId> set_ids_;
  std::unordered_map<BucketSetId, std::vector<BucketId>> sets_;
};

/// Epochs that stamps of rows point at by number, from 1.
class EpochTable {
 public:
  explicit EpochTable(sqlite::Connection& connection) : connection_(connection) {}
  [[nodiscard]] Status load();
  [[nodiscard]] Result<std::int64_t> number_of(const FixedBytes<16>& epoch);
  /// Zero for a number that is not there: a damaged stamp then differs from the daemon's.
  [[nodiscard]] FixedBytes<16> epoch(std::int64_t number) const;

 private:
  sqlite::Connection& connection_;
  std::map<FixedBytes<16>, std::int64_t> numbers_;
  std::unordered_map<std::int64_t, FixedBytes<16>> epochs_;
};

}  // namespace fieldbook::client
