#include "ui/models/freshness.hpp"

#include <gtest/gtest.h>

namespace fieldbook::ui {
namespace {

constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kNow = 1'795'000'000'000;

// domain.md 11.39
TEST(Freshness, a_day_without_contact_is_stale_and_a_contact_keeps_unchanged_rows_fresh) {
  EXPECT_FALSE(is_stale(kNow - 24 * kHour, 0, {kNow}));
  EXPECT_TRUE(is_stale(kNow - 24 * kHour - 1, 0, {kNow}));
  EXPECT_FALSE(is_stale(kNow - 100 * kHour, kNow - kHour, {kNow}));
  EXPECT_TRUE(is_stale(kNow - 100 * kHour, kNow - 30 * kHour, {kNow}));
}

TEST(Freshness, what_was_never_read_is_not_called_old) { EXPECT_FALSE(is_stale(0, 0, {kNow})); }

}  // namespace
}  // namespace fieldbook::ui
