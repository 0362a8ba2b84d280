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

}  // namespace fieldbook::syncd
