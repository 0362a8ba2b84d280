#include "syncd/exposure/contact_row.hpp"

#include "syncd/exposure/reading.hpp"

namespace fieldbook::syncd {

Result<BucketSet> ContactRow::buckets(const schema::Row& row, schema::RowReader& rows) const {
  BucketSet out;
  const auto id = row.lookup(contact_);
  if (!id) return out;
  out.insert({own_, *id});
  if (!account_) return out;
  TRY(const auto contact, rows.get({columns_.contact.entity, *id}));
  const auto account = row.lookup(*account_);
  if (contact && account && account_in(*contact, columns_.contact.parent) == account) {
    out.insert({BucketKind::partner_rights, *account});
  }
  return out;
}

Status ContactRow::dependants(const schema::Row& changed, schema::RowReader& rows,
                              std::set<schema::RowKey>& out) const {
  if (!account_ || !is(changed, columns_.contact.entity)) return {};
  TRY(const auto permissions, rows.find(contact_, changed.id));
  for (const Uuid& permission : permissions) out.insert({contact_.entity_number, permission});
  return {};
}

}  // namespace fieldbook::syncd
