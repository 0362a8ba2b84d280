// Who somebody is: the account, the roles and what they may sign in as (DOMAIN.md 1.2, 1.3, 2.1).

#include <algorithm>
#include <set>
#include <string>

#include "syncd/exposure/columns.hpp"
#include "syncd/exposure/exposure.hpp"
#include "syncd/exposure/features.hpp"
#include "syncd/exposure/field_work.hpp"
#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/roles.hpp"

namespace fieldbook::syncd {

namespace {

constexpr std::int64_t kClassificationPartner = 100'000'000;

/// Adds the names of the active roles that `links` lead to.
Status add_roles(const std::vector<schema::Row>& links, schema::ColumnHandle role_lookup,
                 const Columns& columns, schema::RowReader& rows, std::set<std::string>& out) {
  for (const schema::Row& link : links) {
    TRY(const auto role, row_at(link, role_lookup, columns.web_role.entity, rows));
    if (!role || role->integer(columns.web_role.state) != kStateActive) continue;
    out.emplace(role_spelling(role->text(columns.web_role.name)));
  }
  return {};
}

Result<std::vector<std::string>> roles_of(const Uuid& contact, const Uuid& account,
                                          const Columns& columns, schema::RowReader& rows) {
  std::set<std::string> out;
  TRY(const auto own, rows_naming(columns.contact_role.contact, contact, rows));
  CHECK(add_roles(own, columns.contact_role.role, columns, rows, out));
  if (!account.is_nil()) {
    TRY(const auto inherited, rows_naming(columns.account_role.account, account, rows));
    CHECK(add_roles(inherited, columns.account_role.role, columns, rows, out));
  }
  return std::vector<std::string>(out.begin(), out.end());
}

Result<bool> is_technician(const Uuid& contact, const Columns& columns, schema::RowReader& rows) {
  TRY(const auto resources, rows_naming(columns.resource.contact, contact, rows));
  return std::ranges::any_of(resources, [&](const schema::Row& resource) {
    return resource.integer(columns.resource.state) == kStateActive;
  });
}

Person staff_member(const schema::Row& row, const Columns& columns) {
  Person out;
  out.id = row.id;
  out.name = row.text(columns.system_user.name);
  out.active = !row.flag(columns.system_user.disabled);
  if (out.active) out.audiences = {schema::Audience::staff};
  return out;
}

}  // namespace

Result<Person> Exposure::person(const Uuid& id, schema::RowReader& rows) const {
  const Columns& columns = *columns_;
  TRY(const auto contact, rows.get({columns.contact.entity, id}));
  if (!contact) {
    TRY(const auto user, rows.get({columns.system_user.entity, id}));
    if (!user) return fail(Errc::not_found, "no person " + to_string(id));
    return staff_member(*user, columns);
  }

  Person out;
  out.id = id;
  out.name = contact->text(columns.contact.name);
  out.active = contact->integer(columns.contact.state) == kStateActive &&
               contact->flag(columns.contact.logon_enabled);
  bool partner_account = false;
  if (const auto parent = account_in(*contact, columns.contact.parent)) {
    TRY(const auto account, rows.get({columns.account.entity, *parent}));
    if (account) {
      out.account = *parent;
      partner_account = account->integer(columns.account.classification) == kClassificationPartner;
    }
  }
  TRY(out.roles, roles_of(id, out.account, columns, rows));
  std::erase_if(out.roles, [&](const std::string& role) { return !features_->has_role(role); });
  if (!out.active) return out;

  TRY(out.technician, is_technician(id, columns, rows));
  const bool partner = partner_account || out.technician || has_any(out.roles, kPartnerRoles);
  const bool customer =
      has_any(out.roles, kFieldServiceCustomerRoles) || has_any(out.roles, kProjectCustomerRoles);
  if (partner) out.audiences.push_back(schema::Audience::partner);
  if (customer || !partner) out.audiences.push_back(schema::Audience::customer);
  return out;
}

}  // namespace fieldbook::syncd
