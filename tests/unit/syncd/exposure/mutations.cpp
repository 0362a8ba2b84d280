#include "tests/unit/syncd/exposure/mutations.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace fieldbook::tests {

namespace {

struct Aim {
  const char* entity;
  std::vector<const char*> columns;
};

/// What people change that moves rows between views.
const std::vector<Aim>& aims() {
  static const std::vector<Aim> kAims{
      {"account", {"msa_managingpartnerid", "accountclassificationcode", "statecode"}},
      {"contact",
       {"parentcustomerid", "msa_managingpartnerid", "adx_identity_logonenabled", "statecode"}},
      {"systemuser", {"isdisabled"}},
      {"adx_webrole", {"statecode", "adx_name", "adx_authenticatedusersrole"}},
      {"contact_adx_webrole_link", {"contactid", "adx_webroleid"}},
      {"account_adx_webrole_link", {"accountid", "adx_webroleid"}},
      {"adx_opportunitypermissions",
       {"adx_contactid", "adx_accountid", "adx_scope", "adx_read", "statecode"}},
      {"adx_channelpermissions", {"adx_contactid", "adx_accountid", "adx_read", "statecode"}},
      {"adx_contactaccess",
       {"adx_contactid", "adx_accountid", "adx_scope", "adx_read", "adx_write", "statecode"}},
      {"adx_accountaccess",
       {"adx_contactid", "adx_accountid", "adx_managepermissions", "statecode"}},
      {"adx_caseaccess", {"adx_contactid", "adx_accountid", "adx_scope", "adx_read", "statecode"}},
      {"adx_invitation", {"adx_invitercontact"}},
      {"opportunity", {"msa_partnerid", "msa_partneroppid"}},
      {"adx_opportunitynote", {"adx_opportunityid"}},
      {"adx_opportunity_contact", {"opportunityid"}},
      {"adx_dealregistrationrequest", {"adx_opportunityid", "adx_partnerid"}},
      {"opportunityproduct", {"opportunityid"}},
      {"adx_opportunity_product", {"opportunityid"}},
      {"quote", {"customerid", "msdyn_ordertype"}},
      {"quotedetail", {"quoteid"}},
      {"fieldbook_quotedecision", {"quoteid"}},
      {"fieldbook_conflict", {"bucketowner"}},
      {"salesorder",
       {"customerid", "msdyn_ordertype", "msdyn_psastate", "msdyn_psastatusreason",
        "adx_visibletocustomer"}},
      {"salesorderdetail", {"salesorderid"}},
      {"msdyn_contractlinescheduleofvalue", {"msdyn_contract"}},
      {"invoice",
       {"customerid", "msdyn_ordertype", "msdyn_projectinvoicestatus", "adx_exposetocustomer",
        "adx_visibletocustomer"}},
      {"invoicedetail", {"invoiceid", "msdyn_linetype"}},
      {"incident", {"customerid", "statecode", "adx_publishtoweb"}},
      {"incidentresolution", {"incidentid"}},
      {"incident_opportunity_link", {"incidentid"}},
      {"annotation", {"objectid", "notetext"}},
      {"knowledgearticle", {"statecode", "isrootarticle", "isinternal", "languagelocaleid"}},
      {"knowledgearticle_product_link", {"knowledgearticleid"}},
      {"feedback", {"regardingobjectid", "createdbycontact"}},
      {"languagelocale", {"code"}},
      {"adx_communityforum", {"adx_publishingstateid", "statecode"}},
      {"adx_communityforumthread", {"adx_forumid", "adx_publishingstateid", "statecode"}},
      {"adx_communityforumpost", {"adx_forumthreadid", "adx_publishingstateid", "statecode"}},
      {"adx_communityforumalert", {"adx_subscriberid"}},
      {"adx_communityforumaccesspermission", {"adx_forumid", "adx_right", "statecode"}},
      {"adx_communityforumaccesspermission_adx_webrole_link",
       {"adx_communityforumaccesspermissionid", "adx_webroleid"}},
      {"adx_publishingstate", {"adx_isvisible", "statecode"}},
      {"msdyn_workorder",
       {"msdyn_serviceaccount", "msdyn_customerasset", "adx_exposetocustomer", "statecode"}},
      {"msdyn_workorderproduct", {"msdyn_workorder"}},
      {"msdyn_workorderservice", {"msdyn_workorder"}},
      {"msdyn_workorderservicetask", {"msdyn_workorder"}},
      {"msdyn_workorderincident", {"msdyn_workorder"}},
      {"msdyn_customerasset", {"msdyn_account", "adx_exposetocustomer", "statecode"}},
      {"msdyn_agreement", {"msdyn_serviceaccount", "adx_exposetocustomer"}},
      {"bookableresource", {"resourcetype", "accountid", "contactid", "userid", "statecode"}},
      {"bookableresourcebooking",
       {"resource", "bookingstatus", "msdyn_workorder", "msdyn_projectid", "statecode"}},
      {"bookingstatus", {"status", "msdyn_fieldservicestatus"}},
      {"msdyn_project", {"msdyn_customer", "msdyn_istemplate", "msdyn_projectmanager"}},
      {"msdyn_projectteam",
       {"msdyn_project", "msdyn_bookableresourceid", "msdyn_hardbookedhours",
        "msdyn_membershipstatus", "statecode"}},
      {"msdyn_projecttask", {"msdyn_project"}},
      {"msdyn_resourceassignment", {"msdyn_projectteamid"}},
  };
  return kAims;
}

/// Entities from which the way back is longest; chosen more often.
constexpr std::array<const char*, 4> kFarReaching{"contact", "bookableresource", "bookingstatus",
                                                  "bookableresourcebooking"};

std::string text_of(const char* what, const schema::Row& row) {
  return std::string(what) + " " + row.entity->name + " " + to_string(row.id);
}

}  // namespace

