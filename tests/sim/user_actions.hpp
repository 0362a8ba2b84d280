#pragma once

// What a person does on a device, drawn from what the device shows.

#include <optional>

#include "tests/support/world/sim_device.hpp"

namespace fieldbook::tests {

/// Nothing when the person sees nothing to decide or change just then.
[[nodiscard]] Result<std::optional<client::NewAction>> draw_action(
    const SmallOrganisation& organisation, SimDevice& device, Random& random);

}  // namespace fieldbook::tests
