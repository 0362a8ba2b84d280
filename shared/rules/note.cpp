// note.add: a note on a record (DOMAIN.md 1.8.2, 5.2). On an opportunity it joins its history; on
// anything else it is an annotation. A note that is not staff's says that it is for the portal, as
// the portal's own notes do: that is what shows it to its author and to those who work there.

#include <algorithm>
#include <array>

#include "shared/actions/action_table.hpp"
#include "shared/rules/opportunity_note.hpp"
#include "shared/rules/write_rights.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::string_view kPortalMark = "*WEB*";
constexpr std::int64_t kInProgress = 1, kAccepted = 100000003;  // opportunity.statuscode

/// What a partner may write notes on beside cases and opportunities; customers only on cases.
constexpr std::array<std::string_view, 3> kOfPartners = {
    "msdyn_workorder", "bookableresourcebooking", "msdyn_customerasset"};

bool takes_notes(const RuleInput& input, const schema::Entity& entity) {
  if (entity.name == "opportunity") return input.actor.audience != schema::Audience::customer;
  const schema::Column* object = input.rows.catalogue().entity("annotation").find("objectid");
  if (std::ranges::find(object->targets, entity.name) == object->targets.end()) return false;
  if (input.actor.audience == schema::Audience::staff || entity.name == "incident") return true;
  return input.actor.audience == schema::Audience::partner &&
         std::ranges::find(kOfPartners, entity.name) != kOfPartners.end();
}

/// An opportunity takes notes while it is worked: not before it is accepted, nor once it is closed.
bool is_worked(const RuleInput& input, const schema::Row& opportunity) {
  const auto of = [&](std::string_view name) {
    return input.rows.catalogue().column("opportunity", name);
  };
  const auto status = opportunity.integer(of("statuscode"));
  return opportunity.integer(of("statecode")).value_or(0) == 0 &&
         (status == kInProgress || status == kAccepted);
}

Result<bool> may_note(const RuleInput& input, const schema::Row& target) {
  if (target.entity->name == "opportunity") {
    if (input.actor.audience != schema::Audience::staff && !is_worked(input, target)) return false;
    return may_work_opportunity(input, target, Right::write);
  }
  if (target.entity->name != "incident") return true;
  const auto customer = target.lookup(input.rows.catalogue().column("incident", "customerid"));
  return may_work_case(input, customer.value_or(Uuid{}), Right::write);
}

}  // namespace

Outcome add_note(const RuleInput& input) {
  TRY(const auto target, read_target(input));
  if (!target || !is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  if (!takes_notes(input, *target->entity)) return refuse(Verdict::refused, Reason::not_permitted);
  TRY(const bool permitted, may_note(input, *target));
  if (!permitted) return refuse(Verdict::refused, missing_right(input));
  std::string text = text_argument(input, actions::arguments::kComment);
  if (text.empty()) return refuse_argument("Comment");
  std::string subject = text_argument(input, actions::arguments::kSubject);
  Effect effect;
  if (target->entity->name == "opportunity") {
    effect.changes.push_back(
        opportunity_note(input, target->id, subject.empty() ? "Note" : subject, text));
    return Decided(std::move(effect));
  }
  const bool is_staff = input.actor.audience == schema::Audience::staff;
  if (!is_staff && !text.contains(kPortalMark)) text = std::string(kPortalMark) + " " + text;
  NewRow note(input, "annotation", derived_id(input.action.id, "note"));
  note.set("subject", subject.empty() ? "Note by " + input.actor.name : subject)
      .set("notetext", std::move(text))
      .set("isdocument", std::int64_t{0})
      .refer("objectid", target->entity->name, target->id);
  effect.changes.push_back(note.change());
  return Decided(std::move(effect));
}

Result<std::vector<schema::RowKey>> note_reads(const RuleInput& input) {
  return permission_reads(input);
}

}  // namespace fieldbook::rules
