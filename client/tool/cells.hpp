#pragma once

// What stands in the cells of a list: the columns of a view in its order, those of looked-up rows
// between them, and the words of each value.

#include <optional>
#include <string>
#include <vector>

#include "client/api/snapshots.hpp"
#include "shared/schema/catalogue.hpp"

namespace fieldbook::client {

struct CellColumn {
  std::string label;
  const schema::Column* column = nullptr;
  /// Of a column of the row that a lookup names: its place in RowSnapshot::related.
  std::optional<std::size_t> related;
};

/// The columns of the view with this name; of the entity's default view where the name is empty or
/// names none; of an entity without views its first ones.
[[nodiscard]] std::vector<CellColumn> cell_columns(const schema::Catalogue& catalogue,
                                                   const schema::Entity& entity,
                                                   std::string_view view_name);

/// What a person reads: of a lookup the name of the row that it names when that is in `names`, else
/// the start of its id; empty for no value.
[[nodiscard]] std::string cell_text(const NameMap& names, const RowSnapshot& row,
                                    const CellColumn& column);

}  // namespace fieldbook::client
