// The words of the navigation: whole for every kind of person, in every language and width.

#include <gtest/gtest.h>

#include "tests/ui/support/scenes.hpp"

namespace fieldbook::tests {
namespace {

struct Person {
  const char* audience;
  std::vector<std::string> roles;
};

void expect_whole_words(const UiWorld& world, int width, const std::string& where) {
  std::size_t items = 0;
  for (const ui::WidgetRecord& record : world.records()) {
    if (record.role != ui::Role::navigation_item) continue;
    ++items;
    EXPECT_FALSE(record.text_is_clipped) << where << ": \"" << record.name << "\" is cut";
    EXPECT_LE(record.whole.x + record.whole.width, static_cast<float>(width) + 1)
        << where << ": \"" << record.name << "\" leaves the window";
  }
  EXPECT_GE(items, 3U) << where;
}

TEST(Navigation, shows_whole_words_to_everybody_at_every_width) {
  const std::vector<Person> people = {
      {"customer", {"PSA Customer Approver", "FS Customer Approver"}},
      {"customer", {"PSA Customer Reviewer"}},
      {"partner", {"PSA Partner Approver"}},
      {"partner", {}},
      {"staff", {}}};
  const Scene home = scenes()[1];
  ASSERT_EQ(home.name, "home");
  for (const Person& person : people)
    for (const char* const language : {"en", "de"})
      for (const int width : {360, 420, 800, 1280}) {
        const Look look{.touch = width < 1000, .width = width, .height = 900, .language = language};
        SceneWorld at(home, look,
                      {.name = "Dana Ruiz", .audience = person.audience, .roles = person.roles});
        expect_whole_words(at.world, width, std::string(person.audience) + ", " + to_string(look));
      }
}

TEST(Navigation, what_has_no_room_in_the_bar_stands_under_more) {
  SceneWorld at(scenes()[1], {.touch = true, .width = 360, .height = 900, .language = "de"},
                {.name = "Dana Ruiz", .audience = "partner", .roles = {}});
  at.world.press_id("bar.more");
  std::size_t items = 0;
  for (const ui::NavigationArea& area : at.world.app().navigation()) items += area.items.size();
  std::size_t shown = 0;
  for (const ui::WidgetRecord& record : at.world.records())
    if (record.role == ui::Role::navigation_item && record.layer > 0) ++shown;
  EXPECT_EQ(shown, items + 1) << "every list, and the settings";
}

}  // namespace
}  // namespace fieldbook::tests
