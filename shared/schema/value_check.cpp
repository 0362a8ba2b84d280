#include "shared/schema/value_check.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "shared/base/utf8.hpp"

namespace fieldbook::schema {
namespace {

// The days of the years 1 to 9999, which is what ISO 8601 prints with four digits.
constexpr std::int64_t kDayMin = -719'162;
constexpr std::int64_t kDayMax = 2'932'896;
constexpr std::int64_t kMsPerDay = 86'400'000;

using Problem = std::optional<std::string>;

Problem text_problem(const Column& column, const std::string& text) {
  const auto length = count_code_points(text);
  if (!length) return "is not UTF-8 text";
  const std::size_t most = column.max_length == 0 ? kTextLengthDefault : column.max_length;
  if (*length > most) return fmt::format("is longer than {} characters", most);
  return std::nullopt;
}

Problem multichoice_problem(const Column& column, const std::string& text) {
  const auto values = parse_multichoice(text);
  if (!values) return values.error().message;
  for (const std::int64_t value : *values)
    if (find_option(column, value) == nullptr) return fmt::format("has no option {}", value);
  return std::nullopt;
}

Problem integer_problem(const Column& column, std::int64_t value) {
  switch (column.type) {
    case ColumnType::choice:
    case ColumnType::state:
    case ColumnType::status:
      if (find_option(column, value) == nullptr) return fmt::format("has no option {}", value);
      return std::nullopt;
    case ColumnType::boolean:
      if (value != 0 && value != 1) return "is yes (1) or no (0)";
      return std::nullopt;
    case ColumnType::date:
      if (value < kDayMin || value > kDayMax) return "is a date of the years 1 to 9999";
      return std::nullopt;
    case ColumnType::datetime:
      if (value < kDayMin * kMsPerDay || value >= (kDayMax + 1) * kMsPerDay)
        return "is a time of the years 1 to 9999";
      return std::nullopt;
    default: return std::nullopt;
  }
}

bool is_stored_as_integer(ColumnType type) {
  switch (type) {
    case ColumnType::choice:
    case ColumnType::boolean:
    case ColumnType::integer:
    case ColumnType::decimal:
    case ColumnType::money:
    case ColumnType::datetime:
    case ColumnType::date:
    case ColumnType::state:
    case ColumnType::status: return true;
    default: return false;
  }
}

Problem wrong_type(const Column& column) {
  return fmt::format("does not hold a {} value", to_string(column.type));
}

}  // namespace

const Option* find_option(const Column& column, std::int64_t value) {
  const auto found = std::find_if(column.options.begin(), column.options.end(),
                                  [value](const Option& option) { return option.value == value; });
  return found == column.options.end() ? nullptr : &*found;
}

Problem value_problem(const Column& column, const Value& value) {
  if (is_null(value)) return std::nullopt;
  if (is_stored_as_integer(column.type)) {
    const auto* number = std::get_if<std::int64_t>(&value);
    return number == nullptr ? wrong_type(column) : integer_problem(column, *number);
  }
  switch (column.type) {
    case ColumnType::text:
    case ColumnType::memo:
      if (const auto* text = std::get_if<std::string>(&value)) return text_problem(column, *text);
      return wrong_type(column);
    case ColumnType::multichoice:
      if (const auto* text = std::get_if<std::string>(&value))
        return multichoice_problem(column, *text);
      return wrong_type(column);
    case ColumnType::floating: {
      const auto* number = std::get_if<double>(&value);
      if (number == nullptr) return wrong_type(column);
      return std::isfinite(*number) ? std::nullopt : Problem("is not a finite number");
    }
    case ColumnType::blob: {
      const auto* bytes = std::get_if<Bytes>(&value);
      if (bytes == nullptr) return wrong_type(column);
      return bytes->size() == kBlobHashBytes ? std::nullopt : Problem("is not a 32-byte hash");
    }
    default: return std::holds_alternative<Uuid>(value) ? std::nullopt : wrong_type(column);
  }
}

Result<std::vector<std::int64_t>> parse_multichoice(std::string_view text) {
  std::vector<std::int64_t> values;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    std::int64_t value = 0;
    const auto [next, error] = std::from_chars(at, end, value);
    const bool last = next == end;
    if (error != std::errc{} || (!last && (*next != ',' || next + 1 == end)))
      return fail(Errc::invalid_argument, "is not a list of options (1,2,5)");
    values.push_back(value);
    at = last ? end : next + 1;
  }
  // The one printed form of each set: comparing it catches signs, zeros, order and repeats.
  if (values.empty() || join_multichoice(values) != text)
    return fail(Errc::invalid_argument, "is not an ascending list of options without repeats");
  return values;
}

std::string join_multichoice(std::vector<std::int64_t> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return fmt::format("{}", fmt::join(values, ","));
}

}  // namespace fieldbook::schema
