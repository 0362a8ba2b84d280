#include "ui/models/calendar.hpp"

#include <chrono>
#include <fmt/format.h>

namespace fieldbook::ui {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr int kMinutesPerHour = 60;

void replace(std::string& text, std::string_view place, std::string_view with) {
  if (const auto at = text.find(place); at != std::string::npos)
    text.replace(at, place.size(), with);
}

}  // namespace

LocalTime local_time(std::int64_t ms, int zone_offset_minutes) {
  const std::int64_t local = ms + zone_offset_minutes * kMinuteMs;
  const std::int64_t day = day_of(Instant{local});
  return {day, static_cast<int>((local - day * kDayMs) / kMinuteMs)};
}

std::int64_t midnight_ms(std::int64_t day, int zone_offset_minutes) {
  return day * kDayMs - zone_offset_minutes * kMinuteMs;
}

int weekday_of(std::int64_t day) {
  const std::chrono::weekday weekday{std::chrono::sys_days(std::chrono::days(day))};
  return static_cast<int>(weekday.iso_encoding());
}

int day_of_month(std::int64_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  return static_cast<int>(static_cast<unsigned>(date.day()));
}

std::string day_text(std::int64_t day, const Strings& strings) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  std::string out = strings.conventions().date;
  replace(out, "{day}", fmt::format("{}", static_cast<unsigned>(date.day())));
  replace(out, "{month_name}",
          strings.text(fmt::format("month.{}", static_cast<unsigned>(date.month()))));
  replace(out, "{year}", fmt::format("{}", static_cast<int>(date.year())));
  return out;
}

std::string minute_text(int minute_of_day) {
  return fmt::format("{:02}:{:02}", minute_of_day / kMinutesPerHour,
                     minute_of_day % kMinutesPerHour);
}

}  // namespace fieldbook::ui
