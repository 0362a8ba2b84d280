// A conflict waits for its author's decision, in the author's own bucket (design.md section 7).

#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class ConflictExposure final : public EntityExposure {
 public:
  explicit ConflictExposure(const Columns& columns) : columns_(columns) {}

  [[nodiscard]] std::string_view entity() const override { return "fieldbook_conflict"; }

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader&) const override {
    const auto owner = row.lookup(columns_.conflict.bucket_owner);
    if (!owner) return BucketSet{};
    return BucketSet{{BucketKind::contact, *owner}};
  }

  [[nodiscard]] Status dependants(const schema::Row&, schema::RowReader&,
                                  std::set<schema::RowKey>&) const override {
    return {};
  }

 private:
  const Columns& columns_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_fieldbook_conflict(const ExposureContext& context) {
  return std::make_unique<ConflictExposure>(context.columns);
}

}  // namespace fieldbook::syncd
