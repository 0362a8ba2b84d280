#pragma once

// The request that continues from a replica's state.

#include "client/replica/replica_status.hpp"
#include "shared/protocol/messages.hpp"

namespace fieldbook::client {

struct ReplicaParts;

/// See Replica::sync_request.
[[nodiscard]] Result<protocol::SyncRequest> build_sync_request(ReplicaParts& parts);

/// See Replica::live_request.
[[nodiscard]] Result<protocol::SyncRequest> build_live_request(ReplicaParts& parts);

/// Actions of the queue in whose turn nothing stands: not on hold, not behind one on hold in their
/// lane (the same target), not depending on one that waits. `blocked_by` names what the others
/// wait for.
struct Turns {
  std::vector<std::int64_t> sequences;                    ///< ascending
  std::vector<std::pair<std::int64_t, Uuid>> blocked_by;  ///< (sequence, id)
};
[[nodiscard]] Result<Turns> find_turns(ReplicaParts& parts);

/// See Replica::status.
[[nodiscard]] Result<ReplicaStatus> read_status(ReplicaParts& parts);

}  // namespace fieldbook::client
