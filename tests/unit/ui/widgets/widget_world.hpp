#pragma once

// A window of memory in which widgets are drawn, with what a person does to it.

#include <functional>
#include <optional>
#include <string_view>

#include "platform/window/keys.hpp"
#include "platform/window/null_window.hpp"
#include "ui/widgets/controls.hpp"

namespace fieldbook::ui {

class WidgetWorld {
 public:
  using Draw = std::function<void(Ui&)>;
  explicit WidgetWorld(Draw draw, InputMode input = InputMode::pointer, float width = 800);

  /// Frames until nothing is due.
  void settle();
  void tap(int key, bool shift = false);
  void type(std::string_view text);
  void click(const WidgetRecord& record);
  /// The first record with that name and role; fails the test where there is none.
  [[nodiscard]] const WidgetRecord& find(Role role, std::string_view name) const;
  [[nodiscard]] bool has(Role role, std::string_view name) const;
  /// Name of what has the keyboard; empty when nothing has.
  [[nodiscard]] std::string focused() const;

  platform::NullWindow window;
  Recorder recorder;
  Instant now{1'800'000'000'000};
  Instant next_change;
  Draw draw;

 private:
  platform::FrameOutput frame(const platform::FrameInput& input);
  std::shared_ptr<const Strings> strings_;
  Fonts fonts_;
  InputMode input_;
};

}  // namespace fieldbook::ui
