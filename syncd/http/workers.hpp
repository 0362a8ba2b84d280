#pragma once

// Threads for work that may block: reading the store, hashing passwords. A job goes in, its result
// comes back to the coroutine that waits for it.

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "shared/base/result.hpp"

namespace fieldbook::syncd {

namespace asio = boost::asio;

/// A bounded queue and the threads that empty it. Any thread may submit.
class WorkerPool {
 public:
  using Job = std::move_only_function<void()>;
  WorkerPool(std::size_t threads, std::size_t queue_max);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// False when the queue is full or the pool stops; the job is then gone.
  [[nodiscard]] bool submit(Job job);
  /// Takes no more, finishes what waits, and ends the threads.
  void stop();
  [[nodiscard]] std::size_t depth() const;

 private:
  void run();
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  std::size_t queue_max_;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

/// The value of `function()`, or Errc::internal with what it threw: the last resort at the border
/// of a request.
template <class Function>
[[nodiscard]] auto guarded(Function& function) -> Result<std::invoke_result_t<Function&>> {
  try {
    return function();
  } catch (const std::exception& exception) {
    return fail(Errc::internal, std::string("exception: ") + exception.what());
  }
}

/// Waits for an answer that another thread gives: `start` receives a function that takes the value
/// once, from any thread. What `start` holds must live until then.
template <class Value, class Start>
asio::awaitable<Value> wait_for_answer(Start start) {
  const auto executor = co_await asio::this_coro::executor;
  // Named on purpose: GCC 12 destroys a lambda twice that is a temporary of a co_await expression.
  auto initiate = [&start, executor](auto handler) {
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    start([shared, executor](Value value) mutable {
      asio::post(executor, [shared = std::move(shared), value = std::move(value)]() mutable {
        std::move (*shared)(std::move(value));
      });
    });
  };
  auto operation = asio::async_initiate<const asio::use_awaitable_t<>, void(Value)>(
      initiate, asio::use_awaitable);
  co_return co_await std::move(operation);
}

/// Runs `function` on the pool and waits for its value. Errc::unavailable when the queue is full.
template <class Function>
auto run_on(WorkerPool& pool, Function function)
    -> asio::awaitable<Result<std::invoke_result_t<Function&>>> {
  using Value = Result<std::invoke_result_t<Function&>>;
  auto start = [&pool, &function](auto answer) {
    auto shared = std::make_shared<decltype(answer)>(std::move(answer));
    const bool taken = pool.submit([shared, &function] { (*shared)(guarded(function)); });
    if (!taken) (*shared)(Value(fail(Errc::unavailable, "the daemon is busy")));
  };
  auto operation = wait_for_answer<Value>(start);
  co_return co_await std::move(operation);
}

}  // namespace fieldbook::syncd
