// The one function of rights: what a person holds (DOMAIN.md 2.3, 4.2 to 4.4, 5.1, 5.2, 5.5).

#include <algorithm>
#include <fmt/format.h>

#include "shared/base/limits.hpp"
#include "syncd/exposure/columns.hpp"
#include "syncd/exposure/exposure.hpp"
#include "syncd/exposure/field_work.hpp"
#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/roles.hpp"
#include "syncd/exposure/web_roles.hpp"

namespace fieldbook::syncd {

namespace {

constexpr std::int64_t kScopeAccount = 100'000'001;
/// Of contact and case access, which number their scopes otherwise (DOMAIN.md 4.3).
constexpr std::int64_t kAccessScopeSelf = 1;
constexpr std::int64_t kAccessScopeAccount = 2;

void add_customer(const Person& person, BucketSet& out) {
  if (person.account.is_nil()) return;
  if (has_any(person.roles, kFieldServiceCustomerRoles)) {
    out.insert({BucketKind::customer_fs, person.account});
  }
  if (has_any(person.roles, kProjectCustomerRoles)) {
    out.insert({BucketKind::customer_psa, person.account});
  }
}

/// Permission rows open opportunities by the account that they name, also when the contact has
/// moved since: the formula of DOMAIN.md 4.4 knows no other condition.
Status add_opportunities(const Person& person, const Columns& columns, schema::RowReader& rows,
                         BucketSet& out) {
  const auto& column = columns.opportunity_permission;
  TRY(const auto permissions, rows_naming(column.contact, person.id, rows));
  for (const schema::Row& permission : permissions) {
    if (permission.integer(column.state) != kStateActive || !permission.flag(column.read)) continue;
    out.insert({BucketKind::partner_contact, person.id});
    const auto account = permission.lookup(column.account);
    if (account && permission.integer(column.scope) == kScopeAccount) {
      out.insert({BucketKind::partner, *account});
    }
  }
  return {};
}

/// A channel permission counts only while it names the contact's current account (DOMAIN.md 4.3).
Status add_customers_of_partner(const Person& person, const Columns& columns,
                                schema::RowReader& rows, BucketSet& out) {
  if (person.account.is_nil()) return {};
  const auto& column = columns.channel_permission;
  TRY(const auto permissions, rows_naming(column.contact, person.id, rows));
  for (const schema::Row& permission : permissions) {
    if (permission.integer(column.state) != kStateActive || !permission.flag(column.read)) continue;
    if (permission.lookup(column.account) == person.account) {
      out.insert({BucketKind::partner_customers, person.account});
    }
  }
  return {};
}

/// Colleagues are those of the current account, so rows that name another one open nothing. Who
/// changes their rights needs both rows (DOMAIN.md 4.2).
Status add_colleagues(const Person& person, const Columns& columns, schema::RowReader& rows,
                      BucketSet& out) {
  if (person.account.is_nil()) return {};
  const auto& access = columns.contact_access;
  bool writes = false;
  TRY(const auto contact_rows, rows_naming(access.contact, person.id, rows));
  for (const schema::Row& row : contact_rows) {
    if (row.integer(access.state) != kStateActive ||
        row.integer(access.scope) != kAccessScopeAccount ||
        row.lookup(access.account) != person.account) {
      continue;
    }
    if (row.flag(access.read)) out.insert({BucketKind::partner_people, person.account});
    writes = writes || row.flag(access.write);
  }
  if (!writes) return {};
  const auto& own = columns.account_access;
  TRY(const auto account_rows, rows_naming(own.contact, person.id, rows));
  for (const schema::Row& row : account_rows) {
    if (row.integer(own.state) == kStateActive && row.flag(own.manage_permissions) &&
        row.lookup(own.account) == person.account) {
      out.insert({BucketKind::partner_rights, person.account});
    }
  }
  return {};
}

/// Own cases, unless each of the Self-scope rows that there are says no; those of the accounts
/// that readable Account-scope rows name (DOMAIN.md 5.2). Customers and partners alike.
Status add_cases(const Person& person, schema::Audience audience, const Columns& columns,
                 schema::RowReader& rows, BucketSet& out) {
  const auto& column = columns.case_access;
  const bool partner = audience == schema::Audience::partner;
  bool denied = false;
  bool granted = false;
  TRY(const auto access, rows_naming(column.contact, person.id, rows));
  for (const schema::Row& row : access) {
    if (row.integer(column.state) != kStateActive) continue;
    const bool reads = row.flag(column.read);
    const auto scope = row.integer(column.scope);
    if (scope == kAccessScopeSelf) (reads ? granted : denied) = true;
    const auto account = row.lookup(column.account);
    if (scope != kAccessScopeAccount || !reads || !account) continue;
    out.insert({BucketKind::cases, *account});
    if (partner) out.insert({BucketKind::partner_cases, *account});
  }
  if (denied && !granted) return {};
  out.insert({BucketKind::own_cases, person.id});
  if (partner) out.insert({BucketKind::partner_own_cases, person.id});
  return {};
}

Status add_partner(const Person& person, const Columns& columns, schema::RowReader& rows,
                   BucketSet& out) {
  if (person.technician) out.insert({BucketKind::technician, person.id});
  if (!has_any(person.roles, kPartnerRoles)) return {};
  out.insert({BucketKind::partner_own, person.id});
  CHECK(add_opportunities(person, columns, rows, out));
  CHECK(add_colleagues(person, columns, rows, out));
  CHECK(add_customers_of_partner(person, columns, rows, out));
  if (!person.account.is_nil() && has_any(person.roles, kProjectPartnerRoles)) {
    out.insert({BucketKind::partner_psa, person.account});
  }
  return {};
}

}  // namespace

Result<BucketSet> Exposure::scope(const Person& person, schema::Audience audience,
                                  schema::RowReader& rows) const {
  BucketSet out;
  if (!person.active || std::ranges::find(person.audiences, audience) == person.audiences.end()) {
    return out;
  }
  if (audience == schema::Audience::staff) return BucketSet{{BucketKind::staff, {}}};

  out.insert({BucketKind::everyone, {}});
  out.insert({BucketKind::contact, person.id});
  if (!person.account.is_nil()) out.insert({BucketKind::account, person.account});
  for (const std::string& role : person.roles) out.insert(bucket_of_role(role));
  CHECK(add_cases(person, audience, *columns_, rows, out));
  if (audience == schema::Audience::customer) add_customer(person, out);
  if (audience == schema::Audience::partner) CHECK(add_partner(person, *columns_, rows, out));
  if (out.size() > limits::kBucketsPerUserMax) {
    return fail(Errc::limit_exceeded,
                fmt::format("{} would hold {} buckets", to_string(person.id), out.size()));
  }
  return out;
}

}  // namespace fieldbook::syncd
