#pragma once

// The user's decisions on their way to the daemon: saved durably first, shown at once, sent by the
// sync, settled by exactly one verdict (design.md section 7).
//
// Order of saving: queue row and optimistic effect in one transaction of the replica, then the
// journal append and its sync, then "Saved on this device". Nothing here waits for the network.
// Order of sending: by sequence; an action waits only for earlier ones of its own lane (the same
// target) that are on hold, and for those it depends on.
//
// Same thread as its Replica.

#include <expected>
#include <memory>
#include <vector>

#include "client/actions/action_state.hpp"
#include "client/actions/journal_file.hpp"
#include "client/replica/replica.hpp"

namespace fieldbook::client {

class Journal;
struct PendingAction;

/// What a screen hands in. Id, actor, audience and time evidence are added here; so are parts of
/// the basis that are left empty and that the replica can tell (basis.hpp).
struct NewAction {
  std::string kind;  ///< "quote.approve"
  std::string entity;
  Uuid target;  ///< nil in record.create: a new id is made
  std::vector<std::pair<std::string, schema::Value>> arguments;
  std::vector<std::pair<std::uint32_t, schema::Value>> fields;  ///< by column number
  actions::Basis basis;
  std::vector<Uuid> depends_on;
};

struct Saved {
  Uuid id;
  Uuid target;
  rules::Effect effect;  ///< what became visible
};
/// A refusal by the rule on this device: nothing was saved, the screen says why.
using SaveOutcome = Result<std::expected<Saved, rules::Refusal>>;

class Queue {
 public:
  /// Completes the journal from the replica: actions that it lacks are appended, those that have
  /// settled get their record. Returns Errc::storage when the journal cannot be written.
  [[nodiscard]] static Result<std::unique_ptr<Queue>> open(Replica& replica,
                                                           JournalFile& journal_file,
                                                           const FixedBytes<32>& journal_key,
                                                           const actions::SigningKey& signing_key,
                                                           const Clock& clock, Random& random);
  ~Queue();
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;

  /// Durable when it returns: the screen may say "Saved on this device". Returns
  /// Errc::unauthenticated before the first sign-in, Errc::unsupported for a kind this build has no
  /// rule for, Errc::limit_exceeded for an action over limits::kActionBytesMax, Errc::storage when
  /// the disk refuses. When only the journal refused the error is Errc::storage too and the action
  /// is taken back. A queue never holds two answers to one question (DOMAIN.md 3.7): while an
  /// answer was never sent, another one replaces it as edit() does.
  [[nodiscard]] SaveOutcome save(NewAction action);

  /// Takes an action back. Never attempted: removed here with its effect, state `withdrawn`.
  /// Attempted: a withdraw action is queued whose answer may be the verdict already given; its id
  /// is returned. Actions that depend on it stay and are decided on their own. Returns
  /// Errc::not_found when it has settled or never was.
  [[nodiscard]] Result<std::optional<Uuid>> withdraw(const Uuid& id);
  /// Withdraws `id` and saves `replacement` under a new id. Refused: `id` stays as it is.
  [[nodiscard]] SaveOutcome edit(const Uuid& id, NewAction replacement);
  /// Keeps an unsent action back, or lets it go. Returns Errc::not_found when it has settled,
  /// Errc::conflict when the daemon has it already.
  [[nodiscard]] Status hold(const Uuid& id);
  [[nodiscard]] Status release(const Uuid& id);
  /// Saves a settled, not accepted action anew: new id, basis taken from what is shown today.
  [[nodiscard]] SaveOutcome retry(const Uuid& id);
  /// Takes a verdict out of the inbox; it stays in the history. Errc::not_found when there is none.
  [[nodiscard]] Status dismiss(const Uuid& id);

  /// Actions without a lasting verdict, in order of saving.
  [[nodiscard]] Result<std::vector<QueuedAction>> outbox();
  /// Verdicts not yet dismissed, newest first.
  [[nodiscard]] Result<std::vector<QueuedAction>> inbox();
  /// Settled actions, newest first.
  [[nodiscard]] Result<std::vector<QueuedAction>> history(std::size_t limit);
  /// One action, pending or settled. Errc::not_found when there is none.
  [[nodiscard]] Result<QueuedAction> find(const Uuid& id);

  /// Tells which state a sent action shows: `sending` between the two calls.
  void exchange_began() { exchanging_ = true; }
  void exchange_ended() { exchanging_ = false; }

  /// Call after each frame that answered actions (Received::actions): gives settled actions their
  /// journal record. Not durable at once: a crash only repeats it at the next start.
  [[nodiscard]] Status note_settled();
  /// Saves the device's best estimate of the daemon's time; call each minute (sync.md D8).
  [[nodiscard]] Status save_time_estimate();

 private:
  Queue(Replica& replica, std::unique_ptr<Journal> journal, const actions::SigningKey& signing_key,
        const Clock& clock, Random& random);
  [[nodiscard]] Result<actions::Action> prepare(NewAction from);
  [[nodiscard]] SaveOutcome save_prepared(actions::Action action, const Uuid* replaces);
  [[nodiscard]] Status keep_in_journal(const PendingAction& pending);
  [[nodiscard]] Status take_back(const Uuid& id);
  [[nodiscard]] Status set_hold(const Uuid& id, bool on_hold);
  [[nodiscard]] Status complete_journal();

  Replica& replica_;
  std::unique_ptr<Journal> journal_;
  actions::SigningKey signing_key_;
  const Clock& clock_;
  Random& random_;
  bool exchanging_ = false;
};

}  // namespace fieldbook::client
