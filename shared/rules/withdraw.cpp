// withdraw: takes back an action that was sent and may or may not be decided. Its target is the
// action's id, so it changes no row; the daemon's decider answers it (design.md section 7).

#include "shared/rules/support.hpp"

namespace fieldbook::rules {

Outcome withdraw(const RuleInput&) { return Decided(Effect{}); }

Result<std::vector<schema::RowKey>> withdraw_reads(const RuleInput&) {
  return std::vector<schema::RowKey>();
}

}  // namespace fieldbook::rules
