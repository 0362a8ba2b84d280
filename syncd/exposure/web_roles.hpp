#pragma once

// Buckets of what a web role opens. Persons hold roles, rows are opened by roles: neither changes
// because the other does, so one more rule for a role costs nothing a person.

#include <string_view>

#include "syncd/exposure/exposure.hpp"

namespace fieldbook::syncd {

/// The bucket of the role with this name. Roles count by name (DOMAIN.md 1.3), in either spelling
/// (10.1, 6), so the key is a digest of the name.
[[nodiscard]] Bucket bucket_of_role(std::string_view name);

}  // namespace fieldbook::syncd
