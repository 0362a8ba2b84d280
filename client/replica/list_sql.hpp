#pragma once

// The SQL of one list, from the catalogue's names; values are kept apart, to be bound.

#include "client/replica/queries.hpp"
#include "shared/schema/view_filter.hpp"

namespace fieldbook::client {

struct ListSql {
  std::string where;                  ///< with its WHERE; empty when nothing restricts
  std::string order;                  ///< with its ORDER BY
  std::vector<schema::Value> values;  ///< of `where`, in order
  std::vector<const schema::Column*> sort_columns;
};

/// Returns Errc::not_found for an unknown view, Errc::invalid_argument for an unknown column or a
/// position that does not fit the sort.
[[nodiscard]] Result<ListSql> list_sql(const schema::Entity& entity, const ListQuery& query,
                                       const schema::Viewer& viewer);

}  // namespace fieldbook::client
