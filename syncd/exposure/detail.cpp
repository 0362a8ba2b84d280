#include "syncd/exposure/detail.hpp"

#include "syncd/exposure/cached_reader.hpp"
#include "syncd/exposure/reading.hpp"

namespace fieldbook::syncd {

Result<BucketSet> Detail::buckets(const schema::Row& row, schema::RowReader& rows) const {
  const auto id = row.lookup(lookup_);
  if (!id) return BucketSet{};
  TRY(BucketSet of_parent, buckets_of_parent(*id, rows));
  if (of_parent.empty()) return of_parent;
  return narrow(row, std::move(of_parent), rows);
}

Result<BucketSet> Detail::buckets_of_parent(const Uuid& id, schema::RowReader& rows) const {
  auto* cached = dynamic_cast<CachedReader*>(&rows);
  if (cached != nullptr) {
    if (const BucketSet* known = cached->parent(*this, id)) return *known;
  }
  BucketSet out;
  TRY(const auto parent, rows.get({parent_entity_, id}));
  if (parent) {
    TRY(out, parent_->buckets(*parent, rows));
  }
  if (cached != nullptr) cached->put_parent(*this, id, out);
  return out;
}

Result<BucketSet> Detail::narrow(const schema::Row&, BucketSet of_parent,
                                 schema::RowReader&) const {
  return of_parent;
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
