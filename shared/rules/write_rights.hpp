#pragma once

// Which records a partner contact may change, beyond what the columns say: permission rows
// (DOMAIN.md 4.3, 4.4, 4.2, 5.1).

#include "shared/rules/rule.hpp"

namespace fieldbook::rules {

/// Staff and customers: true, their columns say everything. A partner: for opportunities a
/// permission with write; for the own account and for customers, account access and channel
/// permission with write; for contacts, contact access or channel permission with write. Only the
/// daemon asks this: a device may lack permission rows that it does not carry, so there it is true.
[[nodiscard]] Result<bool> may_write(const RuleInput& input, const schema::Row& row);

}  // namespace fieldbook::rules
