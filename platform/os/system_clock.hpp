#pragma once

#include "shared/base/time.hpp"

namespace fieldbook::platform {

/// The machine's clocks: CLOCK_REALTIME, CLOCK_BOOTTIME and the kernel's boot id. Any thread.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
  [[nodiscard]] std::chrono::milliseconds since_boot() const override;
  [[nodiscard]] std::string boot_id() const override;
};

}  // namespace fieldbook::platform
