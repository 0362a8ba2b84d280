#pragma once

// What the distribution of opportunities needs beside the small organisation: partners with room,
// and a territory that they cover (DOMAIN.md 3.2).

#include "tests/support/world/organisation.hpp"

namespace fieldbook::tests {

[[nodiscard]] std::vector<schema::RowChange> open_market(const SmallOrganisation& organisation,
                                                         Random& random);

}  // namespace fieldbook::tests
