// The power goes, or the disk refuses, at every storage call of a page, a checkpoint and a
// migration: afterwards the replica is what it was before or what it was to become.

#include <gtest/gtest.h>

#include "client/replica/replica_parts.hpp"
#include "shared/schema/row_codec.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fault_vfs.hpp"
#include "tests/support/replica/frame_source.hpp"

namespace fieldbook::client {
namespace {

using protocol::Message;
using tests::Fault;
using tests::FaultDisk;
using tests::feed;
using tests::Unsynced;

constexpr const char* kPath = "replica.db";
using Files = std::map<std::string, Bytes>;

Files copy(const FaultDisk& disk) {
  Files out;
  for (const std::string& path : disk.paths()) out[path] = disk.read(path);
  return out;
}

/// What a user could tell apart: rows, position, and where a sync would go on.
std::string state_of(Replica& replica) {
  std::string out;
  const auto rows = replica.dump();
  EXPECT_TRUE(rows);
  for (const DumpedRow& row : *rows)
    out += fmt::format("{} {} {} {}\n", to_string(row.key.id), row.commit,
                       fmt::join(row.buckets, ","), to_hex(schema::encode_image(row.row)));
  const auto request = replica.sync_request();
  EXPECT_TRUE(request);
  out += fmt::format("cursor {} view {} page {} progress {}", request->cursor,
                     to_hex(request->view), request->page.commit, request->progress.size());
  return out;
}

class Faults : public ::testing::Test {
 protected:
  Result<std::unique_ptr<Replica>> open(FaultDisk& disk, bool reduced = false) {
    ReplicaOptions options{kPath, {}, disk.vfs()};
    if (sqlite::can_encrypt()) options.key.emplace().fill(7);
    return Replica::open(options, tests::small_catalogue(reduced), clock_, random_);
  }

  /// A replica after `messages`, as files.
  Files prepare(const std::vector<Message>& messages, bool reduced = false) {
    FaultDisk disk;
    {
      auto replica = open(disk, reduced);
      EXPECT_TRUE(replica) << replica.error().message;
      EXPECT_TRUE((*replica)->sign_in(source_.identity()));
      if (!messages.empty()) {
        EXPECT_TRUE(feed(**replica, messages));
      }
    }
    return copy(disk);
  }

  using Work = std::function<Status(FaultDisk&)>;

  /// Runs `work` on a copy of `files` once for each storage call, each way of failing.
  void try_every_call(const Files& files, const Work& work) {
    std::string before;
    std::string after;
    for (int run = 0; run < 2; ++run) {
      FaultDisk disk;
      for (const auto& [path, content] : files) disk.put(path, content);
      if (run == 1) {
        ASSERT_TRUE(work(disk));
      }
      auto replica = open(disk);
      ASSERT_TRUE(replica);
      (run == 0 ? before : after) = state_of(**replica);
    }
    ASSERT_NE(before, after);
    int tried = 0;
    for (const Fault fault : {Fault::crash, Fault::io_error, Fault::disk_full})
      for (const Unsynced unsynced : {Unsynced::dropped, Unsynced::kept, Unsynced::torn}) {
        if (fault != Fault::crash && unsynced != Unsynced::kept) continue;
        for (std::uint64_t call = 1;; ++call, ++tried) {
          FaultDisk disk;
          for (const auto& [path, content] : files) disk.put(path, content);
          disk.fail_at(call, fault);
          const bool done = work(disk).has_value();
          if (!disk.has_failed()) break;
          disk.restart(unsynced, call);
          auto replica = open(disk);
          ASSERT_TRUE(replica) << "call " << call << ": " << replica.error().message;
          const auto report = (*replica)->doctor();
          ASSERT_TRUE(report) << "call " << call << ": " << report.error().message;
          ASSERT_TRUE(report->is_healthy());
          const std::string state = state_of(**replica);
          // What was reported as done is there; what was not is there whole or not at all.
          ASSERT_TRUE(state == after || (state == before && !(done && durable_)))
              << "call " << call << "\n"
              << state;
        }
      }
    RecordProperty("storage_calls", tried);
    ASSERT_GT(tried, 20);
  }

