#pragma once

// Between the buckets that exposure speaks of and the numbers that the store keeps.

#include <map>
#include <unordered_map>

#include "syncd/exposure/exposure.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

/// Who may hold a bucket of this kind: its rows are kept encoded for these audiences. `account`,
/// `contact` and `everyone` follow the sign-in, so they serve all three.
[[nodiscard]] schema::AudienceSet audiences_of(BucketKind kind);

/// What an audience receives of a row; a later one is more.
enum class Share : std::uint8_t {
  none,
  open,  ///< the columns that every audience receives
  whole  ///< the columns that this audience receives
};

/// What `audience` receives of a row through a bucket of this kind. Through several buckets it
/// receives the most that one of them gives.
[[nodiscard]] Share share_of(BucketKind kind, schema::Audience audience);

/// Remembers what it looked up. Lives as long as its transaction.
class BucketNames {
 public:
  explicit BucketNames(WriteTransaction& transaction) : transaction_(transaction) {}

  /// The bucket's number, given at first use.
  [[nodiscard]] Result<BucketId> id_of(const Bucket& bucket);
  [[nodiscard]] Result<BucketKind> kind(BucketId bucket);
  /// Call it when a savepoint was rolled back: numbers given since then are free again.
  void forget();

 private:
  WriteTransaction& transaction_;
  std::map<Bucket, BucketId> ids_;
  std::unordered_map<BucketId, BucketKind> kinds_;
};

}  // namespace fieldbook::syncd
