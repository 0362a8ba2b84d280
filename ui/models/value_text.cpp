#include "ui/models/value_text.hpp"

#include <fmt/format.h>

#include "shared/schema/currency.hpp"
#include "shared/schema/decimal.hpp"
#include "shared/schema/value_check.hpp"
#include "ui/models/calendar.hpp"

namespace fieldbook::ui {
namespace {

using schema::ColumnType;

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kDayMs = 24 * kHourMs;
constexpr std::size_t kShortHashLength = 8;
/// Ten-thousandths in a hundredth: amounts are read with two places and kept with four.
constexpr std::int64_t kHundredth = schema::kDecimalScale / 100;
/// Whole numbers below this are read well without separators: years, revisions, minutes.
constexpr std::int64_t kGroupedFrom = 10'000;

std::string option_label(const schema::Column& column, std::int64_t value, const Strings& strings) {
  const schema::Option* option = schema::find_option(column, value);
  return option == nullptr ? fmt::format("{}", value) : strings.label(option->label);
}

std::string multichoice(const schema::Column& column, const std::string& stored,
                        const Strings& strings) {
  const auto values = schema::parse_multichoice(stored);
  if (!values) return stored;
  std::vector<std::string> out;
  for (const std::int64_t value : *values) out.push_back(option_label(column, value, strings));
  return fmt::format("{}", fmt::join(out, ", "));
}

std::string id_text(const Uuid& id, const Names& names, const Strings& strings) {
  const auto name = names.find(id);
  return name == names.end() ? strings.text("value.not_here") : name->second;
}

/// To the nearest hundredth, halves away from zero.
std::int64_t rounded(std::int64_t amount) {
  const std::int64_t half = amount < 0 ? -kHundredth / 2 : kHundredth / 2;
  return (amount + half) / kHundredth * kHundredth;
}

/// "1350.5" with the language's separators.
std::string localised(const std::string& plain, const Strings& strings) {
  const std::size_t point = std::min(plain.find('.'), plain.size());
  const bool negative = plain.starts_with('-');
  std::string whole = plain.substr(negative ? 1 : 0, point - (negative ? 1 : 0));
  for (std::size_t at = whole.size(); at > 3;) {
    at -= 3;
    whole.insert(at, strings.conventions().group);
  }
  std::string out = negative ? "-" + whole : whole;
  if (point < plain.size()) out += strings.conventions().decimal + plain.substr(point + 1);
  return out;
}

std::string date_time(std::int64_t ms, const TextContext& context) {
  const LocalTime local = local_time(ms, context.zone_offset_minutes);
  return context.strings.text("time.date_and_time", {{"date", day_text(local.day, context.strings)},
                                                     {"time", minute_text(local.minute)}});
}

/// Whole numbers of these columns are minutes (DOMAIN.md 1.4); those in days say so in their label.
bool is_minutes(const schema::Column& column) {
  return column.type == ColumnType::integer && column.name.contains("duration") &&
         column.name != "msdyn_wbsduration" && !column.label.contains("(Days)");
}

std::string minutes_text(std::int64_t minutes, const TextContext& context) {
  constexpr std::int64_t kHour = 60;
  const auto number = [&](std::int64_t value) { return context.strings.number(value); };
  if (minutes < kHour) return context.strings.text("value.minutes", {{"minutes", number(minutes)}});
  if (minutes % kHour == 0)
    return context.strings.text("value.hours", {{"hours", number(minutes / kHour)}});
  return context.strings.text("value.hours_minutes", {{"hours", number(minutes / kHour)},
                                                      {"minutes", number(minutes % kHour)}});
}

std::string integer_text(const schema::Column& column, std::int64_t value,
                         const TextContext& context) {
  switch (column.type) {
    case ColumnType::choice:
    case ColumnType::state:
    case ColumnType::status: return option_label(column, value, context.strings);
    case ColumnType::boolean: return context.strings.text(value != 0 ? "value.yes" : "value.no");
    case ColumnType::decimal: return localised(schema::format_decimal(value, 0), context.strings);
    case ColumnType::money: return amount_text(value, {}, context);
    case ColumnType::datetime: return date_time(value, context);
    case ColumnType::date: return day_text(value, context.strings);
    default: break;
  }
  if (is_minutes(column) && value >= 0) return minutes_text(value, context);
  return value < kGroupedFrom && value > -kGroupedFrom ? fmt::format("{}", value)
                                                       : context.strings.number(value);
}

std::string remaining_text(std::int64_t left, const Strings& strings) {
  const auto number = [](std::int64_t value) { return fmt::format("{}", value); };
  if (left >= kDayMs)
    return strings.text("countdown.days_hours", {{"days", number(left / kDayMs)},
                                                 {"hours", number(left % kDayMs / kHourMs)}});
  if (left >= kHourMs)
    return strings.text(
        "countdown.hours_minutes",
        {{"hours", number(left / kHourMs)}, {"minutes", number(left % kHourMs / kMinuteMs)}});
  if (left >= kMinuteMs)
    return strings.text("countdown.minutes", {{"minutes", number(left / kMinuteMs)}});
  return strings.text("countdown.last_minute");
}

std::string expired_text(std::int64_t since, const Strings& strings) {
  const auto number = [](std::int64_t value) { return fmt::format("{}", value); };
  if (since >= kDayMs)
    return strings.text("countdown.expired_days", {{"days", number(since / kDayMs)}});
  if (since >= kHourMs)
    return strings.text("countdown.expired_hours", {{"hours", number(since / kHourMs)}});
  if (since >= kMinuteMs)
    return strings.text("countdown.expired_minutes", {{"minutes", number(since / kMinuteMs)}});
  return strings.text("countdown.expired_now");
}

/// The unit by which a duration is shown: its text holds until that unit has passed.
std::int64_t step_of(std::int64_t duration) { return duration >= kDayMs ? kHourMs : kMinuteMs; }

}  // namespace

std::string number_text(double value, int places, const Strings& strings) {
  std::string plain = fmt::format("{:.{}f}", value, places);
  if (places > 0) {
    plain.erase(plain.find_last_not_of('0') + 1);
    if (plain.ends_with('.')) plain.pop_back();
  }
  return localised(plain == "-0" ? "0" : plain, strings);
}

std::string value_text(const schema::Column& column, const schema::Value& value, const Names& names,
                       const TextContext& context) {
  struct Visitor {
    const schema::Column& column;
    const Names& names;
    const TextContext& context;
    std::string operator()(schema::Null) const { return {}; }
    std::string operator()(std::int64_t number) const {
      return integer_text(column, number, context);
    }
    std::string operator()(double number) const {
      return localised(fmt::format("{}", number), context.strings);
    }
    std::string operator()(const std::string& text) const {
      return column.type == ColumnType::multichoice ? multichoice(column, text, context.strings)
                                                    : text;
    }
    std::string operator()(const Uuid& id) const { return id_text(id, names, context.strings); }
    std::string operator()(const Bytes& bytes) const {
      return to_hex(bytes).substr(0, kShortHashLength);
    }
  };
  return std::visit(Visitor{column, names, context}, value);
}

std::string value_text(const schema::Column& column, const schema::Row& row, const Names& names,
                       const TextContext& context) {
  std::string text = value_text(column, row.values[column.ordinal], names, context);
  const std::string code = text.empty() ? std::string() : currency_code(column, row, names);
  return code.empty() ? text : text + " " + code;
}

std::string currency_code(const schema::Column& column, const schema::Row& row,
                          const Names& names) {
  const Uuid* currency = schema::currency_of(row, column);
  const auto code = currency == nullptr ? names.end() : names.find(*currency);
  return code == names.end() ? std::string() : code->second;
}

std::string amount_text(std::int64_t amount, const std::string& currency,
                        const TextContext& context) {
  std::string text = localised(schema::format_decimal(rounded(amount), 2), context.strings);
  return currency.empty() ? text : text + " " + currency;
}

std::string ago(std::int64_t ms, const TextContext& context) {
  const std::int64_t age = context.now.ms - ms;
  if (age < kMinuteMs) return context.strings.text("time.just_now");
  if (age < kHourMs) return context.strings.count("time.minutes_ago", age / kMinuteMs);
  const LocalTime then = local_time(ms, context.zone_offset_minutes);
  const LocalTime today = local_time(context.now.ms, context.zone_offset_minutes);
  if (then.day == today.day)
    return context.strings.text("time.today", {{"time", minute_text(then.minute)}});
  if (then.day == today.day - 1)
    return context.strings.text("time.yesterday", {{"time", minute_text(then.minute)}});
  return day_text(then.day, context.strings);
}

std::string clock_time(std::int64_t ms, const TextContext& context) {
  const LocalTime then = local_time(ms, context.zone_offset_minutes);
  const LocalTime today = local_time(context.now.ms, context.zone_offset_minutes);
  return then.day == today.day ? minute_text(then.minute) : date_time(ms, context);
}

Countdown countdown(std::int64_t deadline_ms, const TextContext& context) {
  const std::int64_t left = deadline_ms - context.now.ms;
  Countdown out;
  if (left > 0) {
    out.text = remaining_text(left, context.strings);
    out.soon = left < kDayMs;
    // The text holds for all moments in which the same number of whole units is left.
    const std::int64_t step = step_of(left);
    const std::int64_t whole = left / step * step;
    out.next_change_ms = whole == 0 ? deadline_ms : deadline_ms - whole + 1;
    return out;
  }
  out.expired = true;
  out.text = expired_text(-left, context.strings);
  const std::int64_t unit = -left >= kDayMs ? kDayMs : -left >= kHourMs ? kHourMs : kMinuteMs;
  out.next_change_ms = deadline_ms + (-left / unit + 1) * unit;
  return out;
}

}  // namespace fieldbook::ui
