#pragma once

// Which records a partner contact may change, beyond what the columns say: permission rows
// (DOMAIN.md 4.3, 4.4, 4.2, 5.1).

#include <optional>

#include "shared/rules/rule.hpp"

namespace fieldbook::rules {

/// The rights of DOMAIN.md 4.3 that the rules ask for; each is a flag of permission rows.
enum class Right : std::uint8_t { read, write, create, remove, assign, manage };

/// Whether an active permission row of `entity` gives the actor this right for the actor's current
/// account (moving to another account ends it).
[[nodiscard]] Result<bool> has_account_right(const RuleInput& input, std::string_view entity,
                                             Right right);

/// Whether a partner contact may do this with the opportunity: a permission of account scope for
/// its partner, or any permission on one's own (DOMAIN.md 4.4). A device that carries no permission
/// rows leaves the answer to the daemon. Staff may.
[[nodiscard]] Result<bool> may_work_opportunity(const RuleInput& input, const schema::Row& row,
                                                Right right);

/// Whether the actor may do this with cases of the customer `customer` (an account, or the actor).
/// Own cases always, unless case access of self scope says otherwise (DOMAIN.md 5.2). Staff may.
[[nodiscard]] Result<bool> may_work_case(const RuleInput& input, const Uuid& customer, Right right);

/// Staff and customers: true, their columns say everything. A partner: for opportunities a
/// permission with write; for the own account, colleagues and customers the rows of 4.2 and 5.1. A
/// device leaves the answer to the daemon.
[[nodiscard]] Result<bool> may_write(const RuleInput& input, const schema::Row& row);

/// The actor's permission rows: what rules that ask for rights read beside their target.
[[nodiscard]] Result<std::vector<schema::RowKey>> permission_reads(const RuleInput& input);

/// The name of the other system that owns the row, where one does: then it is changed there, and
/// comes here by itself. Only the daemon knows.
[[nodiscard]] std::optional<std::string> owner_elsewhere(const RuleInput& input,
                                                         const schema::Row& row);

}  // namespace fieldbook::rules
