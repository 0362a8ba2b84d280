// A rating: seen by the contact that gave it, while its article is seen (DOMAIN.md 1.17, 5.4). A
// vote for a post (5.5): seen by the contact that gave it, like a subscription. What others gave is
// in the figures of article and post.

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class FeedbackExposure final : public Detail {
 public:
  explicit FeedbackExposure(const ExposureContext& context)
      : Detail("feedback", context.columns.feedback.object, make_knowledgearticle(context),
               context.columns.article.entity),
        columns_(context.columns) {}

  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override {
    if (row.text(columns_.feedback.object_type) != "adx_communityforumpost")
      return Detail::buckets(row, rows);
    const auto contact = row.lookup(columns_.feedback.contact);
    if (!contact || !row.lookup(columns_.feedback.object)) return BucketSet{};
    return BucketSet{{BucketKind::contact, *contact}};
  }

 protected:
  [[nodiscard]] Result<BucketSet> narrow(const schema::Row& row, BucketSet,
                                         schema::RowReader&) const override {
    const auto contact = row.lookup(columns_.feedback.contact);
    if (!contact || row.text(columns_.feedback.object_type) != "knowledgearticle") {
      return BucketSet{};
    }
    return BucketSet{{BucketKind::contact, *contact}};
  }

 private:
  const Columns& columns_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_feedback(const ExposureContext& context) {
  return std::make_unique<FeedbackExposure>(context);
}

}  // namespace fieldbook::syncd
