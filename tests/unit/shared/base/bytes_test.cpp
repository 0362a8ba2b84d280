#include "shared/base/bytes.hpp"

#include <gtest/gtest.h>

#include "shared/base/random.hpp"

namespace fieldbook {
namespace {

TEST(Hex, prints_lower_case_and_reads_either_case) {
  EXPECT_EQ(to_hex(Bytes{0x00, 0x7f, 0xab, 0xff}), "007fabff");
  EXPECT_EQ(from_hex("007FabFF").value(), (Bytes{0x00, 0x7f, 0xab, 0xff}));
  EXPECT_EQ(to_hex({}), "");
  EXPECT_EQ(from_hex("").value(), Bytes{});
}

TEST(Hex, refuses_odd_lengths_and_other_characters) {
  for (const std::string_view text : {"0", "abc", "0g", "g0", " 0", "0x", "-1"}) {
    const auto read = from_hex(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, Errc::invalid_argument);
  }
}

// The test vectors of RFC 4648 section 10, without padding.
TEST(Base64url, prints_the_vectors_of_the_rfc) {
  const std::pair<std::string_view, std::string_view> vectors[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},         {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : vectors) {
    EXPECT_EQ(to_base64url(as_bytes(plain)), encoded);
    EXPECT_EQ(as_text(from_base64url(encoded).value()), plain);
  }
  EXPECT_EQ(to_base64url(Bytes{0xfb, 0xff, 0xbf}), "-_-_");
}

TEST(Base64url, refuses_what_it_does_not_print) {
  // Padding, the other alphabet, a length that no input has, bits after the last byte.
  for (const std::string_view text : {"Zg==", "+/+/", "Z", "Zm9vY", "Zh", "Zm9", "Zm8 ", "Zm\n8"})
    EXPECT_FALSE(from_base64url(text)) << text;
}

TEST(Base64url, round_trips_random_bytes) {
  SeededRandom random(7);
  for (std::size_t length = 0; length < 100; ++length) {
    Bytes bytes(length);
    random.fill(bytes);
    EXPECT_EQ(from_base64url(to_base64url(bytes)).value(), bytes);
    EXPECT_EQ(from_hex(to_hex(bytes)).value(), bytes);
  }
}

TEST(FixedBytes, are_copied_only_from_the_same_length) {
  EXPECT_EQ(to_fixed<3>(Bytes{1, 2, 3}).value(), (FixedBytes<3>{1, 2, 3}));
  EXPECT_FALSE(to_fixed<3>(Bytes{1, 2}));
  EXPECT_FALSE(to_fixed<3>(Bytes{1, 2, 3, 4}));
}

}  // namespace
}  // namespace fieldbook
