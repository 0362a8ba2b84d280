#include "syncd/changelog/live.hpp"

#include <algorithm>
#include <limits>

#include "shared/protocol/frames.hpp"

namespace fieldbook::syncd {

namespace {

constexpr RowNumber kLastRow = std::numeric_limits<RowNumber>::max();

}  // namespace

LiveFeed::LiveFeed(Store& store, const PullSession& session, const LiveStart& start,
                   const Clock& clock, const PullTuning& tuning)
    : store_(store),
      session_(session),
      position_(start.position),
      stream_(start.stream),
      acknowledged_(start.acknowledged),
      clock_(clock),
      tuning_(tuning) {}

Result<bool> LiveFeed::is_behind(ReadTransaction& transaction, const std::vector<Grant>& grants) {
  const OrganisationHead& head = transaction.head();
  if (!examined_) {
    TRY(const Examined examined, examine(transaction, position_));
    if (examined.standing != Standing::continues) return true;
    examined_ = true;
  }
  if (position_.epoch != head.epoch()) return true;
  return std::ranges::any_of(grants, [this](const Grant& grant) {
    return grant.commit > position_.commit ||
           (grant.present && grant.head.last > position_.commit &&
            grant.head.floor > position_.commit);
  });
}

Result<bool> LiveFeed::add_deltas(ReadTransaction& transaction, const std::vector<Grant>& grants,
                                  PullPage& page) {
  for (const Grant& grant : grants) {
    if (!grant.present || grant.head.last <= position_.commit) continue;
    TRY(const auto entries,
        transaction.entries_after(grant.bucket, {position_.commit, kLastRow},
                                  transaction.head().commit, tuning_.page_rows + 1));
    for (const Entry& entry : entries) {
      if (page.is_full()) return false;
      if (entry.present) {
        CHECK(page.add_row(entry.row));
      } else {
        page.add_removal(grant.name, entry.key);
      }
    }
  }
  return true;
}

Result<LiveStep> LiveFeed::next(Bytes& out) {
  TRY(const auto transaction, store_.begin_read());
  const OrganisationHead& head = transaction->head();
  if (examined_ && head.commit == position_.commit && head.epoch() == position_.epoch)
    return LiveStep::nothing;
  const auto behind = [&] {
    protocol::encode_frame(protocol::Behind{}, out);
    return LiveStep::behind;
  };
  TRY(const auto grants, transaction->grants(session_.person, session_.audience));
  TRY(const bool is_far, is_behind(*transaction, grants));
  if (is_far) return behind();
  GrantedNames granted;
  for (const Grant& grant : grants)
    if (grant.present) granted.emplace(grant.bucket, grant.name);
  PullPage page(*transaction, session_.audience, granted, tuning_);
  TRY(const bool fits, add_deltas(*transaction, grants, page));
  if (!fits) return behind();

  TRY(Verdicts verdicts,
      verdicts_for(*transaction, session_, stream_, acknowledged_, position_.commit, head.commit));
  if (verdicts.more) return behind();
  // Those of earlier checkpoints of this stream have been sent.
  std::erase_if(verdicts.receipts, [this](const actions::Receipt& receipt) {
    return receipt.commit <= position_.commit;
  });
  // A commit that is not about this person is passed over in silence; the next delta covers it.
  if (page.is_empty() && verdicts.receipts.empty()) return LiveStep::nothing;

  page.finish(out);
  auto checkpoint = checkpoint_of(head, grants, session_, position_.commit, clock_);
  checkpoint.verdicts = std::move(verdicts.receipts);
  protocol::encode_frame(checkpoint, out);
  position_ = {checkpoint.epoch, checkpoint.to, checkpoint.chain, checkpoint.seal};
  return LiveStep::delta;
}

}  // namespace fieldbook::syncd
