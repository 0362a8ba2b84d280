// Reading stored rows again: how fast, in which steps, and what becomes of damage.

#include "client/replica/scrub.hpp"

#include <gtest/gtest.h>

#include "client/replica/replica_parts.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fault_vfs.hpp"
#include "tests/support/replica/frame_source.hpp"

namespace fieldbook::client {
namespace {

using namespace std::chrono_literals;
using tests::feed;

constexpr Instant kNow{1'795'248'000'000};
constexpr std::int64_t kHour = 3'600'000;

TEST(Plan_scrub, reads_one_percent_a_day_of_a_small_replica_in_one_step) {
  EXPECT_EQ(plan_scrub({.rows = 0}, kNow), (ScrubPlan{1, 0ms}));
  EXPECT_EQ(plan_scrub({.rows = 2'000}, kNow), (ScrubPlan{20, 0ms}));
  EXPECT_EQ(plan_scrub({.rows = 2'000, .last_ms = kNow.ms}, kNow), (ScrubPlan{20, 24h}));
  EXPECT_EQ(plan_scrub({.rows = 2'000, .last_ms = kNow.ms - 20 * kHour}, kNow),
            (ScrubPlan{20, 4h}));
}

TEST(Plan_scrub, spreads_a_large_replica_over_the_day) {
  EXPECT_EQ(plan_scrub({.rows = 100'000, .last_ms = kNow.ms}, kNow), (ScrubPlan{500, 12h}));
  EXPECT_EQ(plan_scrub({.rows = 1'200'000, .last_ms = kNow.ms - kHour / 2}, kNow),
            (ScrubPlan{500, 30min}));
}

TEST(Plan_scrub, does_not_make_up_for_days_in_which_the_device_was_off) {
  EXPECT_EQ(plan_scrub({.rows = 100'000, .last_ms = kNow.ms - 1'000 * kHour}, kNow),
            (ScrubPlan{500, 0ms}));
}

TEST(Plan_scrub, waits_one_interval_at_most_when_the_clock_was_set_back) {
  EXPECT_EQ(plan_scrub({.rows = 2'000, .last_ms = kNow.ms + 9'000 * kHour}, kNow),
            (ScrubPlan{20, 24h}));
}

TEST(Plan_scrub, hurries_after_an_unclean_stop_and_leaves_more_room_when_it_is_disturbed) {
  EXPECT_EQ(plan_scrub({.rows = 10, .last_ms = kNow.ms, .hurries = true}, kNow),
            (ScrubPlan{500, 200ms}));
  EXPECT_EQ(plan_scrub({.hurries = true, .spoiled = 3}, kNow), (ScrubPlan{500, 1'600ms}));
  EXPECT_EQ(plan_scrub({.hurries = true, .spoiled = 1'000}, kNow), (ScrubPlan{500, 102'400ms}));
}

class Scrub_rounds : public ::testing::Test {
 protected:
  Scrub_rounds() {
    source_.grant("staff");
    source_.grant("customer:a");
    for (std::uint32_t i = 0; i < 12; ++i)
      source_.put(source_.thing(i, "thing " + std::to_string(i)),
                  i % 3 == 0 ? std::set<std::string>{"staff", "customer:a"}
                             : std::set<std::string>{"staff"});
    open();
    EXPECT_TRUE(replica_->sign_in(source_.identity()));
  }

  void open() {
    replica_.reset();
    auto opened = Replica::open({"replica.db", {}, disk_.vfs()}, catalogue_, clock_, random_);
    ASSERT_TRUE(opened) << opened.error().message;
    replica_ = *std::move(opened);
  }
  void sync_first() { ASSERT_TRUE(feed(*replica_, source_.first_sync(10))->proven); }
  void execute(const std::string& sql) {
    ASSERT_TRUE(replica_->parts().connection->execute(sql)) << sql;
  }
  /// The power goes and comes back.
  void pull_the_plug() {
    disk_.restart(tests::Unsynced::kept);
    open();
  }
  ScrubPlan plan() {
    const auto planned = replica_->next_scrub();
    EXPECT_TRUE(planned && *planned);
    return planned && *planned ? **planned : ScrubPlan{};
  }
  bool hurries() { return plan().wait == 200ms; }
  std::size_t step(std::size_t rows) {
    const auto bad = replica_->scrub_some(rows);
    EXPECT_TRUE(bad) << bad.error().message;
    return bad.value_or(1'000);
  }
  /// Repairs as the next sync does; the replica is the view again.
  void repair() {
    const auto request = *replica_->sync_request();
    EXPECT_FALSE(request.repair.empty());
    EXPECT_TRUE(feed(*replica_, source_.repair(request))->proven);
    EXPECT_EQ(*replica_->dump(), source_.view());
    EXPECT_TRUE(replica_->doctor()->is_healthy());
  }

  tests::FaultDisk disk_;
  tests::FakeClock clock_;
  SeededRandom random_{1};
  std::shared_ptr<const schema::Catalogue> catalogue_ = tests::small_catalogue();
  tests::FrameSource source_{catalogue_};
  std::unique_ptr<Replica> replica_;
};

TEST_F(Scrub_rounds, wait_for_the_first_checkpoint) {
  EXPECT_EQ(*replica_->next_scrub(), std::nullopt);
  sync_first();
  EXPECT_EQ(plan(), (ScrubPlan{1, 0ms}));
}

TEST_F(Scrub_rounds, take_a_share_a_day_and_go_on_where_they_were) {
  sync_first();
  execute("UPDATE thing SET title = 'tampered' WHERE title = 'thing 8'");
  for (int day = 0; day < 8; ++day) {
    EXPECT_EQ(plan().wait, 0ms);
    EXPECT_EQ(step(1), 0U) << day;
    EXPECT_EQ(plan(), (ScrubPlan{1, 24h}));
    clock_.advance(24h);
    if (day == 4) open();  // a clean stop owes nothing
  }
  EXPECT_EQ(step(1), 1U);
  repair();
}

TEST_F(Scrub_rounds, are_owed_after_an_unclean_stop_until_all_rows_were_read) {
  sync_first();
  pull_the_plug();
  EXPECT_TRUE(hurries());
  EXPECT_EQ(step(7), 0U);
  EXPECT_TRUE(hurries());
  open();
  EXPECT_TRUE(hurries()) << "a clean stop does not pay what is owed";
  EXPECT_EQ(step(7), 0U) << "five rows, and their digests";
  EXPECT_FALSE(hurries());
  open();
  EXPECT_FALSE(hurries());
}

TEST_F(Scrub_rounds, begin_anew_when_a_stop_was_unclean) {
  sync_first();
  EXPECT_EQ(step(8), 0U);
  execute("UPDATE thing SET title = 'torn' WHERE title = 'thing 1'");
  pull_the_plug();
  EXPECT_EQ(step(8), 1U);
  repair();
}

TEST_F(Scrub_rounds, find_at_their_end_what_is_missing) {
  sync_first();
  execute("DELETE FROM thing WHERE title = 'thing 3'");
  EXPECT_EQ(step(5), 0U);
  EXPECT_EQ(step(100), 2U) << "the digests of both of its buckets";
  repair();
}

TEST_F(Scrub_rounds, count_digests_in_steps_and_begin_again_when_something_was_written) {
  sync_first();
  execute("DELETE FROM thing WHERE title = 'thing 3'");
  EXPECT_EQ(step(11), 0U) << "all rows that are left; nothing is left for the digests";
  EXPECT_EQ(step(1), 0U) << "eight heads";
  EXPECT_TRUE(hurries());
  source_.put(source_.thing(1, "changed"), {"staff"});
  ASSERT_TRUE(feed(*replica_, source_.delta(replica_->status()->cursor)));
  EXPECT_EQ(step(1), 0U) << "eight heads anew";
  EXPECT_EQ(plan().wait, 400ms) << "more room, for it was disturbed";
  EXPECT_EQ(step(1), 2U);
  repair();
  EXPECT_FALSE(hurries());
}

TEST_F(Scrub_rounds, are_good_where_nothing_is_wrong) {
  sync_first();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(step(1'000), 0U);
  EXPECT_TRUE(replica_->sync_request()->repair.empty());
  EXPECT_EQ(*replica_->dump(), source_.view());
}

TEST_F(Scrub_rounds, do_not_keep_a_device_with_a_full_disk_from_starting) {
  sync_first();
  disk_.restart(tests::Unsynced::kept);
  disk_.fail_at(1, tests::Fault::disk_full);
  open();
  EXPECT_TRUE(disk_.has_failed());
  EXPECT_TRUE(hurries());
  EXPECT_EQ(step(100), 0U);
  EXPECT_FALSE(hurries());
}

}  // namespace
}  // namespace fieldbook::client
