#pragma once

// The tables of a replica beside those of its entities, and the migration of both.

#include "shared/schema/catalogue.hpp"
#include "shared/sqlite/connection.hpp"

namespace fieldbook::client {

/// Raised when a bookkeeping table changes its shape. A file of a later number is refused.
inline constexpr std::int64_t kReplicaFormat = 1;

/// Creates what is missing: bookkeeping, a table an entity, columns and indexes that the catalogue
/// has more than the tables. Drops nothing. A new file gets its indexes later (kMetaIndexesLater).
/// Inside the caller's transaction.
[[nodiscard]] Status migrate(sqlite::Connection& connection, const schema::Catalogue& catalogue);

/// Creates the indexes that a new file did not get. Inside the caller's transaction.
[[nodiscard]] Status create_indexes(sqlite::Connection& connection,
                                    const schema::Catalogue& catalogue);

/// Moves values kept aside under numbers that the catalogue now knows into their columns. Inside
/// the caller's transaction.
[[nodiscard]] Status adopt_unknown_columns(sqlite::Connection& connection,
                                           const schema::Catalogue& catalogue);

}  // namespace fieldbook::client
