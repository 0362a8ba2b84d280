#pragma once

// When did the user decide? The device's wall clock says nothing; its evidence gives an interval
// (sync.md D8). Evidence can only fail to help: where it is missing or cannot be true, the decision
// counts as made when it arrived.

#include "shared/actions/action.hpp"

namespace fieldbook::syncd {

struct DecisionTime {
  Instant earliest;
  Instant latest;  ///< never after the arrival
  bool operator==(const DecisionTime&) const = default;
};

/// Same boot as the last contact: the daemon's clock of that contact and what the boot clock ran
/// since, ± limits::kClockDriftPpm. Another boot: from the last saved estimate (not before the
/// contact) to the arrival. No contact, or numbers that contradict the arrival: the arrival.
[[nodiscard]] DecisionTime decision_time(const actions::TimeEvidence& evidence, Instant received);

}  // namespace fieldbook::syncd
