// record.delete: removes a record where the domain allows it (DOMAIN.md 4.3, 5.2, 5.4, 5.5). What
// is worked with is closed or set inactive instead, so the list is short.

#include <algorithm>
#include <array>

#include "shared/rules/forum.hpp"
#include "shared/rules/write_rights.hpp"

namespace fieldbook::rules {
namespace {

using Allowed = Result<bool>;
using Removal = Result<std::vector<schema::RowChange>>;

Removal row_alone(const RuleInput&, const schema::Row& row) {
  std::vector<schema::RowChange> out;
  out.emplace_back(row.key(), schema::ChangeKind::remove);
  return out;
}

/// A case goes with its notes, resolutions and links.
Removal removal_of_case(const RuleInput& input, const schema::Row& row) {
  TRY(auto out, row_alone(input, row));
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kParts = {{
      {"annotation", "objectid"},
      {"incidentresolution", "incidentid"},
      {"incident_opportunity_link", "incidentid"},
  }};
  for (const auto& [entity, column] : kParts) {
    const schema::ColumnHandle handle = input.rows.catalogue().column(entity, column);
    TRY(const auto ids, input.rows.find(handle, row.id));
    for (const Uuid& id : ids)
      out.emplace_back(schema::RowKey{handle.entity_number, id}, schema::ChangeKind::remove);
  }
  return out;
}

Allowed by_staff(const RuleInput& input, const schema::Row&) {
  return input.actor.audience == schema::Audience::staff;
}

Allowed by_case_access(const RuleInput& input, const schema::Row& row) {
  const auto customer = row.lookup(input.rows.catalogue().column("incident", "customerid"));
  return may_work_case(input, customer.value_or(Uuid{}), Right::remove);
}

Allowed by_who_rated(const RuleInput& input, const schema::Row& row) {
  if (input.actor.audience == schema::Audience::staff) return true;
  return row.lookup(input.rows.catalogue().column("feedback", "createdbycontact")) ==
         input.actor.id;
}

Allowed by_subscriber(const RuleInput& input, const schema::Row& row) {
  if (input.actor.audience == schema::Audience::staff) return true;
  return row.lookup(input.rows.catalogue().column("adx_communityforumalert", "adx_subscriberid")) ==
         input.actor.id;
}

Allowed by_moderator(const RuleInput& input, const schema::Row& row) {
  const auto forum =
      row.lookup(input.rows.catalogue().column("adx_communityforumthread", "adx_forumid"));
  return is_moderator(input, forum.value_or(Uuid{}));
}

struct Deletable {
  std::string_view entity;
  Allowed (*allowed)(const RuleInput& input, const schema::Row& row);
  Removal (*removal)(const RuleInput& input, const schema::Row& row);
};
constexpr std::array<Deletable, 10> kDeletables = {{
    {"incident", by_case_access, removal_of_case},
    {"feedback", by_who_rated, removal_of_feedback},
    {"adx_communityforumpost", may_change_post, removal_of_post},
    {"adx_communityforumthread", by_moderator, removal_of_thread},
    {"adx_communityforumalert", by_subscriber, row_alone},
    {"annotation", by_staff, row_alone},
    {"adx_opportunitynote", by_staff, row_alone},
    {"msdyn_workorderproduct", by_staff, row_alone},
    {"msdyn_workorderservice", by_staff, row_alone},
    {"msdyn_workorderservicetask", by_staff, row_alone},
}};

/// Links between two rows are staff's to cut.
bool is_link_for_staff(const RuleInput& input, const schema::Entity& entity) {
  return entity.kind == schema::EntityKind::intersect &&
         input.actor.audience == schema::Audience::staff;
}

}  // namespace

Outcome delete_record(const RuleInput& input) {
  TRY(const auto row, read_target(input));
  // Gone already is what was wanted; hidden says the same.
  if (!row || !is_visible(input)) return already_done();
  const auto found = std::ranges::find(kDeletables, row->entity->name, &Deletable::entity);
  const bool is_link = is_link_for_staff(input, *row->entity);
  if (found == kDeletables.end() && !is_link)
    return refuse(Verdict::refused, Reason::not_permitted);
  if (!is_link) {
    TRY(const bool allowed, found->allowed(input, *row));
    if (!allowed) return refuse(Verdict::refused, missing_right(input));
  }
  Effect effect;
  TRY(effect.changes, is_link ? row_alone(input, *row) : found->removal(input, *row));
  return Decided(std::move(effect));
}

}  // namespace fieldbook::rules
