#pragma once

// Which records a partner contact may change, beyond what the columns say: permission rows
// (DOMAIN.md 4.3, 4.4, 4.2, 5.1).

#include "shared/rules/rule.hpp"

namespace fieldbook::rules {

/// The rights of DOMAIN.md 4.3 that the rules ask for.
enum class Right : std::uint8_t { write, create };

/// Whether an active permission row of `entity` gives the actor this right for the actor's current
/// account (moving to another account ends it).
[[nodiscard]] Result<bool> has_account_right(const RuleInput& input, std::string_view entity,
                                             Right right);

/// Staff and customers: true, their columns say everything. A partner: for opportunities a
/// permission with write; for the own account and for customers, account access and channel
/// permission with write; for contacts, contact access or channel permission with write. Only the
/// daemon asks this: a device may lack permission rows that it does not carry, so there it is true.
[[nodiscard]] Result<bool> may_write(const RuleInput& input, const schema::Row& row);

}  // namespace fieldbook::rules
