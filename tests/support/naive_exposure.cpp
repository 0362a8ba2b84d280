#include "tests/support/naive_exposure.hpp"

#include <set>
#include <string>

#include "tests/support/naive_portal.hpp"
#include "tests/support/naive_tables.hpp"

namespace fieldbook::tests {

using naive::Booking;
using naive::Contact;
using naive::Id;
using naive::Project;
using naive::Resource;
using naive::Team;
using naive::WorkOrder;

struct NaiveExposure::Tables : naive::Tables {
  naive::Portal portal;
};

namespace {

/// `me` and `A` of DOMAIN.md 2.3.
struct Me : naive::Visitor {
  bool psa_partner = false;  // PSA Partner Approver or Reviewer
  bool technician = false;
  bool of_partner_account = false;
};

template <class Row>
const Row* by_id(const std::vector<Row>& table, const Id& id) {
  if (!id) return nullptr;
  for (const Row& row : table) {
    if (row.id == *id) return &row;
  }
  return nullptr;
}

bool same(const Id& left, const Id& right) { return left && right && *left == *right; }

class Model {
 public:
  Model(const naive::Tables& tables, const naive::Portal& portal, const Me& me)
      : t_(tables), portal_(portal), me_(me) {}

  bool may_see(const std::string& entity, const Uuid& id) const {
    if (portal_.decides(entity)) {
      return portal_.may_see(entity, id, me_, [this](const std::string& other, const Uuid& row) {
        return is_there(other, row) && may_see(other, row);
      });
    }
    if (entity == "account") return account(id);
    if (entity == "contact") return contact(id);
    if (entity == "opportunity") return opportunity(id);
    if (entity == "quote") return quote(id);
    if (entity == "msdyn_agreement") return agreement(id);
    if (entity == "msdyn_customerasset") return asset(id);
    if (entity == "msdyn_workorder") return work_order(id);
    if (entity == "msdyn_project") return project(id);
    if (entity == "msdyn_projectteam") return team(id);
    if (entity == "bookableresource") return resource(id);
    if (entity == "bookableresourcebooking") return booking(id);
    return NaiveExposure::everybody_sees(entity) || detail(entity, id);
  }

 private:
  bool customer() const { return me_.audience == schema::Audience::customer && me_.account; }
  bool partner() const { return me_.audience == schema::Audience::partner && me_.partner; }
  bool psa_partner() const { return partner() && me_.psa_partner && me_.account; }

  // 5.1: customer account belongs to the partner when msa_managingpartnerid = partner account.
  // 4.3: a channel permission names both the contact and its current parent account.
  bool manages_customers() const {
    if (!partner() || !me_.account) return false;
    for (const auto& permission : t_.channel_permissions) {
      if (permission.state == 0 && permission.read && same(permission.contact, me_.contact) &&
          same(permission.account, me_.account)) {
        return true;
      }
    }
    return false;
  }
  bool account(const Uuid& id) const {
    if (me_.account == id) return true;
    const auto* row = by_id(t_.accounts, id);
    return same(row->managing_partner, me_.account) && manages_customers();
  }
  bool contact(const Uuid& id) const {
    if (me_.contact == id) return true;
    const Contact* row = by_id(t_.contacts, id);
    if (portal_.lists_colleague(*row, me_)) return true;
    if (!manages_customers()) return false;
    if (same(row->managing_partner, me_.account)) return true;
    if (row->parent_type != "account") return false;
    const auto* parent = by_id(t_.accounts, row->parent);
    return parent != nullptr && same(parent->managing_partner, me_.account);
  }

  // 4.4.
  bool opportunity(const Uuid& id) const {
    if (!partner()) return false;
    const auto* row = by_id(t_.opportunities, id);
    if (row == nullptr) return false;
    const Contact* partner_contact = by_id(t_.contacts, row->partner_contact);
    for (const auto& permission : t_.opportunity_permissions) {
      if (permission.state != 0 || !permission.read) continue;
      if (!same(permission.contact, me_.contact)) continue;
      if (same(row->partner_contact, me_.contact)) return true;
      if (permission.scope != 100000001) continue;
      if (same(row->partner, permission.account)) return true;
      if (partner_contact != nullptr && partner_contact->parent_type == "account" &&
          same(partner_contact->parent, permission.account)) {
        return true;
      }
    }
    return false;
  }

  bool quote(const Uuid& id) const {
    const auto* row = by_id(t_.quotes, id);
    return row != nullptr && customer() && me_.psa_customer && row->customer_type == "account" &&
           same(row->customer, me_.account) && row->order_type == 192350001;
  }
  bool agreement(const Uuid& id) const {
    const auto* row = by_id(t_.agreements, id);
    return customer() && me_.fs_customer && same(row->service_account, me_.account) && row->exposed;
  }

