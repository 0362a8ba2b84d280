#include "shared/base/result.hpp"

#include <gtest/gtest.h>

namespace fieldbook {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return fail(Errc::invalid_argument, "odd");
  return number / 2;
}

Result<int> quarter(int number) {
  TRY(const int first, half(number));
  TRY(const int second, half(first));
  return second;
}

Status must_be_even(int number) {
  CHECK(half(number));
  return {};
}

TEST(Result, hands_the_first_error_to_the_caller) {
  EXPECT_EQ(quarter(12).value(), 3);
  EXPECT_EQ(quarter(6).error().message, "odd");
  EXPECT_TRUE(must_be_even(2));
  EXPECT_EQ(must_be_even(3).error().code, Errc::invalid_argument);
}

TEST(Error, takes_context_in_front_and_keeps_code_and_place) {
  const Error inner = half(1).error();
  const Error outer = Error(inner).with_context("import accounts.json");
  EXPECT_EQ(outer.message, "import accounts.json: odd");
  EXPECT_EQ(outer.code, Errc::invalid_argument);
  EXPECT_EQ(outer.where.line(), inner.where.line());
}

TEST(Errc, has_a_name_for_logs) {
  EXPECT_EQ(to_string(Errc::invalid_argument), "invalid_argument");
  EXPECT_EQ(to_string(Errc::internal), "internal");
}

TEST(AssertDeathTest, ends_the_process_with_the_expression) {
  const int number = 1;
  EXPECT_DEATH(ASSERT(number == 2), "number == 2");
}

}  // namespace
}  // namespace fieldbook
