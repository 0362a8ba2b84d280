// A customer asset: seen by its account when exposed and active (DOMAIN.md 1.5, 2.3), and by those
// who work on it: whoever sees a work order on it through a booking.

#include "syncd/exposure/field_work.hpp"
#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class AssetExposure final : public EntityExposure {
 public:
  explicit AssetExposure(const ExposureContext& context)
      : columns_(context.columns),
        flag_(context.flag("msdyn_customerasset")),
        work_(columns_),
        back_(columns_) {}

  [[nodiscard]] std::string_view entity() const override { return "msdyn_customerasset"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override {
    BucketSet out;
    const auto account = account_in(row, columns_.asset.account);
    const bool active = row.integer(columns_.asset.state) == kStateActive;
    if (account && active && flag_ && row.flag(*flag_)) {
      out.insert({BucketKind::customer_fs, *account});
    }
    TRY(const auto work_orders, rows.find(columns_.work_order.asset, row.id));
    for (const Uuid& work_order : work_orders) {
      TRY(BucketSet through, work_.through_bookings(columns_.booking.work_order, work_order, rows));
      out.merge(through);
    }
    return out;
  }

  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override {
    if (is(changed, columns_.work_order.entity)) {
      if (const auto asset = changed.lookup(columns_.work_order.asset)) {
        out.insert({columns_.asset.entity, *asset});
      }
      return {};
    }
    TRY(const auto bookings, back_.bookings(changed, rows));
    for (const schema::Row& booking : bookings) {
      TRY(const auto work_order,
          row_at(booking, columns_.booking.work_order, columns_.work_order.entity, rows));
      if (!work_order) continue;
      if (const auto asset = work_order->lookup(columns_.work_order.asset)) {
        out.insert({columns_.asset.entity, *asset});
      }
    }
    return {};
  }

 private:
  const Columns& columns_;
  std::optional<schema::ColumnHandle> flag_;
  FieldWork work_;
  WayBack back_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_msdyn_customerasset(const ExposureContext& context) {
  return std::make_unique<AssetExposure>(context);
}

}  // namespace fieldbook::syncd
