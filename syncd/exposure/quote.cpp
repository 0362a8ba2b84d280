// A project quote of the customer account, in every state: decided ones stay visible, read-only
// (DOMAIN.md 2.3, 6.1). Item-based quotes and quotes for a person are not shown.

#include "syncd/exposure/order_type.hpp"
#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class QuoteExposure final : public EntityExposure {
 public:
  explicit QuoteExposure(const Columns& columns) : columns_(columns) {}

  [[nodiscard]] std::string_view entity() const override { return "quote"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader&) const override {
    const auto customer = account_in(row, columns_.quote.customer);
    if (!customer || row.integer(columns_.quote.order_type) != kOrderTypeWorkBased) {
      return BucketSet{};
    }
    return BucketSet{{BucketKind::customer_psa, *customer}};
  }

  [[nodiscard]] Status dependants(const schema::Row&, schema::RowReader&,
                                  std::set<schema::RowKey>&) const override {
    return {};
  }

 private:
  const Columns& columns_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_quote(const ExposureContext& context) {
  return std::make_unique<QuoteExposure>(context.columns);
}

}  // namespace fieldbook::syncd
