#pragma once

// A clock that moves only when a test moves it.

#include "shared/base/time.hpp"

namespace fieldbook::tests {

class FakeClock final : public Clock {
 public:
  /// Starts at the sample's `asOf`.
  explicit FakeClock(Instant start = Instant{1'795'248'000'000}) : now_(start) {}

  [[nodiscard]] Instant now() const override { return now_; }
  [[nodiscard]] std::chrono::milliseconds since_boot() const override { return since_boot_; }
  [[nodiscard]] std::string boot_id() const override { return boot_id_; }

  void advance(std::chrono::milliseconds by) {
    now_ = now_ + by;
    since_boot_ += by;
  }
  /// Moves the wall clock alone, as a person or a dead battery does.
  void jump_to(Instant instant) { now_ = instant; }
  void reboot() {
    since_boot_ = {};
    boot_id_ += "+";
  }

 private:
  Instant now_;
  std::chrono::milliseconds since_boot_{3'600'000};
  std::string boot_id_ = "boot";
};

}  // namespace fieldbook::tests
