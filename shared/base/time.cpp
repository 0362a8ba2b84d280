#include "shared/base/time.hpp"

#include <charconv>
#include <fmt/format.h>

namespace fieldbook {
namespace {

constexpr std::int64_t kMsPerDay = 86'400'000;

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

/// Reads exactly `width` digits at `position` and moves past them; -1 when they are not there.
int read_digits(std::string_view text, std::size_t& position, std::size_t width) {
  if (position + width > text.size()) return -1;
  int value = 0;
  const char* const first = text.data() + position;
  const auto [end, error] = std::from_chars(first, first + width, value);
  if (error != std::errc{} || end != first + width || *first == '-') return -1;
  position += width;
  return value;
}

bool read_char(std::string_view text, std::size_t& position, char expected) {
  if (position >= text.size() || text[position] != expected) return false;
  ++position;
  return true;
}

Result<std::int64_t> read_day(std::string_view text, std::size_t& position) {
  const int year = read_digits(text, position, 4);
  const bool first_dash = read_char(text, position, '-');
  const int month = read_digits(text, position, 2);
  const bool second_dash = read_char(text, position, '-');
  const int day = read_digits(text, position, 2);
  if (year < 1 || !first_dash || month < 1 || !second_dash || day < 1)
    return fail(Errc::invalid_argument, fmt::format("'{}' is not a date (YYYY-MM-DD)", text));
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return fail(Errc::invalid_argument, fmt::format("no such day: '{}'", text));
  return std::chrono::sys_days(date).time_since_epoch().count();
}

/// Reads ".123" (one to nine digits, cut to milliseconds); 0 when there is no dot, -1 when broken.
int read_fraction(std::string_view text, std::size_t& position) {
  if (!read_char(text, position, '.')) return 0;
  int ms = 0;
  int digits = 0;
  while (position < text.size() && text[position] >= '0' && text[position] <= '9' && digits < 9) {
    if (digits < 3) ms = ms * 10 + (text[position] - '0');
    ++digits;
    ++position;
  }
  if (digits == 0) return -1;
  for (; digits < 3; ++digits) ms *= 10;
  return ms;
}

/// Reads "Z" or "+hh:mm"; the offset in minutes, or nothing when broken.
Result<int> read_offset(std::string_view text, std::size_t& position) {
  if (read_char(text, position, 'Z')) return 0;
  const bool negative = position < text.size() && text[position] == '-';
  if (!negative && (position >= text.size() || text[position] != '+'))
    return fail(Errc::invalid_argument, fmt::format("'{}' has no time zone", text));
  ++position;
  const int hours = read_digits(text, position, 2);
  const bool colon = read_char(text, position, ':');
  const int minutes = read_digits(text, position, 2);
  if (hours < 0 || hours > 14 || !colon || minutes < 0 || minutes > 59)
    return fail(Errc::invalid_argument, fmt::format("'{}' has no valid time zone", text));
  return (negative ? -1 : 1) * (hours * 60 + minutes);
}

}  // namespace

std::string format_day(std::int64_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string format_instant(Instant instant) {
  const std::int64_t day = floor_divide(instant.ms, kMsPerDay);
  const std::int64_t ms = instant.ms - day * kMsPerDay;
  std::string out = fmt::format("{}T{:02}:{:02}:{:02}", format_day(day), ms / 3'600'000,
                                ms / 60'000 % 60, ms / 1000 % 60);
  if (ms % 1000 != 0) out += fmt::format(".{:03}", ms % 1000);
  return out + "Z";
}

Result<std::int64_t> parse_day(std::string_view text) {
  std::size_t position = 0;
  TRY(const std::int64_t day, read_day(text, position));
  if (position != text.size())
    return fail(Errc::invalid_argument, fmt::format("'{}' is not a date (YYYY-MM-DD)", text));
  return day;
}

Result<Instant> parse_instant(std::string_view text) {
  const auto broken = [&] {
    return fail(Errc::invalid_argument,
                fmt::format("'{}' is not a date and time (YYYY-MM-DDThh:mm:ssZ)", text));
  };
  std::size_t position = 0;
  TRY(const std::int64_t day, read_day(text, position));
  if (!read_char(text, position, 'T')) return broken();
  const int hours = read_digits(text, position, 2);
  if (hours < 0 || hours > 23 || !read_char(text, position, ':')) return broken();
  const int minutes = read_digits(text, position, 2);
  if (minutes < 0 || minutes > 59 || !read_char(text, position, ':')) return broken();
  const int seconds = read_digits(text, position, 2);
  if (seconds < 0 || seconds > 59) return broken();
  const int fraction = read_fraction(text, position);
  if (fraction < 0) return broken();
  TRY(const int offset, read_offset(text, position));
  if (position != text.size()) return broken();
  const std::int64_t minutes_of_day = hours * 60 + minutes - offset;
  return Instant{day * kMsPerDay + minutes_of_day * 60'000 + seconds * 1000 + fraction};
}

std::int64_t day_of(Instant instant) { return floor_divide(instant.ms, kMsPerDay); }

}  // namespace fieldbook
