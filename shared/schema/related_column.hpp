#pragma once

// What a view's RelatedColumn names.

#include "shared/schema/catalogue.hpp"

namespace fieldbook::schema {

/// The column `name` of the first target of `lookup` that has it. Null when none has.
[[nodiscard]] const Column* related_column(const Catalogue& catalogue, const Column& lookup,
                                           std::string_view name);

}  // namespace fieldbook::schema
