#pragma once

// A store with its exposure and committer, a model of its rows in memory, and a check of the whole
// state against what a plain recomputation over the model gives.

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "syncd/changelog/commit.hpp"
#include "syncd/store/sqlite_store.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/map_reader.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::tests {

/// The value, or a test failure that stops the process: what follows could not mean anything.
template <class T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().message;
    std::abort();
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// A change that sets every column of `row`, and one that removes it.
[[nodiscard]] schema::RowChange change_to(const schema::Row& row);
[[nodiscard]] schema::RowChange removal_of(const schema::Row& row);

/// What a bucket comes to, by plain recomputation or as the store says.
struct BucketState {
  std::set<schema::RowKey> rows;
  protocol::Digest digest;
  std::map<std::uint8_t, protocol::Digest> leaves;
  bool operator==(const BucketState&) const = default;
};

class CommitWorld {
 public:
  explicit CommitWorld(std::size_t entries_max = limits::kExposureEntriesPerCommitMax,
                       std::uint64_t seed = 1,
                       syncd::ExposureSettings settings = syncd::ExposureSettings::defaults());

  /// Commits and applies the same to the model.
  syncd::CommitOutcome commit(const std::vector<schema::RowChange>& changes,
                              syncd::Cause cause = {.kind = "test"});
  /// Commits rows of the model's kind.
  syncd::CommitOutcome put(const std::vector<schema::Row>& rows);
  syncd::CommitOutcome remove(const schema::Row& row) { return commit({removal_of(row)}); }

  [[nodiscard]] std::unique_ptr<syncd::ReadTransaction> read() { return must(store->begin_read()); }
  [[nodiscard]] std::unique_ptr<syncd::WriteTransaction> write() {
    return must(store->begin_write());
  }
  [[nodiscard]] std::string path() const { return (folder / "store.db").string(); }
  /// Close and open the file.
  void reopen();

  /// The entries of a row by bucket name.
  [[nodiscard]] std::map<std::string, syncd::Membership> entries(const schema::Row& row);
  /// The grants of a sign-in by bucket name: commit, negative when lost at it.
  [[nodiscard]] std::map<std::string, syncd::Commit> grants(std::string_view person,
                                                            schema::Audience audience);
  [[nodiscard]] BucketState bucket(const std::string& name);
  [[nodiscard]] syncd::Stamp stamp(const schema::Row& row);

  /// Compares rows, entries, digests, leaves, projections and grants with the model.
  void expect_consistent();

  TempDir folder;
  FakeClock clock;
  SeededRandom random;
  std::shared_ptr<const syncd::Exposure> exposure;
  syncd::Committer committer;
  std::unique_ptr<syncd::Store> store;
  MapReader model;

 private:
  void apply_to_model(const schema::RowChange& change);
  [[nodiscard]] std::map<std::string, BucketState> recompute(syncd::ReadTransaction& transaction);
  void expect_rows(syncd::ReadTransaction& transaction);
  void expect_projections(syncd::ReadTransaction& transaction);
  void expect_grants(syncd::ReadTransaction& transaction);
  [[nodiscard]] BucketState read_bucket(syncd::ReadTransaction& transaction,
                                        const std::string& name);

  std::set<std::string> buckets_seen_;
};

}  // namespace fieldbook::tests
