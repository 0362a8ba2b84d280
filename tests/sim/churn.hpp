#pragma once

// What happens in the organisation while devices are away: rows are edited, flagged, moved, made
// and deleted, rights come and go, offers and bookings change hands.

#include <span>
#include <string>
#include <vector>

#include "tests/support/world/sim_daemon.hpp"

namespace fieldbook::tests {

/// One thing that happens, as the changes of one commit.
struct Happening {
  std::string what;
  std::vector<schema::RowChange> changes;
};

/// Draws something that can happen to the rows as they are. May come out without changes.
[[nodiscard]] Happening draw_happening(const SmallOrganisation& organisation, const Snapshot& rows,
                                       Random& random);

}  // namespace fieldbook::tests
