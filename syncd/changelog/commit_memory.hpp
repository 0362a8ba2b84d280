#pragma once

// What a commit keeps in memory until it is finished: digests change once a bucket and leaf however
// many rows moved, and persons are looked at once however many rows concern them.

#include <unordered_map>

#include "syncd/store/head.hpp"

namespace fieldbook::syncd {

/// Differences of digests, by bucket and leaf. Counts and sums wrap, so differences add up in any
/// order.
class DigestChanges {
 public:
  void add(BucketId bucket, const Uuid& id, const protocol::Stamp& stamp);
  void subtract(BucketId bucket, const Uuid& id, const protocol::Stamp& stamp);
  void merge(const DigestChanges& other);

  struct Change {
    BucketId bucket = 0;
    std::uint8_t leaf = 0;
    protocol::Digest difference;
  };
  /// Ascending by bucket, then leaf; those that came to nothing included.
  [[nodiscard]] std::vector<Change> sorted() const;
  [[nodiscard]] bool is_empty() const { return changes_.empty(); }

 private:
  [[nodiscard]] protocol::Digest& at(BucketId bucket, const Uuid& id);
  std::unordered_map<std::uint64_t, protocol::Digest> changes_;  // bucket * 256 + leaf
};

/// `digest` plus `difference`, modulo 2^64 and 2^128.
void add_difference(protocol::Digest& digest, const protocol::Digest& difference);

struct CommitMemory {
  ChainValue chain{};
  std::uint32_t audit_lines = 0;
  DigestChanges digests;
  std::set<Uuid> persons;
  std::size_t rows_changed = 0;
  std::size_t entries_changed = 0;
};

}  // namespace fieldbook::syncd
