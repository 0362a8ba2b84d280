#pragma once

// What several rules share: refusals, derived ids, days, and the reading of a target.

#include "shared/rules/rule.hpp"

namespace fieldbook::rules {

using actions::Reason;
using actions::Verdict;

using Decided = std::expected<Effect, Refusal>;

[[nodiscard]] inline Outcome refuse(Verdict verdict, Reason reason, Detail detail = {}) {
  return Decided(std::unexpected(Refusal{verdict, reason, std::move(detail), {}}));
}

/// The decision already stands as the actor wants it: nothing changes (idempotent).
[[nodiscard]] inline Outcome already_done() {
  Effect effect;
  effect.reason = Reason::already_done;
  return Decided(std::move(effect));
}

/// The daemon knows that a right which the device still had is gone.
[[nodiscard]] inline Reason missing_right(const RuleInput& input) {
  return input.daemon != nullptr ? Reason::role_ended : Reason::not_permitted;
}

/// False only where the daemon says so: a row on the device is visible by being there.
[[nodiscard]] inline bool is_visible(const RuleInput& input) {
  return input.daemon == nullptr || input.daemon->target_visible;
}

/// The id of a row that an action makes, from the action's id and the row's purpose: replay on the
/// device and the decision on the daemon make the same row (RFC 9562 version 8).
[[nodiscard]] Uuid derived_id(const Uuid& seed, std::string_view purpose);

/// The first moment after a day in UTC: a deadline that is a day holds to its end.
[[nodiscard]] Instant end_of_day(std::int64_t day);

/// The target's row; nothing when it is not here.
[[nodiscard]] Result<std::optional<schema::Row>> read_target(const RuleInput& input);

/// The value of the entity's name column; empty when it has none.
[[nodiscard]] std::string name_of(const schema::Row& row);

/// The name of a contact or user, empty when the row is not here.
[[nodiscard]] Result<std::string> person_name(schema::RowReader& rows, const Uuid& person);

/// Sets `modifiedon` where the entity has it.
void stamp_modified(schema::RowChange& change, const schema::Entity& entity, Instant now);

// One file an action kind (or a pair with one rule): what rule_table() lists.
[[nodiscard]] Outcome decide_quote(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> quote_reads(const RuleInput& input);
[[nodiscard]] Outcome decide_opportunity(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> opportunity_reads(const RuleInput& input);
[[nodiscard]] Outcome decide_booking(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> booking_reads(const RuleInput& input);
[[nodiscard]] Outcome update_record(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> update_reads(const RuleInput& input);
[[nodiscard]] Outcome create_record(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> create_reads(const RuleInput& input);
[[nodiscard]] Outcome withdraw(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> withdraw_reads(const RuleInput& input);

}  // namespace fieldbook::rules
