#pragma once

// A daemon without exposure rules: rows, buckets and grants change as a test says, through the
// store's own functions, and a plain copy of the state beside it tells what each person may see.

#include <map>
#include <set>

#include "shared/base/random.hpp"
#include "syncd/changelog/pull.hpp"
#include "syncd/store/sqlite_store.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::tests {

/// What anyone may hold of a row: its stamp and the hash of its content.
struct SeenRow {
  std::int64_t commit = 0;
  FixedBytes<16> epoch{};
  std::uint64_t hash = 0;
  std::set<std::string> buckets;
  bool operator==(const SeenRow&) const = default;
};
using SeenRows = std::map<schema::RowKey, SeenRow>;

class PullDaemon {
 public:
  explicit PullDaemon(Random& random);

  /// One commit of whatever `changes` does with put, move, remove and grant.
  template <class Changes>
  void commit(Changes&& changes) {
    open_commit();
    changes();
    close_commit();
  }
  void put(const Uuid& id, const std::string& name, const std::set<std::string>& buckets);
  /// Other buckets, same content.
  void move(const Uuid& id, const std::set<std::string>& buckets);
  void remove(const Uuid& id);
  void grant(const std::string& bucket, bool present);

  /// Drops tombstones of all but the last `kept` commits.
  void drop_tombstones(std::int64_t kept);
  void back_up();
  /// Back to the last back_up(). Noticed: a new epoch begins at once.
  void restore(bool noticed);
  void open_epoch_if_needed(const protocol::SyncRequest& request);

  [[nodiscard]] SeenRows view() const;
  [[nodiscard]] std::vector<Uuid> ids() const;
  [[nodiscard]] const std::set<std::string>& granted() const { return state_.granted; }
  [[nodiscard]] syncd::Store& store() { return *store_; }
  [[nodiscard]] const FakeClock& clock() const { return clock_; }
  [[nodiscard]] const syncd::PullSession& session() const { return session_; }
  [[nodiscard]] syncd::OrganisationHead head();
  [[nodiscard]] static const std::vector<std::string>& buckets();

 private:
  struct State {
    SeenRows rows;
    std::set<std::string> granted;
  };
  void open_commit();
  void close_commit();
  void write_entries(const schema::RowKey& key, syncd::RowNumber number, syncd::Stamp stamp,
                     const std::set<std::string>& buckets, bool content_changed,
                     const std::optional<syncd::Stamp>& before);

  TempDir folder_;
  FakeClock clock_;
  Random& random_;
  syncd::PullSession session_;
  std::unique_ptr<syncd::Store> store_;
  std::unique_ptr<syncd::WriteTransaction> transaction_;
  syncd::Commit number_ = 0;
  State state_;
  State backup_;
  int files_ = 0;
  std::string path_;
};

}  // namespace fieldbook::tests
