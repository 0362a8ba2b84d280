#pragma once

// Proving what is stored: content hashes of rows, digests counted anew from the rows.

#include <set>

#include "client/replica/bucket_book.hpp"
#include "client/replica/replica.hpp"

namespace fieldbook::client {

struct ReplicaParts;

/// Counts the digests of `wanted` from the rows and puts them into the book; names of those that
/// were wrong go to `wrong` when it is not null. Inside ReplicaParts::write.
[[nodiscard]] Status recount_digests(ReplicaParts& parts, const std::set<BucketId>& wanted,
                                     std::vector<std::string>* wrong);

/// The same for all buckets. Digests that were wrong are right afterwards, but the rows may not be:
/// their buckets are to be compared with the daemon's.
[[nodiscard]] Status recount_all(ReplicaParts& parts, std::vector<std::string>& wrong);

/// See the members of Replica.
[[nodiscard]] Result<DoctorReport> examine(ReplicaParts& parts);
[[nodiscard]] Result<std::vector<DumpedRow>> dump_rows(ReplicaParts& parts);

}  // namespace fieldbook::client
