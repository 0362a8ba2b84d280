#pragma once

// One value of one column, as memory, database and wire keep it. The column's type
// (catalogue.hpp) says how to read it; the variant only says how it is stored.

#include <cstdint>
#include <string>
#include <variant>

#include "shared/base/bytes.hpp"
#include "shared/base/uuid.hpp"

namespace fieldbook::schema {

struct Null {
  auto operator<=>(const Null&) const = default;
};

/// | column type                                   | alternative                                  |
/// |-----------------------------------------------|----------------------------------------------|
/// | text, memo                                    | std::string, UTF-8                           |
/// | multichoice                                   | std::string, option values "1,2,5" ascending |
/// | choice, state, status, integer                | std::int64_t                                 |
/// | bool                                          | std::int64_t, 0 or 1                         |
/// | decimal, money                                | std::int64_t, ten-thousandths                |
/// | datetime                                      | std::int64_t, UTC milliseconds               |
/// | date                                          | std::int64_t, days since 1970-01-01          |
/// | float                                         | double, never NaN or infinite                |
/// | uuid, lookup                                  | Uuid                                         |
/// | blob                                          | Bytes, a 32-byte content hash                |
using Value = std::variant<Null, std::int64_t, double, std::string, Uuid, Bytes>;

[[nodiscard]] inline bool is_null(const Value& value) {
  return std::holds_alternative<Null>(value);
}

/// Ten-thousandths in one unit of a decimal or money value.
inline constexpr std::int64_t kDecimalScale = 10'000;

}  // namespace fieldbook::schema
