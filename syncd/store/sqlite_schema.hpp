#pragma once

// The tables of the SQLite store beside those of the entities, their versions, and bringing an
// older file up to date.

#include "shared/sqlite/connection.hpp"
#include "syncd/store/entity_tables.hpp"

namespace fieldbook::syncd {

/// What PRAGMA user_version holds in a file of this build.
inline constexpr std::int64_t kStoreVersion = 3;
/// What PRAGMA application_id holds: "FBsd".
inline constexpr std::int64_t kStoreApplicationId = 0x46427364;

/// Makes all tables in an empty file, inside the caller's transaction.
[[nodiscard]] Status create_schema(sqlite::Connection& connection,
                                   const schema::Catalogue& catalogue);

/// Brings the file up to this build's version and adds what the catalogue has beyond its tables.
/// Returns Errc::not_found for a file without a store, Errc::unsupported for one of a later
/// version.
[[nodiscard]] Status migrate_schema(sqlite::Connection& connection,
                                    const schema::Catalogue& catalogue);

}  // namespace fieldbook::syncd
