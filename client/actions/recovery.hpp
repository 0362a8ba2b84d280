#pragma once

// Opening a replica whatever state it is in. A damaged file is set aside under another name, never
// deleted; a fresh one is made, and the queue is salvaged into it from the damaged file as far as
// that reads, and from the journal. Rows are downloaded again; no work is lost (design.md 9).

#include <memory>
#include <string>

#include "client/actions/journal_file.hpp"
#include "client/replica/replica.hpp"

namespace fieldbook::client {

struct OpenedReplica {
  std::unique_ptr<Replica> replica;
  bool was_damaged = false;
  std::string set_aside;  ///< where the damaged file went
  std::size_t actions_salvaged = 0;
};

/// Returns Errc::permission_denied when neither file answers to the key (a wrong key destroys
/// nothing), Errc::storage when the disk refuses, Errc::unsupported for a file of a later release.
[[nodiscard]] Result<OpenedReplica> open_or_recover(
    const ReplicaOptions& options, std::shared_ptr<const schema::Catalogue> embedded,
    JournalFile& journal_file, const FixedBytes<32>& journal_key, ReplicaFolder& folder,
    const Clock& clock, Random& random);

}  // namespace fieldbook::client
