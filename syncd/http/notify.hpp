#pragma once

// What systemd hears of the daemon: one datagram a state (sd_notify(3)). Nothing happens without
// NOTIFY_SOCKET.

#include <chrono>
#include <string>
#include <string_view>

namespace fieldbook::syncd {

class ServiceNotifier {
 public:
  /// `socket` is the value of NOTIFY_SOCKET, `watchdog_us` that of WATCHDOG_USEC; empty: none.
  ServiceNotifier(std::string socket, const std::string& watchdog_us);

  void send(std::string_view state) const;
  /// How often the watchdog wants to hear from the event loop; zero: not at all.
  [[nodiscard]] std::chrono::milliseconds watchdog_interval() const { return watchdog_interval_; }

 private:
  std::string socket_;
  std::chrono::milliseconds watchdog_interval_{0};
};

}  // namespace fieldbook::syncd
