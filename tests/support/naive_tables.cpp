#include "tests/support/naive_tables.hpp"

namespace fieldbook::tests::naive {

namespace {

/// Reads one row by column names.
class Cells {
 public:
  explicit Cells(const schema::Row& row) : row_(row) {}
  [[nodiscard]] Id id(const char* column) const { return as<Uuid>(column); }
  [[nodiscard]] Number number(const char* column) const { return as<std::int64_t>(column); }
  [[nodiscard]] bool yes(const char* column) const { return number(column) == 1; }
  [[nodiscard]] std::string text(const char* column) const {
    return as<std::string>(column).value_or("");
  }

 private:
  template <class T>
  [[nodiscard]] std::optional<T> as(const char* column) const {
    const schema::Column* found = row_.entity->find(column);
    ASSERT(found != nullptr);
    const T* value = std::get_if<T>(&row_.values[found->ordinal]);
    return value == nullptr ? std::nullopt : std::optional<T>(*value);
  }
  const schema::Row& row_;
};

void read_people(const std::string& entity, const Uuid& id, const Cells& row, Tables& out) {
  if (entity == "account") {
    out.accounts.push_back(
        {id, row.id("msa_managingpartnerid"), row.number("accountclassificationcode")});
  } else if (entity == "contact") {
    out.contacts.push_back({id, row.id("parentcustomerid"), row.text("parentcustomeridtype"),
                            row.id("msa_managingpartnerid"), row.yes("adx_identity_logonenabled"),
                            row.number("statecode")});
  } else if (entity == "systemuser") {
    out.users.push_back({id, row.yes("isdisabled")});
  } else if (entity == "adx_webrole") {
    out.roles.push_back({id, row.text("adx_name"), row.number("statecode")});
  } else if (entity == "contact_adx_webrole_link") {
    out.contact_roles.push_back({row.id("contactid"), row.id("adx_webroleid")});
  } else if (entity == "account_adx_webrole_link") {
    out.account_roles.push_back({row.id("accountid"), row.id("adx_webroleid")});
  } else if (entity == "adx_opportunitypermissions") {
    out.opportunity_permissions.push_back({row.id("adx_contactid"), row.id("adx_accountid"),
                                           row.number("adx_scope"), row.yes("adx_read"),
                                           row.number("statecode")});
  } else if (entity == "adx_channelpermissions") {
    out.channel_permissions.push_back({row.id("adx_contactid"),
                                       row.id("adx_accountid"),
                                       {},
                                       row.yes("adx_read"),
                                       row.number("statecode")});
  }
}

void read_customer_rows(const std::string& entity, const Uuid& id, const Cells& row, Tables& out) {
  if (entity == "opportunity") {
    out.opportunities.push_back({id, row.id("msa_partnerid"), row.id("msa_partneroppid")});
  } else if (entity == "quote") {
    out.quotes.push_back(
        {id, row.id("customerid"), row.text("customeridtype"), row.number("msdyn_ordertype")});
  } else if (entity == "msdyn_workorder") {
    out.work_orders.push_back({id, row.id("msdyn_serviceaccount"), row.id("msdyn_customerasset"),
                               row.yes("adx_exposetocustomer")});
  } else if (entity == "msdyn_customerasset") {
    out.assets.push_back(
        {id, row.id("msdyn_account"), row.yes("adx_exposetocustomer"), row.number("statecode")});
  } else if (entity == "msdyn_agreement") {
    out.agreements.push_back({id, row.id("msdyn_serviceaccount"), row.yes("adx_exposetocustomer")});
  }
}

void read_work(const std::string& entity, const Uuid& id, const Cells& row, Tables& out) {
  if (entity == "bookableresource") {
    out.resources.push_back({id, row.number("resourcetype"), row.id("accountid"),
                             row.id("contactid"), row.id("userid"), row.number("statecode")});
  } else if (entity == "bookableresourcebooking") {
    out.bookings.push_back({id, row.id("resource"), row.id("bookingstatus"),
                            row.id("msdyn_workorder"), row.id("msdyn_projectid"),
                            row.number("statecode")});
  } else if (entity == "bookingstatus") {
    out.statuses.push_back({id, row.number("status"), row.number("msdyn_fieldservicestatus")});
  } else if (entity == "msdyn_project") {
    out.projects.push_back({id, row.id("msdyn_customer"), row.yes("msdyn_istemplate"),
                            row.id("msdyn_projectmanager")});
  } else if (entity == "msdyn_projectteam") {
    out.teams.push_back({id, row.id("msdyn_project"), row.id("msdyn_bookableresourceid"),
                         row.number("msdyn_hardbookedhours"), row.number("msdyn_membershipstatus"),
                         row.number("statecode")});
  }
}

void read_details(const std::string& entity, const Uuid& id, const Cells& row, Tables& out) {
  if (entity.starts_with("msdyn_workorder") && entity != "msdyn_workorder") {
    out.details.push_back({id, entity, row.id("msdyn_workorder")});
  } else if (entity == "quotedetail" || entity == "fieldbook_quotedecision") {
    out.details.push_back({id, entity, row.id("quoteid")});
  } else if (entity == "opportunityproduct" || entity == "adx_opportunity_product") {
    out.details.push_back({id, entity, row.id("opportunityid")});
  } else if (entity == "fieldbook_conflict") {
    out.details.push_back({id, entity, row.id("bucketowner")});
  }
}

}  // namespace

Tables read_tables(std::span<const schema::Row> rows) {
  Tables out;
  for (const schema::Row& row : rows) {
    out.keys.push_back(row.key());
    out.entities.push_back(row.entity);
    const Cells cells(row);
    read_people(row.entity->name, row.id, cells, out);
    read_customer_rows(row.entity->name, row.id, cells, out);
    read_work(row.entity->name, row.id, cells, out);
    read_details(row.entity->name, row.id, cells, out);
  }
  return out;
}

}  // namespace fieldbook::tests::naive
