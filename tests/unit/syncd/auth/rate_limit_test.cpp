#include "syncd/auth/rate_limit.hpp"

#include <gtest/gtest.h>

#include "shared/base/limits.hpp"
#include "syncd/auth/session_table.hpp"
#include "tests/support/fake_clock.hpp"

namespace fieldbook::syncd {
namespace {

using namespace std::chrono_literals;

class Rate_limit : public testing::Test {
 protected:
  tests::FakeClock clock_;
  RateLimit limit_{clock_, {3, 60s}};
};

TEST_F(Rate_limit, allows_a_burst_and_then_says_how_long_to_wait) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit_.take("ana"), 0ms);
  EXPECT_EQ(limit_.take("ana"), 60s);
  clock_.advance(20s);
  EXPECT_EQ(limit_.take("ana"), 40s) << "a refused try costs nothing";
}

TEST_F(Rate_limit, gives_one_try_back_an_interval) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit_.take("ana"), 0ms);
  clock_.advance(60s);
  EXPECT_EQ(limit_.take("ana"), 0ms);
  EXPECT_GT(limit_.take("ana"), 0ms);
  clock_.advance(1h);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit_.take("ana"), 0ms);
  EXPECT_GT(limit_.take("ana"), 0ms) << "tries do not pile up beyond the burst";
}

TEST_F(Rate_limit, counts_each_name_alone_and_forgets_on_success) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit_.take("ana"), 0ms);
  EXPECT_EQ(limit_.take("bo"), 0ms);
  limit_.forget("ana");
  EXPECT_EQ(limit_.take("ana"), 0ms);
}

TEST_F(Rate_limit, takes_several_tries_together_or_none) {
  EXPECT_EQ(limit_.take("ana", 2), 0ms);
  EXPECT_EQ(limit_.take("ana", 3), 120s);
  EXPECT_EQ(limit_.take("ana", 1), 0ms) << "what was refused costs nothing";
  clock_.advance(180s);
  EXPECT_EQ(limit_.take("ana", 3), 0ms);
}

TEST_F(Rate_limit, is_not_moved_by_the_wall_clock) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limit_.take("ana"), 0ms);
  clock_.jump_to(clock_.now() + 24h);
  EXPECT_GT(limit_.take("ana"), 0ms);
}

TEST_F(Rate_limit, stays_bounded_whoever_tries_names) {
  for (std::size_t i = 0; i < limits::kRateLimitNamesMax; ++i)
    EXPECT_EQ(limit_.take(std::to_string(i)), 0ms);
  EXPECT_GT(limit_.take("one more"), 0ms);
  EXPECT_EQ(limit_.size(), limits::kRateLimitNamesMax);
  clock_.advance(60s);
  EXPECT_EQ(limit_.take("one more"), 0ms) << "names that have all tries again are dropped";
  EXPECT_EQ(limit_.size(), 1U);
}

TEST(Session_table, ends_by_time_family_device_and_person) {
  tests::FakeClock clock;
  SessionTable table;
  const auto session = [&](std::uint8_t n) {
    return Session{.family = Uuid{{n}},
                   .person = Uuid{{static_cast<std::uint8_t>(n / 2)}},
                   .device = Uuid{{static_cast<std::uint8_t>(n + 100)}},
                   .expires = clock.now() + 10min};
  };
  const auto key = [](std::uint8_t n) { return FixedBytes<32>{n}; };
  for (std::uint8_t n = 2; n < 8; ++n) table.add(key(n), session(n), clock.now());
  EXPECT_EQ(table.find(key(2), clock.now()), session(2));
  table.end_family(Uuid{{2}});
  EXPECT_FALSE(table.find(key(2), clock.now()));
  table.end_device(Uuid{{103}});
  EXPECT_FALSE(table.find(key(3), clock.now()));
  table.end_person(Uuid{{2}});
  EXPECT_FALSE(table.find(key(4), clock.now()));
  EXPECT_FALSE(table.find(key(5), clock.now()));
  EXPECT_TRUE(table.find(key(6), clock.now()));
  clock.advance(10min);
  EXPECT_FALSE(table.find(key(6), clock.now()));
}

}  // namespace
}  // namespace fieldbook::syncd
