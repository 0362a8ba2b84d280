#include "shared/base/utf8.hpp"

#include <gtest/gtest.h>

namespace fieldbook {
namespace {

TEST(Utf8, counts_code_points_of_every_length) {
  EXPECT_EQ(count_code_points(""), 0U);
  EXPECT_EQ(count_code_points("plain ascii text"), 16U);
  EXPECT_EQ(count_code_points("Zürich"), 6U);
  EXPECT_EQ(count_code_points("上海启明电子有限公司"), 10U);
  EXPECT_EQ(count_code_points("🔧 eight ascii then ü"), 20U);
  EXPECT_EQ(count_code_points("\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf"), 3U);
  EXPECT_EQ(count_code_points(std::string_view("a\0b", 3)), 3U);
}

TEST(Utf8, refuses_what_rfc_3629_does_not_allow) {
  for (const std::string_view text :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc3", "\xe0\x9f\xbf", "\xe2\x82", "\xed\xa0\x80",
        "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf0\x9f\x94", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
        "\xff", "12345678\xff", "1234567\xc3", "\xc3\x28", "\xe2\x28\xa1", "\xf0\x9f\x28\xa7"}) {
    EXPECT_EQ(count_code_points(text), std::nullopt) << testing::PrintToString(text);
  }
}

TEST(Utf8, agrees_with_the_encoding_of_every_code_point) {
  for (std::uint32_t point = 0; point <= 0x110000; ++point) {
    std::string text;
    if (point < 0x80) {
      text += static_cast<char>(point);
    } else if (point < 0x800) {
      text += static_cast<char>(0xc0 | point >> 6);
      text += static_cast<char>(0x80 | (point & 63));
    } else if (point < 0x10000) {
      text += static_cast<char>(0xe0 | point >> 12);
      text += static_cast<char>(0x80 | (point >> 6 & 63));
      text += static_cast<char>(0x80 | (point & 63));
    } else {
      text += static_cast<char>(0xf0 | point >> 18);
      text += static_cast<char>(0x80 | (point >> 12 & 63));
      text += static_cast<char>(0x80 | (point >> 6 & 63));
      text += static_cast<char>(0x80 | (point & 63));
    }
    const bool valid = point < 0x110000 && (point < 0xd800 || point > 0xdfff);
    ASSERT_EQ(count_code_points(text).has_value(), valid) << point;
  }
}

}  // namespace
}  // namespace fieldbook
