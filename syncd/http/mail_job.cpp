#include "syncd/http/mail_job.hpp"

#include <algorithm>

namespace fieldbook::syncd {
namespace {

using namespace std::chrono_literals;

/// Deadlines come near without a change.
constexpr auto kIdle = 60s;
/// Changes that follow each other are looked at together.
constexpr auto kChangeDelay = 500ms;

}  // namespace

MailJob::MailJob(Store& store, const Committer& committer, WriteRunner& writer, const Clock& clock,
                 std::unique_ptr<mail::Courier> courier, mail::PostmanSettings settings,
                 EventLog& log)
    : clock_(clock),
      log_(log),
      courier_(std::move(courier)),
      postman_(store, committer, writer, clock, *courier_, std::move(settings)) {}

void MailJob::work() {
  if (stopping_) return;
  changed_ = false;
  next_ms_ = (clock_.now() + kIdle).ms;
  const auto report = postman_.step();
  if (stopping_) return;
  if (!report) {
    log_.failed("mail", report.error());
  } else {
    if (report->next) next_ms_ = report->next->ms;
    if (report->sent + report->given_up > 0)
      log_.info("mail", {{"sent", report->sent}, {"given_up", report->given_up}});
    if (!report->problem.empty()) log_.warning("mail waits", {{"why", report->problem}});
  }
  const std::scoped_lock lock(health_mutex_);
  if (!report)
    problem_ = report.error().message;
  else if (report->sent > 0 || !report->problem.empty())
    problem_ = report->problem;
}

std::chrono::milliseconds MailJob::until_due() const {
  const std::int64_t wait = std::clamp<std::int64_t>(next_ms_ - clock_.now().ms, 0, 60'000);
  const std::chrono::milliseconds out(wait);
  return changed_ ? std::min<std::chrono::milliseconds>(out, kChangeDelay) : out;
}

HealthCheck MailJob::health() const {
  const std::scoped_lock lock(health_mutex_);
  return {.name = "mail",
          .is_good = problem_.empty(),
          .detail = problem_.empty() ? "messages go out" : problem_,
          .is_vital = false};
}

void MailJob::stop() {
  stopping_ = true;
  courier_->interrupt();
}

}  // namespace fieldbook::syncd
