#pragma once

// Which finished rows devices still carry, a second time and as plainly as possible, in the words
// of syncd/config/README.md (windows.*). It shares nothing with syncd/exposure.

#include <functional>
#include <map>
#include <string>

#include "shared/schema/row.hpp"

namespace fieldbook::tests {

/// Finds a row of the same moment; null when there is none.
using FindRow = std::function<const schema::Row*(const schema::RowKey&)>;

/// Whether a device of anybody but staff carries the row, if its person may see it. `days` is the
/// length of every window; 0: there is none. `today` is the day that the windows were moved to.
[[nodiscard]] bool naive_carries(const schema::Catalogue& catalogue, const schema::Row& row,
                                 const FindRow& find, std::int64_t days, std::int64_t today);

}  // namespace fieldbook::tests
