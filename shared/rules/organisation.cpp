// People of an organisation and of its customers: contact.move, contact.remove, access.set,
// role.grant and role.revoke (DOMAIN.md 4.2, 4.3, 5.1).

#include <algorithm>
#include <array>

#include "shared/actions/action_table.hpp"
#include "shared/base/ascii.hpp"
#include "shared/rules/support.hpp"
#include "shared/rules/write_rights.hpp"

namespace fieldbook::rules {
namespace {

namespace kinds = actions::kinds;
namespace names = actions::arguments;

constexpr std::int64_t kInactive = 1, kInactiveStatus = 2;
constexpr std::int64_t kOpportunitySelf = 100000000, kOpportunityAccount = 100000001;
constexpr std::string_view kAdministrator = "Partner administrator";
constexpr std::string_view kRoleLink = "contact_adx_webrole_link";

constexpr std::array<std::string_view, 5> kPermissions = {
    "adx_opportunitypermissions", "adx_channelpermissions", "adx_accountaccess",
    "adx_contactaccess", "adx_caseaccess"};

schema::ColumnHandle handle(const RuleInput& input, std::string_view entity,
                            std::string_view column) {
  return input.rows.catalogue().column(entity, column);
}

bool is_staff(const RuleInput& input) { return input.actor.audience == schema::Audience::staff; }

std::optional<Uuid> account_of(const RuleInput& input, const schema::Row& contact) {
  return contact.lookup(handle(input, "contact", "parentcustomerid"));
}

bool is_colleague(const RuleInput& input, const schema::Row& contact) {
  return !input.actor.account.is_nil() && account_of(input, contact) == input.actor.account;
}

/// Whether the actor's account manages the account.
Result<bool> manages(const RuleInput& input, const std::optional<Uuid>& account) {
  if (!account || input.actor.account.is_nil()) return false;
  const schema::ColumnHandle manager = handle(input, "account", "msa_managingpartnerid");
  TRY(const auto row, input.rows.get({manager.entity_number, *account}));
  return row && row->lookup(manager) == input.actor.account;
}

/// The target, where the actor may change contacts like it; else the answer.
using Target = Result<std::expected<schema::Row, Outcome>>;
Target stop(Outcome answer) {
  return std::expected<schema::Row, Outcome>(std::unexpected(std::move(answer)));
}
Target changeable_contact(const RuleInput& input) {
  TRY(auto row, read_target(input));
  if (!row || !is_visible(input)) return stop(refuse(Verdict::refused, Reason::not_available));
  if (is_staff(input)) return *std::move(row);
  const bool colleague = is_colleague(input, *row);
  if (!colleague) {
    const auto by = row->lookup(handle(input, "contact", "msa_managingpartnerid"));
    TRY(const bool managed, manages(input, account_of(input, *row)));
    if (!managed && by != input.actor.account)
      return stop(refuse(Verdict::refused, Reason::not_available));
  }
  TRY(const bool permitted,
      has_account_right(input, colleague ? "adx_contactaccess" : "adx_channelpermissions",
                        Right::write));
  if (!permitted) return stop(refuse(Verdict::refused, missing_right(input)));
  return *std::move(row);
}

Outcome done(std::vector<schema::RowChange> changes) {
  if (changes.empty()) return already_done();
  Effect effect;
  effect.changes = std::move(changes);
  return Decided(std::move(effect));
}

bool begins_with(std::string_view text, std::string_view start) {
  return equal_without_case(text.substr(0, start.size()), start);
}

/// The active role that the action means, by its id or else by its name; nothing where there is
/// none (for the actor).
Result<std::optional<schema::Row>> meant_role(const RuleInput& input) {
  const schema::Entity& entity = input.rows.catalogue().entity("adx_webrole");
  const auto wanted = uuid_argument(input, names::kRole);
  const std::string name = text_argument(input, names::kRoleName);
  std::vector<Uuid> ids;
  if (wanted) {
    ids.push_back(*wanted);
  } else {
    TRY(ids, input.rows.all_ids(entity));
  }
  for (const Uuid& id : ids) {
    TRY(auto row, input.rows.get({entity.number, id}));
    if (row && row->integer(handle(input, "adx_webrole", "statecode")).value_or(0) == 0 &&
        (wanted || equal_without_case(name_of(*row), name)))
      return row;
  }
  return std::optional<schema::Row>();
}

/// A flag that an editor may switch: an argument, and where it is kept.
struct Flag {
  std::string_view argument, entity, column;
};
constexpr std::array<Flag, 6> kFlags = {{
    {names::kOpportunityCreate, "adx_opportunitypermissions", "adx_create"},
    {names::kOpportunityDelete, "adx_opportunitypermissions", "adx_delete"},
    {names::kOpportunityAcceptDecline, "adx_opportunitypermissions", "adx_acceptdecline"},
    {names::kOpportunityAssign, "adx_opportunitypermissions", "adx_assign"},
    {names::kChannelWrite, "adx_channelpermissions", "adx_write"},
    {names::kChannelCreate, "adx_channelpermissions", "adx_create"},
}};

/// The person's active permission row of the entity for the account; nothing when there is none.
Result<std::optional<schema::Row>> permission_of(const RuleInput& input, std::string_view entity,
                                                 const Uuid& person, const Uuid& account) {
  TRY(const auto ids, input.rows.find(handle(input, entity, "adx_contactid"), person));
  for (const Uuid& id : ids) {
    TRY(auto row, input.rows.get({input.rows.catalogue().entity(entity).number, id}));
    if (row && row->lookup(handle(input, entity, "adx_accountid")) == account &&
        row->integer(handle(input, entity, "statecode")).value_or(0) == 0)
      return row;
  }
  return std::optional<schema::Row>();
}

/// The change that gives the person the flags: of the row that is there, or a new one that reads.
Result<std::optional<schema::RowChange>> permission_change(const RuleInput& input,
                                                           std::string_view entity,
                                                           const Uuid& person,
                                                           const Uuid& account) {
  TRY(const auto present, permission_of(input, entity, person, account));
  const Uuid id =
      present ? present->id : derived_id(person, std::string(entity) + " " + to_string(account));
  schema::RowChange change({input.rows.catalogue().entity(entity).number, id});
  bool differs = false;
  const auto set = [&](std::string_view column, std::int64_t value) {
    const schema::ColumnHandle column_handle = handle(input, entity, column);
    if (present && present->integer(column_handle) == value) return;
    change.set(column_handle, value);
  };
  for (const Flag& flag : kFlags) {
    const auto wanted = integer_argument(input, flag.argument);
    if (flag.entity != entity || !wanted) continue;
    differs =
        differs || !present || present->flag(handle(input, entity, flag.column)) != (*wanted != 0);
    set(flag.column, *wanted);
    // Offers are answered for the account (DOMAIN.md 4.4).
    if (flag.column == "adx_acceptdecline" && *wanted != 0) set("adx_scope", kOpportunityAccount);
  }
  if (!differs) return std::optional<schema::RowChange>();
  if (!present) {
    NewRow row(input, entity, id);
    row.set("adx_contactid", person).set("adx_accountid", account).set("adx_read", std::int64_t{1});
    if (entity == "adx_opportunitypermissions") row.set("adx_scope", kOpportunitySelf);
    schema::RowChange made = row.change();
    for (auto& [ordinal, value] : change.values) {
      std::erase_if(made.values, [&](const auto& one) { return one.first == ordinal; });
      made.values.emplace_back(ordinal, std::move(value));
    }
    return std::optional(std::move(made));
  }
  stamp_modified(change, *present->entity, input.now);
  return std::optional(std::move(change));
}

}  // namespace

Outcome move_contact(const RuleInput& input) {
  TRY(const auto target, changeable_contact(input));
  if (!target) return target.error();
  if (is_colleague(input, *target)) return refuse(Verdict::refused, Reason::not_permitted);
  const auto account = uuid_argument(input, names::kNewAccount);
  if (!account) return refuse_argument("Company Name");
  if (!is_staff(input)) {
    TRY(const bool managed, manages(input, account));
    if (!managed) return refuse(Verdict::refused, Reason::not_available);
  }
  if (account_of(input, *target) == account) return already_done();
  schema::RowChange change(target->key());
  change.set(handle(input, "contact", "parentcustomerid"), *account)
      .set(handle(input, "contact", "parentcustomeridtype"), std::string("account"));
  stamp_modified(change, *target->entity, input.now);
  return done({std::move(change)});
}

Outcome remove_contact(const RuleInput& input) {
  TRY(const auto target, changeable_contact(input));
  if (!target) return target.error();
  if (target->id == input.actor.id) return refuse(Verdict::refused, Reason::not_permitted);
  if (target->integer(handle(input, "contact", "statecode")) == kInactive) return already_done();
  std::vector<schema::RowChange> changes;
  schema::RowChange change(target->key());
  change.set(handle(input, "contact", "statecode"), kInactive)
      .set(handle(input, "contact", "statuscode"), kInactiveStatus)
      .set(handle(input, "contact", "adx_identity_logonenabled"), std::int64_t{0});
  stamp_modified(change, *target->entity, input.now);
  changes.push_back(std::move(change));
  // Whoever is gone keeps no right (DOMAIN.md 4.2).
  for (const std::string_view entity : kPermissions) {
    TRY(const auto ids, input.rows.find(handle(input, entity, "adx_contactid"), target->id));
    for (const Uuid& id : ids) {
      schema::RowChange ended({input.rows.catalogue().entity(entity).number, id});
      ended.set(handle(input, entity, "statecode"), kInactive)
          .set(handle(input, entity, "statuscode"), kInactiveStatus);
      changes.push_back(std::move(ended));
    }
  }
  return done(std::move(changes));
}

Outcome set_access(const RuleInput& input) {
  TRY(const auto target, changeable_contact(input));
  if (!target) return target.error();
  const auto account = account_of(input, *target);
  if (!account || target->id == input.actor.id)
    return refuse(Verdict::refused, Reason::not_permitted);
  if (!is_staff(input)) {
    TRY(const bool manages_rights, has_account_right(input, "adx_accountaccess", Right::manage));
    if (!is_colleague(input, *target) || !manages_rights)
      return refuse(Verdict::refused, missing_right(input));
    // An editor switches only rights that they hold themselves.
    for (const Flag& flag : kFlags) {
      if (!integer_argument(input, flag.argument)) continue;
      TRY(const auto own, permission_of(input, flag.entity, input.actor.id, *account));
      if (!own || !own->flag(handle(input, flag.entity, flag.column)))
        return refuse(Verdict::refused, missing_right(input),
                      {{"fields", std::string(flag.argument)}});
    }
  }
  std::vector<schema::RowChange> changes;
  for (const std::string_view entity : {"adx_opportunitypermissions", "adx_channelpermissions"}) {
    TRY(auto change, permission_change(input, entity, target->id, *account));
    if (change) changes.push_back(*std::move(change));
  }
  return done(std::move(changes));
}

Outcome change_role(const RuleInput& input) {
  TRY(const auto target, changeable_contact(input));
  if (!target) return target.error();
  const std::string told = text_argument(input, names::kRoleName);
  if (!uuid_argument(input, names::kRole) && told.empty()) return refuse_argument("Web Role");
  TRY(const auto role, meant_role(input));
  // A partner's device carries no roles: it looks at the name alone, the verdict shows the rest.
  const bool is_unseen = !role && input.daemon == nullptr && !is_staff(input) && !told.empty();
  if (!role && !is_unseen) return refuse(Verdict::refused, Reason::not_available);
  if (!is_staff(input)) {
    // An administrator gives partner roles to colleagues, and keeps the own ones.
    const std::string name = role ? name_of(*role) : told;
    const bool is_of_partners = begins_with(name, "Partner ") || begins_with(name, "PSA Partner ");
    if (!input.actor.has_role(kAdministrator) || !is_colleague(input, *target))
      return refuse(Verdict::refused, missing_right(input),
                    {{"role", std::string(kAdministrator)}});
    if (!is_of_partners || target->id == input.actor.id)
      return refuse(Verdict::refused, Reason::not_permitted);
  }
  if (is_unseen) return Decided(Effect{});
  const schema::ColumnHandle of_role = handle(input, kRoleLink, "adx_webroleid");
  TRY(const auto ids, input.rows.find(handle(input, kRoleLink, "contactid"), target->id));
  std::vector<schema::RowChange> held;
  for (const Uuid& link_id : ids) {
    TRY(const auto link, input.rows.get({of_role.entity_number, link_id}));
    if (link && link->lookup(of_role) == role->id)
      held.emplace_back(link->key(), schema::ChangeKind::remove);
  }
  if (input.action.kind == kinds::kRoleRevoke) return done(std::move(held));
  if (!held.empty()) return already_done();
  NewRow link(input, kRoleLink, derived_id(target->id, "role " + to_string(role->id)));
  link.set("contactid", target->id).set("adx_webroleid", role->id);
  return done({link.change()});
}

}  // namespace fieldbook::rules
