#pragma once

// What signing in, sync and live need of the synchronous core: deciding actions and reading
// frames. The implementation over the decider and the pull is core.hpp; tests bring their own.

#include <memory>
#include <span>

#include "shared/protocol/messages.hpp"
#include "syncd/auth/sessions.hpp"
#include "syncd/changelog/pull.hpp"
#include "syncd/endpoints/write_runner.hpp"
#include "syncd/handlers/decider.hpp"

namespace fieldbook::syncd {

/// What to do after next().
enum class Step : std::uint8_t {
  more,  ///< call again at once
  wait,  ///< live only: everything was given; call again when something changed
  end    ///< the response is complete
};

/// A response's frames, read in pieces. Each next() opens and closes its own read transaction, so
/// none is open while a socket is awaited. One thread at a time, any thread.
class FrameSource {
 public:
  virtual ~FrameSource() = default;
  /// Appends whole frames, about limits::kPageBytesTarget at most.
  [[nodiscard]] virtual Result<Step> next(Bytes& out) = 0;
  /// The same with a page apart that other devices get too, where there is one.
  [[nodiscard]] virtual Result<Step> next_piece(PullPiece& out) { return next(out.before); }
  /// Live: buckets whose change concerns this session.
  [[nodiscard]] virtual std::vector<BucketId> buckets() const { return {}; }
};

class SyncCore {
 public:
  virtual ~SyncCore() = default;
  /// Compares the device's position with this history; opens an epoch where the device proves
  /// that the daemon was restored. Before anything else of a sync; reader thread.
  [[nodiscard]] virtual Status prepare(const Session& session, const protocol::SyncRequest& request,
                                       WriteRunner& writer) = 0;
  /// Decides one group: at most limits::kGroupCommitActionsMax actions. Runs on the writer thread,
  /// returns after COMMIT.
  [[nodiscard]] virtual DecideOutcome decide(std::span<const DecideBatch> batches) = 0;
  /// Settles an action in custody within the transaction; Decider::settle_held.
  [[nodiscard]] virtual Result<HeldSettled> settle_held(WriteTransaction& transaction,
                                                        const HeldDecision& decision) = 0;
  /// Opens the frames that answer a sync, without receipts. Reader thread.
  [[nodiscard]] virtual Result<std::unique_ptr<FrameSource>> pull(
      const Session& session, const protocol::SyncRequest& request) = 0;
  /// Opens the live frames beyond the request's cursor. Reader thread.
  [[nodiscard]] virtual Result<std::unique_ptr<FrameSource>> live(
      const Session& session, const protocol::SyncRequest& request) = 0;
  /// Works off a part of what is left to do: rows that a large move hid, rows that want a new
  /// stamp. One short transaction; `exposure_pending` while there may be more. Writer thread.
  [[nodiscard]] virtual Result<CommitOutcome> show_pending() = 0;
};

}  // namespace fieldbook::syncd
