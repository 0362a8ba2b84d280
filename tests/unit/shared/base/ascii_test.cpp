#include "shared/base/ascii.hpp"

#include <gtest/gtest.h>

namespace fieldbook {
namespace {

TEST(Ascii, only_the_ends_are_trimmed) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \n"), "");
  EXPECT_EQ(trimmed("ä"), "ä");
}

TEST(Ascii, case_counts_for_nothing_but_other_letters_do) {
  EXPECT_TRUE(equal_without_case("On Hold", "oN hOLD"));
  EXPECT_FALSE(equal_without_case("on", "one"));
  EXPECT_FALSE(equal_without_case("Ä", "ä"));
}

}  // namespace
}  // namespace fieldbook
