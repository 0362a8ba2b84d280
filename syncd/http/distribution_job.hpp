#pragma once

// When the daemon distributes opportunities: soon after a change that concerns them, at a deadline,
// and once a minute. It only decides when; syncd/distribution does the work, as a job of the
// writer's like any other.

#include <atomic>

#include "syncd/distribution/distributor.hpp"
#include "syncd/endpoints/write_runner.hpp"
#include "syncd/http/log.hpp"
#include "syncd/http/metrics.hpp"

namespace fieldbook::syncd {

class DistributionJob {
 public:
  /// All must outlive the job.
  DistributionJob(Store& store, const Committer& committer, const Clock& clock,
                  const DistributionSettings& settings, Metrics& metrics, EventLog& log);

  /// Something was committed. True when nobody has looked since the last time: then has_work() is
  /// to be asked soon. Any thread.
  [[nodiscard]] bool changed() { return !changed_.exchange(true); }
  /// Whether changed() was called since has_work().
  [[nodiscard]] bool is_changed() const { return changed_; }
  /// Looks at what was committed since the last time, and at the clock. Reader thread, one at a
  /// time.
  [[nodiscard]] bool has_work();
  /// A bounded part of the work. Writer thread.
  [[nodiscard]] Result<AfterCommit> step(WriteTransaction& transaction);
  /// Whom step() would offer the opportunity to, by what the transaction holds. Writer thread.
  [[nodiscard]] Result<rules::OfferPlan> plan(ReadTransaction& transaction,
                                              const Uuid& opportunity);
  /// How long until the next deadline, at most `longest`.
  [[nodiscard]] std::chrono::milliseconds until_due(std::chrono::milliseconds longest) const;

 private:
  [[nodiscard]] Result<bool> has_change(ReadTransaction& transaction);

  Store& store_;
  const Clock& clock_;
  DistributionColumns columns_;
  Distributor distributor_;
  Metrics& metrics_;
  EventLog& log_;
  std::atomic<bool> changed_{true};  ///< what an earlier run of the daemon left comes first
  std::atomic<bool> must_step_{true};
  std::atomic<std::int64_t> next_ms_;
  std::atomic<Commit> seen_{0};  ///< commits up to here were looked at
};

}  // namespace fieldbook::syncd
