#pragma once

// Brings one row's entries, digests and projections in step with its content and its buckets.

#include "syncd/changelog/bucket_names.hpp"
#include "syncd/changelog/commit_memory.hpp"

namespace fieldbook::syncd {

/// What is true of a row after the commit, and what of it changed.
struct RowUpdate {
  schema::RowKey key;
  RowNumber number = 0;
  /// Of the content that the present entries were counted with.
  Stamp stamp_before;
  /// Of the content now; equal to stamp_before when the content did not change.
  Stamp stamp;
  const schema::Row* row = nullptr;  ///< null when the row is gone
  bool content_changed = false;
  /// Hide only: rows that come into a bucket wait.
  bool only_removals = false;
};

struct RowUpdated {
  std::size_t entries_changed = 0;
  bool waits = false;  ///< `only_removals` kept the row out of a bucket
};

class RowUpdater {
 public:
  RowUpdater(WriteTransaction& transaction, BucketNames& names, CommitMemory& memory, Commit commit)
      : transaction_(transaction), names_(names), memory_(memory), commit_(commit) {}

  /// A content change moves all entries of the row to this commit; a change of membership only
  /// touches the entries of the buckets it concerns; without either nothing is written. `buckets`
  /// is null where the row stays in those it is in.
  [[nodiscard]] Result<RowUpdated> update(const RowUpdate& row, const BucketSet* buckets);

 private:
  [[nodiscard]] Status want(const BucketSet* buckets);
  [[nodiscard]] RowUpdated plan(const RowUpdate& row);
  void count(const RowUpdate& row);
  using Shares = std::array<Share, schema::kAudienceCount>;
  [[nodiscard]] Result<Shares> shares(const std::vector<Membership>& memberships);
  [[nodiscard]] Status project(const RowUpdate& row);
  [[nodiscard]] Status encode(const RowUpdate& row, schema::Audience audience, Share share);

  WriteTransaction& transaction_;
  BucketNames& names_;
  CommitMemory& memory_;
  Commit commit_;
  // Of the row at hand; kept to spare allocations.
  std::vector<BucketId> wanted_;
  std::vector<Membership> before_;
  std::vector<Membership> after_;
  schema::Row open_;
  Bytes encoded_;
};

}  // namespace fieldbook::syncd
