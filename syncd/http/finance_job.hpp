#pragma once

// The integration with Finance and Operations in the daemon: one thread of its own, since it waits
// for another system's answers, and a lock, so that verbs and the schedule take turns. It decides
// when; syncd/integrations/finance does the work, a bounded step at a time.

#include <atomic>
#include <mutex>

#include "syncd/endpoints/services.hpp"
#include "syncd/http/log.hpp"
#include "syncd/http/metrics.hpp"
#include "syncd/integrations/finance/desk.hpp"

namespace fieldbook::syncd {

class FinanceJob final : public finance::Desk {
 public:
  /// What `parts` names, and the others, outlive the job.
  FinanceJob(finance::DeskParts parts, Metrics& metrics, EventLog& log);

  // Questions wait for the step that is under way. Any thread.
  [[nodiscard]] Result<std::vector<finance::TemplateLine>> list() override;
  [[nodiscard]] Result<finance::CheckAnswer> check() override;
  /// Begins a run, or goes on with one that pauses, and leaves the steps to work(). Returns what
  /// run() does for a run that may not begin.
  [[nodiscard]] Status start(const finance::RunRequest& request);
  /// Takes turns with the others step by step. Returns Errc::unavailable once the daemon stops.
  [[nodiscard]] Result<finance::RunState> run(const finance::RunRequest& request) override;
  [[nodiscard]] Result<std::vector<finance::PreviewRow>> preview(
      const finance::PreviewRequest& request) override;
  [[nodiscard]] Result<std::vector<finance::RunState>> history(std::size_t runs) override;
  [[nodiscard]] Result<finance::ErrorsAnswer> errors(const std::string& task) override;
  [[nodiscard]] Result<std::size_t> retry(const std::string& task) override;
  [[nodiscard]] Result<finance::Trace> trace(const Uuid& id) override;
  [[nodiscard]] Instant now() const override { return clock_.now(); }

  /// Something was committed. Any thread.
  void changed() { changed_ = true; }
  /// Steps of a run for about a second, and beginning one that is due. Finance thread.
  void work();
  /// How long until work() has something to do.
  [[nodiscard]] std::chrono::milliseconds until_due() const;
  /// How the other side is; never keeps the daemon from being ready. Any thread.
  [[nodiscard]] HealthCheck health() const;
  /// Ends what waits for an answer; work() does nothing any more.
  void stop();

 private:
  [[nodiscard]] Status begin_if_due();
  [[nodiscard]] Status begin(finance::Trigger trigger, const std::set<std::string>& templates);
  [[nodiscard]] Result<bool> has_change();
  [[nodiscard]] Status steps();
  void note(const Status& status);
  void report();

  const Clock& clock_;
  Metrics& metrics_;
  EventLog& log_;
  mutable std::mutex mutex_;  ///< of the desk
  finance::LocalDesk desk_;
  Store& store_;
  finance::RunState reported_;
  std::atomic<bool> changed_{true};  ///< what an earlier run of the daemon left comes first
  std::atomic<bool> stopping_{false};
  std::atomic<std::int64_t> next_ms_{0};
  std::int64_t next_scheduled_ms_ = 0;
  mutable std::mutex health_mutex_;
  std::string own_problem_;    ///< of the store
  std::string check_problem_;  ///< why the last run could not begin
  std::string peer_problem_;   ///< why the last run broke off or pauses
  std::string standing_;
};

}  // namespace fieldbook::syncd
