#pragma once

// The SQL that reads and writes the rows of each entity, printed once from the catalogue; only
// names of the catalogue reach it.

#include <unordered_map>

#include "shared/schema/catalogue.hpp"
#include "shared/sqlite/connection.hpp"
#include "syncd/store/types.hpp"

namespace fieldbook::syncd {

/// Statements of one entity. Those that yield rows yield row, id, row_commit, row_epoch, unknown
/// and then the entity's columns by ordinal; those that write bind them in that order.
struct EntityTable {
  const schema::Entity* entity = nullptr;
  std::string get;                ///< binds id
  std::string scan;               ///< binds row, limit
  std::string all_ids;            ///< binds limit, yields id
  std::string count;              ///< binds nothing
  std::string insert;             ///< binds everything
  std::string update;             ///< as insert; finds the row by its number
  std::string update_plain;       ///< the same without the columns of `indexed`
  std::string remove;             ///< binds row
  std::vector<std::string> find;  ///< by ordinal; binds the lookup's value, yields id. Only lookups
  std::vector<std::uint8_t> indexed;  ///< by ordinal: 1 where an index has to follow the column
};

class EntityTables {
 public:
  explicit EntityTables(std::shared_ptr<const schema::Catalogue> catalogue);
  [[nodiscard]] const schema::Catalogue& catalogue() const { return *catalogue_; }
  /// Null for a number that the catalogue does not have.
  [[nodiscard]] const EntityTable* find(std::uint32_t entity) const;

 private:
  std::shared_ptr<const schema::Catalogue> catalogue_;
  std::unordered_map<std::uint32_t, EntityTable> tables_;
};

/// The row that `statement` stands on. Returns Errc::corrupt for a value that its column cannot
/// hold.
[[nodiscard]] Result<StoredRow> read_row(const EntityTable& table, sqlite::Statement& statement);

/// Binds for EntityTable::insert, update and, with `skip_indexed`, update_plain. Binds views:
/// `row` and `unknown` must live until the statement has run.
void bind_row(const EntityTable& table, sqlite::Statement& statement, const schema::Row& row,
              RowNumber number, Stamp stamp, const std::string& unknown, bool skip_indexed);

/// What the column "unknown" keeps: a JSON object of the names the catalogue does not have, numbers
/// as "#number" with the hexadecimal of the value's CBOR. Empty when there are none.
[[nodiscard]] std::string print_unknown(const schema::Row& row);

}  // namespace fieldbook::syncd
