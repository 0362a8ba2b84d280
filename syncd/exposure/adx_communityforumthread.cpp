// A thread: seen with its forum, when it is published itself (DOMAIN.md 5.5). Locked ones too.

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/publication.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {
namespace {

class ThreadExposure final : public Detail {
 public:
  explicit ThreadExposure(const ExposureContext& context)
      : Detail("adx_communityforumthread", context.columns.thread.forum,
               make_adx_communityforum(context), context.columns.forum.entity),
        publication_(context.columns, context.columns.thread.publishing_state,
                     context.columns.thread.state) {}

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

std::unique_ptr<EntityExposure> make_adx_communityforumthread(const ExposureContext& context) {
  return std::make_unique<ThreadExposure>(context);
}

}  // namespace fieldbook::syncd
