#pragma once

// What follows from a plain edit, whoever makes it: bookings drive their work order (DOMAIN.md
// 1.4.2), a line that is used takes over its estimates (1.4.3), an asset knows its topmost ancestor
// (1.5).

#include "shared/rules/support.hpp"

namespace fieldbook::rules {

/// Adds to `changes`, of which the first is that of the edited row; `before` is null where the edit
/// adds the row.
[[nodiscard]] Status follow_up(const RuleInput& input, const schema::Row* before,
                               std::vector<schema::RowChange>& changes);

}  // namespace fieldbook::rules
