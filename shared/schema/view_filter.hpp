#pragma once

// A view's conditions and order, on rows in memory: what the replica's SQL says
// (client/replica/list_sql.hpp), for where there is no replica. A test holds the two together over
// random rows.

#include <span>

#include "shared/base/time.hpp"
#include "shared/schema/row.hpp"

namespace fieldbook::schema {

/// Who looks at a list, when and where.
struct Viewer {
  Instant now;
  int zone_offset = 0;  ///< minutes east of UTC
  Uuid user;            ///< contact or systemuser
};

/// Inclusive bounds of `last_days` as a column of the type keeps them: from midnight that many
/// days ago in the viewer's zone until now (DOMAIN.md 2.5).
struct LastDays {
  std::int64_t from = 0;
  std::int64_t until = 0;
};
[[nodiscard]] LastDays last_days(ColumnType type, std::int64_t days, const Viewer& viewer);

/// Whether the row meets the condition. A condition on an unknown column is met by no row.
[[nodiscard]] bool fits(const Row& row, const Condition& condition, const Viewer& viewer);
[[nodiscard]] bool fits(const Row& row, const View& view, const Viewer& viewer);

/// Less than 0 where `left` comes first, 0 where the sort keys do not tell them apart. Nothing
/// comes before anything when ascending; numbers by size, texts by their bytes, lookups by id.
[[nodiscard]] int compare(const Row& left, const Row& right, std::span<const SortKey> sort);

}  // namespace fieldbook::schema
