#pragma once

// What stands in the cells of a list on a terminal: the columns of a view and the words of each
// value.

#include <string>
#include <vector>

#include "client/api/snapshots.hpp"
#include "shared/schema/related_column.hpp"

namespace fieldbook::client {

/// The columns of the view with this name; of the entity's default view where the name is empty or
/// names none; of an entity without views its first ones.
[[nodiscard]] std::vector<schema::ViewColumn> cell_columns(const schema::Catalogue& catalogue,
                                                           const schema::Entity& entity,
                                                           std::string_view view_name);

/// What a person reads: of a lookup the name of the row that it names when that is in `names`, else
/// the start of its id; empty for no value.
[[nodiscard]] std::string cell_text(const NameMap& names, const RowSnapshot& row,
                                    const schema::ViewColumn& column);

}  // namespace fieldbook::client
