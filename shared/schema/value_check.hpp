#pragma once

// Whether one value fits its column: the alternative (value.hpp), the length, the range and the
// option. Shared by the wire (row_codec), JSON and typed input (json_form).

#include <optional>

#include "shared/schema/catalogue.hpp"

namespace fieldbook::schema {

/// A blob column holds the BLAKE2b-256 hash of its content.
inline constexpr std::size_t kBlobHashBytes = 32;
/// Of text and memo columns that name no length of their own.
inline constexpr std::uint32_t kTextLengthDefault = 100'000;

/// The option of a choice, state or status column; null when there is no such value.
[[nodiscard]] const Option* find_option(const Column& column, std::int64_t value);

/// Nothing when `value` fits `column` (null always does), else what is wrong, as the end of a
/// sentence that starts with the column: "is longer than 100 characters".
[[nodiscard]] std::optional<std::string> value_problem(const Column& column, const Value& value);

/// The numbers of a multichoice value, as value.hpp keeps it ("1,2,5": ascending, no repeats).
/// Returns Errc::invalid_argument for another form.
[[nodiscard]] Result<std::vector<std::int64_t>> parse_multichoice(std::string_view text);
/// Sorts, drops repeats and joins.
[[nodiscard]] std::string join_multichoice(std::vector<std::int64_t> values);

}  // namespace fieldbook::schema
