#pragma once

// The changes of one step, folded into an image before and an image after for each row.

#include <unordered_map>

#include "shared/schema/json_form.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

/// One row of a step. `before` and `after` are nothing where the row is not there.
struct RowEdit {
  schema::RowKey key;
  std::optional<StoredRow> before;
  std::optional<schema::Row> after;
  RowNumber number = 0;

  [[nodiscard]] bool is_change() const;
  [[nodiscard]] const schema::Row* before_row() const { return before ? &before->row : nullptr; }
  [[nodiscard]] const schema::Row* after_row() const { return after ? &*after : nullptr; }
};

/// Reads each row once, when it is first named.
class ChangeSet {
 public:
  explicit ChangeSet(ReadTransaction& rows) : rows_(rows) {}

  /// Returns Errc::invalid_argument for an entity or column that the catalogue does not have, or a
  /// value that the column's type cannot hold.
  [[nodiscard]] Status add(const schema::RowChange& change);
  [[nodiscard]] Status add(const schema::JsonRow& row);
  /// Drops the rows that came out equal, and hands over the others in the order in which they were
  /// first named.
  [[nodiscard]] std::vector<RowEdit> take();

 private:
  [[nodiscard]] Result<RowEdit*> edit(const schema::RowKey& key);
  [[nodiscard]] schema::Row& image(RowEdit& edit, const schema::Entity& entity);

  struct KeyHash {
    std::size_t operator()(const schema::RowKey& key) const noexcept {
      return std::hash<Uuid>{}(key.id) ^ key.entity;
    }
  };
  ReadTransaction& rows_;
  std::vector<RowEdit> edits_;
  std::unordered_map<schema::RowKey, std::size_t, KeyHash> by_key_;
};

}  // namespace fieldbook::syncd
