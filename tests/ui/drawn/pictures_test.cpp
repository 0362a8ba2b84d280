// What is drawn, exactly: a hash of vertices and indices of each screen in a few looks. A change of
// look is a change of these lines; look at the screens (fieldbook --tour) before renewing them.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/golden.hpp"
#include "tests/ui/support/scenes.hpp"

namespace fieldbook::tests {
namespace {

const std::vector<Look>& looks() {
  static const std::vector<Look> kLooks = {
      {.theme = ui::ThemeName::light, .width = 1280, .height = 800},
      {.theme = ui::ThemeName::dark, .touch = true, .width = 800, .height = 1280},
      {.theme = ui::ThemeName::light, .touch = true, .width = 420, .height = 900, .language = "de"},
  };
  return kLooks;
}

std::string pictures() {
  std::string out;
  for (const Scene& scene : scenes())
    for (const Look& look : looks()) {
      SceneWorld at(scene, look);
      out += fmt::format("{}, {}: {:016x}, {} vertices\n", scene.name, to_string(look),
                         at.world.window().picture_hash(), at.world.window().vertex_count());
    }
  return out;
}

TEST(Pictures, are_those_that_were_looked_at) {
  EXPECT_TRUE(matches_golden("ui/pictures.txt", pictures()));
}

TEST(Pictures, are_the_same_each_time) { EXPECT_EQ(pictures(), pictures()); }

}  // namespace
}  // namespace fieldbook::tests
