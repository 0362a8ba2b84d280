#pragma once

// What of a row is open to everybody: rows that reach devices through the bucket `public` alone
// carry no more (design.md section 5).

#include "shared/schema/row.hpp"

namespace fieldbook::schema {

/// The bucket that everybody holds. What is in it and in other buckets of a person as well comes
/// whole; once it is in no other, its open part alone is left.
inline constexpr std::string_view kPublicBucket = "public";

/// Whether every audience receives the column.
[[nodiscard]] bool is_open(const Column& column);

/// `row` with the values of its open columns alone, of a case with some of them. Encoded under any
/// audience's columns, the others are null: a device that had them clears them, and its content
/// hash agrees.
[[nodiscard]] Row open_part(const Row& row);

}  // namespace fieldbook::schema
