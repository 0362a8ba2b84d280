#pragma once

// A thread that runs tasks in order. Threads of the client are made here and in sync_loop.hpp
// only.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace fieldbook::client {

/// A bounded number of threads over one queue of tasks; with one thread, tasks run one after the
/// other. Tasks that have not begun when the Worker is destroyed are dropped.
class Worker {
 public:
  using Task = std::function<void()>;

  explicit Worker(std::size_t threads = 1);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// Any thread. Dropped after stop().
  void post(Task task);
  /// Runs before what waits; for what a person looks at.
  void post_first(Task task);
  /// Runs when nothing else has come for `quiet`, and after `latest` even if something has. There
  /// is one such task: a later one replaces it.
  void post_idle(Task task, std::chrono::milliseconds quiet, std::chrono::milliseconds latest);
  /// Lets the running tasks end and drops the others. Idempotent; not from a task.
  void stop();
  /// The number of tasks that wait.
  [[nodiscard]] std::size_t waiting() const;

 private:
  using Moment = std::chrono::steady_clock::time_point;
  struct Idle {
    Task task;
    std::chrono::milliseconds quiet;
    Moment latest;
  };
  void run();
  /// The next task, waited for; none after stop().
  [[nodiscard]] Task take();

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> tasks_;
  std::optional<Idle> idle_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace fieldbook::client
