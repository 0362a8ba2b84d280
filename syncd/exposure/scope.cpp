// The one function of rights: what a person holds (DOMAIN.md 2.3, 4.3, 4.4, 5.1).

#include <algorithm>
#include <fmt/format.h>

#include "shared/base/limits.hpp"
#include "syncd/exposure/columns.hpp"
#include "syncd/exposure/exposure.hpp"
#include "syncd/exposure/field_work.hpp"
#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/roles.hpp"

namespace fieldbook::syncd {

namespace {

constexpr std::int64_t kScopeAccount = 100'000'001;

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

Status add_partner(const Person& person, const Columns& columns, schema::RowReader& rows,
                   BucketSet& out) {
  if (!has_any(person.roles, kPartnerRoles)) return {};
  CHECK(add_opportunities(person, columns, rows, out));
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
  if (audience == schema::Audience::customer) add_customer(person, out);
  if (audience == schema::Audience::partner) CHECK(add_partner(person, *columns_, rows, out));
  if (out.size() > limits::kBucketsPerUserMax) {
    return fail(Errc::limit_exceeded,
                fmt::format("{} would hold {} buckets", to_string(person.id), out.size()));
  }
  return out;
}

}  // namespace fieldbook::syncd
