#include "ui/app/tour.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui.h>

#include "platform/window/null_window.hpp"

namespace fieldbook::ui {
namespace {

using testing::HasSubstr;

WidgetRecord a_button(const std::string& name, Rectangle at) {
  return {.role = Role::button, .id = "card." + name, .name = name, .rectangle = at};
}

/// A window and a tour over records that a test sets, as frames go by.
class TourTest : public testing::Test {
 protected:
  TourTest() {
    window_.prepare([](const platform::FrameInput&) {
      unsigned char* pixels = nullptr;
      int width = 0;
      int height = 0;
      ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    });
  }

  void begin(const std::string& script) {
    auto steps = read_tour(script);
    ASSERT_TRUE(steps.has_value());
    tour_.emplace(std::move(*steps), "");
  }

  /// Frames until the tour is over, at most `count`.
  void draw(int count) {
    for (int i = 0; i < count && !tour_->is_over(); ++i) {
      window_.draw([&](const platform::FrameInput&) {
        const ImGuiIO& io = ImGui::GetIO();
        if (ImGui::IsMouseClicked(0)) clicks_.push_back(io.MousePos);
        if (ImGui::IsMouseDown(0)) drawn_.push_back(io.MousePos);
        if (io.MouseWheel != 0) wheels_.push_back(io.MouseWheel);
        for (const ImWchar c : io.InputQueueCharacters) typed_ += static_cast<char>(c);
        return platform::FrameOutput{};
      });
      now_ = now_ + std::chrono::milliseconds(50);
      tour_->after_frame(window_, records_, now_);
    }
  }

  platform::NullWindow window_;
  std::optional<Tour> tour_;
  std::vector<WidgetRecord> records_;
  std::vector<ImVec2> clicks_;
  std::vector<ImVec2> drawn_;  ///< where the pointer was while it was down, frame by frame
  std::vector<float> wheels_;
  std::string typed_;
  Instant now_{1'000'000};
};

TEST_F(TourTest, presses_the_middle_of_what_is_named) {
  records_ = {a_button("Approve", {100, 200, 80, 40})};
  begin("press button Approve\nwait Approve");
  draw(40);
  ASSERT_EQ(clicks_.size(), 1U);
  EXPECT_EQ(clicks_[0].x, 140);
  EXPECT_EQ(clicks_[0].y, 220);
}

TEST_F(TourTest, scrolls_to_what_is_out_of_sight) {
  records_ = {a_button("Top", {10, 10, 50, 20}), a_button("Below", {})};
  begin("press button Below\nwait Below");
  draw(20);
  EXPECT_TRUE(clicks_.empty());
  ASSERT_FALSE(wheels_.empty());
  EXPECT_LT(wheels_.front(), 0);
  records_[1].rectangle = {10, 400, 50, 20};
  draw(40);
  EXPECT_EQ(clicks_.size(), 1U);
}

TEST_F(TourTest, types_into_a_field) {
  records_ = {{.role = Role::text_field, .id = "a.b", .name = "Name", .rectangle = {0, 0, 99, 30}}};
  begin("type text_field Name \"Zoe\"\nwait Name");
  draw(60);
  EXPECT_TRUE(tour_->is_over());
  EXPECT_EQ(typed_, "Zoe");
}

TEST_F(TourTest, never_presses_what_is_disabled_and_says_what_was_there) {
  records_ = {a_button("Approve", {0, 0, 50, 20})};
  records_[0].enabled = false;
  begin("press button Approve");
  draw(1000);
  ASSERT_TRUE(tour_->failure().has_value());
  EXPECT_THAT(*tour_->failure(), HasSubstr("line 1"));
  EXPECT_THAT(*tour_->failure(), HasSubstr("\"Approve\"  (disabled)"));
  EXPECT_TRUE(clicks_.empty());
}

TEST_F(TourTest, draws_strokes_in_percent_of_what_is_named) {
  records_ = {{.role = Role::image, .id = "pad", .name = "Pad", .rectangle = {100, 50, 200, 100}}};
  records_[0].whole = records_[0].rectangle;
  begin("draw image Pad \"10,50 50,0;90,100\"\nwait Pad");
  draw(80);
  EXPECT_TRUE(tour_->is_over());
  ASSERT_EQ(clicks_.size(), 2U) << "the pen comes down once a stroke";
  EXPECT_EQ(clicks_[0].x, 120);
  EXPECT_EQ(clicks_[0].y, 100);
  EXPECT_EQ(clicks_[1].x, 280);
  EXPECT_EQ(clicks_[1].y, 150);
  const auto is_there = [](const ImVec2& at) { return at.x == 200 && at.y == 50; };
  EXPECT_TRUE(std::ranges::any_of(drawn_, is_there));
}

TEST_F(TourTest, draws_nothing_that_is_no_stroke) {
  records_ = {{.role = Role::image, .id = "pad", .name = "Pad", .rectangle = {100, 50, 200, 100}}};
  begin("draw image Pad \"10,50 up\"");
  draw(80);
  ASSERT_TRUE(tour_->failure().has_value());
  EXPECT_THAT(*tour_->failure(), HasSubstr("are no strokes"));
}

TEST_F(TourTest, waits_until_a_text_has_gone) {
  records_ = {a_button("Saving", {0, 0, 50, 20})};
  begin("gone Saving");
  draw(20);
  EXPECT_FALSE(tour_->is_over());
  records_.clear();
  draw(20);
  EXPECT_TRUE(tour_->is_over());
}

}  // namespace
}  // namespace fieldbook::ui
