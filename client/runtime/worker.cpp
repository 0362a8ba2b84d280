#include "client/runtime/worker.hpp"

#include <algorithm>

namespace fieldbook::client {

Worker::Worker(std::size_t threads) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

Worker::~Worker() { stop(); }

void Worker::post(Task task) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return;
  tasks_.push_back(std::move(task));
  wake_.notify_one();
}

void Worker::post_first(Task task) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return;
  tasks_.push_front(std::move(task));
  wake_.notify_one();
}

void Worker::post_idle(Task task, std::chrono::milliseconds quiet,
                       std::chrono::milliseconds latest) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return;
  idle_ = Idle{std::move(task), quiet, std::chrono::steady_clock::now() + latest};
  wake_.notify_one();
}

void Worker::stop() {
  std::deque<Task> dropped;
  std::optional<Idle> dropped_idle;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    dropped.swap(tasks_);
    dropped_idle.swap(idle_);
    wake_.notify_all();
  }
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

std::size_t Worker::waiting() const {
  const std::lock_guard lock(mutex_);
  return tasks_.size();
}

void Worker::run() {
  while (const Task task = take()) task();
}

Worker::Task Worker::take() {
  std::unique_lock lock(mutex_);
  const auto ready = [this] { return stopping_ || !tasks_.empty(); };
  for (;;) {
    if (stopping_) return {};
    const Moment now = std::chrono::steady_clock::now();
    const bool is_due = idle_ && now >= idle_->latest;
    if (!tasks_.empty() && !is_due) {
      Task task = std::move(tasks_.front());
      tasks_.pop_front();
      return task;
    }
    if (!idle_) {
      wake_.wait(lock, [&] { return ready() || idle_; });
      continue;
    }
    if (!is_due && wake_.wait_until(lock, std::min(now + idle_->quiet, idle_->latest), ready))
      continue;
    if (!idle_ || stopping_) continue;
    Task task = std::move(idle_->task);
    idle_.reset();
    return task;
  }
}

}  // namespace fieldbook::client
