#include "syncd/http/finance_job.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace fieldbook::syncd {
namespace {

using namespace std::chrono_literals;

/// Changes that follow each other go over together.
constexpr auto kChangeDelay = 2s;
constexpr auto kIdle = 60s;
/// Verbs wait no longer than this for a turn, but for an answer that is under way.
constexpr auto kTurn = 1s;

std::string one_line(std::string text) {
  for (auto at = text.find("\n  "); at != std::string::npos; at = text.find("\n  ", at))
    text.replace(at, 3, " | ");
  std::ranges::replace(text, '\n', ' ');
  return text;
}

}  // namespace

FinanceJob::FinanceJob(finance::DeskParts parts, Metrics& metrics, EventLog& log)
    : clock_(parts.clock),
      metrics_(metrics),
      log_(log),
      desk_(std::move(parts)),
      store_(desk_.store()) {}

Result<std::vector<finance::TemplateLine>> FinanceJob::list() {
  const std::scoped_lock lock(mutex_);
  return desk_.list();
}

Result<finance::CheckAnswer> FinanceJob::check() {
  const std::scoped_lock lock(mutex_);
  return desk_.check();
}

Status FinanceJob::start(const finance::RunRequest& request) {
  const std::scoped_lock lock(mutex_);
  CHECK(begin(finance::Trigger::hand, request.templates));
  next_ms_ = clock_.now().ms;
  return {};
}

Result<finance::RunState> FinanceJob::run(const finance::RunRequest& request) {
  {
    const std::scoped_lock lock(mutex_);
    CHECK(begin(finance::Trigger::hand, request.templates));
  }
  while (!stopping_) {
    const std::scoped_lock lock(mutex_);
    TRY(const finance::Progress progress, desk_.step());
    report();
    if (!progress.is_running || progress.not_before) return desk_.state();
  }
  return fail(Errc::unavailable, "the daemon is stopping; the run goes on when it is back");
}

Result<std::vector<finance::PreviewRow>> FinanceJob::preview(
    const finance::PreviewRequest& request) {
  const std::scoped_lock lock(mutex_);
  return desk_.preview(request);
}

Result<std::vector<finance::RunState>> FinanceJob::history(std::size_t runs) {
  const std::scoped_lock lock(mutex_);
  return desk_.history(runs);
}

Result<finance::ErrorsAnswer> FinanceJob::errors(const std::string& task) {
  const std::scoped_lock lock(mutex_);
  return desk_.errors(task);
}

Result<std::size_t> FinanceJob::retry(const std::string& task) {
  const std::scoped_lock lock(mutex_);
  return desk_.retry(task);
}

Result<finance::Trace> FinanceJob::trace(const Uuid& id) {
  const std::scoped_lock lock(mutex_);
  return desk_.trace(id);
}

Result<bool> FinanceJob::has_change() {
  for (bool more = true; more;) {
    TRY(more, desk_.feed());
  }
  TRY(const auto rows, store_.begin_read());
  TRY(const auto counts, rows->outbox_counts(finance::kPeer));
  return std::ranges::any_of(counts, [](const OutboxCount& count) {
    return count.state == OutboxState::waiting || count.state == OutboxState::sending;
  });
}

Status FinanceJob::begin_if_due() {
  if (desk_.settings().mode != FinanceMode::automatic) return {};
  const std::int64_t now = clock_.now().ms;
  if (now >= next_scheduled_ms_) {
    next_scheduled_ms_ = now + std::chrono::milliseconds(desk_.settings().schedule).count();
    changed_ = false;
    return begin(finance::Trigger::schedule, {});
  }
  if (!desk_.settings().runs_on_change || !changed_.exchange(false)) return {};
  TRY(const bool due, has_change());
  return due ? begin(finance::Trigger::change, {}) : Status();
}

/// What the checks find stays in health until they are met.
Status FinanceJob::begin(finance::Trigger trigger, const std::set<std::string>& templates) {
  Status done = desk_.begin(trigger, templates);
  const std::scoped_lock lock(health_mutex_);
  if (done)
    check_problem_.clear();
  else if (done.error().code == Errc::conflict)
    check_problem_ = one_line(done.error().message);
  return done;
}

Status FinanceJob::steps() {
  const auto until = clock_.since_boot() + kTurn;
  do {
    TRY(const finance::Progress progress, desk_.step());
    const Instant now = clock_.now();
    if (progress.not_before) {
      next_ms_ = progress.not_before->ms;
      return {};
    }
    if (!progress.is_running) {
      const bool is_automatic = desk_.settings().mode == FinanceMode::automatic;
      next_ms_ = is_automatic ? next_scheduled_ms_ : (now + kIdle).ms;
      return {};
    }
    next_ms_ = now.ms;
  } while (!stopping_ && clock_.since_boot() < until);
  return {};
}

void FinanceJob::work() {
  if (stopping_) return;
  const std::scoped_lock lock(mutex_);
  next_ms_ = (clock_.now() + kIdle).ms;
  Status done = begin_if_due();
  if (done) done = steps();
  note(done);
  report();
}

void FinanceJob::note(const Status& status) {
  if (!status && !stopping_) log_.failed("finance", status.error());
  const std::scoped_lock lock(health_mutex_);
  // Unmet checks are kept by begin().
  own_problem_ =
      status || status.error().code == Errc::conflict ? "" : one_line(status.error().message);
}

/// What is known into metrics and health; with the desk's lock held.
void FinanceJob::report() {
  const auto standing = desk_.standing();
  if (!standing) return note(std::unexpected(standing.error()));
  metrics_.integrated(*standing, reported_, clock_.now());
  const finance::RunState& run = standing->run;
  if (!run.is_running() && run.number != 0 &&
      (run.number != reported_.number || reported_.is_running()))
    log_.info("finance run ended", {{"run", run.number},
                                    {"status", finance::to_string(run.status)},
                                    {"failed", run.failures()},
                                    {"problem", run.problem}});
  reported_ = run;
  // A run that came to its end found the peer well, whatever became of the rows.
  const bool broke_off = run.status == finance::RunStatus::error && run.step < run.steps.size();
  const std::scoped_lock lock(health_mutex_);
  peer_problem_ = broke_off || run.is_running() ? run.problem : "";
  std::uint64_t waiting = 0;
  for (const OutboxCount& count : standing->counts)
    if (count.state == OutboxState::waiting || count.state == OutboxState::sending)
      waiting += count.items;
  standing_ =
      fmt::format("{} rows waiting, last good run {}", waiting,
                  standing->last_good.ms == 0 ? "never" : format_instant(standing->last_good));
}

std::chrono::milliseconds FinanceJob::until_due() const {
  const std::int64_t wait = next_ms_ - clock_.now().ms;
  std::chrono::milliseconds out(std::clamp<std::int64_t>(wait, 0, 60'000));
  const bool on_change = desk_.settings().mode == FinanceMode::automatic &&
                         desk_.settings().runs_on_change && changed_;
  return on_change ? std::min<std::chrono::milliseconds>(out, kChangeDelay) : out;
}

HealthCheck FinanceJob::health() const {
  const std::scoped_lock lock(health_mutex_);
  const std::string& problem = !own_problem_.empty()     ? own_problem_
                               : !check_problem_.empty() ? check_problem_
                                                         : peer_problem_;
  return {.name = "finance",
          .is_good = problem.empty(),
          .detail = problem.empty() ? standing_ : problem + "; " + standing_,
          .is_vital = false};
}

void FinanceJob::stop() {
  stopping_ = true;
  desk_.target().interrupt();
}

}  // namespace fieldbook::syncd
