#pragma once

// A row that is one contact's own: what gives the contact rights (DOMAIN.md 4.2, 4.3, 5.2), an
// invitation, a subscription. Seen by that contact, in every state, so that the device knows what
// its user may do.

#include "syncd/exposure/columns.hpp"
#include "syncd/exposure/exposure.hpp"

namespace fieldbook::syncd {

class ContactRow final : public EntityExposure {
 public:
  /// `contact` names whom the row is for, who sees it through the bucket `own` of theirs.
  ContactRow(std::string_view entity, schema::ColumnHandle contact, BucketKind own,
             const Columns& columns)
      : entity_(entity), contact_(contact), own_(own), columns_(columns) {}

  /// Shows the row to those, too, who change the rights of colleagues: while it names, in
  /// `account`, the account that its contact belongs to.
  ContactRow& with_rights(schema::ColumnHandle account) {
    account_ = account;
    return *this;
  }

  [[nodiscard]] std::string_view entity() const override { return entity_; }
  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override;
  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override;

 private:
  std::string_view entity_;
  schema::ColumnHandle contact_;
  BucketKind own_;
  const Columns& columns_;
  std::optional<schema::ColumnHandle> account_;
};

}  // namespace fieldbook::syncd
