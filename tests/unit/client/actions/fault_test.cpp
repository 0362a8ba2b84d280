// The power goes at every storage call of saving, withdrawing and recovering: whatever was shown
// as saved is in the queue afterwards.

#include "client/actions/journal.hpp"
#include "tests/unit/client/actions/device.hpp"

namespace fieldbook::client {
namespace {

using tests::Fault;
using tests::FaultDisk;
using tests::Unsynced;

class QueueFaults : public Device {
 protected:
  using Files = std::map<std::string, Bytes>;
  Files files() {
    stop();
    Files out;
    for (const std::string& path : disk_->paths()) out[path] = disk_->read(path);
    return out;
  }
  void put(const Files& files) {
    stop();
    disk_ = std::make_unique<FaultDisk>();
    for (const auto& [path, content] : files) disk_->put(path, content);
  }
  std::set<std::string> waiting_names() {
    std::set<std::string> out;
    const auto outbox = queue_->outbox();
    EXPECT_TRUE(outbox);
    for (const QueuedAction& action : *outbox)
      for (const auto& [number, value] : action.action.fields)
        out.insert(std::get<std::string>(value));
    return out;
  }
};

TEST_F(QueueFaults, an_action_that_was_shown_as_saved_is_never_lost) {
  save(rename(1, "before"));
  const Files prepared = files();
  int tried = 0;
  for (const Unsynced unsynced : {Unsynced::dropped, Unsynced::kept, Unsynced::torn})
    for (std::uint64_t call = 1;; ++call, ++tried) {
      put(prepared);
      start();
      disk_->fail_at(call, Fault::crash);
      const auto outcome = queue_->save(rename(0, "saved"));
      const bool shown_as_saved = outcome && outcome->has_value();
      if (!disk_->has_failed()) break;
      stop();
      disk_->restart(unsynced, call);
      start();
      ASSERT_FALSE(opened_.was_damaged);
      const auto names = waiting_names();
      ASSERT_TRUE(names.contains("before")) << call;
      ASSERT_TRUE(names.contains("saved") || !shown_as_saved) << call;
      ASSERT_EQ(shown_name(0) == "saved", names.contains("saved")) << call;
      ASSERT_TRUE(replica_->doctor()->is_healthy());
    }
  EXPECT_GT(tried, 15);
}

TEST_F(QueueFaults, a_disk_that_refuses_a_save_says_so_and_takes_the_next_one) {
  const Files prepared = files();
  for (const Fault fault : {Fault::io_error, Fault::disk_full})
    for (std::uint64_t call = 1;; ++call) {
      put(prepared);
      start();
      disk_->fail_at(call, fault);
      const auto outcome = queue_->save(rename(0, "refused"));
      if (!disk_->has_failed()) break;
      if (!outcome) {
        ASSERT_EQ(shown_name(0), "Account") << call;
      }
      save(rename(1, "next"));
      start();
      ASSERT_TRUE(waiting_names().contains("next")) << call;
      ASSERT_EQ(waiting_names().contains("refused"), outcome.has_value()) << call;
    }
}

TEST_F(QueueFaults, a_withdrawal_is_done_exactly_where_it_does_not_fail) {
  const Uuid waiting = save(rename(0, "before"));
  const Files prepared = files();
  int tried = 0;
  for (const Fault fault : {Fault::io_error, Fault::disk_full})
    for (std::uint64_t call = 1;; ++call, ++tried) {
      put(prepared);
      start();
      disk_->fail_at(call, fault);
      const bool done = queue_->withdraw(waiting).has_value();
      if (!disk_->has_failed()) break;
      ASSERT_EQ(waiting_names().contains("before"), !done) << call;
      start();
      ASSERT_EQ(waiting_names().contains("before"), !done) << call;
    }
  EXPECT_GT(tried, 10);
}

TEST_F(QueueFaults, an_edit_that_fails_leaves_what_was_or_what_was_wanted_and_never_both) {
  const Uuid waiting = save(rename(0, "before"));
  const Files prepared = files();
  using Names = std::set<std::string>;
  for (const Fault fault : {Fault::io_error, Fault::disk_full})
    for (std::uint64_t call = 1;; ++call) {
      put(prepared);
      start();
      disk_->fail_at(call, fault);
      const bool done = queue_->edit(waiting, rename(0, "after")).has_value();
      if (!disk_->has_failed()) break;
      const Names names = waiting_names();
      ASSERT_TRUE(names == Names{"after"} || (!done && names == Names{"before"})) << call;
      start();
      ASSERT_EQ(waiting_names(), names) << call;
    }
}

TEST_F(QueueFaults, a_destroyed_replica_costs_a_download_and_no_work) {
  const Uuid first = save(rename(0, "first"));
  const Uuid settled = save(rename(1, "settled"));
  sent();
  settle({receipt(settled, actions::Verdict::applied)});
  save(rename(2, "second"));
  stop();
  Bytes damaged = disk_->read(kReplicaPath);
  std::fill_n(damaged.begin(), 4096, std::uint8_t{0x5a});
  disk_->put(kReplicaPath, damaged);
  start();
  EXPECT_TRUE(opened_.was_damaged);
  EXPECT_EQ(opened_.actions_salvaged, 2);
  EXPECT_TRUE(disk_->exists(opened_.set_aside));
  EXPECT_EQ(waiting_names(), (std::set<std::string>{"first", "second"}));
  EXPECT_EQ(queue_->outbox()->front().action.id, first);
  ASSERT_TRUE(replica_->sign_in(source_.identity()));
  EXPECT_TRUE(tests::feed(*replica_, source_.first_sync(10))->proven);
  EXPECT_EQ(shown_name(0), "first");
  EXPECT_EQ(shown_name(2), "second");
  EXPECT_EQ(*replica_->dump(), source_.view());
}

TEST_F(QueueFaults, the_power_may_go_during_a_recovery_too) {
  save(rename(0, "first"));
  save(rename(2, "second"));
  Files prepared = files();
  std::fill_n(prepared[kReplicaPath].begin(), 4096, std::uint8_t{0x5a});
  for (std::uint64_t call = 1;; call += 7) {
    put(prepared);
    disk_->fail_at(call, Fault::crash);
    static_cast<void>(try_start());
    if (!disk_->has_failed()) break;
    stop();
    disk_->restart(Unsynced::torn, call);
    start();
    ASSERT_EQ(waiting_names(), (std::set<std::string>{"first", "second"})) << call;
  }
}

TEST_F(QueueFaults, a_deleted_replica_is_filled_from_the_journal) {
  save(rename(0, "first"));
  stop();
  for (const std::string& path : disk_->paths())
    if (path != kJournalPath) disk_->remove(path);
  start();
  EXPECT_EQ(waiting_names(), std::set<std::string>{"first"});
}

TEST_F(QueueFaults, a_wrong_key_destroys_nothing) {
  // Where SQLite cannot encrypt there is no key that could be wrong.
  if (!sqlite::can_encrypt()) return;
  save(rename(0, "first"));
  const Files before = files();
  ReplicaOptions options{kReplicaPath, {}, disk_->vfs()};
  options.key.emplace().fill(8);
  auto file = disk_->journal_file(kJournalPath);
  const auto folder = disk_->folder();
  const auto opened =
      open_or_recover(options, catalogue_, *file, FixedBytes<32>{9}, *folder, clock_, random_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::permission_denied);
  start();
  EXPECT_EQ(waiting_names(), std::set<std::string>{"first"});
}

TEST_F(QueueFaults, a_journal_that_was_destroyed_is_made_anew_from_the_replica) {
  save(rename(0, "first"));
  stop();
  disk_->put(kJournalPath, Bytes(500, 0x11));
  start();
  auto journal = Journal::open(*journal_file_, journal_key_, random_);
  ASSERT_TRUE(journal);
  EXPECT_EQ((*journal)->live().size(), 1);
}

TEST(JournalTest, reads_on_behind_a_damaged_record_and_stops_at_a_torn_end) {
  FaultDisk disk;
  SeededRandom random(1);
  const FixedBytes<32> key{1};
  auto file = disk.journal_file("journal");
  std::vector<std::size_t> ends;
  {
    auto journal = *Journal::open(*file, key, random);
    for (std::uint8_t i = 1; i <= 4; ++i) {
      JournalAction action{.sequence = i, .body = Bytes(20, i)};
      action.id.bytes.fill(i);
      ASSERT_TRUE(journal->add(action));
      ASSERT_TRUE(journal->sync());
      ends.push_back(disk.read("journal").size());
    }
  }
  Bytes content = disk.read("journal");
  content[ends[0] + 40] ^= 1;          // the second record
  content.resize(content.size() - 5);  // and the end of the fourth
  disk.put("journal", content);
  file = disk.journal_file("journal");
  auto journal = Journal::open(*file, key, random);
  ASSERT_TRUE(journal);
  std::vector<std::int64_t> found;
  for (const auto& [id, action] : (*journal)->live()) found.push_back(action.sequence);
  EXPECT_EQ(found, (std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ((*journal)->damaged(), 1);
  auto again = Journal::open(*file, key, random);
  EXPECT_EQ((*again)->damaged(), 0);
  EXPECT_EQ((*again)->live(), (*journal)->live());
}

TEST(JournalTest, closed_actions_leave_and_the_file_stays_small) {
  FaultDisk disk;
  SeededRandom random(1);
  auto file = disk.journal_file("journal");
  auto journal = *Journal::open(*file, FixedBytes<32>{1}, random);
  std::size_t largest = 0;
  for (int i = 0; i < 6000; ++i) {
    JournalAction action{.sequence = i, .body = Bytes(100, 1)};
    random.fill(action.id.bytes);
    ASSERT_TRUE(journal->add(action));
    ASSERT_TRUE(journal->close(action.id));
    largest = std::max(largest, disk.read("journal").size());
  }
  EXPECT_TRUE(journal->live().empty());
  EXPECT_LT(largest, std::size_t{2'000'000});
}

}  // namespace
}  // namespace fieldbook::client
