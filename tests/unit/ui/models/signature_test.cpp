#include "ui/models/signature.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

#include "shared/actions/evidence.hpp"

namespace fieldbook::ui {
namespace {

TEST(Signature, is_empty_until_something_is_drawn_and_after_it_is_cleared) {
  Signature signature;
  EXPECT_TRUE(signature.is_empty());
  EXPECT_EQ(signature.text(), "");
  signature.begin(0.5, 0.1);
  EXPECT_FALSE(signature.is_empty());
  signature.clear();
  EXPECT_TRUE(signature.is_empty());
  signature.draw_to(0.9, 0.1);  // the pen is up
  EXPECT_EQ(signature.text(), "");
}

TEST(Signature, is_written_as_the_action_takes_it) {
  Signature signature;
  signature.begin(0, 0);
  signature.draw_to(0.5, 0.25);
  signature.begin(1, 0.3);
  EXPECT_EQ(signature.text(), "0,0 5000,2500;9999,3000");
  EXPECT_TRUE(actions::is_signature(signature.text()));
}

TEST(Signature, what_leaves_the_pad_is_kept_at_its_edge) {
  Signature signature;
  signature.begin(-2, 0.5);
  signature.draw_to(7, std::nan(""));
  EXPECT_EQ(signature.text(), "0,5000 9999,0");
}

TEST(Signature, a_pen_that_rests_adds_no_points) {
  Signature signature;
  signature.begin(0.5, 0.5);
  for (int i = 0; i < 1'000; ++i) signature.draw_to(0.5005, 0.5);
  EXPECT_EQ(signature.strokes().front().size(), 1U);
}

/// Goes round and round, so that no points are alike.
void scribble(Signature& signature, int points) {
  for (int i = 0; i < points; ++i) {
    const double turn = i * std::numbers::pi / 25;
    const double x = 0.5 + 0.4 * std::cos(turn);
    const double y = 0.15 + 0.14 * std::sin(turn * 1.01);
    if (i == 0) signature.begin(x, y);
    signature.draw_to(x, y);
  }
}

TEST(Signature, however_long_it_is_drawn_it_keeps_within_what_the_action_takes) {
  Signature signature;
  for (int stroke = 0; stroke < 200; ++stroke) scribble(signature, 2'000);
  EXPECT_TRUE(signature.is_full());
  EXPECT_EQ(signature.strokes().size(), Signature::kStrokesMax);
  EXPECT_LE(signature.text().size(), actions::kSignatureLengthMax);
  EXPECT_TRUE(actions::is_signature(signature.text()));
}

TEST(Signature, the_longest_text_of_all_points_fits) {
  EXPECT_LE(Signature::kPointsMax * std::string("9999,9999 ").size(), actions::kSignatureLengthMax);
}

TEST(Signature, drawn_more_coarsely_it_keeps_where_each_stroke_begins) {
  Signature signature;
  scribble(signature, 2'000);
  const auto before = signature.strokes().front().front();
  scribble(signature, 2'000);
  EXPECT_EQ(signature.strokes().size(), 2U);
  EXPECT_EQ(signature.strokes().front().front(), before);
}

}  // namespace
}  // namespace fieldbook::ui