  // 1.10: a resource belongs to an organisation by its account or its contact's parent account.
  bool of_my_organisation(const Resource& row) const {
    if (same(row.account, me_.account)) return true;
    const Contact* person = by_id(t_.contacts, row.contact);
    return person != nullptr && person->parent_type == "account" &&
           same(person->parent, me_.account);
  }
  // A technician works as a partner: who signs in as a customer is none.
  bool is_me(const Resource& row) const {
    return me_.audience == schema::Audience::partner && same(row.contact, me_.contact) &&
           row.state == 0;
  }
  /// My own resource, or one whose work the PSA partner roles show.
  bool works_for_me(const Id& resource) const {
    const Resource* row = by_id(t_.resources, resource);
    return row != nullptr && (is_me(*row) || (psa_partner() && of_my_organisation(*row)));
  }
  bool cancelled(const Booking& row) const {
    if (row.state != 0) return true;
    const auto* status = by_id(t_.statuses, row.status);
    if (status == nullptr || (!status->status && !status->field_service_status)) return true;
    return status->status == 3 || status->field_service_status == 690970005;
  }

  bool booking(const Uuid& id) const { return works_for_me(by_id(t_.bookings, id)->resource); }
  bool booked_on_work_order(const Uuid& id) const {
    for (const Booking& row : t_.bookings) {
      if (same(row.work_order, id) && !cancelled(row) && works_for_me(row.resource)) return true;
    }
    return false;
  }
  bool work_order(const Uuid& id) const {
    const WorkOrder* row = by_id(t_.work_orders, id);
    if (row == nullptr) return false;
    const bool exposed =
        customer() && me_.fs_customer && same(row->service_account, me_.account) && row->exposed;
    return exposed || booked_on_work_order(id);
  }
  bool asset(const Uuid& id) const {
    const auto* row = by_id(t_.assets, id);
    if (customer() && me_.fs_customer && same(row->account, me_.account) && row->exposed &&
        row->state == 0) {
      return true;
    }
    for (const WorkOrder& work : t_.work_orders) {
      if (same(work.asset, id) && booked_on_work_order(work.id)) return true;
    }
    return false;
  }

  bool project(const Uuid& id) const {
    const Project* row = by_id(t_.projects, id);
    if (row->is_template) return false;
    if (customer() && me_.psa_customer && same(row->customer, me_.account)) return true;
    for (const Booking& on : t_.bookings) {
      if (same(on.project, id) && !cancelled(on) && works_for_me(on.resource)) return true;
    }
    if (!psa_partner()) return false;
    for (const Team& on : t_.teams) {
      if (!same(on.project, id) || on.state != 0 || on.membership == 3) continue;
      const Resource* member = by_id(t_.resources, on.resource);
      if (member != nullptr && of_my_organisation(*member)) return true;
    }
    return false;
  }

  // 6.5: named resource AND (hard-booked hours > 0 OR membership Assigned 2 OR project manager).
  bool confirmed(const Team& row) const {
    const Resource* member = by_id(t_.resources, row.resource);
    const Project* of = by_id(t_.projects, row.project);
    if (member == nullptr || of == nullptr || of->is_template) return false;
    if (row.state != 0 || row.membership == 3) return false;
    if (!member->type || member->type == 1) return false;
    return row.hours.value_or(0) > 0 || row.membership == 2 || same(of->manager, member->user);
  }
  bool on_project_of_mine(const Team& row) const {
    const Project* of = by_id(t_.projects, row.project);
    return customer() && me_.psa_customer && of != nullptr && same(of->customer, me_.account);
  }
  bool team(const Uuid& id) const {
    const Team* row = by_id(t_.teams, id);
    if (!confirmed(*row)) return false;
    if (on_project_of_mine(*row)) return true;
    return psa_partner() && of_my_organisation(*by_id(t_.resources, row->resource));
  }
  bool resource(const Uuid& id) const {
    if (works_for_me(id)) return true;
    for (const Team& row : t_.teams) {
      if (same(row.resource, id) && confirmed(row) && on_project_of_mine(row)) return true;
    }
    return false;
  }

  bool detail(const std::string& entity, const Uuid& id) const {
    for (const auto& row : t_.details) {
      if (row.id != id || row.entity != entity || !row.parent) continue;
      if (entity == "fieldbook_conflict") return *row.parent == me_.contact;
      if (entity.starts_with("msdyn_workorder")) return work_order(*row.parent);
      if (entity.starts_with("quote") || entity == "fieldbook_quotedecision") {
        return quote(*row.parent);
      }
      return opportunity(*row.parent);
    }
    return false;
  }

