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

/// Whether `statecode`, which its entity has, is Active: 0, or null.
[[nodiscard]] bool is_active(const schema::Row& row);

/// The row of `entity` that the lookup `column` of `from` names; nothing when it names none, or
/// one that is not here.
[[nodiscard]] Result<std::optional<schema::Row>> row_at(schema::RowReader& rows,
                                                        const schema::Row& from,
                                                        std::string_view column,
                                                        std::string_view entity);

/// The name of a contact or user, empty when the row is not here.
[[nodiscard]] Result<std::string> person_name(schema::RowReader& rows, const Uuid& person);

/// Sets `modifiedon` where the entity has it.
void stamp_modified(schema::RowChange& change, const schema::Entity& entity, Instant now);

/// Whether the actor has the row: on the daemon by scope, on a device by its being there.
[[nodiscard]] Result<bool> sees(const RuleInput& input, const schema::RowKey& key);
[[nodiscard]] Result<bool> sees(const RuleInput& input, std::string_view entity, const Uuid& id);

// Arguments of the action; nothing (empty) where it has none of that name and type.
[[nodiscard]] std::optional<std::int64_t> integer_argument(const RuleInput& input,
                                                           std::string_view name);
[[nodiscard]] std::optional<Uuid> uuid_argument(const RuleInput& input, std::string_view name);
/// Without the spaces around it.
[[nodiscard]] std::string text_argument(const RuleInput& input, std::string_view name);
/// An argument is missing or does not fit. Rules look at arguments last, so that a device can ask
/// whether the action is possible before the person has typed them (client/actions/forecast.hpp).
[[nodiscard]] Outcome refuse_argument(std::string_view label);

/// A row that an action adds: active, with the first status reason of that state, both stamps set.
/// Columns are named, for entities that one rule alone fills.
class NewRow {
 public:
  NewRow(const RuleInput& input, std::string_view entity, const Uuid& id);
  NewRow& set(std::string_view column, schema::Value value);
  /// A lookup with its type column, where it has one.
  NewRow& refer(std::string_view column, std::string_view entity, const Uuid& id);
  [[nodiscard]] schema::RowChange change() const { return change_; }

 private:
  const schema::Entity& entity_;
  schema::RowChange change_;
};

/// Active, with the first status reason of that state, unless the values say otherwise.
void set_lifecycle(const schema::Entity& entity, std::vector<schema::Value>& values, Instant now);
/// The label of the option that the column has; its number in words where it has no such option.
[[nodiscard]] std::string option_label(const schema::Column& column, std::int64_t value);
/// The part of a text that its column holds, cut at a character's end.
[[nodiscard]] std::string shortened(const schema::Column& column, std::string text);

// One file an action kind (or a pair with one rule): what rule_table() lists.
[[nodiscard]] Outcome decide_quote(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> quote_reads(const RuleInput& input);
[[nodiscard]] Outcome decide_opportunity(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> opportunity_reads(const RuleInput& input);
[[nodiscard]] Outcome decide_booking(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> booking_reads(const RuleInput& input);
[[nodiscard]] Outcome update_record(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> update_reads(const RuleInput& input);
[[nodiscard]] Outcome work_booking(const RuleInput& input);
[[nodiscard]] Outcome add_note(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> note_reads(const RuleInput& input);
[[nodiscard]] Outcome delete_record(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> delete_reads(const RuleInput& input);
[[nodiscard]] Outcome work_opportunity(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> opportunity_work_reads(const RuleInput& input);
[[nodiscard]] Outcome distribute_opportunity(const RuleInput& input);
[[nodiscard]] Outcome offer_opportunity(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> offer_reads(const RuleInput& input);
[[nodiscard]] Outcome work_case(const RuleInput& input);
[[nodiscard]] Outcome rate_article(const RuleInput& input);
[[nodiscard]] Outcome work_article(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> no_reads(const RuleInput& input);
[[nodiscard]] Outcome start_thread(const RuleInput& input);
[[nodiscard]] Outcome post_reply(const RuleInput& input);
[[nodiscard]] Outcome mark_answer(const RuleInput& input);
[[nodiscard]] Outcome subscribe(const RuleInput& input);
[[nodiscard]] Outcome lock_thread(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> forum_reads(const RuleInput& input);
[[nodiscard]] Outcome vote_on_post(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> vote_reads(const RuleInput& input);
[[nodiscard]] Outcome move_contact(const RuleInput& input);
[[nodiscard]] Outcome remove_contact(const RuleInput& input);
[[nodiscard]] Outcome set_access(const RuleInput& input);
[[nodiscard]] Outcome change_role(const RuleInput& input);
[[nodiscard]] Outcome invite_contact(const RuleInput& input);
[[nodiscard]] Outcome withdraw_invitation(const RuleInput& input);
[[nodiscard]] Outcome invite_group(const RuleInput& input);
[[nodiscard]] Outcome apply_as_partner(const RuleInput& input);
[[nodiscard]] Outcome decide_application(const RuleInput& input);
[[nodiscard]] Outcome create_record(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> create_reads(const RuleInput& input);
[[nodiscard]] Outcome withdraw(const RuleInput& input);
[[nodiscard]] Result<std::vector<schema::RowKey>> withdraw_reads(const RuleInput& input);

}  // namespace fieldbook::rules
