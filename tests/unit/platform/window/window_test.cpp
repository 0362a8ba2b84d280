#include "platform/window/window.hpp"

#include <cstdlib>
#include <gtest/gtest.h>

namespace fieldbook::platform {
namespace {

TEST(Window, without_a_display_it_says_what_to_do) {
  ::unsetenv("DISPLAY");
  ::unsetenv("WAYLAND_DISPLAY");
  const auto window = Window::open({});
  ASSERT_FALSE(window.has_value());
  EXPECT_EQ(window.error().code, Errc::unavailable);
  EXPECT_NE(window.error().message.find("DISPLAY"), std::string::npos) << window.error().message;
  EXPECT_NE(window.error().message.find("fieldbookctl"), std::string::npos);
}

}  // namespace
}  // namespace fieldbook::platform
