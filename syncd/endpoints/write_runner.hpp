#pragma once

// The one way to write: jobs, one after the other, each in a transaction of its own. In the daemon
// they run on the writer thread, between the groups of actions; in an admin verb that holds the
// data directory's lock they run on the spot.

#include <functional>

#include "syncd/changelog/commit.hpp"

namespace fieldbook::syncd {

/// What has to become known once a transaction is on disk.
struct AfterCommit {
  std::optional<CommitOutcome> outcome;  ///< wakes live sessions
  std::vector<Uuid> ended_families;      ///< sign-ins that are over
  std::vector<Uuid> ended_devices;
  std::vector<Uuid> ended_persons;
};

/// Writes into the transaction; the runner commits it. An error rolls everything back.
using WriteJob = std::function<Result<AfterCommit>(WriteTransaction&)>;

/// Runs one job in a transaction of its own: what every runner does in the end. Returns the job's
/// error, what COMMIT answered, or Errc::internal for an exception.
[[nodiscard]] Result<AfterCommit> run_job(Store& store, const WriteJob& job);

class WriteRunner {
 public:
  virtual ~WriteRunner() = default;
  /// Runs the job and waits until it is on disk and known to live sessions. Any thread except the
  /// writer's own. Returns the job's error, what COMMIT answered, or Errc::unavailable when the
  /// queue is full or the daemon stops.
  [[nodiscard]] virtual Status write(WriteJob job) = 0;
  /// The same without waiting, for what may be lost: notes about devices.
  virtual void write_later(WriteJob job) = 0;
};

}  // namespace fieldbook::syncd
