#include "ui/app/tour_script.hpp"

#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fieldbook::ui {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(TourScript, reads_steps_with_quotes_and_comments) {
  const auto steps = read_tour(
      "# a comment\n"
      "\n"
      "press button \"Approve quote\"   # the first one\n"
      "picture 05-decision\r\n");
  ASSERT_TRUE(steps.has_value());
  ASSERT_EQ(steps->size(), 2U);
  EXPECT_EQ(steps->at(0).line, 3U);
  EXPECT_EQ(steps->at(0).verb, "press");
  EXPECT_THAT(steps->at(0).words, ElementsAre("button", "Approve quote"));
  EXPECT_THAT(steps->at(1).words, ElementsAre("05-decision"));
}

TEST(TourScript, keeps_a_number_sign_in_quotes) {
  const auto steps = read_tour("press button \"#decision.confirm\"");
  ASSERT_TRUE(steps.has_value());
  EXPECT_THAT(steps->front().words, ElementsAre("button", "#decision.confirm"));
}

TEST(TourScript, takes_words_from_the_environment) {
  ::setenv("FIELDBOOK_TOUR_TEST", "Arjun Mehta", 1);
  const auto steps = read_tour("type text_field \"Your name\" \"${FIELDBOOK_TOUR_TEST}!\"");
  ::unsetenv("FIELDBOOK_TOUR_TEST");
  ASSERT_TRUE(steps.has_value());
  EXPECT_THAT(steps->front().words, ElementsAre("text_field", "Your name", "Arjun Mehta!"));
}

TEST(TourScript, names_the_line_that_it_cannot_read) {
  const auto unknown = read_tour("wait \"Home\"\nhover button \"Save\"\n");
  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.error().code, Errc::invalid_argument);
  EXPECT_THAT(unknown.error().message, HasSubstr("line 2"));
  EXPECT_FALSE(read_tour("press button").has_value());
  EXPECT_FALSE(read_tour("press button \"Save").has_value());
}

}  // namespace
}  // namespace fieldbook::ui
