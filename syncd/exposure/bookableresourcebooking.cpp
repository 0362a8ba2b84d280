// A booking: seen by the organisation of its resource and by the technician, also when it is
// cancelled, so that they learn of it (DOMAIN.md 1.11). Another partner on the same work order
// does not see it.

#include "syncd/exposure/field_work.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class BookingExposure final : public EntityExposure {
 public:
  explicit BookingExposure(const Columns& columns)
      : columns_(columns), work_(columns), back_(columns) {}

  [[nodiscard]] std::string_view entity() const override { return "bookableresourcebooking"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override {
    return work_.holders_at(row, columns_.booking.resource, rows);
  }

  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override {
    TRY(const auto resources, back_.resources(changed, rows));
    for (const Uuid& resource : resources) {
      TRY(const auto bookings, rows.find(columns_.booking.resource, resource));
      for (const Uuid& booking : bookings) out.insert({columns_.booking.entity, booking});
    }
    return {};
  }

 private:
  const Columns& columns_;
  FieldWork work_;
  WayBack back_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_bookableresourcebooking(const ExposureContext& context) {
  return std::make_unique<BookingExposure>(context.columns);
}

}  // namespace fieldbook::syncd
