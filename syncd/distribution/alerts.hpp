#pragma once

// Which alert an opportunity shows on a partner's dashboard (DOMAIN.md 3.6). Pure: a device can
// ask it as well as the daemon.

#include <string_view>

#include "syncd/distribution/model.hpp"

namespace fieldbook::syncd {

enum class Alert : std::uint8_t { none, fresh, potentially_stalled, overdue };
[[nodiscard]] std::string_view to_string(Alert alert);  ///< "new", "potentially_stalled", …

/// Two thresholds in order: potentially stalled first, overdue later. Checked when made, because a
/// missing or swapped pair makes everything alert, or overdue never show (DOMAIN.md 10.1, 5).
class AlertThresholds {
 public:
  /// Returns Errc::invalid_argument unless 0 < potentially_stalled < overdue.
  [[nodiscard]] static Result<AlertThresholds> make(std::chrono::days potentially_stalled,
                                                    std::chrono::days overdue);
  [[nodiscard]] std::chrono::days potentially_stalled() const { return potentially_stalled_; }
  [[nodiscard]] std::chrono::days overdue() const { return overdue_; }

 private:
  AlertThresholds(std::chrono::days potentially_stalled, std::chrono::days overdue)
      : potentially_stalled_(potentially_stalled), overdue_(overdue) {}
  std::chrono::days potentially_stalled_;
  std::chrono::days overdue_;
};

/// `newest_note` is that of the opportunity's notes with the latest date; without one only a
/// delivered opportunity alerts.
[[nodiscard]] Alert alert_of(std::int64_t state, std::int64_t status,
                             std::optional<Instant> newest_note, Instant now,
                             const AlertThresholds& thresholds);

}  // namespace fieldbook::syncd
