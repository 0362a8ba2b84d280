#pragma once

// The project contract of a quote that was won (DOMAIN.md 6.2: lines become contract lines, with
// their class mapping). The daemon makes it with the approval where the organisation asks for it
// (RuleSettings::contract_on_win); no device forecasts it, since nobody sees a contract before it
// is opened (DOMAIN.md 6.4).

#include "shared/rules/rule.hpp"

namespace fieldbook::rules {

/// The id of the contract that a quote becomes: a quote becomes one at most (DOMAIN.md 6.1).
[[nodiscard]] Uuid contract_id(const Uuid& quote);

/// A draft contract and its lines, the same figures under the same columns; nothing where the quote
/// has a contract already. Its number (`ordernumber`) is the daemon's to give.
[[nodiscard]] Result<std::vector<schema::RowChange>> contract_of(const RuleInput& input,
                                                                 const schema::Row& quote);

}  // namespace fieldbook::rules
