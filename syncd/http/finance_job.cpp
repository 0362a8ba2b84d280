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

}  // namespace

FinanceJob::FinanceJob(finance::DeskParts parts, Metrics& metrics, EventLog& log)
    : clock_(parts.clock),
      metrics_(metrics),
      log_(log),
      desk_(std::move(parts)),
      store_(desk_.store()) {}

Result<finance::OrderedJson> FinanceJob::ask(std::string_view what,
                                             const finance::Json& arguments) {
  if (what != "run") {
    const std::scoped_lock lock(mutex_);
    return desk_.ask(what, arguments);
  }
  {
    const std::scoped_lock lock(mutex_);
    CHECK(desk_.begin(finance::Trigger::hand, finance::names_argument(arguments, "template")));
  }
  while (!stopping_) {
    const std::scoped_lock lock(mutex_);
    TRY(const finance::Progress progress, desk_.step());
    report();
    if (!progress.is_running || progress.not_before) return desk_.run_answer();
  }
  return fail(Errc::unavailable, "the daemon is stopping; the run goes on when it is back");
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
    return desk_.begin(finance::Trigger::schedule, {});
  }
  if (!desk_.settings().runs_on_change || !changed_.exchange(false)) return {};
  TRY(const bool due, has_change());
  return due ? desk_.begin(finance::Trigger::change, {}) : Status();
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
  problem_ = status ? "" : status.error().message;
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
  const std::scoped_lock lock(health_mutex_);
  if (run.status == finance::RunStatus::error || (run.is_running() && !run.problem.empty()))
    problem_ = run.problem;
  std::uint64_t waiting = 0;
  for (const OutboxCount& count : standing->counts)
    if (count.state == OutboxState::waiting || count.state == OutboxState::sending)
      waiting += count.items;
  good_ = fmt::format("{} rows waiting, last good run {}", waiting,
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
  return {.name = "finance",
          .is_good = problem_.empty(),
          .detail = problem_.empty() ? good_ : problem_ + "; " + good_,
          .is_vital = false};
}

void FinanceJob::stop() {
  stopping_ = true;
  desk_.target().interrupt();
}

}  // namespace fieldbook::syncd
