// A work order: seen by its service account when exposed, active or inactive (DOMAIN.md 1.4, 2.3),
// and by whoever's resource has a booking on it that opens it: the organisation and the technician.

#include "syncd/exposure/field_work.hpp"
#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class WorkOrderExposure final : public EntityExposure {
 public:
  explicit WorkOrderExposure(const ExposureContext& context)
      : columns_(context.columns),
        flag_(context.flag("msdyn_workorder")),
        work_(columns_),
        back_(columns_) {}

  [[nodiscard]] std::string_view entity() const override { return "msdyn_workorder"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override {
    TRY(BucketSet out, work_.through_bookings(columns_.booking.work_order, row.id, rows));
    const auto account = account_in(row, columns_.work_order.service_account);
    if (account && flag_ && row.flag(*flag_)) out.insert({BucketKind::customer_fs, *account});
    return out;
  }

  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override {
    TRY(const auto bookings, back_.bookings(changed, rows));
    for (const schema::Row& booking : bookings) {
      const auto work_order = booking.lookup(columns_.booking.work_order);
      if (work_order) out.insert({columns_.work_order.entity, *work_order});
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

std::unique_ptr<EntityExposure> make_msdyn_workorder(const ExposureContext& context) {
  return std::make_unique<WorkOrderExposure>(context);
}

}  // namespace fieldbook::syncd
