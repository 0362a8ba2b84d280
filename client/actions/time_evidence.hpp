#pragma once

// What a device knows about the time of a decision (sync.md D8).

#include "client/replica/meta.hpp"
#include "shared/actions/action.hpp"
#include "shared/base/time.hpp"

namespace fieldbook::client {

/// The estimate is the daemon's clock at the last contact, moved on by the clock that runs in
/// suspend; after a reboot by the wall clock. Returns Errc::storage when `meta` cannot be read.
[[nodiscard]] Result<actions::TimeEvidence> time_evidence(Meta& meta, const Clock& clock);

/// The moment that rules on this device take for the time of the decision.
[[nodiscard]] Instant decided_at(const actions::TimeEvidence& evidence);

}  // namespace fieldbook::client
