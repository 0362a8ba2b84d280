#pragma once

// One frame of the window: what changed arrives, fonts, colours and words follow the settings, the
// screens are drawn, and the window is told when to draw again.

#include <memory>

#include "platform/window/window.hpp"
#include "ui/models/app_model.hpp"
#include "ui/theme/rare_characters.hpp"
#include "ui/widgets/ui.hpp"

namespace fieldbook::ui {

class Frame {
 public:
  Frame(platform::Window& window, AppModel& app, int zone_offset_minutes);

  /// Before a frame, outside of Dear ImGui's: rebuilds fonts and colours when scale, theme or touch
  /// mode differ from those of the frame before, or its texts needed characters that were not
  /// there.
  void prepare(const platform::FrameInput& input);
  [[nodiscard]] platform::FrameOutput draw(const platform::FrameInput& input, Instant now);
  [[nodiscard]] const Recorder& recorder() const { return recorder_; }

 private:
  void take_language();

  platform::Window& window_;
  AppModel& app_;
  int zone_offset_minutes_;
  std::shared_ptr<const Strings> strings_;
  RareCharacters rare_;
  Fonts fonts_;
  Recorder recorder_;
  float scale_ = 0;
  ThemeName theme_ = ThemeName::light;
  bool touch_ = false;
};

}  // namespace fieldbook::ui
