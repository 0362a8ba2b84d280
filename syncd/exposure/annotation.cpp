// A note says with *WEB* that it is for the portal; without it, it stays internal (DOMAIN.md 5.2).
// Such a note is seen with its case; on a work order, a booking or an asset it is seen by those who
// work there, through a booking, and not by customers: no rule shows them notes but on cases.

#include "syncd/exposure/case_exposure.hpp"
#include "syncd/exposure/detail.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::string_view kPortalMark = "*WEB*";

enum class Readers : std::uint8_t { all_of_parent, field_staff };

/// Notes on rows of one entity.
class NoteOn final : public Detail {
 public:
  NoteOn(const ExposureContext& context, std::unique_ptr<EntityExposure> parent,
         std::uint32_t parent_entity, Readers readers)
      : Detail("annotation", context.columns.note.object, std::move(parent), parent_entity),
        columns_(context.columns),
        readers_(readers) {}

 protected:
  [[nodiscard]] Result<BucketSet> narrow(const schema::Row& row, BucketSet of_parent,
                                         schema::RowReader&) const override {
    if (!row.text(columns_.note.text).contains(kPortalMark)) return BucketSet{};
    if (readers_ == Readers::field_staff)
      std::erase_if(of_parent, [](const Bucket& bucket) {
        return bucket.kind != BucketKind::partner_psa && bucket.kind != BucketKind::technician;
      });
    return of_parent;
  }

 private:
  const Columns& columns_;
  Readers readers_;
};

class NoteExposure final : public EntityExposure {
 public:
  explicit NoteExposure(const ExposureContext& context) : columns_(context.columns) {
    const auto on = [&](std::unique_ptr<EntityExposure> parent, std::uint32_t entity,
                        Readers readers) {
      const std::string name(parent->entity());
      parents_.emplace(name, std::make_unique<NoteOn>(context, std::move(parent), entity, readers));
    };
    on(std::make_unique<CaseExposure>(context, CasePart::detail), columns_.incident.entity,
       Readers::all_of_parent);
    on(make_msdyn_workorder(context), columns_.work_order.entity, Readers::field_staff);
    on(make_bookableresourcebooking(context), columns_.booking.entity, Readers::field_staff);
    on(make_msdyn_customerasset(context), columns_.asset.entity, Readers::field_staff);
  }

  [[nodiscard]] std::string_view entity() const override { return "annotation"; }
  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override {
    const auto found = parents_.find(row.text(columns_.note.object_type));
    return found == parents_.end() ? BucketSet{} : found->second->buckets(row, rows);
  }
  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override {
    for (const auto& [name, parent] : parents_) CHECK(parent->dependants(changed, rows, out));
    return {};
  }

 private:
  const Columns& columns_;
  std::map<std::string, std::unique_ptr<NoteOn>, std::less<>> parents_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_annotation(const ExposureContext& context) {
  return std::make_unique<NoteExposure>(context);
}

}  // namespace fieldbook::syncd
