#pragma once

// Invariant I1 (sync.md B2): the rows of a device at its checkpoint are exactly those that the
// naive model shows its user at that commit, with exactly the columns of its audience.

#include "tests/support/world/sim_device.hpp"

namespace fieldbook::tests {

/// What differs, in words, the first few of it; empty when nothing does. At the device's own
/// checkpoint, or at another moment.
[[nodiscard]] Result<std::string> compare_with_view(SimDevice& device, SimDaemon& daemon);
[[nodiscard]] Result<std::string> compare_with_view(SimDevice& device, SimDaemon& daemon,
                                                    const Moment& moment);

/// The same rows as the device holds, as text: to compare two devices or two runs.
[[nodiscard]] Result<std::string> print_rows(SimDevice& device);

}  // namespace fieldbook::tests
