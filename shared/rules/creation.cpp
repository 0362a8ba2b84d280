#include "shared/rules/creation.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "shared/actions/action_table.hpp"
#include "shared/base/ascii.hpp"
#include "shared/rules/write_rights.hpp"

namespace fieldbook::rules {
namespace {

using Checked = Result<std::optional<Reason>>;  // nothing: go on

constexpr std::int64_t kPartnerCreated = 100000001;  // opportunity.adx_opportunitysource
constexpr std::int64_t kInProgress = 1;              // opportunity.statuscode
constexpr std::int64_t kOpen = 0;                    // opportunity.statecode
constexpr std::int64_t kWeb = 3;                     // incident.caseorigincode
constexpr std::int64_t kUnscheduled = 690970000;     // msdyn_workorder.msdyn_systemstatus
constexpr std::int64_t kPosted = 690970004, kClosed = 690970005;
constexpr std::string_view kWorkOrderRole = "FS Customer Approver";
constexpr std::string_view kPartnerCreatedLead = "Partner Created";  // adx_leadtype.adx_name

/// The account is a customer whom the actor's account manages.
Result<std::optional<schema::Row>> managed_customer(const RuleInput& input,
                                                    const std::optional<Uuid>& account) {
  if (!account) return std::optional<schema::Row>();
  const schema::ColumnHandle manager =
      input.rows.catalogue().column("account", "msa_managingpartnerid");
  TRY(auto row, input.rows.get({manager.entity_number, *account}));
  if (!row || row->lookup(manager) != input.actor.account) return std::optional<schema::Row>();
  return row;
}

/// A prefix and twelve upper-case hexadecimal digits (DOMAIN.md 1.8).
std::string reference_code(const RuleInput& input, std::string_view prefix) {
  const Uuid digits = derived_id(input.action.id, "reference code");
  std::string code = to_hex(ByteView(digits.bytes).first(6));
  std::ranges::transform(code, code.begin(), [](char c) {
    return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return std::string(prefix) + code;
}

/// The lead type that says where the opportunity comes from (DOMAIN.md 4.4); nothing where the
/// organisation has none of that name.
Result<std::optional<Uuid>> partner_created_lead_type(const RuleInput& input) {
  const schema::Entity& entity = input.rows.catalogue().entity("adx_leadtype");
  TRY(const auto ids, input.rows.all_ids(entity));
  for (const Uuid& id : ids) {
    TRY(const auto row, input.rows.get({entity.number, id}));
    if (row && name_of(*row) == kPartnerCreatedLead) return std::optional(id);
  }
  return std::optional<Uuid>();
}

/// DOMAIN.md 4.4: the right to create, and a managed customer that has a primary contact.
Checked prepare_opportunity(const RuleInput& input, Draft& draft) {
  TRY(const bool permitted, has_account_right(input, "adx_opportunitypermissions", Right::create));
  if (!permitted) return std::optional(missing_right(input));
  TRY(const auto customer, managed_customer(input, draft.lookup("customerid")));
  const schema::ColumnHandle primary = input.rows.catalogue().column("account", "primarycontactid");
  if (!customer || !customer->lookup(primary)) return std::optional(Reason::not_available);
  draft.set("customeridtype", std::string("account"));
  draft.set("msa_partnerid", input.actor.account);
  draft.set("msa_partneroppid", input.actor.id);
  draft.set("adx_partnercreated", std::int64_t{1});
  draft.set("adx_opportunitysource", kPartnerCreated);
  draft.set("adx_createdbyusername", input.actor.name);
  draft.set("isrevenuesystemcalculated",
            std::int64_t{schema::is_null(draft.row[draft.column("estimatedvalue")]) ? 1 : 0});
  draft.set("statecode", kOpen);
  draft.set("statuscode", kInProgress);
  draft.set("adx_referencecode", reference_code(input, "OPP-"));
  TRY(const auto lead_type, partner_created_lead_type(input));
  if (lead_type) draft.set("adx_leadtypeid", *lead_type);
  return std::optional<Reason>();
}

Checked prepare_account(const RuleInput& input, Draft& draft) {
  TRY(const bool permitted, has_account_right(input, "adx_channelpermissions", Right::create));
  if (!permitted) return std::optional(missing_right(input));
  draft.set("msa_managingpartnerid", input.actor.account);
  return std::optional<Reason>();
}

Checked prepare_contact(const RuleInput& input, Draft& draft) {
  const auto parent = draft.lookup("parentcustomerid");
  const bool is_colleague = parent == input.actor.account;
  TRY(const bool permitted,
      has_account_right(input, is_colleague ? "adx_contactaccess" : "adx_channelpermissions",
                        Right::create));
  if (!permitted) return std::optional(missing_right(input));
  if (!is_colleague) {
    TRY(const auto customer, managed_customer(input, parent));
    if (!customer) return std::optional(Reason::not_available);
    draft.set("msa_managingpartnerid", input.actor.account);
  }
  draft.set("parentcustomeridtype", std::string("account"));
  return std::optional<Reason>();
}

/// Products, services and tasks of a work order that the technician's bookings open, while it is
/// open itself.
Checked prepare_work_line(const RuleInput& input, Draft& draft) {
  const schema::ColumnHandle status =
      input.rows.catalogue().column("msdyn_workorder", "msdyn_systemstatus");
  const auto order = draft.lookup("msdyn_workorder");
  if (!order) return std::optional<Reason>();  // a missing field, said as one
  TRY(const bool seen, sees(input, {status.entity_number, *order}));
  TRY(const auto row, input.rows.get({status.entity_number, *order}));
  if (!seen || !row) return std::optional(Reason::not_available);
  const auto stands = row->integer(status);
  if (stands == kPosted || stands == kClosed) return std::optional(Reason::not_permitted);
  if (const auto booking = draft.lookup("msdyn_booking")) {
    TRY(const bool sees_booking, sees(input, "bookableresourcebooking", *booking));
    if (!sees_booking) return std::optional(Reason::not_available);
  }
  // The server gives lines their order (DOMAIN.md 1.4.3).
  draft.set("msdyn_lineorder", std::int64_t{-1});
  return std::optional<Reason>();
}

/// A customer asks for work at their own account, at one of their assets or at none.
Checked prepare_work_order(const RuleInput& input, Draft& draft) {
  if (!input.actor.has_role(kWorkOrderRole)) return std::optional(missing_right(input));
  if (input.actor.account.is_nil()) return std::optional(Reason::not_permitted);
  if (const auto asset = draft.lookup("msdyn_customerasset")) {
    TRY(const bool seen, sees(input, "msdyn_customerasset", *asset));
    if (!seen) return std::optional(Reason::not_available);
  }
  draft.set("msdyn_serviceaccount", input.actor.account);
  draft.set("msdyn_reportedbycontact", input.actor.id);
  draft.set("msdyn_systemstatus", kUnscheduled);
  // Staff give it its number; until then it has a name of its own.
  draft.set("msdyn_name", reference_code(input, "REQ-"));
  // Who asked shall see what became of it. The column is not the customer's, so a device has none.
  if (input.daemon != nullptr) draft.set("adx_exposetocustomer", std::int64_t{1});
  return std::optional<Reason>();
}

/// The opportunity that a partner links a case to is theirs and open (DOMAIN.md 5.2).
Checked link_opportunity(const RuleInput& input, Draft& draft) {
  const auto id = uuid_argument(input, actions::arguments::kOpportunity);
  if (!id) return std::optional<Reason>();
  const schema::ColumnHandle state = input.rows.catalogue().column("opportunity", "statecode");
  TRY(const bool seen, sees(input, {state.entity_number, *id}));
  TRY(const auto row, input.rows.get({state.entity_number, *id}));
  const bool is_customer = input.actor.audience == schema::Audience::customer;
  if (!seen || !row || is_customer || row->integer(state).value_or(kOpen) != kOpen)
    return std::optional(Reason::not_available);
  NewRow link(input, "incident_opportunity_link", derived_id(input.action.id, "case link"));
  link.set("incidentid", input.action.target).set("opportunityid", *id);
  draft.beside.push_back(link.change());
  return std::optional<Reason>();
}

Checked prepare_case(const RuleInput& input, Draft& draft) {
  const schema::ColumnHandle parent = input.rows.catalogue().column("contact", "parentcustomerid");
  if (schema::is_null(draft.row[draft.column("customerid")])) {
    draft.set("customerid", input.actor.id);
    draft.set("customeridtype", std::string("contact"));
  }
  const Uuid customer = *draft.lookup("customerid");
  TRY(const bool permitted, may_work_case(input, customer, Right::create));
  if (!permitted) return std::optional(missing_right(input));
  draft.set("customeridtype", std::string(customer == input.actor.id ? "contact" : "account"));
  // The chosen contact must belong to the chosen account.
  if (const auto contact = draft.lookup("primarycontactid"); contact && customer != *contact) {
    TRY(const auto person, input.rows.get({parent.entity_number, *contact}));
    TRY(const bool seen, sees(input, {parent.entity_number, *contact}));
    if (!person || !seen || person->lookup(parent) != customer)
      return std::optional(Reason::not_available);
  }
  draft.set("caseorigincode", kWeb);
  draft.set("adx_createdbyusername", input.actor.name);
  if (input.actor.audience == schema::Audience::partner) {
    draft.set("msa_partnerid", input.actor.account);
    draft.set("msa_partnercontactid", input.actor.id);
  }
  return link_opportunity(input, draft);
}

/// One entity that customers or partners add to.
struct Creatable {
  std::string_view entity;
  schema::AudienceSet audiences;
  std::string_view once;  ///< columns that are filled in once, comma-separated
  Checked (*prepare)(const RuleInput& input, Draft& draft);
};
constexpr schema::AudienceSet kCustomers = {0b001}, kPartners = {0b010}, kBoth = {0b011};
constexpr std::string_view kWorkLine =
    ",msdyn_name,msdyn_workorder,msdyn_booking,msdyn_customerasset,msdyn_workorderincident,";
constexpr std::array<Creatable, 8> kCreatables = {{
    {"opportunity", kPartners, ",customerid,", prepare_opportunity},
    {"account", kPartners, ",", prepare_account},
    {"contact", kPartners, ",parentcustomerid,", prepare_contact},
    {"msdyn_workorderproduct", kPartners, kWorkLine, prepare_work_line},
    {"msdyn_workorderservice", kPartners, kWorkLine, prepare_work_line},
    {"msdyn_workorderservicetask", kPartners, kWorkLine, prepare_work_line},
    {"msdyn_workorder", kCustomers,
     ",msdyn_customerasset,msdyn_primaryincidentdescription,msdyn_workordersummary,"
     "msdyn_timewindowstart,msdyn_timewindowend,msdyn_datewindowstart,msdyn_datewindowend,",
     prepare_work_order},
    {"incident", kBoth,
     ",title,description,customerid,primarycontactid,casetypecode,prioritycode,productid,"
     "adx_stepstoreproduce,",
     prepare_case},
}};

const Creatable* find_creatable(const RuleInput& input, std::string_view entity) {
  const auto found = std::ranges::find(kCreatables, entity, &Creatable::entity);
  return found != kCreatables.end() && found->audiences.has(input.actor.audience) ? &*found
                                                                                  : nullptr;
}

/// Text of a column in small letters without the spaces around it.
std::string key_text(const schema::Row& row, std::string_view column) {
  const schema::Column* found = row.entity->find(column);
  std::string out(trimmed(row.text({row.entity->number, found->ordinal})));
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

/// A natural key: rows with the same `within` whose columns are equal.
struct NaturalKey {
  std::string_view entity;
  std::string_view within;
  std::array<std::string_view, 2> columns;
};
constexpr std::array<NaturalKey, 2> kNaturalKeys = {{
    {"account", "msa_managingpartnerid", {"name", "address1_postalcode"}},
    {"contact", "parentcustomerid", {"emailaddress1", "emailaddress1"}},
}};

}  // namespace

bool may_fill_in(const RuleInput& input, const schema::Entity& entity,
                 const schema::Column& column) {
  if (column.editable.has(input.actor.audience)) return true;
  if (input.actor.audience == schema::Audience::staff)
    return column.audiences.has(schema::Audience::staff) &&
           (column.required || column.type == schema::ColumnType::lookup);
  const Creatable* creatable = find_creatable(input, entity.name);
  return creatable != nullptr && creatable->once.contains(fmt::format(",{},", column.name));
}

Result<std::optional<Reason>> prepare(const RuleInput& input, Draft& draft) {
  if (draft.entity.kind == schema::EntityKind::fieldbook)
    return std::optional(Reason::not_permitted);
  if (input.actor.audience == schema::Audience::staff)
    return draft.entity.name == "incident" ? link_opportunity(input, draft)
                                           : Checked(std::optional<Reason>());
  const Creatable* creatable = find_creatable(input, draft.entity.name);
  const bool lacks_account =
      input.actor.audience == schema::Audience::partner && input.actor.account.is_nil();
  if (creatable == nullptr || lacks_account) return std::optional(Reason::not_permitted);
  return creatable->prepare(input, draft);
}

Result<std::optional<schema::Row>> same_record(const RuleInput& input, const Draft& draft) {
  const auto key = std::ranges::find(kNaturalKeys, draft.entity.name, &NaturalKey::entity);
  if (key == kNaturalKeys.end()) return std::optional<schema::Row>();
  const auto within = draft.lookup(key->within);
  if (!within || key_text(draft.row, key->columns[0]).empty()) return std::optional<schema::Row>();
  TRY(const auto ids, input.rows.find(draft.column(key->within), *within));
  for (const Uuid& id : ids) {
    TRY(auto row, input.rows.get({draft.entity.number, id}));
    if (!row || id == draft.row.id || !is_active(*row)) continue;
    const bool is_same = std::ranges::all_of(key->columns, [&](std::string_view column) {
      return key_text(*row, column) == key_text(draft.row, column);
    });
    if (is_same) return row;
  }
  return std::optional<schema::Row>();
}

}  // namespace fieldbook::rules
