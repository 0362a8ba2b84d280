#pragma once

// In which currency the amounts of a row are: a money column `x` is in the row's
// `transactioncurrencyid`, its twin `x_base` in the organisation's currency (DOMAIN.md 1.0).

#include "shared/schema/row.hpp"

namespace fieldbook::schema {

inline constexpr std::string_view kCurrencyEntity = "transactioncurrency";
inline constexpr std::string_view kCurrencyColumn = "transactioncurrencyid";
inline constexpr std::string_view kCurrencyCodeColumn = "isocurrencycode";

/// The currency of `column` in `row`: null for columns that hold no money, for amounts in the
/// organisation's currency, and where the row names none.
[[nodiscard]] const Uuid* currency_of(const Row& row, const Column& column);

}  // namespace fieldbook::schema
