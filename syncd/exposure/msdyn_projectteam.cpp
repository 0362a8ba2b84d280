// A row of the resource list: confirmed ones only, for the project's customer and for the
// organisation of the resource (DOMAIN.md 2.3, 6.5).

#include "syncd/exposure/field_work.hpp"
#include "syncd/exposure/reading.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class TeamExposure final : public EntityExposure {
 public:
  explicit TeamExposure(const ExposureContext& context)
      : columns_(context.columns), settings_(context.settings), work_(columns_), back_(columns_) {}

  [[nodiscard]] std::string_view entity() const override { return "msdyn_projectteam"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override {
    TRY(const auto project, row_at(row, columns_.team.project, columns_.project.entity, rows));
    if (!project || work_.is_template(*project)) return BucketSet{};
    TRY(const auto resource, row_at(row, columns_.team.resource, columns_.resource.entity, rows));
    if (!resource || !work_.confirmed(row, *project, *resource, settings_.resource_list))
      return BucketSet{};
    TRY(BucketSet out, work_.holders(*resource, rows));
    std::erase_if(out, [](const Bucket& b) { return b.kind != BucketKind::partner_psa; });
    if (const auto customer = account_in(*project, columns_.project.customer)) {
      out.insert({BucketKind::customer_psa, *customer});
    }
    return out;
  }

  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override {
    TRY(const auto teams, back_.teams(changed, rows));
    for (const schema::Row& team : teams) out.insert(team.key());
    return {};
  }

 private:
  const Columns& columns_;
  const ExposureSettings& settings_;
  FieldWork work_;
  WayBack back_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_msdyn_projectteam(const ExposureContext& context) {
  return std::make_unique<TeamExposure>(context);
}

}  // namespace fieldbook::syncd
