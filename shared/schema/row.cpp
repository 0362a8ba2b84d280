#include "shared/schema/row.hpp"

namespace fieldbook::schema {

std::optional<std::int64_t> Row::integer(ColumnHandle column) const {
  const auto* value = std::get_if<std::int64_t>(&values[column.ordinal]);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::optional<Uuid> Row::lookup(ColumnHandle column) const {
  const auto* value = std::get_if<Uuid>(&values[column.ordinal]);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::string Row::text(ColumnHandle column) const {
  const auto* value = std::get_if<std::string>(&values[column.ordinal]);
  return value == nullptr ? std::string() : *value;
}

bool Row::flag(ColumnHandle column) const { return integer(column).value_or(0) != 0; }

bool Row::operator==(const Row& other) const {
  const auto number = [](const Row& row) { return row.entity == nullptr ? 0 : row.entity->number; };
  return number(*this) == number(other) && id == other.id && values == other.values &&
         unknown_numbers == other.unknown_numbers && unknown_names == other.unknown_names;
}

}  // namespace fieldbook::schema