  bool is_there(const std::string& entity, const Uuid& id) const {
    if (entity == "msdyn_project") return by_id(t_.projects, id) != nullptr;
    if (entity == "msdyn_projectteam") return by_id(t_.teams, id) != nullptr;
    if (entity == "bookableresourcebooking") return by_id(t_.bookings, id) != nullptr;
    if (entity == "msdyn_customerasset") return by_id(t_.assets, id) != nullptr;
    return true;  // the others look for themselves
  }

  const naive::Tables& t_;
  const naive::Portal& portal_;
  const Me& me_;
};

void add_role(const naive::Tables& t, const Id& id, Me& me) {
  const auto* role = by_id(t.roles, id);
  if (role == nullptr || role->state != 0) return;
  const std::string& name = role->name;
  me.roles.insert(name);
  if (name == "FS Customer Approver" || name == "FS Customer Reviewer" ||
      name == "FS Customer Review") {
    me.fs_customer = true;
  }
  if (name == "PSA Customer Approver" || name == "PSA Customer Reviewer") me.psa_customer = true;
  if (name == "PSA Partner Approver" || name == "PSA Partner Reviewer") me.psa_partner = true;
  if (name == "Partner administrator" || name == "Partner manager" || name == "Partner seller" ||
      name == "PSA Partner Approver" || name == "PSA Partner Reviewer") {
    me.partner = true;
  }
}

Me describe(const naive::Tables& t, const Contact& contact) {
  Me me;
  me.contact = contact.id;
  if (contact.parent_type == "account") {
    if (const auto* account = by_id(t.accounts, contact.parent)) {
      me.account = account->id;
      me.of_partner_account = account->classification == 100000000;
    }
  }
  for (const auto& link : t.contact_roles) {
    if (same(link.who, contact.id)) add_role(t, link.role, me);
  }
  for (const auto& link : t.account_roles) {
    if (same(link.who, me.account)) add_role(t, link.role, me);
  }
  for (const Resource& resource : t.resources) {
    if (same(resource.contact, contact.id) && resource.state == 0) me.technician = true;
  }
  return me;
}

bool may_sign_in(const Contact& contact, const Me& me, schema::Audience audience) {
  if (contact.state != 0 || !contact.logon) return false;
  const bool partner = me.partner || me.of_partner_account || me.technician;
  const bool customer = me.fs_customer || me.psa_customer;
  if (audience == schema::Audience::partner) return partner;
  return audience == schema::Audience::customer && (customer || !partner);
}

/// The contact as it signs in; nothing when it may not.
std::optional<Me> signed_in(const naive::Tables& t, const Uuid& person, schema::Audience audience) {
  const Contact* contact = by_id(t.contacts, person);
  if (contact == nullptr) return std::nullopt;
  Me me = describe(t, *contact);
  me.audience = audience;
  if (!may_sign_in(*contact, me, audience)) return std::nullopt;
  return me;
}

}  // namespace

NaiveExposure::NaiveExposure(const schema::Catalogue&, std::span<const schema::Row> rows)
    : tables_(
          std::make_unique<const Tables>(Tables{{naive::read_tables(rows)}, naive::Portal(rows)})) {
}

NaiveExposure::~NaiveExposure() = default;

bool NaiveExposure::everybody_sees(std::string_view entity) {
  for (const char* reference : {"transactioncurrency", "bookingstatus", "bookableresourcecategory",
                                "territory", "adx_leadtype", "uom", "product"}) {
    if (entity == reference) return true;
  }
  return false;
}

std::set<schema::RowKey> NaiveExposure::view(const Uuid& person, schema::Audience audience) const {
  const naive::Tables& t = *tables_;
  if (by_id(t.contacts, person) == nullptr) {
    const auto* user = by_id(t.users, person);
    if (user == nullptr || user->disabled || audience != schema::Audience::staff) return {};
    return {t.keys.begin(), t.keys.end()};
  }
  const auto me = signed_in(t, person, audience);
  if (!me) return {};
  const Model model(t, tables_->portal, *me);
  std::set<schema::RowKey> out;
  for (std::size_t i = 0; i < t.keys.size(); ++i) {
    if (model.may_see(t.entities[i]->name, t.keys[i].id)) out.insert(t.keys[i]);
  }
  return out;
}

std::set<schema::RowKey> NaiveExposure::published_to(const Uuid& person,
                                                     schema::Audience audience) const {
  const naive::Tables& t = *tables_;
  std::set<schema::RowKey> out;
  const auto me = signed_in(t, person, audience);
  if (!me) return out;
  for (std::size_t i = 0; i < t.keys.size(); ++i) {
    if (t.entities[i]->name == "incident" && tables_->portal.only_as_published(t.keys[i].id, *me))
      out.insert(t.keys[i]);
  }
  return out;
}

}  // namespace fieldbook::tests
