#include "shared/base/time.hpp"

#include <gtest/gtest.h>

#include "shared/base/random.hpp"

namespace fieldbook {
namespace {

TEST(Instant, prints_iso_8601_with_milliseconds_only_where_there_are_any) {
  EXPECT_EQ(format_instant({0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(format_instant({1'795'248'000'000}), "2026-11-21T08:00:00Z");
  EXPECT_EQ(format_instant({1'795'248'000'007}), "2026-11-21T08:00:00.007Z");
  EXPECT_EQ(format_instant({-1}), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(format_instant({-62'135'596'800'000}), "0001-01-01T00:00:00Z");
  EXPECT_EQ(format_instant({253'402'300'799'999}), "9999-12-31T23:59:59.999Z");
}

TEST(Instant, reads_offsets_and_fractions) {
  EXPECT_EQ(parse_instant("2026-11-21T08:00:00Z").value(), Instant{1'795'248'000'000});
  EXPECT_EQ(parse_instant("2026-11-21T10:00:00+02:00").value(), Instant{1'795'248'000'000});
  EXPECT_EQ(parse_instant("2026-11-21T02:30:00-05:30").value(), Instant{1'795'248'000'000});
  EXPECT_EQ(parse_instant("2026-11-21T08:00:00.1Z").value(), Instant{1'795'248'000'100});
  EXPECT_EQ(parse_instant("2026-11-21T08:00:00.0079999Z").value(), Instant{1'795'248'000'007});
  EXPECT_EQ(parse_instant("2024-02-29T00:00:00Z").value(), Instant{1'709'164'800'000});
}

TEST(Instant, refuses_everything_else) {
  for (const std::string_view text :
       {"", "2026-11-21", "2026-11-21T08:00:00", "2026-11-21 08:00:00Z", "2026-11-21T08:00Z",
        "2026-11-21T24:00:00Z", "2026-11-21T08:60:00Z", "2026-11-21T08:00:60Z",
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "0000-01-01T00:00:00Z",
        "2026-11-21T08:00:00.Z", "2026-11-21T08:00:00+2:00", "2026-11-21T08:00:00+15:00",
        "2026-11-21T08:00:00Zx", "2026-11-21T-8:00:00Z", "+026-11-21T08:00:00Z",
        "2026-11-21T08:00:00z"}) {
    const auto read = parse_instant(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, Errc::invalid_argument);
  }
}

TEST(Instant, round_trips_over_all_years) {
  SeededRandom random(11);
  for (int i = 0; i < 2000; ++i) {
    const Instant instant{-62'135'596'800'000 +
                          static_cast<std::int64_t>(random.below(315'537'897'600'000))};
    EXPECT_EQ(parse_instant(format_instant(instant)).value(), instant);
  }
}

TEST(Day, is_counted_from_1970) {
  EXPECT_EQ(format_day(0), "1970-01-01");
  EXPECT_EQ(format_day(-1), "1969-12-31");
  EXPECT_EQ(parse_day("2026-11-21").value(), 20'778);
  EXPECT_EQ(format_day(20'778), "2026-11-21");
}

TEST(Day, refuses_days_that_do_not_exist_and_other_forms) {
  for (const std::string_view text :
       {"", "2026-11-31", "2100-02-29", "2026-11-1", "2026-1-01", "26-11-21", "2026/11/21",
        "2026-11-21T00:00:00Z", " 2026-11-21"})
    EXPECT_FALSE(parse_day(text)) << text;
}

TEST(Day, of_an_instant_is_rounded_down_before_1970_too) {
  EXPECT_EQ(day_of({0}), 0);
  EXPECT_EQ(day_of({86'399'999}), 0);
  EXPECT_EQ(day_of({86'400'000}), 1);
  EXPECT_EQ(day_of({-1}), -1);
  EXPECT_EQ(day_of({-86'400'000}), -1);
  EXPECT_EQ(day_of({-86'400'001}), -2);
}

TEST(Instant, moves_by_durations) {
  using namespace std::chrono_literals;
  EXPECT_EQ(Instant{1000} + 2s, Instant{3000});
  EXPECT_EQ(Instant{1000} - 2s, Instant{-1000});
  EXPECT_EQ(Instant{3000} - Instant{1000}, 2s);
}

}  // namespace
}  // namespace fieldbook
