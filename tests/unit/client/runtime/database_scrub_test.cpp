// The database thread reads rows again when it has nothing else to do, and damage heals.

#include <future>

#include "client/runtime/database.hpp"
#include "shared/protocol/frames.hpp"
#include "tests/unit/client/actions/device.hpp"

namespace fieldbook::client {
namespace {

using namespace std::chrono_literals;

class Database_scrub : public Device {
 protected:
  void run() {
    database_.emplace(std::move(replica_), std::move(journal_file_), std::move(queue_), board_,
                      clock_);
  }
  template <class T>
  static T wait_for(std::promise<T>& promise) {
    auto future = promise.get_future();
    EXPECT_EQ(future.wait_for(60s), std::future_status::ready);
    return future.get();
  }
  protocol::SyncRequest request() {
    std::promise<Result<Bytes>> made;
    database_->make_request([&](Result<Bytes> frame) { made.set_value(std::move(frame)); });
    const Bytes frame = *wait_for(made);
    const ByteView payload = ByteView(frame).subspan(sizeof(std::uint32_t));
    return std::get<protocol::SyncRequest>(*protocol::decode_frame(payload));
  }
  Received receive(const protocol::Message& message) {
    std::promise<Result<Received>> done;
    database_->run([&](Replica& replica, Queue&) { done.set_value(replica.receive(message)); });
    return *wait_for(done);
  }

  StatusBoard board_;
  std::optional<Database> database_;
};

TEST_F(Database_scrub, finds_damage_after_an_unclean_stop_and_asks_for_the_sync_that_heals_it) {
  ASSERT_TRUE(replica_->parts().connection->execute("UPDATE account SET name = 'torn'"));
  disk_->restart(tests::Unsynced::kept);
  start();
  run();
  std::promise<void> damaged;
  std::atomic<int> calls = 0;
  database_->scrub_when_idle(0ms, [&] {
    if (calls++ == 0) damaged.set_value();
  });
  wait_for(damaged);
  const auto asked = request();
  ASSERT_EQ(asked.repair.size(), 1U);
  Received last;
  for (const auto& message : source_.repair(asked)) last = receive(message);
  EXPECT_TRUE(last.proven);
  std::promise<std::vector<DumpedRow>> rows;
  database_->run([&](Replica& replica, Queue&) { rows.set_value(*replica.dump()); });
  EXPECT_EQ(wait_for(rows), source_.view());
  database_->stop();
}

TEST_F(Database_scrub, lets_what_people_want_go_first) {
  run();
  std::promise<void> begin;
  std::string order;
  std::promise<void> scrubbed;
  database_->run([&](Replica& replica, Queue&) {
    begin.get_future().wait();
    EXPECT_TRUE(replica.parts().connection->execute("UPDATE account SET name = 'torn'"));
  });
  // Due at once: no step was ever made.
  database_->scrub_when_idle(0ms, [&] {
    order += "scrub ";
    scrubbed.set_value();
  });
  for (int i = 0; i < 3; ++i) database_->run([&](Replica&, Queue&) { order += "work "; });
  begin.set_value();
  wait_for(scrubbed);
  database_->stop();
  EXPECT_EQ(order, "work work work scrub ");
}

// A program that lists and ends does not wait for a quiet moment: search must find all at once.
TEST_F(Database_scrub, tells_when_search_finds_every_row) {
  ASSERT_GT(replica_->status()->index_backlog, 0U);
  run();
  std::promise<Status> indexed;
  database_->when_indexed([&](Status status) { indexed.set_value(std::move(status)); });
  EXPECT_TRUE(wait_for(indexed));
  std::promise<std::size_t> left;
  database_->run(
      [&](Replica& replica, Queue&) { left.set_value(replica.status()->index_backlog); });
  EXPECT_EQ(wait_for(left), 0U);
  EXPECT_EQ(board_.read().index_backlog, 0U);
}

}  // namespace
}  // namespace fieldbook::client
