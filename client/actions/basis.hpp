#pragma once

// What an action is decided against, filled in from what the screen shows (design.md section 7).

#include "client/replica/identity.hpp"
#include "shared/schema/row_reader.hpp"

namespace fieldbook::client {

/// Fills those parts of `action.basis` that its kind needs and that are empty: quote.* the hash of
/// the material columns, opportunity.* partner and delivered day, booking.* the start,
/// record.update the shown value of each changed field. Returns Errc::not_found when the target is
/// not here and the kind needs it.
[[nodiscard]] Status fill_basis(actions::Action& action, schema::RowReader& rows,
                                const Identity& identity);

}  // namespace fieldbook::client
