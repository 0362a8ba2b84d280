#include "ui/models/typed_value.hpp"

#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "shared/base/ascii.hpp"
#include "shared/base/utf8.hpp"
#include "shared/schema/decimal.hpp"
#include "shared/schema/value_check.hpp"
#include "ui/models/calendar.hpp"

namespace fieldbook::ui {
namespace {

using schema::ColumnType;
using schema::Value;
using Typed = std::expected<Value, std::string>;

constexpr std::int64_t kMinuteMs = 60'000;
constexpr int kMinutesPerHour = 60;
constexpr int kMinutesPerDay = 24 * kMinutesPerHour;

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void remove_all(std::string& text, std::string_view part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part))
    text.erase(at, part.size());
}

/// "1.350,50" of a German to "1350.50". A separator of groups that stands alone and is not
/// followed by three digits was meant as a decimal one.
std::string plain_number(std::string_view typed, const Strings& strings) {
  const auto& [decimal, group, date] = strings.conventions();
  std::string text(typed);
  const bool has_decimal = text.find(decimal) != std::string::npos;
  const std::size_t at = text.find(group);
  const bool alone = at != std::string::npos && text.rfind(group) == at;
  if (!has_decimal && alone && text.size() - at - group.size() != 3) {
    text.replace(at, group.size(), ".");
    return text;
  }
  remove_all(text, group);
  if (const std::size_t point = text.find(decimal); point != std::string::npos)
    text.replace(point, decimal.size(), ".");
  return text;
}

std::string with_decimal(std::string plain, const Strings& strings) {
  if (const std::size_t point = plain.find('.'); point != std::string::npos)
    plain.replace(point, 1, strings.conventions().decimal);
  return plain;
}

/// "2026-11-28", or "28.11.2026" day first.
std::optional<std::int64_t> parse_typed_day(std::string_view text) {
  if (const auto day = parse_day(text)) return *day;
  const std::size_t first = text.find('.');
  const std::size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto day = parse_number<int>(text.substr(0, first));
  const auto month = parse_number<int>(text.substr(first + 1, second - first - 1));
  const auto year = parse_number<int>(text.substr(second + 1));
  if (!day || !month || !year) return std::nullopt;
  const auto parsed = parse_day(fmt::format("{:04}-{:02}-{:02}", *year, *month, *day));
  return parsed ? std::optional(*parsed) : std::nullopt;
}

std::optional<int> parse_minute(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto hour = parse_number<int>(text.substr(0, colon));
  const auto minute = parse_number<int>(text.substr(colon + 1));
  if (!hour || !minute || *hour < 0 || *minute < 0 || *minute >= kMinutesPerHour)
    return std::nullopt;
  const int out = *hour * kMinutesPerHour + *minute;
  return out < kMinutesPerDay ? std::optional(out) : std::nullopt;
}

std::optional<std::int64_t> parse_moment(std::string_view text, int zone_offset_minutes) {
  const std::size_t gap = text.find_first_of(" T");
  if (gap == std::string_view::npos) return std::nullopt;
  const auto day = parse_typed_day(text.substr(0, gap));
  const auto minute = parse_minute(trimmed(text.substr(gap + 1)));
  if (!day || !minute) return std::nullopt;
  return midnight_ms(*day, zone_offset_minutes) + *minute * kMinuteMs;
}

std::optional<std::int64_t> parse_option(const schema::Column& column, std::string_view text,
                                         const Strings& strings) {
  for (const schema::Option& option : column.options)
    if (equal_without_case(strings.label(option.label), text) ||
        equal_without_case(option.label, text))
      return option.value;
  return std::nullopt;
}

std::unexpected<std::string> wrong_option(const schema::Column& column, const Strings& strings) {
  std::vector<std::string> labels;
  for (const schema::Option& option : column.options) labels.push_back(strings.label(option.label));
  return std::unexpected(
      strings.text("check.option", {{"options", fmt::format("{}", fmt::join(labels, ", "))}}));
}

Typed read_option(const schema::Column& column, std::string_view text, const Strings& strings) {
  const auto value = parse_option(column, text, strings);
  if (!value) return wrong_option(column, strings);
  return Value(*value);
}

Typed read_options(const schema::Column& column, std::string_view text, const Strings& strings) {
  std::vector<std::int64_t> values;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const auto value = parse_option(column, trimmed(text.substr(0, comma)), strings);
    if (!value) return wrong_option(column, strings);
    values.push_back(*value);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return Value(schema::join_multichoice(std::move(values)));
}

