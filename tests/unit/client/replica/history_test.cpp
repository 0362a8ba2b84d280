// What a device remembers of the daemon's history.

#include "client/replica/history.hpp"

#include <gtest/gtest.h>

#include "shared/base/limits.hpp"

namespace fieldbook::client {
namespace {

FixedBytes<32> chain_at(std::int64_t commit) {
  FixedBytes<32> out{};
  out[0] = static_cast<std::uint8_t>(commit);
  out[1] = static_cast<std::uint8_t>(commit >> 8);
  return out;
}

class HistoryTest : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = sqlite::Connection::open(":memory:", {});
    ASSERT_TRUE(opened.has_value());
    connection_ = *std::move(opened);
    ASSERT_TRUE(connection_->execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY)"));
    meta_.emplace(*connection_);
    history_.emplace(*meta_);
  }
  void note(std::int64_t commit) {
    ASSERT_TRUE(history_->note({commit, chain_at(commit)}).has_value());
  }
  std::vector<std::int64_t> commits() {
    std::vector<std::int64_t> out;
    const auto trail = history_->trail();
    EXPECT_TRUE(trail.has_value());
    for (const auto& point : *trail) {
      EXPECT_EQ(point.chain, chain_at(point.commit));
      out.push_back(point.commit);
    }
    return out;
  }

  std::unique_ptr<sqlite::Connection> connection_;
  std::optional<Meta> meta_;
  std::optional<History> history_;
};

TEST_F(HistoryTest, leaves_out_points_that_are_close) {
  for (const std::int64_t commit : {10, 11, 13, 14, 30}) note(commit);
  EXPECT_EQ(commits(), (std::vector<std::int64_t>{10, 14, 30}));
}

TEST_F(HistoryTest, reaches_from_the_first_checkpoint_to_the_last_within_its_bound) {
  for (std::int64_t commit = 1; commit <= 20'000; commit += 5) note(commit);
  const auto kept = commits();
  EXPECT_EQ(kept.size(), limits::kTrailPointsMax);
  EXPECT_EQ(kept.front(), 1);
  EXPECT_EQ(kept.back(), 19'996);
  // However far back the histories parted, the next lower point is not much further back.
  for (std::size_t i = 0; i + 1 < kept.size(); ++i)
    EXPECT_LE(19'996 - kept[i], std::max<std::int64_t>(5, 4 * (19'996 - kept[i + 1]) + 5)) << i;
}

TEST_F(HistoryTest, drops_what_lies_beyond_the_common_point_and_goes_on_from_there) {
  for (const std::int64_t commit : {10, 20, 30}) note(commit);
  ASSERT_TRUE(history_->cut(25).has_value());
  EXPECT_EQ(commits(), (std::vector<std::int64_t>{10, 20}));
  note(24);
  EXPECT_EQ(commits(), (std::vector<std::int64_t>{10, 20, 24}));
  ASSERT_TRUE(history_->cut(0).has_value());
  EXPECT_TRUE(commits().empty());
}

TEST_F(HistoryTest, keeps_what_was_heard_and_wanted_until_a_checkpoint) {
  protocol::Position position;
  position.epoch[0] = 7;
  position.commit = 40;
  position.chain = chain_at(40);
  position.seal[31] = 9;
  EXPECT_EQ(history_->heard()->commit, 0);
  ASSERT_TRUE(history_->hear(position).has_value());
  ASSERT_TRUE(history_->want_trail(true).has_value());
  EXPECT_EQ(*history_->heard(), position);
  EXPECT_TRUE(*history_->is_trail_wanted());
  note(41);
  EXPECT_EQ(history_->heard()->commit, 0);
  EXPECT_FALSE(*history_->is_trail_wanted());
}

}  // namespace
}  // namespace fieldbook::client
