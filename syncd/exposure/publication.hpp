#pragma once

// Whether a row of a forum is published (DOMAIN.md 1.18, 2.3): it is active, and the publishing
// state that it names is active and visible. Without a publishing state it is not.

#include "syncd/exposure/columns.hpp"
#include "syncd/exposure/exposure.hpp"

namespace fieldbook::syncd {

class Publication {
 public:
  /// `publishing_state` and `state` are columns of the table whose rows are asked about.
  Publication(const Columns& columns, schema::ColumnHandle publishing_state,
              schema::ColumnHandle state)
      : columns_(columns), publishing_state_(publishing_state), state_(state) {}

  [[nodiscard]] Result<bool> is_published(const schema::Row& row, schema::RowReader& rows) const;
  /// The way back: rows of the table that name `changed` as their publishing state.
  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const;

 private:
  const Columns& columns_;
  schema::ColumnHandle publishing_state_;
  schema::ColumnHandle state_;
};

}  // namespace fieldbook::syncd
