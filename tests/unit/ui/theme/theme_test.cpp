#include "ui/theme/theme.hpp"

#include <gtest/gtest.h>
#include <imgui.h>
#include <set>

#include "ui/theme/icons.hpp"
#include "ui/theme/rare_characters.hpp"

namespace fieldbook::ui {
namespace {

constexpr double kText = 4.5;  // WCAG 2.2, 1.4.3
constexpr double kShape = 3;   // WCAG 2.2, 1.4.11

class Themes : public testing::TestWithParam<ThemeName> {
 protected:
  [[nodiscard]] static const Theme& theme() {
    return GetParam() == ThemeName::light ? Theme::light() : Theme::dark();
  }
};

const std::vector<Tone> kTones = {Tone::neutral, Tone::accent, Tone::success,
                                  Tone::warning, Tone::danger, Tone::info};

TEST_P(Themes, text_is_readable_on_every_ground) {
  const Theme& it = theme();
  for (const Colour ground :
       {it.window, it.surface, it.surface_raised, it.surface_hover, it.surface_selected, it.rail}) {
    EXPECT_GE(contrast(it.text, ground), kText) << std::hex << ground;
    EXPECT_GE(contrast(it.text_secondary, ground), kText) << std::hex << ground;
  }
}

TEST_P(Themes, strong_tones_are_readable_on_every_ground) {
  const Theme& it = theme();
  for (const Tone tone : kTones)
    for (const Colour ground :
         {it.window, it.surface, it.surface_raised, it.surface_hover, it.surface_selected, it.rail})
      EXPECT_GE(contrast(it.strong(tone), ground), kText)
          << static_cast<int>(tone) << " on " << std::hex << ground;
}

TEST_P(Themes, soft_pairs_are_readable) {
  for (const Tone tone : kTones) {
    const Pair pair = theme().soft(tone);
    EXPECT_GE(contrast(pair.text, pair.ground), kText) << static_cast<int>(tone);
  }
}

TEST_P(Themes, filled_buttons_are_readable) {
  for (const Pair& pair : {theme().accent, theme().danger})
    EXPECT_GE(contrast(pair.text, pair.ground), kText);
}

TEST_P(Themes, focus_and_borders_of_fields_stand_out_from_what_they_are_on) {
  const Theme& it = theme();
  for (const Colour ground : {it.window, it.surface, it.surface_raised, it.rail}) {
    EXPECT_GE(contrast(it.focus, ground), kShape) << std::hex << ground;
    EXPECT_GE(contrast(it.border_strong, ground), kShape) << std::hex << ground;
  }
}

INSTANTIATE_TEST_SUITE_P(Both, Themes, testing::Values(ThemeName::light, ThemeName::dark),
                         [](const auto& each) {
                           return each.param == ThemeName::light ? "light" : "dark";
                         });

TEST(Contrast, is_that_of_the_guideline) {
  EXPECT_NEAR(contrast(0x000000ff, 0xffffffff), 21, 0.001);
  EXPECT_NEAR(contrast(0x777777ff, 0xffffffff), 4.48, 0.01);
  EXPECT_DOUBLE_EQ(contrast(0x123456ff, 0x123456ff), 1);
}

class FontsTest : public testing::Test {
 protected:
  FontsTest() { ImGui::CreateContext(); }
  ~FontsTest() override { ImGui::DestroyContext(); }
};

TEST_F(FontsTest, hold_every_icon_in_every_size) {
  const Fonts fonts = build_fonts(1);
  for (const ImFont* font :
       {fonts.caption, fonts.body, fonts.body_bold, fonts.title, fonts.display})
    for (std::size_t i = 1; i < kIconCount; ++i)
      EXPECT_NE(font->FindGlyphNoFallback(static_cast<ImWchar>(code_point(static_cast<Icon>(i)))),
                nullptr)
          << i;
}

TEST_F(FontsTest, hold_what_people_write_in) {
  const Fonts fonts = build_fonts(1);
  // Latin with its accents, Greek, Cyrillic, Hebrew, joined Arabic, signs of money and arrows.
  for (const int code : {0x41, 0xdf, 0x142, 0x1ef9, 0x3a9, 0x416, 0x5d0, 0xfe8d, 0xfefc, 0x20ac,
                         0x2013, 0x2026, 0x2192})
    EXPECT_NE(fonts.body->FindGlyphNoFallback(static_cast<ImWchar>(code)), nullptr)
        << std::hex << code;
}

TEST_F(FontsTest, hold_an_ideograph_once_a_text_needed_it) {
  RareCharacters rare;
  Fonts fonts = build_fonts(1);
  rare.note(*fonts.body, "Alpenwerk Ω и ارتداء");
  EXPECT_FALSE(rare.grew());
  rare.note(*fonts.body, "数据中心冷却改造 ポンプ");
  ASSERT_TRUE(rare.grew());
  fonts = build_fonts(1, rare.take());
  for (const int code : {0x6570, 0x636e, 0x30dd, 0x0621})
    EXPECT_NE(fonts.body_bold->FindGlyphNoFallback(static_cast<ImWchar>(code)), nullptr)
        << std::hex << code;
  rare.note(*fonts.body, "数据中心冷却改造");
  EXPECT_FALSE(rare.grew());
}

TEST_F(FontsTest, note_no_more_characters_than_the_atlas_may_hold) {
  RareCharacters rare;
  const Fonts fonts = build_fonts(1);
  std::string all;
  for (unsigned int code = 0x4e00; code < 0x4e00 + 2 * RareCharacters::kMax; ++code) {
    all += static_cast<char>(0xe0U | code >> 12U);
    all += static_cast<char>(0x80U | (code >> 6U & 0x3fU));
    all += static_cast<char>(0x80U | (code & 0x3fU));
  }
  rare.note(*fonts.body, all);
  EXPECT_EQ(rare.take().size(), RareCharacters::kMax);
}

TEST_F(FontsTest, follow_the_scale_of_the_screen) {
  const float one = build_fonts(1).body->FontSize;
  const float two = build_fonts(2).body->FontSize;
  EXPECT_NEAR(two, 2 * one, 1.5F);
}

TEST_F(FontsTest, take_little_memory) {
  (void)build_fonts(1);
  const ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  EXPECT_LE(atlas.TexWidth * atlas.TexHeight, 2'048 * 1'024);
}

TEST(Icons, entities_have_one_of_their_own) {
  std::set<Icon> seen;
  for (const char* const entity : {"account", "contact", "quote", "opportunity", "msdyn_workorder",
                                   "bookableresourcebooking", "msdyn_project", "invoice"})
    EXPECT_TRUE(seen.insert(entity_icon(entity)).second) << entity;
  EXPECT_EQ(entity_icon("something_of_a_site"), Icon::record);
}

TEST(Icons, none_is_empty_and_others_are_three_bytes) {
  EXPECT_EQ(glyph(Icon::none), "");
  EXPECT_EQ(glyph(Icon::home).size(), 3U);
}

}  // namespace
}  // namespace fieldbook::ui
