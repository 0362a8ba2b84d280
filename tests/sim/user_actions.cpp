#include "tests/sim/user_actions.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "shared/actions/action_table.hpp"

namespace fieldbook::tests {
namespace {

/// A text column that the audience may change.
struct Editable {
  schema::Audience audience;
  const char* entity;
  const char* column;
};
constexpr std::array<Editable, 13> kEditable = {{
    {schema::Audience::customer, "contact", "jobtitle"},
    {schema::Audience::customer, "contact", "telephone1"},
    {schema::Audience::partner, "contact", "jobtitle"},
    {schema::Audience::partner, "contact", "telephone1"},
    {schema::Audience::partner, "account", "telephone1"},
    {schema::Audience::partner, "opportunity", "description"},
    {schema::Audience::partner, "bookableresourcebooking", "description"},
    {schema::Audience::partner, "msdyn_workorder", "msdyn_followupnote"},
    {schema::Audience::staff, "account", "name"},
    {schema::Audience::staff, "account", "telephone1"},
    {schema::Audience::staff, "quote", "description"},
    {schema::Audience::staff, "contact", "jobtitle"},
    {schema::Audience::staff, "contact", "telephone1"},
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
  // Often more than one field, of which one may have changed meanwhile.
  for (const Editable* choice : choices) {
    if (std::string_view(choice->entity) != editable.entity) continue;
    if (choice != &editable && random.below(2) == 0) continue;
    action.fields.emplace_back(row->entity->find(choice->column)->number,
                               "mine " + std::to_string(random.below(30)));
  }
  return std::optional(std::move(action));
}

/// Decides an open conflict of this person: the own text once more, over what is there now.
Result<std::optional<client::NewAction>> draw_settlement(SimDevice& device, Random& random) {
  TRY(const auto row, any_shown(device.replica(), "fieldbook_conflict", random));
  if (!row) return std::optional<client::NewAction>();
  const auto value = [&](const char* name) -> const schema::Value& {
    return row->values[row->entity->find(name)->ordinal];
  };
  const auto* author = std::get_if<Uuid>(&value("authorid"));
  const auto* target = std::get_if<Uuid>(&value("rowid"));
  const auto* entity = std::get_if<std::string>(&value("entityname"));
  const auto* text = std::get_if<std::string>(&value("detail"));
  const auto* state = std::get_if<std::int64_t>(&value("statecode"));
  if (author == nullptr || *author != device.session().person || target == nullptr ||
      entity == nullptr || text == nullptr || state == nullptr || *state != 0)
    return std::optional<client::NewAction>();
  const auto detail = nlohmann::json::parse(*text, nullptr, false);
  if (!detail.is_object()) return fail(Errc::corrupt, "the detail of a conflict");
  client::NewAction action{
      .kind = std::string(actions::kinds::kRecordUpdate), .entity = *entity, .target = *target};
  action.arguments.emplace_back(actions::arguments::kConflict, row->id);
  for (const auto& field : detail.at("fields"))
    if (field.at("outcome") == "ask")
      action.fields.emplace_back(field.at("number").get<std::uint32_t>(),
                                 field.at("mine").get<std::string>());
  if (action.fields.empty()) return std::optional<client::NewAction>();
  return std::optional(std::move(action));
}

}  // namespace

Result<std::optional<client::NewAction>> draw_action(const SmallOrganisation&, SimDevice& device,
                                                     Random& random) {
  const auto audience = device.session().audience;
  if (random.below(4) == 0) {
    TRY(auto settlement, draw_settlement(device, random));
    if (settlement) return settlement;
  }
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
