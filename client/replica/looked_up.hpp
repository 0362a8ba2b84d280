#pragma once

// What lists and forms show of the rows that their lookups point at: names, and single columns.
// Read in batches by id, so that a page costs some lookups of an index and no statement a row.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "shared/schema/row.hpp"
#include "shared/sqlite/connection.hpp"

namespace fieldbook::client {

using RowNames = std::map<Uuid, std::string>;

class LookedUp {
 public:
  LookedUp(sqlite::Connection& connection, const schema::Catalogue& catalogue)
      : connection_(connection), catalogue_(catalogue) {}

  /// Notes the row that `column` of `row` points at. Does nothing for other columns and nulls.
  void want(const schema::Row& row, const schema::Column& column);
  /// The same for a value that was read from another row, of which only the column is known.
  void want(const schema::Value& value, const schema::Column& column);
  /// Notes the currency in which the amounts of `row` are. Does nothing where it has none.
  void want_currency(const schema::Row& row);
  /// Adds the names of all noted rows that are here, and forgets what was noted. A currency is
  /// named by its code (`isocurrencycode`), as it stands beside amounts.
  [[nodiscard]] Status read_names(RowNames& out);
  /// The value of `column` in the row that `lookup` of each row points at: null where the row or
  /// the column is not there. One a row, in order.
  [[nodiscard]] Result<std::vector<schema::Value>> values(std::span<const schema::Row* const> rows,
                                                          const schema::Column& lookup,
                                                          std::string_view column);

 private:
  /// The entities in which the row may be: one where the type is known, else all targets.
  [[nodiscard]] std::vector<const schema::Entity*> targets(const schema::Row& row,
                                                           const schema::Column& lookup) const;

  sqlite::Connection& connection_;
  const schema::Catalogue& catalogue_;
  std::map<const schema::Entity*, std::vector<Uuid>> wanted_;
};

}  // namespace fieldbook::client
