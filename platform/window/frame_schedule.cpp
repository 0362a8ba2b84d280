#include "platform/window/frame_schedule.hpp"

#include <algorithm>

namespace fieldbook::platform {

using std::chrono::milliseconds;

bool FrameSchedule::due(Instant now) const {
  return frames_due_ > 0 || (next_.ms != 0 && next_ <= now);
}

void FrameSchedule::drawn(Instant now, Instant next) {
  frames_due_ = std::max(0, frames_due_ - 1);
  // A frame that asks for a moment that has passed gets one soon, not a loop without rest.
  next_ = next.ms == 0 ? Instant{} : std::max(next, now + milliseconds(1));
}

std::optional<milliseconds> FrameSchedule::wait(Instant now) const {
  if (frames_due_ > 0) return milliseconds(0);
  if (next_.ms == 0) return std::nullopt;
  return std::clamp(next_ - now, milliseconds(0), kWaitMax);
}

}  // namespace fieldbook::platform
