#include "syncd/exposure/published_detail.hpp"

namespace fieldbook::syncd {

Status PublishedDetail::dependants(const schema::Row& changed, schema::RowReader& rows,
                                   std::set<schema::RowKey>& out) const {
  CHECK(publication_.dependants(changed, rows, out));
  return Detail::dependants(changed, rows, out);
}

Result<BucketSet> PublishedDetail::narrow(const schema::Row& row, BucketSet of_parent,
                                          schema::RowReader& rows) const {
  TRY(const bool published, publication_.is_published(row, rows));
  return published ? of_parent : BucketSet{};
}

}  // namespace fieldbook::syncd
