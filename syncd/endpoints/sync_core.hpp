#pragma once

// What signing in, sync and live need of the synchronous core: deciding actions and reading
// frames. The implementation over the decider and the pull is core.cpp; tests bring their own.

#include <memory>
#include <span>

#include "shared/protocol/messages.hpp"
#include "syncd/auth/sessions.hpp"
#include "syncd/endpoints/write_runner.hpp"

namespace fieldbook::syncd {

/// Actions of one request, signatures checked already.
struct ActionBatch {
  Session session;
  Uuid stream;
  Instant received;
  std::uint64_t acknowledged = 0;
  std::vector<actions::SignedAction> actions;  ///< ascending by number
};

/// What the daemon decided about a batch, after COMMIT.
struct DecidedBatch {
  std::vector<actions::Receipt> receipts;  ///< one an action, in their order
  bool fork = false;  ///< the stream's numbers were used by another device state
};

/// What to do after next().
enum class Step : std::uint8_t {
  more,  ///< call again at once
  wait,  ///< live only: everything up to position() was given; call again when something changed
  end    ///< the response is complete
};

/// A response's frames, read in pieces. Each next() opens and closes its own read transaction, so
/// none is open while a socket is awaited. One thread at a time, any thread.
class FrameSource {
 public:
  virtual ~FrameSource() = default;
  /// Appends whole frames, about limits::kPageBytesTarget at most.
  [[nodiscard]] virtual Result<Step> next(Bytes& out) = 0;
  /// Live: buckets whose change concerns this session, ascending, as of the last next().
  [[nodiscard]] virtual std::vector<BucketId> buckets() const { return {}; }
  /// Live: the commit up to which everything was given.
  [[nodiscard]] virtual Commit position() const { return 0; }
};

class SyncCore {
 public:
  virtual ~SyncCore() = default;
  /// Decides one group: at most limits::kGroupCommitActionsMax actions, in one transaction where
  /// possible. Runs on the writer thread. One result a batch, in their order; `after` collects
  /// what live sessions must hear.
  [[nodiscard]] virtual std::vector<Result<DecidedBatch>> decide(
      std::span<const ActionBatch> batches, std::vector<AfterCommit>& after) = 0;
  /// Opens the frames that answer a sync, without receipts. Reader thread.
  [[nodiscard]] virtual Result<std::unique_ptr<FrameSource>> pull(
      const Session& session, const protocol::SyncRequest& request) = 0;
  /// Opens the live frames beyond the request's cursor. Reader thread.
  [[nodiscard]] virtual Result<std::unique_ptr<FrameSource>> live(
      const Session& session, const protocol::SyncRequest& request) = 0;
  /// The core's own housekeeping in one short transaction: showing rows that a large move hid.
  /// True while there is more. Writer thread.
  [[nodiscard]] virtual Result<bool> tidy(std::vector<AfterCommit>& after) = 0;
};

}  // namespace fieldbook::syncd
