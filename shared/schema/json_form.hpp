#pragma once

// Rows in the shape in which the Dataverse Web API returns them, for import, export, the JSON form
// of the protocol and fieldbookctl --json: lookups (and references to tables that the catalogue
// lacks) as `_<column>_value`, with
// `…@Microsoft.Dynamics.CRM.lookuplogicalname` where there are several targets; dates and instants
// as ISO 8601; money and decimals as numbers with up to four decimals (domain.md 1.0, 8.1).

#include <nlohmann/json.hpp>

#include "shared/schema/row.hpp"

namespace fieldbook::schema {

/// One thing wrong with one row of input.
struct RowFinding {
  std::string column;  ///< logical name, empty when the row as a whole is wrong
  std::string message;
};

/// The JSON object of a row: primary key, the columns at `ordinals`, unknown names. Every column
/// is present, null as null.
[[nodiscard]] nlohmann::ordered_json to_json(const Row& row,
                                             std::span<const std::uint32_t> ordinals);

/// Reads one object. Findings hold everything that is wrong (type, length, option, status reason
/// of another state, unknown lookup target, missing or malformed key); a row with findings must
/// not be stored. Columns absent from the object are absent from `present`.
struct JsonRow {
  Row row;
  std::vector<std::uint32_t> present;  ///< ordinals that the object names
  std::vector<RowFinding> findings;
};
[[nodiscard]] JsonRow from_json(const Entity& entity, const nlohmann::json& object);

/// One value as JSON, by the column's type; and back (what people type into
/// `fieldbookctl set … column=value` comes as a JSON string and is read by the type too).
[[nodiscard]] nlohmann::ordered_json value_to_json(const Column& column, const Value& value);
/// Returns Errc::invalid_argument with a sentence that names the column and what fits.
[[nodiscard]] Result<Value> value_from_json(const Column& column, const nlohmann::json& json);
/// Reads what a person typed: labels of options, "yes"/"no", amounts, ids, dates. Returns
/// Errc::invalid_argument with a sentence that names the column and what fits.
[[nodiscard]] Result<Value> value_from_text(const Column& column, std::string_view text);
/// What a person reads: the option's label, "yes"/"no", an amount, a date; empty for null.
[[nodiscard]] std::string value_to_text(const Column& column, const Value& value);

/// Checks a change against the catalogue: types, lengths, options, and that a status reason that
/// is set belongs to the state that the row then has (domain.md 1.0). Empty when all is well.
[[nodiscard]] std::vector<RowFinding> check_row(const Row& row);

}  // namespace fieldbook::schema
