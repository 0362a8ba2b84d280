// A project: seen by its customer (DOMAIN.md 2.3), by the organisations whose resources are on its
// team or have a booking that opens it, and by the technicians of such bookings. A template is
// seen by nobody (DOMAIN.md 1.12).

#include "syncd/exposure/field_work.hpp"
#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class ProjectExposure final : public EntityExposure {
 public:
  explicit ProjectExposure(const Columns& columns)
      : columns_(columns), work_(columns), back_(columns) {}

  [[nodiscard]] std::string_view entity() const override { return "msdyn_project"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override {
    if (work_.is_template(row)) return BucketSet{};
    TRY(BucketSet out, work_.through_bookings(columns_.booking.project, row.id, rows));
    if (const auto customer = account_in(row, columns_.project.customer)) {
      out.insert({BucketKind::customer_psa, *customer});
    }
    TRY(const auto teams, rows_naming(columns_.team.project, row.id, rows));
    for (const schema::Row& team : teams) {
      if (!work_.on_team(team)) continue;
      TRY(const BucketSet holders, work_.holders_at(team, columns_.team.resource, rows));
      for (const Bucket& holder : holders) {
        if (holder.kind == BucketKind::partner_psa) out.insert(holder);
      }
    }
    return out;
  }

  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override {
    if (is(changed, columns_.project.entity)) return {};
    const auto add = [&](const schema::Row& row, schema::ColumnHandle lookup) {
      const auto project = row.lookup(lookup);
      if (project) out.insert({columns_.project.entity, *project});
    };
    TRY(const auto bookings, back_.bookings(changed, rows));
    for (const schema::Row& booking : bookings) add(booking, columns_.booking.project);
    TRY(const auto teams, back_.teams(changed, rows));
    for (const schema::Row& team : teams) add(team, columns_.team.project);
    return {};
  }

 private:
  const Columns& columns_;
  FieldWork work_;
  WayBack back_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_msdyn_project(const ExposureContext& context) {
  return std::make_unique<ProjectExposure>(context.columns);
}

}  // namespace fieldbook::syncd
