#pragma once

// What only the daemon adds to a rule's answer: evidence for the audit log, and facts for the loser
// that no device holds. One file a kind that needs it.

#include "shared/base/random.hpp"
#include "shared/rules/rule.hpp"
#include "syncd/changelog/commit.hpp"

namespace fieldbook::syncd {

struct HandlerInput {
  ReadTransaction& store;
  const rules::RuleInput& rule;
  const actions::SignedAction& signed_action;
  const Uuid& device;        ///< that signed it
  Commit commit = 0;         ///< that decides it
  Random* random = nullptr;  ///< null where nothing secret can be made
};

/// A rule's answer on its way to the journal.
struct Handled {
  actions::Verdict verdict = actions::Verdict::held;
  actions::Reason reason = actions::Reason::none;
  rules::Detail detail;  ///< goes into the receipt
  std::vector<schema::RowChange> changes;
  std::vector<std::pair<std::string, std::string>> facts;  ///< go into the audit line
};

/// Completes `handled`; most kinds need nothing. Returns what reading the store returns.
[[nodiscard]] Status complete(const HandlerInput& input, Handled& handled);

// The kinds that complete() serves.
/// Who signed what, in which role, by which clocks: into the audit line, and for a decision that
/// takes effect as an evidence record into its row (design.md section 12).
[[nodiscard]] Status complete_quote(const HandlerInput& input, Handled& handled);
/// The number of the contract that a won quote became ("ORD-01022-Z4M9Q0", DOMAIN.md 1.14).
[[nodiscard]] Status complete_contract(const HandlerInput& input, Handled& handled);
/// Which colleague decided first (DOMAIN.md 3.7).
[[nodiscard]] Status complete_opportunity(const HandlerInput& input, Handled& handled);
/// The code of an invitation: its hash into the row, itself into the inviter's verdict alone.
/// Nobody who signs in already is invited alone.
[[nodiscard]] Status complete_invitation(const HandlerInput& input, Handled& handled);

}  // namespace fieldbook::syncd
