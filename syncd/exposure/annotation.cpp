// A note: seen with its case when it says that it is for the portal; staff's notes stay internal
// (DOMAIN.md 5.2). Notes on anything else are staff's alone.

#include "syncd/exposure/case_exposure.hpp"
#include "syncd/exposure/detail.hpp"

namespace fieldbook::syncd {
namespace {

constexpr std::string_view kPortalMark = "*WEB*";

class NoteExposure final : public Detail {
 public:
  explicit NoteExposure(const ExposureContext& context)
      : Detail("annotation", context.columns.note.object,
               std::make_unique<CaseExposure>(context, CasePart::detail),
               context.columns.incident.entity),
        columns_(context.columns) {}

 protected:
  [[nodiscard]] Result<BucketSet> narrow(const schema::Row& row, BucketSet of_parent,
                                         schema::RowReader&) const override {
    const bool on_case = row.text(columns_.note.object_type) == "incident";
    const bool marked = row.text(columns_.note.text).find(kPortalMark) != std::string::npos;
    return on_case && marked ? of_parent : BucketSet{};
  }

 private:
  const Columns& columns_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_annotation(const ExposureContext& context) {
  return std::make_unique<NoteExposure>(context);
}

}  // namespace fieldbook::syncd
