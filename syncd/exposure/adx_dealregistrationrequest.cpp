// A deal registration: seen with its opportunity, by the partner that asked for it alone (DOMAIN.md
// 4.4). When the opportunity goes to another partner, nobody outside sees the request: neither
// partner may learn of the other.

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class DealRegistrationExposure final : public Detail {
 public:
  explicit DealRegistrationExposure(const ExposureContext& context)
      : Detail("adx_dealregistrationrequest", context.columns.deal_registration.opportunity,
               make_opportunity(context), context.columns.opportunity.entity),
        columns_(context.columns) {}

 protected:
  [[nodiscard]] Result<BucketSet> narrow(const schema::Row& row, BucketSet of_parent,
                                         schema::RowReader& rows) const override {
    BucketSet out;
    const auto partner = account_in(row, columns_.deal_registration.partner);
    if (!partner) return out;
    for (const Bucket& bucket : of_parent) {
      TRY(const auto account, account_of(bucket, rows));
      if (account == partner) out.insert(bucket);
    }
    return out;
  }

 private:
  /// Whose bucket it is. The contact of one is the opportunity's, which the opportunity reads too.
  [[nodiscard]] Result<std::optional<Uuid>> account_of(const Bucket& bucket,
                                                       schema::RowReader& rows) const {
    if (bucket.kind == BucketKind::partner) return bucket.key;
    TRY(const auto contact, rows.get({columns_.contact.entity, bucket.key}));
    if (!contact) return std::nullopt;
    return account_in(*contact, columns_.contact.parent);
  }

  const Columns& columns_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_adx_dealregistrationrequest(const ExposureContext& context) {
  return std::make_unique<DealRegistrationExposure>(context);
}

}  // namespace fieldbook::syncd
