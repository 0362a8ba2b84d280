#pragma once

// Decides actions: each exactly once, whatever repeats, reorders, crashes or fails (design.md
// sections 5 and 7, sync.md D6). The writer hands in what waits; a group is one transaction and one
// commit number, with a savepoint an action. Journal, effect and audit line are written together.
//
// For each action, in this order:
//   its signature does not fit         → refused(bad_signature), whatever it says
//   its number in the stream is taken  → the same action: its receipt again; another: fork
//   its number was acknowledged        → fork (the device's state is older than it knows)
//   its id has a verdict               → that verdict, under this number too
//   it cannot be read, is of an unknown kind, or too old → held, in custody
//   what it depends on was not accepted → superseded(dependency_refused)
//   it failed limits::kActionTriesMax times → held(defect), in custody
//   otherwise the rule decides, with what only the daemon knows.
//
// Tries. A handler that fails (an error, an exception) is rolled back alone and tried again, each
// try counted. Against a handler that ends the process the group's ids are committed before the
// first handler runs; who finds them at the next start counts a try for each and decides them one
// by one, so that the innocent pass and the guilty one ends in custody at the third time.

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "shared/base/random.hpp"
#include "shared/rules/rule.hpp"
#include "syncd/changelog/commit.hpp"

namespace fieldbook::syncd {

/// Actions of one request. Signatures are checked before (verify_action), off the writer's thread.
/// An action whose signature does not fit is refused (bad_signature) by itself, and nothing in it
/// counts: whoever holds a token without the device's key can use up neither an id nor a number.
/// Its answer is kept by stream and number, until a signed action takes the number over.
struct DecideBatch {
  Uuid person;
  Uuid device;
  schema::Audience audience = schema::Audience::customer;
  Uuid stream;
  Instant received;
  std::uint64_t acknowledged = 0;
  std::vector<std::uint64_t> unproven;         ///< numbers of those whose signature does not fit
  std::vector<actions::SignedAction> actions;  ///< in the order of their numbers
};

struct DecidedActions {
  std::vector<actions::Receipt> receipts;  ///< one an action, in their order; fewer after a fork
  bool fork = false;
};

struct DecideOutcome {
  /// One a batch. Errc::invalid_argument for a batch with an action that has no readable id;
  /// Errc::storage and others when nothing of the batch happened and it may be sent again.
  std::vector<Result<DecidedActions>> batches;
  std::vector<CommitOutcome> commits;  ///< to wake live sessions with, in order
};

/// What staff decided on an action in custody.
struct HeldDecision {
  enum class Kind : std::uint8_t {
    retry,  ///< decide it again, as of the moment it arrived
    refuse
  };
  Kind kind = Kind::retry;
  Uuid action;
  std::string why;  ///< of a refusal, for the person
};

struct HeldSettled {
  actions::Receipt receipt;
  Uuid actor;
  std::string cause;  ///< why it is held still; empty when it has a lasting verdict
  CommitOutcome commit;
};

struct DeciderSettings {
  std::chrono::milliseconds offer_grace{std::chrono::hours(2)};  ///< 0 = off (design.md section 8)
  std::int64_t offer_days = 14;  ///< the day of an offer + this is its last day
  rules::RuleSettings rules;
  /// Entities whose rows another system owns, and its name for people.
  std::map<std::string, std::string> owners = {};
  /// Whom the distribution would offer an opportunity to now, by what the transaction holds. Empty:
  /// nothing distributes here, and what asks for it is held.
  std::function<Result<rules::OfferPlan>(ReadTransaction&, const Uuid&)> plan_offer = {};
};

/// Checks an action's size and signature. Pure; any thread. Returns Errc::limit_exceeded or
/// Errc::unauthenticated.
[[nodiscard]] Status verify_action(const actions::SignedAction& action,
                                   const FixedBytes<32>& device_key);

/// Finds the rule of a kind; tests bring rules that fail.
using FindRule = std::function<const rules::Rule*(std::string_view kind)>;

/// One an organisation. One thread: the writer's.
class Decider {
 public:
  /// `random` makes the codes of invitations; without it nobody can invite.
  Decider(Store& store, const Committer& committer, DeciderSettings settings,
          FindRule find_rule = rules::find_rule, Random* random = nullptr)
      : store_(store),
        committer_(committer),
        settings_(settings),
        find_rule_(std::move(find_rule)),
        random_(random) {}

  /// Decides at most limits::kGroupCommitActionsMax actions (asserted) and returns after COMMIT:
  /// receipts are on disk. Where the group cannot be committed as one it is decided singly.
  [[nodiscard]] DecideOutcome decide(std::span<const DecideBatch> batches);

  /// Settles an action in custody within the caller's transaction: effect, verdict, audit line. Its
  /// device learns of it at its next checkpoint. Returns Errc::not_found when it is not held.
  [[nodiscard]] Result<HeldSettled> settle_held(WriteTransaction& transaction,
                                                const HeldDecision& decision, Instant now);

 private:
  Result<bool> note_start(std::span<const DecideBatch> batches);
  Status decide_group(std::span<const DecideBatch> batches, DecideOutcome& out);
  void decide_singly(std::span<const DecideBatch> batches, DecideOutcome& out);
  void count_failure(const DecideBatch& one, const Error& error);
  Result<DecidedActions> decide_one(const DecideBatch& batch, DecideOutcome& out);

  Store& store_;
  const Committer& committer_;
  DeciderSettings settings_;
  FindRule find_rule_;
  Random* random_;
  bool is_first_ = true;  ///< nothing was decided since the process started
};

}  // namespace fieldbook::syncd
