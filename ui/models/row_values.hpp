#pragma once

// Values of a row by column name, as models read them; nothing where the entity has no such column
// or the row no value. Pure.

#include <optional>
#include <string>

#include "shared/schema/row.hpp"

namespace fieldbook::ui {

/// Of whole numbers, options, amounts, days and moments.
[[nodiscard]] std::optional<std::int64_t> number_in(const schema::Row& row, std::string_view name);
[[nodiscard]] std::optional<double> real_in(const schema::Row& row, std::string_view name);
[[nodiscard]] std::optional<Uuid> lookup_in(const schema::Row& row, std::string_view name);
[[nodiscard]] std::string text_in(const schema::Row& row, std::string_view name);
/// The row's name; empty where it has none.
[[nodiscard]] std::string name_in(const schema::Row& row);

}  // namespace fieldbook::ui
