#pragma once

// Brings the grants of persons in step with what exposure says of them.

#include <set>

#include "syncd/changelog/bucket_names.hpp"

namespace fieldbook::syncd {

/// Writes the grants that differ under this commit number, and answers whose did, ascending. A
/// person that is gone loses all. Returns what Exposure::scope returns.
[[nodiscard]] Result<std::vector<Uuid>> update_grants(WriteTransaction& transaction,
                                                      BucketNames& names, const Exposure& exposure,
                                                      const std::set<Uuid>& persons, Commit commit);

}  // namespace fieldbook::syncd
