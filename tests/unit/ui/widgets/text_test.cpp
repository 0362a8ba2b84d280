#include <gtest/gtest.h>

#include "tests/unit/ui/widgets/widget_world.hpp"
#include "ui/widgets/bidi.hpp"
#include "ui/widgets/draw.hpp"

namespace fieldbook::ui {
namespace {

TEST(Bidi, leaves_text_alone_that_runs_from_left_to_right) {
  EXPECT_EQ(display_text("Straße · Łódź – Ω Ж"), "Straße · Łódź – Ω Ж");
  EXPECT_FALSE(runs_right_to_left("Straße · Łódź – Ω Ж …"));
}

TEST(Bidi, turns_hebrew_around) {
  EXPECT_TRUE(runs_right_to_left("שלום"));
  EXPECT_EQ(display_text("שלום"), "םולש");
}

TEST(Bidi, joins_arabic_letters) {
  // Beh, alef: the first takes its initial form, the second its final one, in drawing order.
  EXPECT_EQ(display_text("\u0628\u0627"), "\ufe8e\ufe91");
}

TEST(Bidi, keeps_numbers_and_words_of_other_scripts_in_their_order) {
  EXPECT_EQ(display_text("Pump 12 שלום"), "Pump 12 םולש");
}

TEST(Bidi, keeps_joined_parts_in_their_order) {
  EXPECT_EQ(display_text("Bristol · שלום · 13 Nov 2026"), "Bristol · םולש · 13 Nov 2026");
  EXPECT_EQ(display_text("שלום · 13 Nov"), "םולש · 13 Nov");
}

TEST(Text, a_line_that_does_not_fit_is_cut_and_says_so) {
  WidgetWorld world([](Ui& ui) {
    line(ui, "Replace the filter of pump seven at the northern station", TextStyle::body, 120);
    line(ui, "Short", TextStyle::body, 120);
  });
  EXPECT_TRUE(world.find(Role::text, "Replace the filter of pump seven at the northern station")
                  .text_is_clipped);
  EXPECT_FALSE(world.find(Role::text, "Short").text_is_clipped);
}

TEST(Text, wraps_at_spaces_and_breaks_words_that_are_too_long) {
  WidgetWorld world([](Ui& ui) {
    const ImFont& font = *ui.fonts.body;
    const auto lines = wrapped(font, "one two three\nfour", text_width(font, "one two "));
    EXPECT_EQ(lines, (std::vector<std::string>{"one two", "three", "four"}));
    for (const std::string& each : wrapped(font, "ääääääääääääääää", 40)) {
      EXPECT_LE(text_width(font, each), 41);
      EXPECT_EQ(each.size() % 2, 0U) << "cut inside of a character";
    }
  });
}

TEST(Text, an_empty_value_is_a_dash_on_screen_and_nothing_in_the_record) {
  WidgetWorld world([](Ui& ui) { labelled_value(ui, "phone", "Phone", "", "Waiting to send"); });
  EXPECT_EQ(world.find(Role::text, "Phone").value, "");
  EXPECT_TRUE(world.has(Role::text, "Waiting to send"));
}

TEST(Metrics, width_is_counted_in_em) {
  EXPECT_EQ((Metrics{.width = 1280}).width_class(), WidthClass::wide);
  EXPECT_EQ((Metrics{.width = 800}).width_class(), WidthClass::medium);
  EXPECT_EQ((Metrics{.width = 420}).width_class(), WidthClass::narrow);
  EXPECT_EQ((Metrics{.width = 1280, .scale = 2}).width_class(), WidthClass::narrow);
}

TEST(Scrolling, a_drag_scrolls_in_touch_mode_and_presses_nothing) {
  int pressed = 0;
  WidgetWorld world(
      [&](Ui& ui) {
        const ScrollArea area(ui, "list");
        for (std::size_t i = 0; i < 60; ++i) {
          const IdScope scope(ui, "line", i);
          if (button(ui, "open", "Open")) ++pressed;
        }
      },
      InputMode::touch);
  const Rectangle before = world.find(Role::button, "Open").rectangle;
  using Kind = platform::Input::Kind;
  world.window.give_input({.kind = Kind::pointer_move, .x = 60, .y = 400});
  world.window.give_input({.kind = Kind::pointer_down});
  for (float y = 380; y >= 200; y -= 20)
    world.window.give_input({.kind = Kind::pointer_move, .x = 60, .y = y});
  world.window.give_input({.kind = Kind::pointer_up});
  world.settle();
  EXPECT_NE(world.find(Role::button, "Open").rectangle, before);
  EXPECT_EQ(pressed, 0);
}

TEST(Told, chips_and_banners_say_what_they_are) {
  WidgetWorld world([](Ui& ui) {
    chip(ui, "state", Tone::warning, Icon::waiting, "Waiting to send");
    (void)chip(ui, "status", Tone::success, Icon::online, "Live", true);
    banner(ui, "changed", Tone::danger, Icon::warning, "Not accepted", "Look at it again.");
    progress(ui, "fill", "Receiving", 0.32F);
  });
  EXPECT_TRUE(world.has(Role::chip, "Waiting to send"));
  EXPECT_TRUE(world.find(Role::button, "Live").reachable);
  EXPECT_EQ(world.find(Role::banner, "Not accepted").value, "Look at it again.");
  EXPECT_EQ(world.find(Role::progress, "Receiving").value, "32 %");
}

}  // namespace
}  // namespace fieldbook::ui
