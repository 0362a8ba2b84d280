#include "syncd/endpoints/core.hpp"

#include "shared/base/limits.hpp"

namespace fieldbook::syncd {
namespace {

class PullFrames final : public FrameSource {
 public:
  PullFrames(Store& store, const Session& session, const PullSession& pulling,
             const protocol::SyncRequest& request, const Clock& clock, Meter* meter,
             PageCache* pages)
      : session_(session), pull_(store, pulling, request, clock, {}, pages), meter_(meter) {}

  Result<Step> next(Bytes& out) override { return step(pull_.next(out)); }
  Result<Step> next_piece(PullPiece& out) override { return step(pull_.next(out)); }

 private:
  Result<Step> step(const Result<bool>& next) {
    TRY(const bool more, next);
    if (more) return Step::more;
    if (meter_ != nullptr) meter_->pull_ended(session_, pull_.report());
    return Step::end;
  }

  Session session_;
  Pull pull_;
  Meter* meter_;
};

class LiveFrames final : public FrameSource {
 public:
  LiveFrames(Store& store, const PullSession& session, const LiveStart& start, const Clock& clock,
             std::vector<BucketId> buckets)
      : feed_(store, session, start, clock), buckets_(std::move(buckets)) {}

  Result<Step> next(Bytes& out) override {
    TRY(const LiveStep step, feed_.next(out));
    return step == LiveStep::behind ? Step::end : Step::wait;
  }
  std::vector<BucketId> buckets() const override { return buckets_; }

 private:
  LiveFeed feed_;
  std::vector<BucketId> buckets_;  // a change of grants ends the stream, so they never change
};

}  // namespace

Status Core::prepare(const Session&, const protocol::SyncRequest& request, WriteRunner& writer) {
  Standing standing = Standing::fresh;
  {
    TRY(const auto transaction, store_.begin_read());
    TRY(const Examined examined, examine(*transaction, request));
    standing = examined.standing;
  }
  if (standing != Standing::must_open) return {};
  return writer.write([&](WriteTransaction& transaction) -> Result<AfterCommit> {
    TRY([[maybe_unused]] const bool opened, open_epoch_on_evidence(transaction, request, random_));
    return AfterCommit{};
  });
}

std::string Core::told_policy(rules::QuotePolicy policy) {
  return policy == rules::QuotePolicy::close ? std::string() : std::string(to_string(policy));
}

PullSession Core::pull_session(const Session& session) const {
  return {session.device, session.person, session.audience, quote_policy_};
}

Result<HeldSettled> Core::settle_held(WriteTransaction& transaction, const HeldDecision& decision) {
  return decider_.settle_held(transaction, decision, clock_.now());
}

DecideOutcome Core::decide(std::span<const DecideBatch> batches) {
  return decider_.decide(batches);
}

Result<std::unique_ptr<FrameSource>> Core::pull(const Session& session,
                                                const protocol::SyncRequest& request) {
  return std::make_unique<PullFrames>(store_, session, pull_session(session), request, clock_,
                                      meter_, pages_);
}

Result<std::unique_ptr<FrameSource>> Core::live(const Session& session,
                                                const protocol::SyncRequest& request) {
  std::vector<BucketId> buckets;
  {
    TRY(const auto transaction, store_.begin_read());
    TRY(const auto grants, transaction->grants(session.person, session.audience));
    for (const Grant& grant : grants)
      if (grant.present) buckets.push_back(grant.bucket);
  }
  std::ranges::sort(buckets);
  const LiveStart start{{request.epoch, request.cursor, request.chain, request.seal},
                        request.stream,
                        request.acknowledged};
  return std::make_unique<LiveFrames>(store_, pull_session(session), start, clock_,
                                      std::move(buckets));
}

Result<CommitOutcome> Core::show_pending() {
  TRY(const auto transaction, store_.begin_write());
  TRY(auto outcome, committer_.show_pending(*transaction, limits::kImportRowsPerCommit));
  if (outcome.is_empty) {
    // Nothing is hidden; rows whose projection changed with the catalogue come next.
    TRY(outcome, committer_.stamp_waiting(*transaction, limits::kImportRowsPerCommit));
    outcome.exposure_pending = !outcome.is_empty;
  }
  if (!outcome.is_empty) CHECK(transaction->commit());
  return outcome;
}

}  // namespace fieldbook::syncd
