#pragma once

// Reading rows without knowing where they live: the daemon's store inside a transaction, the
// replica on a device, a map in a test. Rules and exposure see data only through this.

#include <optional>
#include <vector>

#include "shared/schema/row.hpp"

namespace fieldbook::schema {

class RowReader {
 public:
  virtual ~RowReader() = default;
  [[nodiscard]] virtual const Catalogue& catalogue() const = 0;
  /// Nothing when there is no such row (here). Returns Errc::storage or Errc::corrupt.
  [[nodiscard]] virtual Result<std::optional<Row>> get(const RowKey& key) = 0;
  /// Ids of the rows of the column's entity whose lookup equals `value`, ascending. The column
  /// must be a lookup (those are indexed). Returns Errc::storage or Errc::corrupt.
  [[nodiscard]] virtual Result<std::vector<Uuid>> find(ColumnHandle column, const Uuid& value) = 0;
  /// Ids of all rows of a small reference entity (booking statuses), ascending. Returns
  /// Errc::limit_exceeded when there are more than limits::kReferenceRowsMax, Errc::unsupported
  /// where a reader cannot list, Errc::storage or Errc::corrupt.
  [[nodiscard]] virtual Result<std::vector<Uuid>> all_ids(const Entity& entity) {
    return fail(Errc::unsupported, "this reader cannot list " + entity.name);
  }
};

}  // namespace fieldbook::schema
