// A post: seen with its thread, when it is published itself (DOMAIN.md 5.5).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/publication.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class PostExposure final : public Detail {
 public:
  explicit PostExposure(const ExposureContext& context)
      : Detail("adx_communityforumpost", context.columns.post.thread,
               make_adx_communityforumthread(context), context.columns.thread.entity),
        publication_(context.columns, context.columns.post.publishing_state,
                     context.columns.post.state) {}

  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override {
    CHECK(publication_.dependants(changed, rows, out));
    return Detail::dependants(changed, rows, out);
  }

 protected:
  [[nodiscard]] Result<BucketSet> narrow(const schema::Row& row, BucketSet of_parent,
                                         schema::RowReader& rows) const override {
    TRY(const bool published, publication_.is_published(row, rows));
    return published ? of_parent : BucketSet{};
  }

 private:
  Publication publication_;
};

}  // namespace

std::unique_ptr<EntityExposure> make_adx_communityforumpost(const ExposureContext& context) {
  return std::make_unique<PostExposure>(context);
}

}  // namespace fieldbook::syncd
