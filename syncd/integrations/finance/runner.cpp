#include "syncd/integrations/finance/runner.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace fieldbook::syncd::finance {
namespace {

std::vector<OutboxTask> outbox_tasks(const RunnerParts& parts) {
  std::vector<OutboxTask> out;
  for (const Template& one : parts.templates.all()) {
    if (one.direction != Direction::to_finance) continue;
    for (const Task& task : one.tasks)
      if (is_active(one, task, parts.settings))
        out.push_back({task.name, parts.store.catalogue().entity(task.source).number});
  }
  return out;
}

}  // namespace

Runner::Runner(RunnerParts parts)
    : parts_(parts), outbox_(std::string(kPeer), outbox_tasks(parts)) {}

Status Runner::load() {
  if (run_) return {};
  TRY(const auto transaction, parts_.store.begin_read());
  TRY(run_, load_run(*transaction));
  return {};
}

Result<RunState> Runner::state() {
  CHECK(load());
  return *run_;
}

Status Runner::write(const WriteJob& job) {
  // What a transaction that failed has changed in memory is read again.
  Status done = parts_.writer.write(job);
  if (!done) run_.reset();
  return done;
}

Status Runner::keep() {
  return write([this](WriteTransaction& transaction) -> Result<AfterCommit> {
    CHECK(store_run(transaction, *run_));
    return AfterCommit{};
  });
}

Status Runner::begin(Trigger trigger, const std::set<std::string>& only) {
  CHECK(load());
  if (run_->is_running()) return fail(Errc::conflict, "a run is under way");
  for (const std::string& name : only) {
    const Template* one = parts_.templates.find(name);
    if (one == nullptr)
      return fail(Errc::invalid_argument, fmt::format("there is no template {}", name));
    if (!one->is_available())
      return fail(Errc::invalid_argument,
                  fmt::format("{} is not available: {}", name, one->unavailable));
  }
  RunState next;
  next.number = run_->number + 1;
  next.trigger = trigger;
  next.started = parts_.clock.now();
  next.steps = plan_run(parts_.templates, parts_.settings, only);
  mappers_.clear();
  run_ = std::move(next);
  return keep();
}

Status Runner::abandon(const std::string& reason) {
  CHECK(load());
  if (!run_->is_running()) return {};
  run_->problem = reason;
  run_->status = RunStatus::error;
  run_->ended = parts_.clock.now();
  return keep();
}

Status Runner::go_on() {
  CHECK(load());
  if (!run_->is_running() || run_->pause_asked || run_->paused_until.ms == 0) return {};
  run_->paused_until = {};
  return keep();
}

Result<bool> Runner::feed() {
  bool more = false;
  CHECK(write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    TRY(const FeedReport report, outbox_.feed(transaction, parts_.clock.now(), kFeedEntries));
    more = report.more;
    return AfterCommit{};
  }));
  return more;
}

Result<Progress> Runner::step() {
  CHECK(load());
  if (!run_->is_running()) return Progress{};
  const Instant now = parts_.clock.now();
  if (run_->paused_until > now) return Progress{true, run_->paused_until};
  if (run_->step >= run_->steps.size()) {
    CHECK(finish());
    return Progress{};
  }
  const RunStep step = run_->steps[run_->step];
  const Task* task = parts_.templates.find_task(step.task);
  const auto waited = parts_.target.use().waited_for_peer;
  Status done;
  if (step.kind == StepKind::journal)
    done = post_journals();
  else if (task == nullptr)
    done = next_step();  // a template of an earlier release
  else
    done = step.kind == StepKind::send ? send(*task) : receive(*task);
  if (!done) {
    run_.reset();
    return std::unexpected(std::move(done).error());
  }
  CHECK(load());
  run_->waited_ms += (parts_.target.use().waited_for_peer - waited).count();
  Progress out{run_->is_running(), {}};
  if (run_->paused_until > parts_.clock.now()) out.not_before = run_->paused_until;
  return out;
}

void Runner::worked() {
  run_->pauses = 0;
  run_->paused_until = {};
  run_->problem.clear();
}

Status Runner::next_step() {
  ++run_->step;
  run_->step_begun = false;
  run_->pass = 0;
  run_->position.clear();
  return keep();
}

Status Runner::finish() {
  const bool failed = run_->failures() > 0;
  run_->status = !failed                  ? RunStatus::completed
                 : run_->successes() == 0 ? RunStatus::error
                                          : RunStatus::warning;
  run_->ended = parts_.clock.now();
  if (failed) run_->problem = fmt::format("{} rows were refused", run_->failures());
  CHECK(keep());
  const Instant oldest = parts_.clock.now() - parts_.settings.history;
  return write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    TRY(const auto runs, transaction.outbox_runs(kPeer, run_->number, 100));
    for (const OutboxRun& kept : runs) {
      const auto run = run_from_json(kept.body);
      if (run && run->ended >= oldest) continue;
      CHECK(transaction.drop_outbox_runs(kPeer, kept.number));
      break;
    }
    return AfterCommit{};
  });
}

Status Runner::pause(const PeerError& error) {
  const auto backoff = std::min<std::chrono::milliseconds>(
      kPause * (1 << std::min<std::uint32_t>(run_->pauses, 5)), kPauseMax);
  const auto wait = error.retry_after.count() > 0 ? error.retry_after : backoff;
  ++run_->pauses;
  if (run_->pauses > kPausesMax) {
    run_->status = RunStatus::error;
    run_->ended = parts_.clock.now();
    run_->problem = fmt::format("gave up after {} pauses: {}", kPausesMax, error.message);
    return keep();
  }
  if (error.status == 429) run_->throttled_ms += wait.count();
  run_->paused_until = parts_.clock.now() + wait;
  run_->pause_asked = error.retry_after.count() > 0;
  run_->problem = error.message;
  return keep();
}

Status Runner::failed(const PeerError& error) {
  if (error.kind == PeerFailure::later) return pause(error);
  run_->status = RunStatus::error;
  run_->ended = parts_.clock.now();
  run_->problem = error.kind == PeerFailure::unauthorised
                      ? fmt::format("the sign-in is refused: {}", error.message)
                      : error.message;
  return keep();
}

}  // namespace fieldbook::syncd::finance