Typed read_flag(std::string_view text, const Strings& strings) {
  const std::string yes = strings.text("value.yes");
  const std::string no = strings.text("value.no");
  if (equal_without_case(text, yes)) return Value(std::int64_t{1});
  if (equal_without_case(text, no)) return Value(std::int64_t{0});
  return std::unexpected(strings.text("check.option", {{"options", yes + ", " + no}}));
}

std::unexpected<std::string> wrong_number(const Strings& strings) {
  return std::unexpected(
      strings.text("check.number", {{"example", with_decimal("1350.50", strings)}}));
}

Typed read_amount(std::string_view text, const Strings& strings) {
  const auto amount = schema::parse_decimal(plain_number(text, strings));
  if (!amount) return wrong_number(strings);
  return Value(*amount);
}

Typed read_float(std::string_view text, const Strings& strings) {
  const auto value = parse_number<double>(plain_number(text, strings));
  if (!value || !std::isfinite(*value)) return wrong_number(strings);
  return Value(*value);
}

Typed read_integer(std::string_view text, const Strings& strings) {
  std::string digits(text);
  remove_all(digits, strings.conventions().group);
  const auto value = parse_number<std::int64_t>(digits);
  if (!value) return std::unexpected(strings.text("check.whole_number"));
  return Value(*value);
}

Typed read_text(const schema::Column& column, std::string_view text, const Strings& strings) {
  const std::uint32_t length_max =
      column.max_length == 0 ? schema::kTextLengthDefault : column.max_length;
  const auto length = count_code_points(text);
  if (length && *length > length_max)
    return std::unexpected(strings.count("check.too_long", length_max));
  return Value(std::string(text));
}

Typed read(const schema::Column& column, std::string_view typed, const TextContext& context) {
  const Strings& strings = context.strings;
  const std::string_view text = trimmed(typed);
  switch (column.type) {
    case ColumnType::text:
    case ColumnType::memo: return read_text(column, typed, strings);
    case ColumnType::choice:
    case ColumnType::state:
    case ColumnType::status: return read_option(column, text, strings);
    case ColumnType::multichoice: return read_options(column, text, strings);
    case ColumnType::boolean: return read_flag(text, strings);
    case ColumnType::integer: return read_integer(text, strings);
    case ColumnType::decimal:
    case ColumnType::money: return read_amount(text, strings);
    case ColumnType::floating: return read_float(text, strings);
    case ColumnType::date:
      if (const auto day = parse_typed_day(text)) return Value(*day);
      return std::unexpected(strings.text("check.date", {{"example", "2026-11-28"}}));
    case ColumnType::datetime:
      if (const auto ms = parse_moment(text, context.zone_offset_minutes)) return Value(*ms);
      return std::unexpected(strings.text("check.date_time", {{"example", "2026-11-28 14:02"}}));
    case ColumnType::uuid:
    case ColumnType::lookup:
    case ColumnType::blob: break;
  }
  return std::unexpected(strings.text("check.not_typed"));
}

std::string typed_integer(const schema::Column& column, std::int64_t value,
                          const TextContext& context) {
  switch (column.type) {
    case ColumnType::decimal:
      return with_decimal(schema::format_decimal(value, 0), context.strings);
    case ColumnType::money: return with_decimal(schema::format_decimal(value, 2), context.strings);
    case ColumnType::date: return format_day(value);
    case ColumnType::datetime: {
      const LocalTime local = local_time(value, context.zone_offset_minutes);
      return fmt::format("{} {}", format_day(local.day), minute_text(local.minute));
    }
    case ColumnType::integer: return fmt::format("{}", value);
    default: return value_text(column, value, {}, context);
  }
}

}  // namespace

bool is_typed(const schema::Column& column) {
  return column.type != ColumnType::uuid && column.type != ColumnType::lookup &&
         column.type != ColumnType::blob;
}

std::string typed_text(const schema::Column& column, const Value& value,
                       const TextContext& context) {
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return typed_integer(column, *number, context);
  if (const auto* number = std::get_if<double>(&value))
    return with_decimal(fmt::format("{}", *number), context.strings);
  return value_text(column, value, {}, context);
}

std::expected<Value, std::string> typed_value(const schema::Column& column, std::string_view text,
                                              const TextContext& context) {
  if (trimmed(text).empty()) {
    if (column.required) return std::unexpected(context.strings.text("check.required"));
    return Value(schema::Null{});
  }
  auto value = read(column, text, context);
  if (value && schema::value_problem(column, *value))
    return std::unexpected(context.strings.text("check.text"));
  return value;
}

}  // namespace fieldbook::ui
