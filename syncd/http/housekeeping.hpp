#pragma once

// What the daemon does by itself, in short jobs between the others: drops tokens that have ended
// and tombstones that are old enough, and moves windows to the day. Which commit is old enough is
// noted once a day in the store's settings ("day.20778" = the last commit of that day).

#include "syncd/endpoints/write_runner.hpp"

namespace fieldbook::syncd {

class Housekeeping {
 public:
  Housekeeping(Store& store, const Exposure& exposure, const Clock& clock,
               std::chrono::hours tombstone_time)
      : store_(store), exposure_(exposure), clock_(clock), tombstone_time_(tombstone_time) {}

  /// Hands the jobs that are due to the writer.
  void run(WriteRunner& writer);
  /// The jobs themselves.
  [[nodiscard]] Result<AfterCommit> drop_tokens(WriteTransaction& transaction) const;
  [[nodiscard]] Result<AfterCommit> drop_tombstones(WriteTransaction& transaction) const;
  [[nodiscard]] Result<AfterCommit> move_windows(WriteTransaction& transaction) const;

 private:
  Store& store_;
  const Exposure& exposure_;
  const Clock& clock_;
  std::chrono::hours tombstone_time_;
};

}  // namespace fieldbook::syncd
