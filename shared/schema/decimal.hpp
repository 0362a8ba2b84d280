#pragma once

// Amounts: whole numbers of ten-thousandths in memory, decimal digits outside, and never a double
// in between (design.md section 4).

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace fieldbook::schema {

/// Reads "-12.5", "12", "1e3": at most four decimals that are not zero. Returns
/// Errc::invalid_argument, with the end of a sentence that starts with the column, for another
/// form, more decimals, or an amount beyond 64 bits.
[[nodiscard]] Result<std::int64_t> parse_decimal(std::string_view text);

/// The shortest form with at least `decimals_min` (0 to 4) decimals: "12", "12.50", "-0.0001".
[[nodiscard]] std::string format_decimal(std::int64_t ten_thousandths, int decimals_min);

}  // namespace fieldbook::schema
