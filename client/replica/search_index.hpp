#pragma once

// The full-text index over the searched columns of all entities, in three columns by weight.
//
// Rows that appear are not indexed when they are written: everything up to one row number is in
// the index, the rest waits, so a first sync pays nothing for search. Rows that change or go after
// they were indexed are listed in search_backlog.

#include "shared/sqlite/connection.hpp"

namespace fieldbook::client {

struct ReplicaParts;
class RowTable;

class SearchIndex {
 public:
  explicit SearchIndex(ReplicaParts& parts) : parts_(parts) {}
  /// See Replica::index_some.
  [[nodiscard]] Result<std::size_t> index_some(std::size_t rows);
  /// See Replica::merge_index_some.
  [[nodiscard]] Result<bool> merge_some();
  /// Rows that wait, at most: numbers given out since, also to rows that went or are not searched.
  /// 0 when nothing waits.
  [[nodiscard]] Result<std::size_t> backlog();

 private:
  [[nodiscard]] Result<std::size_t> renew_changed(std::size_t rows);
  [[nodiscard]] Status add_new(std::size_t rows);
  [[nodiscard]] Status add_from(const sqlite::Statement& row, const RowTable& table,
                                sqlite::Statement& insert);

  ReplicaParts& parts_;
};

}  // namespace fieldbook::client
