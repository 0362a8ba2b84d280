#pragma once

// The synchronous core as the endpoints use it: the decider, the pull and the live feed behind
// sync_core.hpp.

#include "syncd/changelog/live.hpp"
#include "syncd/endpoints/services.hpp"

namespace fieldbook::syncd {

class Core final : public SyncCore {
 public:
  /// All must outlive the core. `meter`, if there is one, hears how pulls ended; without `pages`
  /// devices of equal scopes share nothing.
  Core(Store& store, const Committer& committer, DeciderSettings settings, const Clock& clock,
       Random& random, Meter* meter = nullptr, PageCache* pages = nullptr)
      : store_(store),
        committer_(committer),
        decider_(store, committer, settings, rules::find_rule, &random),
        clock_(clock),
        random_(random),
        meter_(meter),
        pages_(pages),
        quote_policy_(told_policy(settings.rules.quote_policy)) {}

  [[nodiscard]] Status prepare(const Session& session, const protocol::SyncRequest& request,
                               WriteRunner& writer) override;
  [[nodiscard]] DecideOutcome decide(std::span<const DecideBatch> batches) override;
  [[nodiscard]] Result<HeldSettled> settle_held(WriteTransaction& transaction,
                                                const HeldDecision& decision) override;
  [[nodiscard]] Result<std::unique_ptr<FrameSource>> pull(
      const Session& session, const protocol::SyncRequest& request) override;
  [[nodiscard]] Result<std::unique_ptr<FrameSource>> live(
      const Session& session, const protocol::SyncRequest& request) override;
  [[nodiscard]] Result<CommitOutcome> show_pending() override;

 private:
  /// What checkpoints say of it; nothing of the default.
  [[nodiscard]] static std::string told_policy(rules::QuotePolicy policy);
  [[nodiscard]] PullSession pull_session(const Session& session) const;

  Store& store_;
  const Committer& committer_;
  Decider decider_;
  const Clock& clock_;
  Random& random_;
  Meter* meter_;
  PageCache* pages_;
  std::string quote_policy_;
};

}  // namespace fieldbook::syncd
