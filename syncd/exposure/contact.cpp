// A person: seen by that person, by colleagues who may list the people of their organisation
// (DOMAIN.md 4.2), and by the partner that manages the contact or its account (2.3, 5.1).

#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class ContactExposure final : public EntityExposure {
 public:
  explicit ContactExposure(const Columns& columns) : columns_(columns) {}

  [[nodiscard]] std::string_view entity() const override { return "contact"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override {
    BucketSet out{{BucketKind::contact, row.id}};
    if (const auto partner = account_in(row, columns_.contact.managing_partner)) {
      out.insert({BucketKind::partner_customers, *partner});
    }
    const auto parent = account_in(row, columns_.contact.parent);
    if (!parent) return out;
    out.insert({BucketKind::partner_people, *parent});
    TRY(const auto account, rows.get({columns_.account.entity, *parent}));
    if (!account) return out;
    if (const auto partner = account_in(*account, columns_.account.managing_partner)) {
      out.insert({BucketKind::partner_customers, *partner});
    }
    return out;
  }

  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override {
    if (!is(changed, columns_.account.entity)) return {};
    TRY(const auto contacts, rows.find(columns_.contact.parent, changed.id));
    for (const Uuid& contact : contacts) out.insert({columns_.contact.entity, contact});
    return {};
  }

 private:
  const Columns& columns_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_contact(const ExposureContext& context) {
  return std::make_unique<ContactExposure>(context.columns);
}

}  // namespace fieldbook::syncd
