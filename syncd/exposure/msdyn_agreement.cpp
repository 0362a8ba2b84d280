// An agreement: seen by its service account when exposed, in every state (DOMAIN.md 1.6, 2.3).

#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class AgreementExposure final : public EntityExposure {
 public:
  explicit AgreementExposure(const ExposureContext& context)
      : columns_(context.columns), flag_(context.flag("msdyn_agreement")) {}

  [[nodiscard]] std::string_view entity() const override { return "msdyn_agreement"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader&) const override {
    const auto account = account_in(row, columns_.agreement.service_account);
    if (!account || !flag_ || !row.flag(*flag_)) return BucketSet{};
    return BucketSet{{BucketKind::customer_fs, *account}};
  }

  [[nodiscard]] Status dependants(const schema::Row&, schema::RowReader&,
                                  std::set<schema::RowKey>&) const override {
    return {};
  }

 private:
  const Columns& columns_;
  std::optional<schema::ColumnHandle> flag_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_msdyn_agreement(const ExposureContext& context) {
  return std::make_unique<AgreementExposure>(context);
}

}  // namespace fieldbook::syncd
