#pragma once

// Deciding the actions of one transaction, one part of its commit after the other.

#include "syncd/handlers/decider.hpp"
#include "syncd/handlers/handler.hpp"
#include "syncd/handlers/rights.hpp"

namespace fieldbook::syncd {

class ActionGroup {
 public:
  ActionGroup(WriteTransaction& transaction, CommitGroup& commit, const Exposure& exposure,
              const DeciderSettings& settings, const FindRule& find_rule, Random* random)
      : transaction_(transaction),
        commit_(commit),
        rights_(exposure, transaction),
        settings_(settings),
        find_rule_(find_rule),
        random_(random) {}

  /// Errc::invalid_argument: nothing of the batch was written. Any other error spoils the
  /// transaction.
  [[nodiscard]] Result<DecidedActions> decide(const DecideBatch& batch);
  /// Decides once more, or refuses, what is in custody. One that cannot be decided stays there.
  [[nodiscard]] Result<HeldSettled> settle_held(const HeldAction& held,
                                                const HeldDecision& decision, Instant now);

 private:
  struct Item;
  Result<std::optional<actions::Receipt>> decide_unproven(const Item& item, const Stream& stream);
  Result<Handled> judge_held(const Item& item);
  Status settle_later(const Item& item, const HeldDecision& decision, Handled handled,
                      ActionResult& result);
  Result<bool> is_fork(const Item& item, const Stream& stream);
  Result<std::optional<actions::Receipt>> known(const Item& item);
  Result<actions::Receipt> decide_new(const Item& item);
  Result<Handled> judge(const Item& item);
  Result<std::optional<Handled>> dependency_answer(const Item& item);
  Result<Handled> run_rule(const Item& item);
  Result<Handled> withdraw(const Item& item);
  /// Writes effect, journal and audit line in a part of its own.
  Result<actions::Receipt> settle(const Item& item, Handled handled);
  /// Tries until it works or the tries are used up.
  Result<actions::Receipt> settle_with_tries(const Item& item);
  Status keep_in_custody(const Item& item, std::string_view cause);

  WriteTransaction& transaction_;
  CommitGroup& commit_;
  Rights rights_;
  const DeciderSettings& settings_;
  const FindRule& find_rule_;
  Random* random_;
  bool by_staff_ = false;  // what arrived long ago is decided all the same
};

/// The id of an action whose body does not read as an action (a later release wrote it); nothing
/// when not even that can be told.
[[nodiscard]] std::optional<Uuid> peek_id(ByteView body);

}  // namespace fieldbook::syncd
