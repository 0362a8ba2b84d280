#pragma once

// Days and times of the day of a person's zone. Pure.

#include "ui/models/value_text.hpp"

namespace fieldbook::ui {

/// A moment in the person's zone: days since 1970-01-01 there, and minutes since midnight.
struct LocalTime {
  std::int64_t day = 0;
  int minute = 0;
};
[[nodiscard]] LocalTime local_time(std::int64_t ms, int zone_offset_minutes);
/// The moment at which a day begins in the zone.
[[nodiscard]] std::int64_t midnight_ms(std::int64_t day, int zone_offset_minutes);

/// 1 for Monday to 7 for Sunday.
[[nodiscard]] int weekday_of(std::int64_t day);
[[nodiscard]] int day_of_month(std::int64_t day);

/// "28 Nov 2026" as the language writes it.
[[nodiscard]] std::string day_text(std::int64_t day, const Strings& strings);
/// "14:02".
[[nodiscard]] std::string minute_text(int minute_of_day);

}  // namespace fieldbook::ui
