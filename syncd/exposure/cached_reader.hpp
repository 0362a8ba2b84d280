#pragma once

// Remembers what it read while nothing is written: computing the buckets of a commit's rows asks
// for the same parents again and again. Make one after the rows are written, drop it before the
// next write. One thread.

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "shared/schema/row_reader.hpp"

namespace fieldbook::syncd {

class CachedReader final : public schema::RowReader {
 public:
  explicit CachedReader(schema::RowReader& rows) : rows_(rows) {}

  [[nodiscard]] const schema::Catalogue& catalogue() const override { return rows_.catalogue(); }
  [[nodiscard]] Result<std::optional<schema::Row>> get(const schema::RowKey& key) override;
  [[nodiscard]] Result<std::vector<Uuid>> find(schema::ColumnHandle column,
                                               const Uuid& value) override;

 private:
  schema::RowReader& rows_;
  std::map<schema::RowKey, std::optional<schema::Row>> got_;
  std::map<std::pair<schema::ColumnHandle, Uuid>, std::vector<Uuid>> found_;
};

}  // namespace fieldbook::syncd
