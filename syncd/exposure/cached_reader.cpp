#include "syncd/exposure/cached_reader.hpp"

#include "shared/base/limits.hpp"

namespace fieldbook::syncd {

Result<std::optional<schema::Row>> CachedReader::get(const schema::RowKey& key) {
  if (const auto known = got_.find(key); known != got_.end()) return known->second;
  TRY(auto row, rows_.get(key));
  if (got_.size() >= limits::kExposureCacheRowsMax) got_.clear();
  return got_.emplace(key, std::move(row)).first->second;
}

Result<std::vector<Uuid>> CachedReader::find(schema::ColumnHandle column, const Uuid& value) {
  const auto key = std::pair(column, value);
  if (const auto known = found_.find(key); known != found_.end()) return known->second;
  TRY(auto ids, rows_.find(column, value));
  if (found_.size() >= limits::kExposureCacheRowsMax) found_.clear();
  return found_.emplace(key, std::move(ids)).first->second;
}

const BucketSet* CachedReader::parent(const EntityExposure& detail, const Uuid& id) const {
  const auto known = parents_.find(std::pair(&detail, id));
  return known == parents_.end() ? nullptr : &known->second;
}

void CachedReader::put_parent(const EntityExposure& detail, const Uuid& id,
                              const BucketSet& buckets) {
  if (parents_.size() >= limits::kExposureCacheRowsMax) parents_.clear();
  parents_.insert_or_assign(std::pair(&detail, id), buckets);
}

}  // namespace fieldbook::syncd
