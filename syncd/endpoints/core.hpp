#pragma once

// The synchronous core as the endpoints use it: the decider, the pull and the live feed behind
// sync_core.hpp.

#include "syncd/changelog/live.hpp"
#include "syncd/endpoints/services.hpp"

namespace fieldbook::syncd {

class Core final : public SyncCore {
 public:
  /// All must outlive the core. `meter`, if there is one, hears how pulls ended.
  Core(Store& store, const Committer& committer, DeciderSettings settings, const Clock& clock,
       Random& random, Meter* meter = nullptr)
      : store_(store),
        committer_(committer),
        decider_(store, committer, settings),
        clock_(clock),
        random_(random),
        meter_(meter) {}

  [[nodiscard]] Status prepare(const Session& session, const protocol::SyncRequest& request,
                               WriteRunner& writer) override;
  [[nodiscard]] DecideOutcome decide(std::span<const DecideBatch> batches) override;
  [[nodiscard]] Result<std::unique_ptr<FrameSource>> pull(
      const Session& session, const protocol::SyncRequest& request) override;
  [[nodiscard]] Result<std::unique_ptr<FrameSource>> live(
      const Session& session, const protocol::SyncRequest& request) override;
  [[nodiscard]] Result<CommitOutcome> show_pending() override;

 private:
  Store& store_;
  const Committer& committer_;
  Decider decider_;
  const Clock& clock_;
  Random& random_;
  Meter* meter_;
};

}  // namespace fieldbook::syncd
