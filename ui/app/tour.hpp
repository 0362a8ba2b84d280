#pragma once

// Works a script through the window as a person would: looks for what is named among the records of
// the last frame, moves the pointer there, presses, types, and waits until what it waits for is on
// the screen. Nothing is called around the window, so what a tour shows is what a person gets.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "platform/window/window.hpp"
#include "ui/app/tour_script.hpp"
#include "ui/widgets/widget_record.hpp"

namespace fieldbook::ui {

class Tour {
 public:
  /// A step that has not come true after this long has failed.
  static constexpr std::chrono::seconds kPatience{20};
  /// How soon the next frame is drawn while a tour is under way.
  static constexpr std::chrono::milliseconds kPace{15};

  Tour(std::vector<TourStep> steps, std::filesystem::path pictures);

  /// Before a frame, outside of Dear ImGui's: takes the picture that a step asked for.
  void before_frame(platform::Window& window);
  /// After a frame: goes on as far as its records allow.
  void after_frame(platform::Window& window, const std::vector<WidgetRecord>& records, Instant now);

  [[nodiscard]] bool is_over() const { return next_ >= steps_.size() || failure_.has_value(); }
  /// What went wrong: the step, and what was on the screen instead.
  [[nodiscard]] const std::optional<std::string>& failure() const { return failure_; }
  [[nodiscard]] std::size_t pictures_taken() const { return pictures_taken_; }

 private:
  enum class Progress : std::uint8_t { done, waiting };
  using Records = std::vector<WidgetRecord>;

  [[nodiscard]] Progress work(platform::Window& window, const Records& records);
  [[nodiscard]] Progress press(platform::Window& window, const Records& records);
  [[nodiscard]] Progress show(platform::Window& window, const Records& records);
  [[nodiscard]] Progress choose(platform::Window& window, const Records& records);
  [[nodiscard]] Progress type(platform::Window& window, const Records& records);
  [[nodiscard]] Progress draw(platform::Window& window, const Records& records);
  [[nodiscard]] Progress picture(platform::Window& window);
  [[nodiscard]] bool is_shown(const Records& records) const;
  /// Nothing, after scrolling towards it, while it is not in sight.
  [[nodiscard]] const WidgetRecord* in_sight(platform::Window& window, const Records& records,
                                             const std::string& role, const std::string& name);
  void scroll_towards(platform::Window& window, const Records& records, const WidgetRecord& wanted);
  void fail_step(const Records& records);

  std::vector<TourStep> steps_;
  std::filesystem::path pictures_;
  std::size_t next_ = 0;
  std::size_t pictures_taken_ = 0;
  Instant since_;
  int stage_ = 0;   ///< of a step that takes several frames
  int settle_ = 0;  ///< frames to let pass before the next look
  bool picture_due_ = false;
  std::optional<std::string> failure_;
};

}  // namespace fieldbook::ui
