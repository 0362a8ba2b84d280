#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "shared/base/ascii.hpp"
#include "shared/base/time.hpp"
#include "shared/schema/decimal.hpp"
#include "shared/schema/json_form.hpp"
#include "shared/schema/value_check.hpp"

namespace fieldbook::schema {
namespace {

std::unexpected<Error> wrong(const Column& column, std::string_view problem) {
  return fail(Errc::invalid_argument, fmt::format("{} {}", column.name, problem));
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The number of an option, or its label in any case; labels win where a label is a number.
std::optional<std::int64_t> parse_option(const Column& column, std::string_view text) {
  for (const Option& option : column.options)
    if (equal_without_case(option.label, text)) return option.value;
  const auto value = parse_integer(text);
  return value && find_option(column, *value) != nullptr ? value : std::nullopt;
}

std::string labels(const Column& column) {
  std::vector<std::string_view> out;
  for (const Option& option : column.options) out.push_back(option.label);
  return fmt::format("{}", fmt::join(out, ", "));
}

std::string label_of(const Column& column, std::int64_t value) {
  const Option* option = find_option(column, value);
  return option == nullptr ? fmt::format("{}", value) : option->label;
}

Result<Value> choice_from_text(const Column& column, std::string_view text) {
  const auto value = parse_option(column, text);
  if (!value) return wrong(column, fmt::format("is none of: {}", labels(column)));
  return Value(*value);
}

Result<Value> multichoice_from_text(const Column& column, std::string_view text) {
  std::vector<std::int64_t> values;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const auto value = parse_option(column, trimmed(text.substr(0, comma)));
    if (!value) return wrong(column, fmt::format("is no list of: {}", labels(column)));
    values.push_back(*value);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return Value(join_multichoice(std::move(values)));
}

Result<Value> flag_from_text(const Column& column, std::string_view text) {
  for (const std::string_view yes : {"yes", "true", "1"})
    if (equal_without_case(text, yes)) return Value(std::int64_t{1});
  for (const std::string_view no : {"no", "false", "0"})
    if (equal_without_case(text, no)) return Value(std::int64_t{0});
  return wrong(column, "is yes or no");
}

Result<Value> float_from_text(const Column& column, std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    return wrong(column, "is not a number such as 47.36181");
  return Value(value);
}

/// Puts the column before the problem that a parser of shared/base names.
template <class T, class Make>
Result<Value> named(const Column& column, Result<T> parsed, Make&& make) {
  if (!parsed) return fail(Errc::invalid_argument, column.name + ": " + parsed.error().message);
  Value value = make(*parsed);
  if (const auto problem = value_problem(column, value)) return wrong(column, *problem);
  return value;
}

std::string multichoice_to_text(const Column& column, const std::string& stored) {
  const auto values = parse_multichoice(stored);
  if (!values) return stored;
  std::vector<std::string> out;
  for (const std::int64_t value : *values) out.push_back(label_of(column, value));
  return fmt::format("{}", fmt::join(out, ", "));
}

}  // namespace

Result<Value> value_from_text(const Column& column, std::string_view typed) {
  const std::string_view text = trimmed(typed);
  if (text.empty()) return Value(Null{});
  switch (column.type) {
    case ColumnType::text:
    case ColumnType::memo: {
      Value value = std::string(typed);
      if (const auto problem = value_problem(column, value)) return wrong(column, *problem);
      return value;
    }
    case ColumnType::choice:
    case ColumnType::state:
    case ColumnType::status: return choice_from_text(column, text);
    case ColumnType::multichoice: return multichoice_from_text(column, text);
    case ColumnType::boolean: return flag_from_text(column, text);
    case ColumnType::integer:
      if (const auto value = parse_integer(text)) return Value(*value);
      return wrong(column, "is not a whole number");
    case ColumnType::decimal:
    case ColumnType::money: {
      const auto amount = parse_decimal(text);
      if (!amount) return wrong(column, amount.error().message);
      return Value(*amount);
    }
    case ColumnType::floating: return float_from_text(column, text);
    case ColumnType::datetime:
      return named(column, parse_instant(text), [](Instant at) { return Value(at.ms); });
    case ColumnType::date:
      return named(column, parse_day(text), [](std::int64_t day) { return Value(day); });
    case ColumnType::uuid:
    case ColumnType::lookup:
      return named(column, parse_uuid(text), [](const Uuid& uuid) { return Value(uuid); });
    case ColumnType::blob:
      return named(column, from_hex(text), [](Bytes& bytes) { return Value(std::move(bytes)); });
  }
  return wrong(column, "has no known type");
}

std::string value_to_text(const Column& column, const Value& value) {
  if (is_null(value)) return {};
  switch (column.type) {
    case ColumnType::choice:
    case ColumnType::state:
    case ColumnType::status: return label_of(column, std::get<std::int64_t>(value));
    case ColumnType::multichoice: return multichoice_to_text(column, std::get<std::string>(value));
    case ColumnType::boolean: return std::get<std::int64_t>(value) != 0 ? "yes" : "no";
    case ColumnType::integer: return fmt::format("{}", std::get<std::int64_t>(value));
    case ColumnType::decimal: return format_decimal(std::get<std::int64_t>(value), 0);
    case ColumnType::money: return format_decimal(std::get<std::int64_t>(value), 2);
    case ColumnType::floating: return fmt::format("{}", std::get<double>(value));
    case ColumnType::datetime: return format_instant({std::get<std::int64_t>(value)});
    case ColumnType::date: return format_day(std::get<std::int64_t>(value));
    case ColumnType::uuid:
    case ColumnType::lookup: return to_string(std::get<Uuid>(value));
    case ColumnType::blob: return to_hex(std::get<Bytes>(value));
    case ColumnType::text:
    case ColumnType::memo: break;
  }
  return std::get<std::string>(value);
}

}  // namespace fieldbook::schema
