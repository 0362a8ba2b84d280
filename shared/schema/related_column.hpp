#pragma once

// The columns of a view, those of looked-up rows between its own: what lists show, on a screen and
// on a terminal.

#include <optional>
#include <string>
#include <vector>

#include "shared/schema/catalogue.hpp"

namespace fieldbook::schema {

/// The column `name` of the first target of `lookup` that has it. Null when none has.
[[nodiscard]] const Column* related_column(const Catalogue& catalogue, const Column& lookup,
                                           std::string_view name);

struct ViewColumn {
  std::string label;  ///< of a related column with its lookup: "Name (Company)"
  const Column* column = nullptr;
  const Column* lookup = nullptr;      ///< of a related column: what leads to its row; else null
  std::optional<std::size_t> related;  ///< its place in View::related
};

/// The columns of `view` in its order, each followed by what it names of other rows; names that the
/// catalogue does not know are left out. Without a view the entity's first `columns_without_view`.
[[nodiscard]] std::vector<ViewColumn> view_columns(const Catalogue& catalogue, const Entity& entity,
                                                   const View* view,
                                                   std::size_t columns_without_view);

}  // namespace fieldbook::schema
