// The thread that runs tasks in order, and its idle task.

#include "client/runtime/worker.hpp"

#include <future>
#include <gtest/gtest.h>

namespace fieldbook::client {
namespace {

using namespace std::chrono_literals;

TEST(Worker, runs_an_idle_task_when_nothing_else_waits) {
  std::string order;
  std::promise<void> begin;
  std::promise<void> end;
  Worker worker;
  worker.post([&] { begin.get_future().wait(); });
  worker.post_idle(
      [&] {
        order += "idle ";
        end.set_value();
      },
      0ms, 1h);
  worker.post([&] { order += "first "; });
  worker.post([&] { order += "second "; });
  begin.set_value();
  end.get_future().wait();
  EXPECT_EQ(order, "first second idle ");
}

TEST(Worker, puts_an_idle_task_off_no_longer_than_it_may) {
  std::promise<void> done;
  Worker worker;
  std::function<void()> again = [&] { worker.post([&] { again(); }); };
  worker.post([&] { again(); });
  worker.post_idle([&] { done.set_value(); }, 1h, 1ms);
  done.get_future().wait();
  worker.stop();
}

TEST(Worker, a_later_idle_task_replaces_the_one_that_waits) {
  std::string order;
  std::promise<void> end;
  Worker worker;
  worker.post_idle([&] { order += "first "; }, 1h, 1h);
  worker.post_idle(
      [&] {
        order += "second ";
        end.set_value();
      },
      0ms, 1h);
  end.get_future().wait();
  EXPECT_EQ(order, "second ");
}

TEST(Worker, stops_without_running_what_waits) {
  bool ran = false;
  {
    Worker worker;
    worker.post_idle([&] { ran = true; }, 1h, 1h);
  }
  EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace fieldbook::client
