#pragma once

// Pending effects over the daemon's rows. The first pending action that touches a row moves what
// the daemon says about it into base_image; from then on deltas, removals and repairs write there,
// and the entity's table holds what people see. restore() puts the daemon's row back.

#include <optional>
#include <set>

#include "client/replica/row_table.hpp"

namespace fieldbook::client {

struct ReplicaParts;

class Overlay {
 public:
  explicit Overlay(ReplicaParts& parts) : parts_(parts) {}
  [[nodiscard]] Status load();

  [[nodiscard]] bool is_empty() const { return keys_.empty(); }
  [[nodiscard]] bool has(const schema::RowKey& key) const { return keys_.contains(key); }
  [[nodiscard]] const std::set<schema::RowKey>& keys() const { return keys_; }

  /// The daemon's head of a row that has a base image; nothing when the daemon has no such row.
  [[nodiscard]] Result<std::optional<RowHead>> head(const schema::RowKey& key);
  /// The daemon's row; nothing when it has none. The key must have a base image.
  [[nodiscard]] Result<std::optional<StoredRow>> base(const schema::RowKey& key);
  [[nodiscard]] Status put(const schema::Row& row, const RowHead& head);
  [[nodiscard]] Status put_head(const schema::RowKey& key, const RowHead& head);
  [[nodiscard]] Status put_absent(const schema::RowKey& key);

  /// Makes one change visible, with a base image from before it.
  [[nodiscard]] Status write(const schema::RowChange& change);
  /// Shows the daemon's row again and forgets the base image. Does nothing without one.
  [[nodiscard]] Status restore(const schema::RowKey& key);

 private:
  [[nodiscard]] Status touch(const schema::RowKey& key, const std::optional<StoredRow>& shown);
  [[nodiscard]] Status put_image(const schema::RowKey& key, const Bytes* image,
                                 const RowHead& head);

  ReplicaParts& parts_;
  std::set<schema::RowKey> keys_;
};

}  // namespace fieldbook::client
