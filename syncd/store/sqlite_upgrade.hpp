#pragma once

// What a changed catalogue means for rows that are stored: values kept under names or numbers that
// were unknown become columns, and rows are encoded anew for audiences that receive other columns.

#include "shared/sqlite/connection.hpp"
#include "syncd/store/entity_tables.hpp"

namespace fieldbook::syncd {

/// Remembers, in an empty store, what each entity's audiences receive.
[[nodiscard]] Status record_projections(sqlite::Connection& connection,
                                        const schema::Catalogue& catalogue);

/// Call it after the tables have the catalogue's columns. For each entity that differs from what
/// was recorded, notes in the settings that its rows want a new stamp (kStampAnewSetting), so that
/// devices read them again. Reads the rows of such entities only.
[[nodiscard]] Status upgrade_rows(sqlite::Connection& connection,
                                  std::shared_ptr<const schema::Catalogue> catalogue);

}  // namespace fieldbook::syncd