Mutator::Mutator(Organisation& organisation, std::uint64_t seed, std::vector<Uuid> people)
    : organisation_(organisation), random_(seed), people_(std::move(people)) {}

Mutation Mutator::next() {
  switch (random_.below(10)) {
    case 0: return remove();
    case 1: return removed_.empty() ? change() : restore();
    case 2: return copy();
    default: return change();
  }
}

const schema::Entity& Mutator::some_entity() {
  while (true) {
    const char* chosen = random_.below(3) == 0 ? kFarReaching[random_.below(kFarReaching.size())]
                                               : aims()[random_.below(aims().size())].entity;
    const schema::Entity& entity = organisation_.rows.catalogue().entity(chosen);
    const auto first = organisation_.rows.all().lower_bound({entity.number, {}});
    if (first != organisation_.rows.all().end() && first->first.entity == entity.number) {
      return entity;
    }
  }
}

const schema::Row& Mutator::some_row(const schema::Entity& entity) {
  const auto& all = organisation_.rows.all();
  const auto first = all.lower_bound({entity.number, {}});
  const auto last = all.lower_bound({entity.number + 1, {}});
  const auto count = static_cast<std::uint64_t>(std::distance(first, last));
  ASSERT(count > 0);
  return std::next(first, static_cast<std::ptrdiff_t>(random_.below(count)))->second;
}

std::optional<Uuid> Mutator::some_id(const std::string& entity_name) {
  const schema::Entity& entity = organisation_.rows.catalogue().entity(entity_name);
  if (random_.below(2) == 0 && entity_name == "contact") {
    return people_[random_.below(people_.size())];
  }
  if (random_.below(2) == 0 && entity_name == "account") {
    const Uuid contact = people_[random_.below(people_.size())];
    const std::uint32_t number = organisation_.rows.catalogue().entity("contact").number;
    const schema::Row* row = organisation_.rows.peek({number, contact});
    const auto parent = organisation_.rows.catalogue().column("contact", "parentcustomerid");
    if (row != nullptr) return row->lookup(parent);
  }
  const auto first = organisation_.rows.all().lower_bound({entity.number, {}});
  if (first == organisation_.rows.all().end() || first->first.entity != entity.number) return {};
  return some_row(entity).id;
}

void Mutator::set_something(schema::Row& row, const schema::Column& column) {
  schema::Value& value = row.values[column.ordinal];
  if (random_.below(10) == 0) {
    value = schema::Null{};
    return;
  }
  if (column.type == schema::ColumnType::lookup) {
    const std::string& target = column.targets[random_.below(column.targets.size())];
    const auto id = some_id(target);
    value = id ? schema::Value(*id) : schema::Value(schema::Null{});
    if (!column.type_column.empty()) {
      row.values[row.entity->find(column.type_column)->ordinal] = target;
    }
  } else if (column.type == schema::ColumnType::uuid) {
    value = *some_id("contact");
  } else if (!column.options.empty()) {
    value = column.options[random_.below(column.options.size())].value;
  } else if (column.type == schema::ColumnType::boolean) {
    value = static_cast<std::int64_t>(random_.below(2));
  } else if (column.type == schema::ColumnType::text || column.type == schema::ColumnType::memo) {
    value = some_row(*row.entity).values[column.ordinal];
  } else {
    value = static_cast<std::int64_t>(random_.below(3)) * schema::kDecimalScale;
  }
}

Mutation Mutator::change() {
  const schema::Entity& entity = some_entity();
  Mutation out;
  out.before = some_row(entity);
  out.after = out.before;
  const auto aim = std::ranges::find_if(
      aims(), [&](const Aim& candidate) { return entity.name == candidate.entity; });
  const char* name = aim->columns[random_.below(aim->columns.size())];
  const schema::Column* column = entity.find(name);
  ASSERT(column != nullptr);
  // One change in five touches something that exposure does not read.
  if (random_.below(5) == 0) column = &entity.columns[random_.below(entity.columns.size())];
  if (column->type == schema::ColumnType::text && column->name.ends_with("type"))
    column = entity.find(name);
  set_something(*out.after, *column);
  out.text = text_of("change", *out.after) + " " + column->name;
  organisation_.rows.put(*out.after);
  return out;
}

Mutation Mutator::remove() {
  Mutation out;
  out.before = some_row(some_entity());
  out.text = text_of("remove", *out.before);
  organisation_.rows.remove(out.before->key());
  removed_.push_back(*out.before);
  return out;
}

Mutation Mutator::restore() {
  Mutation out;
  const auto chosen =
      removed_.begin() + static_cast<std::ptrdiff_t>(random_.below(removed_.size()));
  const schema::Row row = *chosen;
  removed_.erase(chosen);
  if (const schema::Row* present = organisation_.rows.peek(row.key())) out.before = *present;
  out.after = row;
  out.text = text_of("restore", row);
  organisation_.rows.put(row);
  return out;
}

Mutation Mutator::copy() {
  Mutation out;
  out.after = some_row(some_entity());
  random_.fill(out.after->id.bytes);
  out.text = text_of("copy", *out.after);
  organisation_.rows.put(*out.after);
  return out;
}

}  // namespace fieldbook::tests
