// A bookable resource: seen by the organisation it belongs to and by its technician (DOMAIN.md
// 1.10), and by customers whose projects it is confirmed on (DOMAIN.md 2.3, 6.5).

#include "syncd/exposure/field_work.hpp"
#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class ResourceExposure final : public EntityExposure {
 public:
  explicit ResourceExposure(const ExposureContext& context)
      : columns_(context.columns), settings_(context.settings), work_(columns_), back_(columns_) {}

  [[nodiscard]] std::string_view entity() const override { return "bookableresource"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override {
    TRY(BucketSet out, work_.holders(row, rows));
    TRY(const auto teams, rows_naming(columns_.team.resource, row.id, rows));
    for (const schema::Row& team : teams) {
      TRY(const auto project, row_at(team, columns_.team.project, columns_.project.entity, rows));
      if (!project || work_.is_template(*project) ||
          !work_.confirmed(team, *project, row, settings_.resource_list)) {
        continue;
      }
      if (const auto customer = account_in(*project, columns_.project.customer)) {
        out.insert({BucketKind::customer_psa, *customer});
      }
    }
    return out;
  }

  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override {
    TRY(const auto resources, back_.resources(changed, rows));
    for (const Uuid& resource : resources) out.insert({columns_.resource.entity, resource});
    if (!is(changed, columns_.team.entity) && !is(changed, columns_.project.entity)) return {};
    TRY(const auto teams, back_.teams(changed, rows));
    for (const schema::Row& team : teams) {
      const auto resource = team.lookup(columns_.team.resource);
      if (resource) out.insert({columns_.resource.entity, *resource});
    }
    return {};
  }

 private:
  const Columns& columns_;
  const ExposureSettings& settings_;
  FieldWork work_;
  WayBack back_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_bookableresource(const ExposureContext& context) {
  return std::make_unique<ResourceExposure>(context);
}

}  // namespace fieldbook::syncd
