#include "tests/sim/user_actions.hpp"

#include <array>

#include "shared/actions/action_table.hpp"

namespace fieldbook::tests {
namespace {

/// A text column that the audience may change.
struct Editable {
  schema::Audience audience;
  const char* entity;
  const char* column;
};
constexpr std::array<Editable, 10> kEditable = {{
    {schema::Audience::customer, "contact", "jobtitle"},
    {schema::Audience::partner, "contact", "jobtitle"},
    {schema::Audience::partner, "account", "telephone1"},
    {schema::Audience::partner, "opportunity", "description"},
    {schema::Audience::partner, "bookableresourcebooking", "description"},
    {schema::Audience::partner, "msdyn_workorder", "msdyn_followupnote"},
    {schema::Audience::staff, "account", "name"},
    {schema::Audience::staff, "account", "telephone1"},
    {schema::Audience::staff, "quote", "description"},
    {schema::Audience::staff, "contact", "jobtitle"},
}};

/// A row of the entity that the device shows; nothing when there is none.
Result<std::optional<schema::Row>> any_shown(client::Replica& replica, std::string_view entity,
                                             Random& random) {
  TRY(const auto dump, replica.dump());
  const std::uint32_t wanted = replica.catalogue().entity(entity).number;
  std::vector<schema::RowKey> keys;
  for (const client::DumpedRow& row : dump)
    if (row.key.entity == wanted) keys.push_back(row.key);
  if (keys.empty()) return std::optional<schema::Row>();
  return replica.rows().get(keys[random.below(keys.size())]);
}

Result<std::optional<client::NewAction>> draw_update(SimDevice& device, Random& random) {
  const auto audience = device.session().audience;
  std::vector<const Editable*> choices;
  for (const Editable& editable : kEditable)
    if (editable.audience == audience) choices.push_back(&editable);
  const Editable& editable = *choices[random.below(choices.size())];
  TRY(const auto row, any_shown(device.replica(), editable.entity, random));
  if (!row) return std::optional<client::NewAction>();
  client::NewAction action{.kind = std::string(actions::kinds::kRecordUpdate),
                           .entity = editable.entity,
                           .target = row->id};
  action.fields.emplace_back(row->entity->find(editable.column)->number,
                             "mine " + std::to_string(random.below(30)));
  return std::optional(std::move(action));
}

}  // namespace

Result<std::optional<client::NewAction>> draw_action(const SmallOrganisation&, SimDevice& device,
                                                     Random& random) {
  const auto audience = device.session().audience;
  if (audience == schema::Audience::staff || random.below(3) == 0)
    return draw_update(device, random);
  const bool yes = random.below(2) == 0;
  std::string_view kind = yes ? actions::kinds::kQuoteApprove : actions::kinds::kQuoteReject;
  if (audience == schema::Audience::partner) {
    if (random.below(2) == 0)
      kind = yes ? actions::kinds::kBookingAccept : actions::kinds::kBookingDecline;
    else
      kind = yes ? actions::kinds::kOpportunityAccept : actions::kinds::kOpportunityDecline;
  }
  const std::string entity(actions::find_action(kind)->entity);
  TRY(const auto row, any_shown(device.replica(), entity, random));
  if (!row) return std::optional<client::NewAction>();
  return std::optional(
      client::NewAction{.kind = std::string(kind), .entity = entity, .target = row->id});
}

}  // namespace fieldbook::tests
