// A project contract of the customer account that was opened and is marked visible: active and
// confirmed, or closed since (DOMAIN.md 2.3, 6.4). Drafts, contracts in review or on hold, orders
// that are item based and contracts for a person are not shown.

#include "syncd/exposure/order_type.hpp"
#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::int64_t kStateActive = 192'350'002;
constexpr std::int64_t kStateClosed = 192'350'003;
constexpr std::int64_t kReasonConfirmed = 192'350'003;

class ContractExposure final : public EntityExposure {
 public:
  explicit ContractExposure(const ExposureContext& context)
      : columns_(context.columns),
        settings_(context.settings),
        flag_(context.visible_flag("salesorder")) {}

  [[nodiscard]] std::string_view entity() const override { return "salesorder"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader&) const override {
    const auto customer = account_in(row, columns_.contract.customer);
    if (!customer || row.integer(columns_.contract.order_type) != kOrderTypeWorkBased || !flag_ ||
        !row.flag(*flag_) || !opened(row)) {
      return BucketSet{};
    }
    return BucketSet{{BucketKind::customer_psa, *customer}};
  }

  [[nodiscard]] Status dependants(const schema::Row&, schema::RowReader&,
                                  std::set<schema::RowKey>&) const override {
    return {};
  }

 private:
  [[nodiscard]] bool opened(const schema::Row& row) const {
    const auto state = row.integer(columns_.contract.project_state);
    if (state == kStateClosed) return settings_.closed_contracts;
    return state == kStateActive &&
           row.integer(columns_.contract.project_reason) == kReasonConfirmed;
  }

  const Columns& columns_;
  const ExposureSettings& settings_;
  std::optional<schema::ColumnHandle> flag_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_salesorder(const ExposureContext& context) {
  return std::make_unique<ContractExposure>(context);
}

}  // namespace fieldbook::syncd
