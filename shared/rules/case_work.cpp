// case.resolve, case.cancel and case.reopen: a table of which state leads where
// (DOMAIN.md 1.16, 5.2).

#include <algorithm>
#include <array>

#include "shared/actions/action_table.hpp"
#include "shared/rules/support.hpp"
#include "shared/rules/write_rights.hpp"

namespace fieldbook::rules {
namespace {

namespace kinds = actions::kinds;

constexpr std::int64_t kActive = 0, kResolved = 1, kCanceled = 2;  // incident.statecode
constexpr std::int64_t kCompleted = 1, kClosed = 2;                // of incidentresolution

struct Step {
  std::string_view kind;
  bool from_active;
  std::int64_t state, status;  ///< where it leads
};
constexpr std::array<Step, 3> kSteps = {{
    {kinds::kCaseResolve, true, kResolved, 5},
    {kinds::kCaseCancel, true, kCanceled, 6},
    {kinds::kCaseReopen, false, kActive, 1},
}};

}  // namespace

Outcome work_case(const RuleInput& input) {
  const auto step = std::ranges::find(kSteps, input.action.kind, &Step::kind);
  ASSERT(step != kSteps.end());
  const auto of = [&](std::string_view name) {
    return input.rows.catalogue().column("incident", name);
  };
  TRY(const auto row, read_target(input));
  if (!row || !is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  TRY(const bool permitted,
      may_work_case(input, row->lookup(of("customerid")).value_or(Uuid{}), Right::write));
  if (!permitted) return refuse(Verdict::refused, missing_right(input));
  const auto state = row->integer(of("statecode")).value_or(kActive);
  if (state == step->state) return already_done();
  if ((state == kActive) != step->from_active) {
    const schema::Column& column = row->entity->columns[of("statecode").ordinal];
    return refuse(Verdict::superseded, Reason::already_decided,
                  {{"decision", option_label(column, state)}});
  }
  Effect effect;
  schema::RowChange change(row->key());
  change.set(of("statecode"), step->state).set(of("statuscode"), step->status);
  if (step->state == kResolved) {
    const std::string text = text_argument(input, actions::arguments::kComment);
    if (text.empty()) return refuse_argument("Resolution");
    change.set(of("adx_resolution"), text).set(of("adx_resolutiondate"), input.now.ms);
    NewRow resolution(input, "incidentresolution", derived_id(input.action.id, "resolution"));
    resolution.set("subject", "Resolved by " + input.actor.name)
        .set("description", text)
        .set("incidentid", row->id)
        .set("statecode", kCompleted)
        .set("statuscode", kClosed);
    effect.changes.push_back(resolution.change());
  }
  stamp_modified(change, *row->entity, input.now);
  effect.changes.insert(effect.changes.begin(), std::move(change));
  return Decided(std::move(effect));
}

}  // namespace fieldbook::rules
