#pragma once

// Tells when the machine's network changed, so that a waiting sync can try at once.

#include <chrono>

#include "shared/base/result.hpp"

namespace fieldbook::platform {

/// Listens to the kernel's address and link notices (rtnetlink(7)). One thread.
class NetworkMonitor {
 public:
  /// Returns Errc::unavailable where the kernel does not offer it (a sandbox, say).
  [[nodiscard]] static Result<NetworkMonitor> open();
  NetworkMonitor(NetworkMonitor&& other) noexcept;
  NetworkMonitor& operator=(NetworkMonitor&&) = delete;
  ~NetworkMonitor();

  /// True when something changed within `timeout`; several notices count as one.
  [[nodiscard]] bool wait(std::chrono::milliseconds timeout);
  /// Readable when something changed; for a poll loop, which then calls wait(0).
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  explicit NetworkMonitor(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace fieldbook::platform
