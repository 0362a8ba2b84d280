#pragma once

// The queue's tables and the pending effects: running actions over the replica, running them again
// after the daemon's rows changed, and settling them. client/actions puts signatures, journal and
// words around it.

#include <optional>
#include <set>
#include <span>
#include <unordered_set>
#include <vector>

#include "shared/actions/action.hpp"
#include "shared/rules/rule.hpp"
#include "shared/sqlite/connection.hpp"

namespace fieldbook::client {

struct ReplicaParts;

/// What a rule did on this device, and what it looked at.
struct RuleRun {
  std::vector<schema::RowChange> changes;
  actions::Reason forecast = actions::Reason::none;  ///< of a refusal
  std::set<schema::RowKey> reads;                    ///< a nil id stands for all rows of the entity
  std::optional<rules::Refusal> refusal;
  std::optional<rules::Effect> effect;
};

/// One row of the queue.
struct PendingAction {
  std::int64_t sequence = 0;
  Uuid id;
  std::uint64_t number = 0;
  Bytes body;
  FixedBytes<64> signature{};
  std::int64_t saved_ms = 0;
  std::uint32_t attempts = 0;
  bool on_hold = false;
  std::int64_t received_ms = 0;
  std::optional<actions::Receipt> receipt;
  actions::Reason forecast = actions::Reason::none;
  std::optional<actions::Verdict> verdict_before;
};

/// One settled action.
struct SettledAction {
  PendingAction action;
  actions::Receipt receipt;
  std::int64_t settled_ms = 0;
  bool dismissed = false;
};

class Pending {
 public:
  explicit Pending(ReplicaParts& parts) : parts_(parts) {}
  [[nodiscard]] Status load();

  /// Runs the action's rule over what is shown. An action of a kind without a rule here has no
  /// effect. Changes nothing.
  [[nodiscard]] Result<RuleRun> run(const actions::Action& action);

  // The rest belongs inside ReplicaParts::write.

  /// Puts the action at the end of the queue (or at its sequence, when that is not 0), shows its
  /// effect. Returns the sequence.
  [[nodiscard]] Result<std::int64_t> insert(PendingAction action, const actions::Action& decoded,
                                            const RuleRun& run);
  /// Takes actions out of the queue, and runs again what is left over rows that changed: `changed`
  /// and those that the removed actions wrote.
  [[nodiscard]] Status rebase(const std::set<schema::RowKey>& changed,
                              const std::vector<std::int64_t>& removed);
  /// Moves actions with a lasting verdict to the settled ones and their effect away, together with
  /// `changed` in one rebase. Of actions that are not in the queue only those count that were held:
  /// their verdict came later.
  [[nodiscard]] Status settle(std::span<const actions::Receipt> receipts,
                              const std::set<schema::RowKey>& changed, std::vector<Uuid>* settled);
  /// Runs every action of the queue again: the rules' settings changed.
  [[nodiscard]] Status run_all_again();
  /// Puts settled actions whose verdict lies beyond `common` back into the queue under their ids:
  /// the daemon was restored to an earlier state and knows nothing of them.
  [[nodiscard]] Status requeue_beyond(std::int64_t common);
  /// The action is in the queue although its saving failed, and cannot be taken out right now (a
  /// full disk). Until drop_unsaved() it is not listed, and nothing is sent. A process that ends
  /// before leaves it saved without having said so.
  void note_unsaved(std::int64_t sequence) { unsaved_.push_back(sequence); }
  [[nodiscard]] bool has_unsaved() const { return !unsaved_.empty(); }
  /// Takes those out; call forget_unsaved() after the write.
  [[nodiscard]] Status drop_unsaved() { return rebase({}, unsaved_); }
  void forget_unsaved() { unsaved_.clear(); }
  /// Keeps the newest limits::kHistoryActionsMax of what is dismissed and durable.
  [[nodiscard]] Status prune(std::int64_t durable);

  /// Whether a change of this row makes some pending action run again.
  [[nodiscard]] bool watches(const schema::RowKey& key) const {
    return watched_.contains(key) || watched_.contains({key.entity, Uuid{}});
  }
  [[nodiscard]] const std::set<schema::RowKey>& watched() const { return watched_; }

  [[nodiscard]] Result<std::vector<PendingAction>> all();
  [[nodiscard]] Result<std::optional<PendingAction>> find(const Uuid& id);
  [[nodiscard]] Result<std::vector<SettledAction>> settled(std::size_t limit, bool inbox_only);
  [[nodiscard]] Result<std::optional<SettledAction>> find_settled(const Uuid& id);

 private:
  [[nodiscard]] Status note_rows(std::int64_t sequence, const RuleRun& run);
  [[nodiscard]] Status affected(std::set<schema::RowKey>& rows, std::set<std::int64_t>& actions,
                                const std::vector<std::int64_t>& removed);
  [[nodiscard]] Result<std::set<schema::RowKey>> rows_of(std::int64_t sequence, bool wrote_only);
  [[nodiscard]] Status run_again(std::int64_t sequence);
  [[nodiscard]] Status move_to_settled(const PendingAction& action,
                                       const actions::Receipt& receipt);
  [[nodiscard]] Result<std::optional<PendingAction>> find(const actions::Receipt& receipt);
  [[nodiscard]] Result<bool> settle_held(const actions::Receipt& receipt);
  [[nodiscard]] Status take_out(std::int64_t sequence);

  ReplicaParts& parts_;
  std::set<schema::RowKey> watched_;
  std::vector<std::int64_t> unsaved_;
};

}  // namespace fieldbook::client
