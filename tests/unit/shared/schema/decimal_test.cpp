#include "shared/schema/decimal.hpp"

#include <gtest/gtest.h>

#include "shared/base/random.hpp"

namespace fieldbook::schema {
namespace {

TEST(Decimal, reads_amounts_of_up_to_four_decimals) {
  const std::pair<std::string_view, std::int64_t> amounts[] = {
      {"0", 0},
      {"-0", 0},
      {"12", 120'000},
      {"-12.5", -125'000},
      {"+1", 10'000},
      {"0.0001", 1},
      {"1.20000", 12'000},
      {"007", 70'000},
      {"1e3", 10'000'000},
      {"1.5E-3", 15},
      {"25E+1", 2'500'000},
      {"24270.5895", 242'705'895},
      {"922337203685477.5807", INT64_MAX},
      {"-922337203685477.5808", INT64_MIN}};
  for (const auto& [text, amount] : amounts) {
    EXPECT_EQ(parse_decimal(text).value_or(-999), amount) << text;
  }
}

TEST(Decimal, refuses_what_it_cannot_keep) {
  for (const std::string_view text : {"",
                                      "-",
                                      ".5",
                                      "5.",
                                      "1,5",
                                      "1.2.3",
                                      "0x1",
                                      "1e",
                                      "1e+",
                                      "1e+-3",
                                      "e5",
                                      " 1",
                                      "1 ",
                                      "NaN",
                                      "1.00001",
                                      "1e-5",
                                      "922337203685477.5808",
                                      "-922337203685477.5809",
                                      "1e15",
                                      "1e999"})
    EXPECT_FALSE(parse_decimal(text)) << text;
}

TEST(Decimal, prints_the_shortest_form_with_the_decimals_that_are_wanted) {
  EXPECT_EQ(format_decimal(0, 0), "0");
  EXPECT_EQ(format_decimal(0, 2), "0.00");
  EXPECT_EQ(format_decimal(120'000, 0), "12");
  EXPECT_EQ(format_decimal(125'000, 2), "12.50");
  EXPECT_EQ(format_decimal(125'050, 2), "12.505");
  EXPECT_EQ(format_decimal(-1, 0), "-0.0001");
  EXPECT_EQ(format_decimal(INT64_MAX, 0), "922337203685477.5807");
  EXPECT_EQ(format_decimal(INT64_MIN, 0), "-922337203685477.5808");
}

TEST(Decimal, reads_what_it_prints) {
  SeededRandom random(3);
  for (int i = 0; i < 5000; ++i) {
    const auto amount =
        static_cast<std::int64_t>(random.below(std::uint64_t{1} << random.below(64))) -
        static_cast<std::int64_t>(random.below(std::uint64_t{1} << random.below(63)));
    EXPECT_EQ(parse_decimal(format_decimal(amount, static_cast<int>(random.below(5)))).value(),
              amount);
  }
}

}  // namespace
}  // namespace fieldbook::schema
