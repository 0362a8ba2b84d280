#include <cmath>
#include <fmt/format.h>

#include "shared/base/time.hpp"
#include "shared/schema/decimal.hpp"
#include "shared/schema/json_form.hpp"
#include "shared/schema/value_check.hpp"

namespace fieldbook::schema {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// A double keeps every decimal number of 15 digits. Larger amounts are printed as strings, as
// OData does under IEEE754Compatible=true.
constexpr std::int64_t kExactAsDouble = 999'999'999'999'999;

std::unexpected<Error> wrong(const Column& column, std::string_view problem) {
  return fail(Errc::invalid_argument, fmt::format("{} {}", column.name, problem));
}

Result<Value> checked(const Column& column, Value value) {
  if (const auto problem = value_problem(column, value)) return wrong(column, *problem);
  return value;
}

Result<Value> decimal_from_json(const Column& column, const json& source) {
  if (!source.is_number()) return wrong(column, "is not a number");
  // The shortest digits that give this double back are the ones that the sender wrote.
  auto value = parse_decimal(source.dump());
  if (!value) return wrong(column, value.error().message);
  return Value(*value);
}

Result<Value> integer_from_json(const Column& column, const json& source) {
  const bool fits = source.is_number_integer() &&
                    (!source.is_number_unsigned() || source.get<std::uint64_t>() <= INT64_MAX);
  if (!fits) return wrong(column, "is not a whole number of 64 bits");
  return checked(column, source.get<std::int64_t>());
}

Result<Value> multichoice_from_json(const Column& column, const json& source) {
  std::vector<std::int64_t> values;
  for (const json& element : source) {
    if (!element.is_number_integer()) return wrong(column, "is not a list of options");
    values.push_back(element.get<std::int64_t>());
  }
  if (values.empty()) return Value(Null{});
  return checked(column, join_multichoice(std::move(values)));
}

bool is_text(ColumnType type) { return type == ColumnType::text || type == ColumnType::memo; }

}  // namespace

ordered_json value_to_json(const Column& column, const Value& value) {
  if (is_null(value)) return nullptr;
  switch (column.type) {
    case ColumnType::boolean: return std::get<std::int64_t>(value) != 0;
    case ColumnType::decimal:
    case ColumnType::money: {
      const std::int64_t amount = std::get<std::int64_t>(value);
      if (amount > kExactAsDouble || amount < -kExactAsDouble) return format_decimal(amount, 0);
      return static_cast<double>(amount) / static_cast<double>(kDecimalScale);
    }
    case ColumnType::datetime: return format_instant({std::get<std::int64_t>(value)});
    case ColumnType::date: return format_day(std::get<std::int64_t>(value));
    case ColumnType::floating: return std::get<double>(value);
    case ColumnType::uuid:
    case ColumnType::lookup: return to_string(std::get<Uuid>(value));
    case ColumnType::blob: return to_hex(std::get<Bytes>(value));
    case ColumnType::text:
    case ColumnType::memo:
    case ColumnType::multichoice: return std::get<std::string>(value);
    default: return std::get<std::int64_t>(value);
  }
}

Result<Value> value_from_json(const Column& column, const json& source) {
  if (source.is_null()) return Value(Null{});
  if (source.is_string()) {
    const auto& text = source.get_ref<const std::string&>();
    return is_text(column.type) ? checked(column, text) : value_from_text(column, text);
  }
  switch (column.type) {
    case ColumnType::boolean:
      if (!source.is_boolean()) return wrong(column, "is not true or false");
      return Value(static_cast<std::int64_t>(source.get<bool>()));
    case ColumnType::choice:
    case ColumnType::state:
    case ColumnType::status:
    case ColumnType::integer: return integer_from_json(column, source);
    case ColumnType::decimal:
    case ColumnType::money: return decimal_from_json(column, source);
    case ColumnType::floating:
      if (!source.is_number()) return wrong(column, "is not a number");
      return checked(column, source.get<double>());
    case ColumnType::multichoice:
      if (source.is_array()) return multichoice_from_json(column, source);
      return wrong(column, "is not a list of options");
    case ColumnType::text:
    case ColumnType::memo: return wrong(column, "is not text");
    case ColumnType::datetime:
    case ColumnType::date: return wrong(column, "is not a date (YYYY-MM-DD, time …Thh:mm:ssZ)");
    default: return wrong(column, fmt::format("is not a {}", to_string(column.type)));
  }
}

}  // namespace fieldbook::schema
