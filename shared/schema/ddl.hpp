#pragma once

// The tables of an entity, printed from the catalogue: for the daemon's SQLite store and for the
// replica. Goldens hold what they print (tests/golden/ddl).

#include <string>
#include <vector>

#include "shared/schema/catalogue.hpp"

namespace fieldbook::schema {

enum class Ddl : std::uint8_t { store, replica };

/// The columns that stand before the entity's own in each kind of table, in this order:
/// store:   row INTEGER PRIMARY KEY, id BLOB UNIQUE, row_commit, row_epoch, unknown (names, JSON)
/// replica: row INTEGER PRIMARY KEY, id BLOB UNIQUE, row_commit, row_epoch, content_hash,
///          bucket_set, unknown (numbers, CBOR)
/// followed by one column an entity column, named by its logical name, typed INTEGER, REAL, TEXT
/// or BLOB; tables are STRICT, so a value of another type is refused. Indexes:
/// store:   each lookup, and each of Entity::indexes.
/// replica: what each view compares with one value followed by what it sorts by; parents of
///          details, which are the required lookups and those of Entity::indexes that begin with a
///          lookup. The last key of a view's index is stored ascending: a list is read in order
///          with `row` as last sort key in the direction of the key before it.
/// The table comes first, its indexes after it.
[[nodiscard]] std::vector<std::string> create_table(const Entity& entity, Ddl ddl);

/// The indexes alone; those that are there stay.
[[nodiscard]] std::vector<std::string> create_indexes(const Entity& entity, Ddl ddl);

/// The columns that some index holds, ascending by ordinal.
[[nodiscard]] std::vector<std::uint32_t> indexed_columns(const Entity& entity, Ddl ddl);

/// What an existing table with `present` columns lacks: ALTER TABLE … ADD COLUMN and indexes.
[[nodiscard]] std::vector<std::string> additions(const Entity& entity, Ddl ddl,
                                                 std::span<const std::string> present);

/// "INTEGER", "REAL", "TEXT" or "BLOB".
[[nodiscard]] std::string_view storage_type(ColumnType type);

/// A quoted identifier: only names of the catalogue ever reach SQL. Write `schema::quoted`: with a
/// std::string alone, std::quoted is found too.
[[nodiscard]] std::string quoted(std::string_view name);

}  // namespace fieldbook::schema