  tests::FakeClock clock_;
  SeededRandom random_{1};
  tests::FrameSource source_{tests::small_catalogue()};
  bool durable_ = true;
};

TEST_F(Faults, a_page_of_a_first_sync_is_there_whole_or_not_at_all) {
  source_.grant("staff");
  for (std::uint32_t i = 0; i < 40; ++i) source_.put(source_.thing(i, "thing"), {"staff"});
  durable_ = false;  // pages of a first sync may go with the power, and their progress with them
  const auto messages = source_.first_sync(20);
  try_every_call(prepare({}), [&](FaultDisk& disk) -> Status {
    TRY(auto replica, open(disk));
    CHECK(feed(*replica, {messages.begin(), messages.begin() + 2}));
    return {};
  });
}

TEST_F(Faults, a_checkpoint_is_there_whole_or_not_at_all) {
  source_.grant("staff");
  source_.grant("customer:a");
  for (std::uint32_t i = 0; i < 20; ++i)
    source_.put(source_.thing(i, "thing"), {"staff", "customer:a"});
  const Files files = prepare(source_.first_sync(20));
  const std::int64_t cursor = source_.commit();
  for (std::uint32_t i = 0; i < 20; i += 2) source_.put(source_.thing(i, "changed"), {"staff"});
  source_.remove(source_.thing(1, "").key());
  source_.revoke("customer:a");
  const auto messages = source_.delta(cursor, true);
  try_every_call(files, [&](FaultDisk& disk) -> Status {
    TRY(auto replica, open(disk));
    CHECK(feed(*replica, messages));
    return {};
  });
}

TEST_F(Faults, a_migration_is_there_whole_or_not_at_all) {
  source_ = tests::FrameSource(tests::small_catalogue(true));
  source_.grant("staff");
  for (std::uint32_t i = 0; i < 5; ++i) source_.put(source_.thing(i, "thing"), {"staff"});
  const Files files = prepare(source_.first_sync(20), true);
  std::uint64_t call = 1;
  for (;; ++call) {
    FaultDisk disk;
    for (const auto& [path, content] : files) disk.put(path, content);
    disk.fail_at(call, Fault::crash);
    static_cast<void>(open(disk));
    if (!disk.has_failed()) break;
    disk.restart(Unsynced::torn, call);
    auto older = open(disk, true);
    ASSERT_TRUE(older) << older.error().message;
    ASSERT_EQ((*older)->dump()->size(), 5);
    older->reset();
    auto newer = open(disk);
    ASSERT_TRUE(newer) << newer.error().message;
    ASSERT_EQ((*newer)->dump()->size(), 5);
    ASSERT_TRUE((*newer)->doctor()->is_healthy());
  }
  ASSERT_GT(call, 5);
}

TEST_F(Faults, a_disk_that_works_again_lets_the_same_replica_go_on) {
  source_.grant("staff");
  for (std::uint32_t i = 0; i < 20; ++i) source_.put(source_.thing(i, "thing"), {"staff"});
  const Files files = prepare(source_.first_sync(20));
  const std::int64_t cursor = source_.commit();
  for (std::uint32_t i = 0; i < 20; i += 2) source_.put(source_.thing(i, "changed"), {"staff"});
  const auto messages = source_.delta(cursor);
  for (std::uint64_t call = 1;; ++call) {
    FaultDisk disk;
    for (const auto& [path, content] : files) disk.put(path, content);
    auto replica = open(disk);
    ASSERT_TRUE(replica);
    disk.fail_at(call, Fault::disk_full);
    const auto failed = feed(**replica, messages);
    if (!disk.has_failed()) break;
    const auto again = feed(**replica, messages);
    ASSERT_TRUE(again) << again.error().message;
    ASSERT_TRUE(again->proven) << call;
    ASSERT_TRUE((*replica)->doctor()->is_healthy());
  }
}

}  // namespace
}  // namespace fieldbook::client
