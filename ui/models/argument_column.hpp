#pragma once

// What an argument of a decision is like as a field of a form. The action table gives name, type
// and bounds; which options or which rows it stands for follows from a column of the catalogue.
// Pure.

#include <optional>

#include "client/api/snapshots.hpp"
#include "shared/schema/catalogue.hpp"

namespace fieldbook::ui {

/// A column named as the argument, with the options or targets of the column of the catalogue that
/// it stands for: the one that is written down for its kind, else the column of that name of the
/// target's entity. Its label is the argument's words in English. Nothing where a person cannot
/// give such a value (contents, ids of no known entity).
[[nodiscard]] std::optional<schema::Column> argument_column(
    const schema::Catalogue& catalogue, std::string_view kind, std::string_view entity,
    const client::DecisionSnapshot::Argument& argument);

}  // namespace fieldbook::ui
