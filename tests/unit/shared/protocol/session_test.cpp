#include "shared/protocol/session.hpp"

#include <gtest/gtest.h>

namespace fieldbook::protocol {
namespace {

using nlohmann::json;

TEST(Redeeming, has_the_body_that_the_readme_shows) {
  const char* text = R"({"code":"kZ3-","signin":"eve@example.com","password":"twelve letters"})";
  const auto request = redeem_request_from_json(json::parse(text));
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(to_json(*request).dump(), text);
}

TEST(PasswordReset, has_the_bodies_that_the_readme_shows) {
  for (const char* text :
       {R"({"signin":"eve@example.com"})",
        R"({"signin":"eve@example.com","code":"K7MZQ-2WXHD","password":"twelve letters"})"}) {
    const auto request = password_reset_request_from_json(json::parse(text));
    ASSERT_TRUE(request.has_value());
    EXPECT_EQ(to_json(*request).dump(), text);
  }
}

TEST(Redeeming, refuses_what_is_missing_too_long_or_no_text) {
  const auto refuses = [](json body) { return !redeem_request_from_json(body).has_value(); };
  EXPECT_TRUE(refuses(json::array()));
  EXPECT_TRUE(refuses({{"signin", "eve"}, {"password", "x"}}));
  EXPECT_TRUE(refuses({{"code", "x"}, {"password", "x"}}));
  EXPECT_TRUE(refuses({{"code", 7}, {"signin", "eve"}, {"password", "x"}}));
  EXPECT_TRUE(refuses({{"code", std::string(5000, 'x')}, {"signin", "eve"}, {"password", "x"}}));
  EXPECT_FALSE(password_reset_request_from_json({{"code", "x"}}).has_value());
}

}  // namespace
}  // namespace fieldbook::protocol
