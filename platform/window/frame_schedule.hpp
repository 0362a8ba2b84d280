#pragma once

// When a frame is drawn: after something happened and twice more so that layout settles, and at the
// moment the last frame asked for. Never otherwise. Pure.

#include <chrono>
#include <optional>

#include "shared/base/time.hpp"

namespace fieldbook::platform {

class FrameSchedule {
 public:
  static constexpr int kSettleFrames = 2;
  /// A wait ends after this long to look at the clock again, which may have jumped.
  static constexpr std::chrono::milliseconds kWaitMax{60'000};

  /// Input, a wake, a size or scale that changed.
  void happened() { frames_due_ = 1 + kSettleFrames; }
  [[nodiscard]] bool due(Instant now) const;
  /// A frame was drawn at `now` and asked for the next at `next` (0 = not needed).
  void drawn(Instant now, Instant next);
  /// How long to wait for events; nothing = as long as it takes.
  [[nodiscard]] std::optional<std::chrono::milliseconds> wait(Instant now) const;

 private:
  int frames_due_ = 1 + kSettleFrames;
  Instant next_;
};

}  // namespace fieldbook::platform
