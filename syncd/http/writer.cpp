#include "syncd/http/writer.hpp"

#include <future>

#include "shared/base/limits.hpp"

namespace fieldbook::syncd {
namespace {

/// With nothing to write for this long, nobody is likely to wait for what the log costs.
constexpr std::chrono::milliseconds kQuiet{20};

/// The actions of `batch` from `position`, at most `room`.
DecideBatch slice(const DecideBatch& batch, std::size_t position, std::size_t room) {
  DecideBatch out{.person = batch.person,
                  .device = batch.device,
                  .audience = batch.audience,
                  .stream = batch.stream,
                  .received = batch.received,
                  .acknowledged = batch.acknowledged,
                  .unproven = batch.unproven,
                  .actions = {}};
  const auto count = std::min(room, batch.actions.size() - position);
  const auto first = batch.actions.begin() + static_cast<std::ptrdiff_t>(position);
  out.actions.assign(first, first + static_cast<std::ptrdiff_t>(count));
  return out;
}

}  // namespace

Writer::Writer(Store& store, SyncCore& core, Published published, Failed failed)
    : store_(store),
      core_(core),
      published_(std::move(published)),
      failed_(std::move(failed)),
      thread_([this] { run(); }) {}

Writer::~Writer() { stop(); }

bool Writer::submit(Task& task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= limits::kWriterQueueMax) return false;
    queue_.push_back(std::move(task));
  }
  wake_.notify_one();
  return true;
}

Status Writer::write(WriteJob job) {
  std::promise<Status> promise;
  auto future = promise.get_future();
  Task task(Single{std::move(job), [&promise](Status status) { promise.set_value(status); }});
  if (!submit(task)) return fail(Errc::unavailable, "the daemon is busy or stopping");
  return future.get();
}

void Writer::write_later(WriteJob job) {
  Task task(Single{std::move(job), [](const Status&) {}});
  static_cast<void>(submit(task));
}

void Writer::decide(DecideBatch batch, Done done) {
  Task task(Actions{std::move(batch), 0, {}, std::move(done)});
  if (!submit(task))
    std::get<Actions>(task).done(fail(Errc::unavailable, "the daemon is busy or stopping"));
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::size_t Writer::depth() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

bool Writer::is_healthy() const {
  const std::lock_guard lock(mutex_);
  return healthy_;
}

void Writer::run() {
  while (true) {
    std::optional<Task> task;
    {
      std::unique_lock lock(mutex_);
      const auto is_called = [this] { return stopping_ || untidy_ || !queue_.empty(); };
      if (!wake_.wait_for(lock, kQuiet, is_called)) {
        lock.unlock();
        if (const Status emptied = store_.empty_log(); !emptied) failed_(emptied.error());
        lock.lock();
        wake_.wait(lock, is_called);
      }
      if (queue_.empty() && stopping_) return;
      if (!queue_.empty()) {
        task = std::move(queue_.front());
        queue_.pop_front();
      }
    }
    if (task) {
      if (auto* single = std::get_if<Single>(&*task))
        run_single(std::move(*single));
      else
        run_group(take_group(std::move(std::get<Actions>(*task))));
    }
    if (untidy_) tidy();
  }
}

void Writer::run_single(Single single) {
  auto after = run_job(store_, single.job);
  if (after) publish(*after);
  const Status status = after ? Status() : Status(std::unexpected(std::move(after).error()));
  note(status);
  single.done(status);
}

std::vector<Writer::Actions> Writer::take_group(Actions first) {
  std::vector<Actions> group;
  std::size_t count = first.batch.actions.size() - first.position;
  group.push_back(std::move(first));
  const std::lock_guard lock(mutex_);
  while (!queue_.empty() && count < limits::kGroupCommitActionsMax) {
    auto* next = std::get_if<Actions>(&queue_.front());
    if (next == nullptr) break;
    count += next->batch.actions.size() - next->position;
    group.push_back(std::move(*next));
    queue_.pop_front();
  }
  return group;
}

void Writer::run_group(std::vector<Actions> group) {
  std::vector<DecideBatch> batches;
  std::size_t room = limits::kGroupCommitActionsMax;
  for (const Actions& actions : group) {
    batches.push_back(slice(actions.batch, actions.position, room));
    room -= batches.back().actions.size();
  }
  DecideOutcome outcome;
  try {
    outcome = core_.decide(batches);
  } catch (const std::exception& exception) {
    const Error error{Errc::internal, std::string("exception: ") + exception.what()};
    outcome.batches.assign(batches.size(), std::unexpected(error));
  }
  auto& decided = outcome.batches;
  ASSERT(decided.size() == batches.size());
  for (auto& commit : outcome.commits) publish(AfterCommit{.outcome = std::move(commit)});
  for (std::size_t i = 0; i < group.size(); ++i) {
    Actions& actions = group[i];
    if (!decided[i]) {
      note(Status(std::unexpected(decided[i].error())));
      actions.done(std::move(decided[i]));
      continue;
    }
    note({});
    actions.position += batches[i].actions.size();
    auto& receipts = actions.decided.receipts;
    receipts.insert(receipts.end(), decided[i]->receipts.begin(), decided[i]->receipts.end());
    actions.decided.fork = decided[i]->fork;
    if (actions.decided.fork || actions.position == actions.batch.actions.size()) {
      actions.done(std::move(actions.decided));
    } else {
      // The rest waits behind the others, so that one long queue does not hold them up.
      const std::lock_guard lock(mutex_);
      queue_.push_back(std::move(actions));
    }
  }
}

void Writer::publish(const AfterCommit& after) {
  untidy_ = untidy_ || (after.outcome && after.outcome->exposure_pending);
  published_(after);
}

void Writer::tidy() {
  auto outcome = core_.show_pending();
  untidy_ = false;
  if (outcome)
    publish(AfterCommit{.outcome = *std::move(outcome)});
  else
    failed_(outcome.error());
}

void Writer::note(const Status& status) {
  const bool is_storage =
      !status && (status.error().code == Errc::storage || status.error().code == Errc::corrupt);
  if (!status && (is_storage || status.error().code == Errc::internal)) failed_(status.error());
  const std::lock_guard lock(mutex_);
  healthy_ = !is_storage;
}

}  // namespace fieldbook::syncd
