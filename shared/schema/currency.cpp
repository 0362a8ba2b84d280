#include "shared/schema/currency.hpp"

namespace fieldbook::schema {

const Uuid* currency_of(const Row& row, const Column& column) {
  if (column.type != ColumnType::money || column.name.ends_with("_base")) return nullptr;
  const Column* currency = row.entity->find(kCurrencyColumn);
  return currency == nullptr ? nullptr : std::get_if<Uuid>(&row.values[currency->ordinal]);
}

}  // namespace fieldbook::schema
