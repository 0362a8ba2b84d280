// An organisation: seen by its own contacts, and by the partner that manages it (DOMAIN.md 5.1).

#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class AccountExposure final : public EntityExposure {
 public:
  explicit AccountExposure(const Columns& columns) : columns_(columns) {}

  [[nodiscard]] std::string_view entity() const override { return "account"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader&) const override {
    BucketSet out{{BucketKind::account, row.id}};
    if (const auto partner = account_in(row, columns_.account.managing_partner)) {
      out.insert({BucketKind::partner_customers, *partner});
    }
    return out;
  }

  [[nodiscard]] Status dependants(const schema::Row&, schema::RowReader&,
                                  std::set<schema::RowKey>&) const override {
    return {};
  }

 private:
  const Columns& columns_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_account(const ExposureContext& context) {
  return std::make_unique<AccountExposure>(context.columns);
}

}  // namespace fieldbook::syncd
