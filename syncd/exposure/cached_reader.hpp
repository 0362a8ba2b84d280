#pragma once

// Remembers what it read while nothing is written: computing the buckets of a commit's rows asks
// for the same parents again and again. Make one after the rows are written, drop it before the
// next write. One thread.
//
// It also remembers the buckets of parents, so that a project of a thousand tasks and a hundred
// bookings is worked out once for all tasks, not once for each.

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "shared/schema/row_reader.hpp"
#include "syncd/exposure/exposure.hpp"

namespace fieldbook::syncd {

class CachedReader final : public schema::RowReader {
 public:
  explicit CachedReader(schema::RowReader& rows) : rows_(rows) {}

  [[nodiscard]] const schema::Catalogue& catalogue() const override { return rows_.catalogue(); }
  [[nodiscard]] Result<std::optional<schema::Row>> get(const schema::RowKey& key) override;
  [[nodiscard]] Result<std::vector<Uuid>> find(schema::ColumnHandle column,
                                               const Uuid& value) override;

  /// The buckets of the parent with this id as `detail` knows them; null when they were not put.
  [[nodiscard]] const BucketSet* parent(const EntityExposure& detail, const Uuid& id) const;
  void put_parent(const EntityExposure& detail, const Uuid& id, const BucketSet& buckets);

 private:
  schema::RowReader& rows_;
  std::map<schema::RowKey, std::optional<schema::Row>> got_;
  std::map<std::pair<schema::ColumnHandle, Uuid>, std::vector<Uuid>> found_;
  std::map<std::pair<const EntityExposure*, Uuid>, BucketSet> parents_;
};

}  // namespace fieldbook::syncd
