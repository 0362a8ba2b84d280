#pragma once

// How many actions a device may send a minute, asked from several threads.

#include <mutex>

#include "syncd/endpoints/services.hpp"

namespace fieldbook::syncd {

class GuardedActionLimit final : public ActionLimit {
 public:
  /// `per_minute` at once, and as many come back each minute.
  GuardedActionLimit(const Clock& clock, std::int64_t per_minute)
      : limit_(clock, {per_minute, std::chrono::milliseconds(60'000 / per_minute)}) {}

  [[nodiscard]] std::chrono::milliseconds take(const Uuid& device, std::size_t count) override {
    const std::lock_guard lock(mutex_);
    return limit_.take({reinterpret_cast<const char*>(device.bytes.data()), device.bytes.size()},
                       static_cast<std::int64_t>(count));
  }

 private:
  std::mutex mutex_;
  RateLimit limit_;
};

}  // namespace fieldbook::syncd
