#include "tests/sim/user_actions.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "client/actions/forecast.hpp"
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

/// Something that the person may be asked for: a text, a number that is a phase, a reason or a
/// rating now and then, a person of the device.
Result<std::optional<schema::Value>> draw_argument(SimDevice& device,
                                                   const actions::ArgumentRow& argument,
                                                   Random& random) {
  using schema::ColumnType;
  constexpr std::array<std::int64_t, 5> kNumbers = {1, 3, 5, 100000001, 100000003};
  switch (argument.type) {
    case ColumnType::integer: return schema::Value(kNumbers[random.below(kNumbers.size())]);
    case ColumnType::boolean: return schema::Value(static_cast<std::int64_t>(random.below(2)));
    case ColumnType::uuid: break;
    default: return schema::Value("words " + std::to_string(random.below(30)));
  }
  const bool is_role = argument.name == actions::arguments::kRole;
  const bool is_account = argument.name == actions::arguments::kNewAccount ||
                          argument.name == actions::arguments::kPartner;
  TRY(const auto row, any_shown(device.replica(),
                                is_role      ? "adx_webrole"
                                : is_account ? "account"
                                             : "contact",
                                random));
  return row ? std::optional<schema::Value>(row->id) : std::nullopt;
}

/// Who removes the people with devices leaves nobody to go on with.
bool is_needed(const SmallOrganisation& organisation, const schema::Row& row) {
  return std::ranges::find(organisation.people, row.id, &SimPerson::id) !=
         organisation.people.end();
}

/// The action with arguments; nothing where one that it needs cannot be had.
Result<std::optional<client::NewAction>> draw_of_kind(SimDevice& device,
                                                      const actions::ActionRow& kind,
                                                      const schema::Row& row, Random& random) {
  client::NewAction action{
      .kind = std::string(kind.kind), .entity = row.entity->name, .target = row.id};
  for (const actions::ArgumentRow& argument : kind.arguments) {
    const bool is_quote = kind.kind.starts_with("quote.");
    if (is_quote || (!argument.required && random.below(2) == 0)) continue;
    TRY(auto value, draw_argument(device, argument, random));
    if (!value && argument.required) return std::optional<client::NewAction>();
    if (value) action.arguments.emplace_back(argument.name, *std::move(value));
  }
  return std::optional(std::move(action));
}

/// Any kind of the table that is no plain edit, on any row that it may concern. What the rules
/// refuse at once is part of it.
Result<std::optional<client::NewAction>> draw_step(const SmallOrganisation& organisation,
                                                   SimDevice& device, Random& random) {
  const auto audience = device.session().audience;
  std::vector<const actions::ActionRow*> choices;
  for (const actions::ActionRow& row : actions::action_table()) {
    const bool is_record = row.kind.starts_with("record.") || row.kind == actions::kinds::kWithdraw;
    if (!is_record && row.audiences.has(audience)) choices.push_back(&row);
  }
  const actions::ActionRow& kind = *choices[random.below(choices.size())];
  constexpr std::array<std::string_view, 5> kNoted = {"opportunity", "msdyn_workorder", "incident",
                                                      "bookableresourcebooking",
                                                      "msdyn_customerasset"};
  const std::string entity(kind.entity.empty() ? kNoted[random.below(kNoted.size())] : kind.entity);
  TRY(const auto row, any_shown(device.replica(), entity, random));
  if (!row) return std::optional<client::NewAction>();
  if (kind.kind == actions::kinds::kContactRemove && is_needed(organisation, *row))
    return std::optional<client::NewAction>();
  return draw_of_kind(device, kind, *row, random);
}

/// The steps that are open for the row just then, as its screen offers them.
Result<std::vector<const actions::ActionRow*>> open_steps(const SmallOrganisation& organisation,
                                                          SimDevice& device,
                                                          const schema::Row& row) {
  std::vector<const actions::ActionRow*> out;
  const auto identity = device.replica().identity();
  if (!identity) return out;
  const std::int64_t now = device.clock().now().ms;
  TRY(const auto forecasts, client::forecast_decisions(device.replica().rows(), *identity,
                                                       {.estimate_ms = now, .wall_ms = now}, row));
  for (const client::DecisionForecast& one : forecasts) {
    const bool removes = one.action->kind == actions::kinds::kContactRemove ||
                         one.action->kind == actions::kinds::kRecordDelete;
    if (!one.refusal && !(removes && is_needed(organisation, row))) out.push_back(one.action);
  }
  return out;
}

/// A step of a row that has one.
Result<std::optional<client::NewAction>> draw_open_step(const SmallOrganisation& organisation,
                                                        SimDevice& device, Random& random) {
  constexpr int kRowsTried = 8;
  const auto audience = device.session().audience;
  std::vector<std::string_view> entities;
  for (const actions::ActionRow& row : actions::action_table())
    if (!row.entity.empty() && row.audiences.has(audience)) entities.push_back(row.entity);
  for (int i = 0; i < kRowsTried; ++i) {
    TRY(const auto row,
        any_shown(device.replica(), entities[random.below(entities.size())], random));
    if (!row) continue;
    TRY(const auto steps, open_steps(organisation, device, *row));
    if (!steps.empty())
      return draw_of_kind(device, *steps[random.below(steps.size())], *row, random);
  }
  return std::optional<client::NewAction>();
}

/// A record of one's own: a case, a customer; or the end of one.
Result<std::optional<client::NewAction>> draw_record(SimDevice& device, Random& random) {
  const bool is_partner = device.session().audience == schema::Audience::partner;
  const std::string entity = is_partner && random.below(2) == 0 ? "account" : "incident";
  if (random.below(4) == 0) {
    TRY(const auto row, any_shown(device.replica(), "incident", random));
    if (!row) return std::optional<client::NewAction>();
    return std::optional(client::NewAction{.kind = std::string(actions::kinds::kRecordDelete),
                                           .entity = "incident",
                                           .target = row->id});
  }
  client::NewAction action{.kind = std::string(actions::kinds::kRecordCreate), .entity = entity};
  const schema::Entity& described = device.replica().catalogue().entity(entity);
  action.fields.emplace_back(described.find(described.name_column)->number,
                             "new " + std::to_string(random.below(10)));
  return std::optional(std::move(action));
}

}  // namespace

Result<std::optional<client::NewAction>> draw_action(const SmallOrganisation& organisation,
                                                     SimDevice& device, Random& random) {
  const auto audience = device.session().audience;
  if (random.below(4) == 0) {
    TRY(auto settlement, draw_settlement(device, random));
    if (settlement) return settlement;
  }
  if (random.below(8) == 0) return draw_step(organisation, device, random);
  if (random.below(2) == 0) return draw_open_step(organisation, device, random);
  if (audience != schema::Audience::staff && random.below(12) == 0)
    return draw_record(device, random);
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
