// Every screen, in both themes, with pointer and finger, at two widths, in two languages and the
// pseudo-locale: names, roles, target sizes, contrast, words that fit, and the keyboard.

#include "tests/ui/support/audit.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>

#include "tests/ui/support/scenes.hpp"

namespace fieldbook::tests {
namespace {

std::string joined(const std::vector<std::string>& findings) {
  std::string out;
  for (const std::string& finding : findings) out += "\n  " + finding;
  return out;
}

class Audit : public testing::TestWithParam<std::size_t> {
 protected:
  [[nodiscard]] static const Scene& scene() { return scenes()[GetParam()]; }
};

constexpr std::pair<int, int> kSizes[] = {{1280, 800}, {800, 1280}, {420, 900}};

TEST_P(Audit, names_sizes_and_contrast_hold_in_every_look) {
  for (const auto& [width, height] : kSizes)
    for (const ui::ThemeName theme : {ui::ThemeName::light, ui::ThemeName::dark})
      for (const bool touch : {false, true}) {
        const Look look{.theme = theme, .touch = touch, .width = width, .height = height};
        SceneWorld at(scene(), look);
        const auto findings = audit(at.world.records(), {.target_min = touch ? 44.0F : 24.0F});
        EXPECT_TRUE(findings.empty()) << to_string(look) << joined(findings);
      }
}

TEST_P(Audit, words_of_ours_fit_in_every_language) {
  for (const char* const language : {"en", "de", "qps"})
    for (const auto& [width, height] : kSizes) {
      const Look look{.width = width, .height = height, .language = language};
      SceneWorld at(scene(), look);
      const auto findings = audit(at.world.records(), {.text_must_fit = true});
      EXPECT_TRUE(findings.empty()) << to_string(look) << joined(findings);
    }
}

/// Everything that the keyboard comes to: by Tab, until it is back where it began.
std::set<std::string> reached_by_tab(UiWorld& world) {
  std::set<std::string> out;
  std::string first;
  for (std::size_t presses = 0; presses < 300; ++presses) {
    world.key(platform::kKeyTab);
    const ui::WidgetRecord* const record = world.focused();
    if (record == nullptr) continue;
    if (record->id == first) break;
    if (first.empty()) first = record->id;
    out.insert(record->id);
  }
  return out;
}

TEST_P(Audit, everything_is_reached_by_keyboard_alone) {
  for (const auto& [width, height] : kSizes) {
    SceneWorld at(scene(), {.width = width, .height = height});
    const auto reached = reached_by_tab(at.world);
    for (const ui::WidgetRecord& record : at.world.records()) {
      // A table is one stop; its rows are reached by arrows from there.
      if (!ui::is_interactive(record.role) || !record.enabled || !record.reachable ||
          record.role == ui::Role::row)
        continue;
      EXPECT_TRUE(reached.contains(record.id))
          << width << ": Tab does not lead to " << record.id << " \"" << record.name << "\"";
    }
  }
}

std::vector<std::size_t> every_scene() {
  std::vector<std::size_t> out(scenes().size());
  std::iota(out.begin(), out.end(), 0);
  return out;
}

INSTANTIATE_TEST_SUITE_P(Scenes, Audit, testing::ValuesIn(every_scene()), [](const auto& each) {
  std::string name = scenes()[each.param].name;
  std::ranges::replace(name, '.', '_');
  return name;
});

}  // namespace
}  // namespace fieldbook::tests
