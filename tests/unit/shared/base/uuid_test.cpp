#include "shared/base/uuid.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.hpp"

namespace fieldbook {
namespace {

TEST(Uuid, prints_lower_case_and_reads_either_case) {
  const Uuid uuid = parse_uuid("9E8D31EA-b150-4238-A429-4c653356f94d").value();
  EXPECT_EQ(to_string(uuid), "9e8d31ea-b150-4238-a429-4c653356f94d");
  EXPECT_EQ(uuid.bytes[0], 0x9e);
  EXPECT_EQ(uuid.bytes[15], 0x4d);
  EXPECT_TRUE(Uuid{}.is_nil());
  EXPECT_FALSE(uuid.is_nil());
}

TEST(Uuid, refuses_other_forms) {
  for (const std::string_view text :
       {"", "9e8d31eab15042 38a4294c653356f94d", "9e8d31eab1504238a4294c653356f94d",
        "{9e8d31ea-b150-4238-a429-4c653356f94d}", "9e8d31ea-b150-4238-a429-4c653356f94",
        "9e8d31ea-b150-4238-a429-4c653356f94d0", "9e8d31eab-150-4238-a429-4c653356f94d",
        "ge8d31ea-b150-4238-a429-4c653356f94d", "9e8d31ea-b150-4238-a429-4c653356f9-d"})
    EXPECT_FALSE(parse_uuid(text)) << text;
}

TEST(Uuid, is_made_as_version_7_of_the_clock) {
  tests::FakeClock clock(Instant{0x0123456789ab});
  SeededRandom random(1);
  const Uuid uuid = make_uuid(clock, random);
  EXPECT_EQ(to_string(uuid).substr(0, 15), "01234567-89ab-7");
  EXPECT_EQ(uuid.bytes[8] & 0xc0, 0x80);
}

TEST(Uuid, sorts_by_the_time_it_was_made) {
  tests::FakeClock clock;
  SeededRandom random(2);
  Uuid previous = make_uuid(clock, random);
  for (int i = 0; i < 100; ++i) {
    clock.advance(std::chrono::milliseconds(1));
    const Uuid next = make_uuid(clock, random);
    EXPECT_LT(previous, next);
    previous = next;
  }
}

TEST(Uuid, is_read_from_sixteen_bytes_only) {
  const Uuid uuid = parse_uuid("9e8d31ea-b150-4238-a429-4c653356f94d").value();
  EXPECT_EQ(to_uuid(uuid.bytes).value(), uuid);
  EXPECT_FALSE(to_uuid(ByteView(uuid.bytes).first(15)));
}

TEST(Uuid, hashes_differ_where_only_the_random_part_differs) {
  tests::FakeClock clock;
  SeededRandom random(3);
  const std::hash<Uuid> hash;
  EXPECT_NE(hash(make_uuid(clock, random)), hash(make_uuid(clock, random)));
}

}  // namespace
}  // namespace fieldbook
