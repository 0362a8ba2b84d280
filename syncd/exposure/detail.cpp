#include "syncd/exposure/detail.hpp"

#include "syncd/exposure/reading.hpp"

namespace fieldbook::syncd {

Result<BucketSet> Detail::buckets(const schema::Row& row, schema::RowReader& rows) const {
  TRY(const auto parent, row_at(row, lookup_, parent_entity_, rows));
  if (!parent) return BucketSet{};
  return parent_->buckets(*parent, rows);
}

Status Detail::dependants(const schema::Row& changed, schema::RowReader& rows,
                          std::set<schema::RowKey>& out) const {
  std::set<schema::RowKey> parents;
  CHECK(parent_->dependants(changed, rows, parents));
  if (is(changed, parent_entity_)) parents.insert(changed.key());
  for (const schema::RowKey& parent : parents) {
    TRY(const auto details, rows.find(lookup_, parent.id));
    for (const Uuid& detail : details) out.insert({lookup_.entity_number, detail});
  }
  return {};
}

}  // namespace fieldbook::syncd
