#include "client/actions/forecast.hpp"

#include <algorithm>

#include "client/actions/basis.hpp"
#include "client/actions/time_evidence.hpp"
#include "shared/rules/write_rights.hpp"

namespace fieldbook::client {
namespace {

using actions::Reason;
using actions::Verdict;

actions::Action action_on(const actions::ActionRow& row, const Identity& identity,
                          const actions::TimeEvidence& time, const schema::Row& target) {
  actions::Action action;
  action.kind = row.kind;
  action.version = row.version;
  action.entity = target.entity->name;
  action.target = target.id;
  action.actor = identity.user;
  action.audience = identity.audience;
  action.time = time;
  return action;
}

/// What the device lacks to decide (the target, a booking status) is answered like a row that is
/// not available, as the queue does when it saves.
Result<std::optional<rules::Refusal>> forecast(schema::RowReader& rows, const Identity& identity,
                                               actions::Action action, const rules::Rule& rule) {
  const rules::Refusal unavailable{Verdict::refused, Reason::not_available, {}, {}};
  if (const Status filled = fill_basis(action, rows, identity); !filled) {
    if (filled.error().code == Errc::not_found) return std::optional(unavailable);
    return std::unexpected(filled.error());
  }
  const rules::Actor actor = identity.actor();
  const auto outcome = rule.run({rows, actor, action, decided_at(action.time)});
  if (!outcome) {
    if (outcome.error().code == Errc::not_found) return std::optional(unavailable);
    return std::unexpected(outcome.error());
  }
  if (!*outcome) return std::optional(outcome->error());
  if ((*outcome)->reason != Reason::already_done) return std::nullopt;
  return std::optional(
      rules::Refusal{(*outcome)->verdict, (*outcome)->reason, (*outcome)->detail, {}});
}

/// Kinds of one entity, and those that several have.
bool concerns(const actions::ActionRow& row, const schema::Entity& entity) {
  if (row.entity == entity.name) return true;
  return row.kind == actions::kinds::kNoteAdd || row.kind == actions::kinds::kRecordDelete;
}

bool has_required(const actions::ActionRow& row) {
  return std::ranges::any_of(row.arguments, &actions::ArgumentRow::required);
}

}  // namespace

Result<std::vector<DecisionForecast>> forecast_decisions(schema::RowReader& rows,
                                                         const Identity& identity,
                                                         const actions::TimeEvidence& time,
                                                         const schema::Row& target) {
  std::vector<DecisionForecast> out;
  for (const actions::ActionRow& row : actions::action_table()) {
    const rules::Rule* rule = rules::find_rule(row.kind);
    if (!concerns(row, *target.entity) || !row.audiences.has(identity.audience) || rule == nullptr)
      continue;
    TRY(auto refusal, forecast(rows, identity, action_on(row, identity, time, target), *rule));
    // Rules look at arguments last: what stands in the way is what the person has yet to type.
    if (refusal && refusal->reason == Reason::invalid_value && has_required(row)) refusal.reset();
    if (refusal && row.listing == actions::Listing::where_possible) continue;
    out.push_back({&row, std::move(refusal)});
  }
  return out;
}

Result<std::vector<std::uint32_t>> editable_columns(schema::RowReader& rows,
                                                    const Identity& identity,
                                                    const actions::TimeEvidence& time,
                                                    const schema::Row& target) {
  std::vector<std::uint32_t> out;
  for (const schema::Column& column : target.entity->columns)
    if (column.editable.has(identity.audience) && column.audiences.has(identity.audience))
      out.push_back(column.ordinal);
  const actions::ActionRow* row = actions::find_action(actions::kinds::kRecordUpdate);
  if (out.empty() || !row->audiences.has(identity.audience)) return std::vector<std::uint32_t>();
  const actions::Action action = action_on(*row, identity, time, target);
  const rules::Actor actor = identity.actor();
  TRY(const bool permitted, rules::may_write({rows, actor, action, decided_at(time)}, target));
  if (!permitted) out.clear();
  return out;
}

}  // namespace fieldbook::client
