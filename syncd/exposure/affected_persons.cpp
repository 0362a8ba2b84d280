// Whose grants a changed row may alter: the way back from what person() and scope() read.

#include "syncd/exposure/columns.hpp"
#include "syncd/exposure/exposure.hpp"
#include "syncd/exposure/reading.hpp"

namespace fieldbook::syncd {

namespace {

void add_named(const schema::Row& row, schema::ColumnHandle lookup, std::set<Uuid>& out) {
  if (const auto id = row.lookup(lookup)) out.insert(*id);
}

Status add_contacts_of(const Uuid& account, const Columns& columns, schema::RowReader& rows,
                       std::set<Uuid>& out) {
  TRY(const auto contacts, rows.find(columns.contact.parent, account));
  out.insert(contacts.begin(), contacts.end());
  return {};
}

Status add_contacts_with(const schema::Row& role, const Columns& columns, schema::RowReader& rows,
                         std::set<Uuid>& out) {
  TRY(const auto own, rows_naming(columns.contact_role.role, role.id, rows));
  for (const schema::Row& link : own) add_named(link, columns.contact_role.contact, out);
  TRY(const auto inherited, rows_naming(columns.account_role.role, role.id, rows));
  for (const schema::Row& link : inherited) {
    const auto account = link.lookup(columns.account_role.account);
    if (account) CHECK(add_contacts_of(*account, columns, rows, out));
  }
  return {};
}

}  // namespace

Status Exposure::affected_persons(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<Uuid>& out) const {
  const Columns& columns = *columns_;
  const std::uint32_t entity = changed.entity->number;
  if (entity == columns.contact.entity || entity == columns.system_user.entity) {
    out.insert(changed.id);
  } else if (entity == columns.contact_role.entity) {
    add_named(changed, columns.contact_role.contact, out);
  } else if (entity == columns.account_role.entity) {
    const auto account = changed.lookup(columns.account_role.account);
    if (account) CHECK(add_contacts_of(*account, columns, rows, out));
  } else if (entity == columns.web_role.entity) {
    CHECK(add_contacts_with(changed, columns, rows, out));
  } else if (entity == columns.opportunity_permission.entity) {
    add_named(changed, columns.opportunity_permission.contact, out);
  } else if (entity == columns.channel_permission.entity) {
    add_named(changed, columns.channel_permission.contact, out);
  } else if (entity == columns.contact_access.entity) {
    add_named(changed, columns.contact_access.contact, out);
  } else if (entity == columns.account_access.entity) {
    add_named(changed, columns.account_access.contact, out);
  } else if (entity == columns.case_access.entity) {
    add_named(changed, columns.case_access.contact, out);
  } else if (entity == columns.account.entity) {
    CHECK(add_contacts_of(changed.id, columns, rows, out));
  } else if (entity == columns.resource.entity) {
    add_named(changed, columns.resource.contact, out);
  }
  return {};
}

}  // namespace fieldbook::syncd
