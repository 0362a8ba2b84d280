#include "shared/base/random.hpp"

#include <array>
#include <gtest/gtest.h>
#include <set>

#include "shared/base/bytes.hpp"

namespace fieldbook {
namespace {

Bytes bytes_of(Random& random, std::size_t size) {
  Bytes out(size);
  random.fill(out);
  return out;
}

TEST(SeededRandom, repeats_itself_for_the_same_seed) {
  SeededRandom first(42);
  SeededRandom second(42);
  SeededRandom other(43);
  const Bytes bytes = bytes_of(first, 37);
  EXPECT_EQ(bytes, bytes_of(second, 37));
  EXPECT_NE(bytes, bytes_of(other, 37));
  EXPECT_NE(bytes, bytes_of(first, 37));
}

TEST(SeededRandom, is_split_mix_64) {
  // The first output of the reference implementation for seed 1234567 is 6457827717110365317.
  SeededRandom random(1'234'567);
  std::uint64_t number = 0;
  const Bytes bytes = bytes_of(random, 8);
  for (std::size_t i = 8; i-- > 0;) number = number << 8 | bytes[i];
  EXPECT_EQ(number, 6'457'827'717'110'365'317ULL);
}

TEST(Random, stays_below_its_bound_and_reaches_every_number) {
  SeededRandom random(5);
  std::array<int, 6> counts{};
  for (int i = 0; i < 6000; ++i) {
    const std::uint64_t number = random.below(counts.size());
    ASSERT_LT(number, counts.size());
    ++counts[number];
  }
  for (const int count : counts) {
    EXPECT_GT(count, 850);
    EXPECT_LT(count, 1150);
  }
  EXPECT_EQ(random.below(1), 0U);
  EXPECT_LT(random.below(UINT64_MAX), UINT64_MAX);
}

TEST(SystemRandom, does_not_repeat_itself) {
  SystemRandom random;
  std::set<Bytes> seen;
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(seen.insert(bytes_of(random, 16)).second);
}

}  // namespace
}  // namespace fieldbook
