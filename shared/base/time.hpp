#pragma once

// Instants and days as the whole project keeps them, and the clock as an interface so that tests
// and the simulator move time themselves.

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace fieldbook {

/// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
  [[nodiscard]] Instant operator+(std::chrono::milliseconds d) const { return {ms + d.count()}; }
  [[nodiscard]] Instant operator-(std::chrono::milliseconds d) const { return {ms - d.count()}; }
  [[nodiscard]] std::chrono::milliseconds operator-(Instant other) const {
    return std::chrono::milliseconds(ms - other.ms);
  }
};

/// ISO 8601 in UTC: "2026-11-21T08:00:00Z", with ".123" before the Z when there are milliseconds.
[[nodiscard]] std::string format_instant(Instant instant);
/// Reads what format_instant prints, and offsets ("+02:00"). Returns Errc::invalid_argument for
/// anything else, years outside 1..9999 and days that do not exist.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);

/// Days since 1970-01-01, for columns that hold a day without a zone.
[[nodiscard]] std::string format_day(std::int64_t day);
/// Reads "YYYY-MM-DD". Returns Errc::invalid_argument for anything else.
[[nodiscard]] Result<std::int64_t> parse_day(std::string_view text);
/// The UTC day that holds `instant`.
[[nodiscard]] std::int64_t day_of(Instant instant);

/// Where time comes from. Implementations may be called from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  /// The wall clock. May jump; decides nothing on a device (sync.md D8).
  [[nodiscard]] virtual Instant now() const = 0;
  /// Milliseconds since this boot, running in suspend (CLOCK_BOOTTIME).
  [[nodiscard]] virtual std::chrono::milliseconds since_boot() const = 0;
  /// Differs after each boot of the machine.
  [[nodiscard]] virtual std::string boot_id() const = 0;
};

}  // namespace fieldbook
