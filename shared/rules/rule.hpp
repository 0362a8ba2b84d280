#pragma once

// Business rules: pure functions of rows, actor, arguments and time that give changes or a refusal
// (design.md section 7). The device runs them for the optimistic effect, the daemon for the
// verdict; the daemon adds what only it knows through RuleInput::daemon.

#include <expected>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "shared/actions/action.hpp"
#include "shared/schema/row_reader.hpp"

namespace fieldbook::rules {

/// Who acts, with the rights that the side that runs the rule knows.
struct Actor {
  Uuid id;  ///< contact or systemuser
  std::string name;
  schema::Audience audience = schema::Audience::customer;
  Uuid account;                    ///< the contact's account; nil when none
  std::vector<std::string> roles;  ///< names of web roles (own and the account's)
  [[nodiscard]] bool has_role(std::string_view role) const;
};

/// Whom the distribution would offer an opportunity to, by what is stored at that moment.
struct OfferPlan {
  std::optional<Uuid> partner;  ///< nothing: nobody is available
  std::string partner_name;
  std::optional<double> score;
  std::vector<std::pair<std::string, std::string>> why;  ///< what each metric contributed
};

/// What only the daemon knows when it decides. Null on a device.
struct DaemonFacts {
  Instant received;  ///< when the action arrived
  /// When the user decided, as an interval that the evidence allows (sync.md D8).
  Instant earliest;
  Instant latest;
  std::chrono::milliseconds offer_grace{0};
  std::int64_t offer_days = 14;  ///< the day of an offer + this is its last day
  /// Whether the target is in the actor's scope now (the same scope() that serves pulls).
  bool target_visible = false;
  /// The same of any other row that an action names. Empty: whatever is there is in scope.
  std::function<Result<bool>(const schema::RowKey& row)> may_see;
  /// Plans an offer; empty where nothing distributes.
  std::function<Result<OfferPlan>(const Uuid& opportunity)> plan_offer;
  /// Staff settles what was held: what only staff can decide is decided.
  bool by_staff = false;
  /// Entities whose rows another system owns, and its name for people; null: none.
  const std::map<std::string, std::string>* owners = nullptr;
};

/// What the record effect of a decision on a quote is. The decision's own row is always written
/// (DOMAIN.md 6.2, "Safer design").
enum class QuotePolicy : std::uint8_t {
  close,       ///< approved: won (2/4); rejected: lost (3/5)
  record_only  ///< staff closes the quote
};
/// "close", "record_only".
[[nodiscard]] std::string_view to_string(QuotePolicy policy);
[[nodiscard]] Result<QuotePolicy> parse_quote_policy(std::string_view text);

/// What an organisation configures; the same values on both sides, or the forecast is wrong.
struct RuleSettings {
  QuotePolicy quote_policy = QuotePolicy::close;
  /// Booking statuses of the Completed kind after which more work is needed (DOMAIN.md 1.4.2). Only
  /// the daemon has them; a device forecasts Completed.
  std::vector<Uuid> partly_completed = {};
  /// Whether a quote that is won becomes a project contract (DOMAIN.md 6.2; contract.hpp). Only the
  /// daemon has it: nobody sees a contract before it is opened.
  bool contract_on_win = false;
  bool operator==(const RuleSettings&) const = default;
};

struct RuleInput {
  schema::RowReader& rows;
  const Actor& actor;
  const actions::Action& action;
  /// Device: when it was saved (recorded, so that replay agrees). Daemon: the latest moment at
  /// which the user can have decided (DaemonFacts::latest). Rules know no other time.
  Instant now;
  const DaemonFacts* daemon = nullptr;
  RuleSettings settings = {};
};

using Detail = std::vector<std::pair<std::string, std::string>>;

struct Effect {
  actions::Verdict verdict = actions::Verdict::applied;  ///< applied or merged
  actions::Reason reason = actions::Reason::none;
  std::vector<schema::RowChange> changes;
  Detail detail;
};

struct Refusal {
  /// refused, superseded or expired; held (by the daemon alone) for work that was done and that
  /// only staff can place.
  actions::Verdict verdict = actions::Verdict::refused;
  actions::Reason reason = actions::Reason::not_available;
  Detail detail;
  /// Rows to commit although the action is refused: a conflict row.
  std::vector<schema::RowChange> changes;
};

/// The outcome of a rule. An Error means that rows could not be read; the action stays undecided.
using Outcome = Result<std::expected<Effect, Refusal>>;

/// One rule an action kind: `run` is pure. The table of all kinds is rule_table().
struct Rule {
  std::string_view kind;
  Outcome (*run)(const RuleInput& input);
  /// Rows that the rule reads besides its target; a change of one makes the device run it again.
  Result<std::vector<schema::RowKey>> (*reads)(const RuleInput& input);
};
[[nodiscard]] std::span<const Rule> rule_table();
/// Null for a kind this build does not know.
[[nodiscard]] const Rule* find_rule(std::string_view kind);

/// The hash that a quote decision signs: BLAKE2b-256 over the canonical image of the `material`
/// columns of the quote and of its lines (ascending by id) that `audience` sees. Returns
/// Errc::not_found when the quote is not there.
[[nodiscard]] Result<Bytes> material_hash(schema::RowReader& rows, const Uuid& quote,
                                          schema::Audience audience);

}  // namespace fieldbook::rules
