#pragma once

// E-mail in the daemon: one thread of its own, since it waits for another server's answers. It only
// decides when; syncd/integrations/mail does the work.

#include <atomic>
#include <memory>
#include <mutex>

#include "syncd/endpoints/services.hpp"
#include "syncd/http/log.hpp"
#include "syncd/integrations/mail/postman.hpp"

namespace fieldbook::syncd {

class MailJob {
 public:
  /// All that is named outlives the job.
  MailJob(Store& store, const Committer& committer, WriteRunner& writer, const Clock& clock,
          std::unique_ptr<mail::Courier> courier, mail::PostmanSettings settings, EventLog& log);

  /// Something was committed or is to be written. Any thread.
  void changed() { changed_ = true; }
  /// A bounded part of the work. Mail thread.
  void work();
  /// How long until work() has something to do.
  [[nodiscard]] std::chrono::milliseconds until_due() const;
  /// How the mail server is; never keeps the daemon from being ready. Any thread.
  [[nodiscard]] HealthCheck health() const;
  /// Ends what waits for an answer; work() does nothing any more.
  void stop();

 private:
  const Clock& clock_;
  EventLog& log_;
  std::unique_ptr<mail::Courier> courier_;
  mail::Postman postman_;
  std::atomic<bool> changed_{true};  ///< what an earlier run of the daemon left comes first
  std::atomic<bool> stopping_{false};
  std::atomic<std::int64_t> next_ms_{0};
  mutable std::mutex health_mutex_;
  std::string problem_;
};

}  // namespace fieldbook::syncd
