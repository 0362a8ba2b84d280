#pragma once

// A row of fieldbook_conflict (shared/rules/conflict_row.cpp writes it) as a conflict card.

#include "client/api/snapshots.hpp"

namespace fieldbook::client {

inline constexpr std::string_view kConflictEntity = "fieldbook_conflict";

/// Names are left empty. Columns that this catalogue does not know are left out; a value that was
/// too long to be carried, or does not read, is null.
[[nodiscard]] ConflictSnapshot read_conflict(const schema::Catalogue& catalogue,
                                             const schema::Row& row);

}  // namespace fieldbook::client
