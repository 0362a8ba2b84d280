#include "syncd/changelog/pull.hpp"

#include <algorithm>
#include <limits>

#include "shared/protocol/cbor.hpp"
#include "shared/protocol/compression.hpp"
#include "shared/protocol/frames.hpp"

namespace fieldbook::syncd {

namespace {

/// Behind every row of a commit.
constexpr RowNumber kLastRow = std::numeric_limits<RowNumber>::max();
/// Entries read at once; a page takes as many of these as it has room for.
constexpr std::size_t kEntriesAtOnce = 256;
/// Beyond this the progress bar need not be exact.
constexpr std::size_t kCountedMax = 1'000'000;

/// Verdicts in one checkpoint; `more` brings the others once these are acknowledged. Both bounds
/// keep the frame below limits::kFrameBytesMax.
constexpr std::size_t kVerdictsMax = 1'500;
constexpr std::size_t kVerdictBytesMax = 512 * 1024;

}  // namespace

Pull::Pull(Store& store, const PullSession& session, protocol::SyncRequest request,
           const Clock& clock, const PullTuning& tuning, PageCache* pages)
    : store_(store),
      session_(session),
      request_(std::move(request)),
      clock_(clock),
      tuning_(tuning),
      pages_(pages),
      started_(clock.since_boot()),
      scope_commit_(request_.cursor) {}

Pull::~Pull() = default;

void PullPiece::append_to(Bytes& out) const {
  out.insert(out.end(), before.begin(), before.end());
  if (page) out.insert(out.end(), page->frames.begin(), page->frames.end());
  out.insert(out.end(), after.begin(), after.end());
}

Result<bool> Pull::next(Bytes& out) {
  PullPiece piece;
  TRY(const bool more, next(piece));
  piece.append_to(out);
  return more;
}

Result<bool> Pull::next(PullPiece& out) {
  ASSERT(!over_ && out.size() == 0);
  over_ = true;  // stays so when something fails
  TRY(const auto transaction, store_.begin_read());
  bool more = true;
  if (!begun_) {
    begun_ = true;
    TRY(more, begin(*transaction, out.before));
  }
  if (more) {
    TRY(more, read_page(*transaction, out));
  }
  report_.bytes += out.size();
  if (more && is_long_enough()) {
    protocol::encode_frame(protocol::More{}, out.after);
    more = false;
  }
  over_ = !more;
  return more;
}

bool Pull::is_long_enough() const {
  // A repair counts only at its checkpoint: if the response ended before it, the next request would
  // ask for all of it once more, for ever.
  if (!request_.repair.empty()) return false;
  return report_.bytes >= tuning_.response_bytes ||
         clock_.since_boot() - started_ >= tuning_.response_time;
}

Result<bool> Pull::begin(ReadTransaction& transaction, Bytes& out) {
  TRY(const Examined examined, examine(transaction, request_));
  report_.standing = examined.standing;
  if (examined.standing == Standing::must_open)
    return fail(Errc::conflict, "an epoch must be opened before this device is answered");
  if (request_.catalogue != transaction.catalogue().hash())
    protocol::encode_frame(protocol::CatalogueChanged{transaction.catalogue().hash()}, out);
  if (examined.standing <= Standing::continues) return true;
  protocol::Restored restored;
  restored.lineage = transaction.head().lineage;
  restored.reconcile_only = examined.standing == Standing::unverified;
  restored.common = examined.common;
  restored.position = position_of(transaction.head());
  protocol::encode_frame(restored, out);
  protocol::encode_frame(protocol::More{}, out);
  return false;
}

Result<bool> Pull::read_page(ReadTransaction& transaction, PullPiece& piece) {
  CHECK(read_scope(transaction, piece.before));
  if (must_reconcile(piece.before)) return false;
  if (const auto key = page_key(transaction)) {
    TRY(const bool complete, read_shared(transaction, *key, piece));
    if (complete) {
      CHECK(end_with_checkpoint(transaction, piece.after));
    } else {
      end_page(transaction, piece.after);
    }
    return !complete;
  }
  Bytes& out = piece.before;
  PullPage page(transaction, session_.audience, granted_, tuning_);
  Bytes repair_frames;
  TRY(bool complete, run_repairs(transaction, page, repair_frames));
  if (complete) {
    TRY(complete, run_fills(transaction, page));
  }
  // What a finished fill or repair leaves to follow may have lost its removals meanwhile.
  if (complete && !must_reconcile(out)) {
    TRY(complete, run_deltas(transaction, page));
  } else if (complete) {
    return false;
  }
  page.finish(out);
  out.insert(out.end(), repair_frames.begin(), repair_frames.end());
  if (!complete) {
    end_page(transaction, out);
    return true;
  }
  CHECK(end_with_checkpoint(transaction, out));
  return false;
}

// --- Pages that are shared ----------------------------------------------------------------------

/// Everything that decides the bytes of a page of fills, hashed behind the chain value that stands
/// for all of this history. Nothing where the page has more in it than rows of fills that began at
/// this very commit: repairs, and what came since, are read for the device alone.
std::optional<PageKey> Pull::page_key(const ReadTransaction& transaction) const {
  const OrganisationHead& head = transaction.head();
  if (pages_ == nullptr || !repairs_.empty() || feeds_.empty()) return std::nullopt;
  bool filling = false;
  Bytes bytes;
  protocol::CborWriter key(bytes);
  key.text("page of fills");
  key.bytes(head.epoch());
  for (const std::uint64_t number :
       {static_cast<std::uint64_t>(head.commit), static_cast<std::uint64_t>(session_.audience),
        static_cast<std::uint64_t>(tuning_.page_bytes),
        static_cast<std::uint64_t>(tuning_.page_rows), static_cast<std::uint64_t>(feeds_.size())})
    key.unsigned_integer(number);
  for (const auto& [name, feed] : feeds_) {
    if (!feed.by_fill || feed.upto != head.commit) return std::nullopt;
    filling = filling || feed.filling;
    key.text(name);
    key.integer(feed.bucket);
    key.boolean(feed.filling);
    key.integer(feed.position.commit);
    key.integer(feed.position.row);
    key.unsigned_integer(filled_.at(name));
  }
  if (!filling) return std::nullopt;
  return protocol::next_chain(head.chain, bytes);
}

Result<bool> Pull::read_shared(ReadTransaction& transaction, const PageKey& key, PullPiece& piece) {
  const PageCache::Found found = pages_->find(key);
  if (found.page) {
    pass(*found.page);
    piece.page = found.page;
    return found.page->complete;
  }
  PullPage page(transaction, session_.audience, granted_, tuning_);
  TRY(bool complete, run_fills(transaction, page));
  if (complete) {
    TRY(complete, run_deltas(transaction, page));
  }
  if (!found.wanted) {
    page.finish(piece.before);
    return complete;
  }
  auto shared = std::make_shared<SharedPage>();
  page.finish(shared->frames);
  shared->compressed = protocol::compress(shared->frames);
  shared->complete = complete;
  for (const auto& [name, feed] : feeds_)
    shared->passed.push_back({name, feed.filling, feed.position, filled_.at(name)});
  piece.page = shared;
  pages_->keep(key, std::move(shared));
  return complete;
}

/// Goes on behind a page that was read for another device from where this one stood.
void Pull::pass(const SharedPage& page) {
  for (const SharedPage::Passed& passed : page.passed) {
    Feed& feed = feeds_.at(passed.bucket);
    feed.filling = passed.filling;
    feed.position = passed.position;
    filled_[passed.bucket] = passed.rows;
  }
}

// --- Scope ------------------------------------------------------------------------------------

Status Pull::read_scope(ReadTransaction& transaction, Bytes& out) {
  TRY(grants_, transaction.grants(session_.person, session_.audience));
  bool changed = !scope_read_ && request_.cursor == 0;
  for (const Grant& grant : grants_) changed = changed || grant.commit > scope_commit_;
  std::erase_if(grants_, [](const Grant& grant) { return !grant.present; });

  granted_.clear();
  std::vector<std::string> fresh;
  std::map<std::string, Feed> feeds;
  for (const Grant& grant : grants_) {
    granted_.emplace(grant.bucket, grant.name);
    const auto found = feeds_.find(grant.name);
    // Lost and granted again since: what the device has is of a scope that ended.
    const bool keep = found != feeds_.end() && grant.commit <= found->second.upto;
    Feed feed;
    if (keep) {
      feed = std::move(found->second);
    } else {
      if (found != feeds_.end()) repairs_.erase(grant.name);
      TRY(feed, start_feed(transaction, grant, fresh));
    }
    feed.last = grant.head.last;
    feed.floor = grant.head.floor;
    feed.count = grant.head.digest.count;
    feeds.emplace(grant.name, std::move(feed));
  }
  feeds_ = std::move(feeds);
  scope_read_ = true;
  scope_commit_ = transaction.head().commit;
  if (!changed && fresh.empty()) return {};
  scope_changed_ = true;
  protocol::Scope scope;
  scope.opening = true;
  scope.fresh = std::move(fresh);
  for (const Grant& grant : grants_) scope.buckets.push_back({grant.name, grant.commit, {}});
  protocol::encode_frame(scope, out);
  return {};
}

Result<Pull::Feed> Pull::start_feed(ReadTransaction& transaction, const Grant& grant,
                                    std::vector<std::string>& fresh) {
  const Commit head = transaction.head().commit;
  Feed feed;
  feed.bucket = grant.bucket;
  feed.name = grant.name;
  // Once the response is under way the request says nothing about a bucket that came back.
  if (!scope_read_) {
    TRY(const bool resumed, resume(transaction, grant, feed));
    if (resumed) return feed;
  }
  feed.filling = true;
  feed.by_fill = true;
  feed.upto = head;
  feed.position = {head + 1, 0};
  feed.at_cursor = feed.repairing = false;
  filled_[grant.name] = 0;
  fresh.push_back(grant.name);
  return feed;
}

Result<bool> Pull::resume(ReadTransaction& transaction, const Grant& grant, Feed& feed) {
  const Commit head = transaction.head().commit;
  const auto asked =
      std::ranges::find(request_.repair, grant.name, &protocol::RepairRequest::bucket);
  if (asked != request_.repair.end()) {
    Repairing repairing{*asked, {}};
    TRY(const bool possible, compare_leaves(transaction, grant.bucket, repairing));
    if (!possible) return false;
    report_.repaired_leaves += repairing.leaves.size();
    repairs_[grant.name] = std::move(repairing);
    feed.repairing = true;
    feed.upto = head;
    feed.position = {head, kLastRow};
    return true;
  }
  const auto progress =
      std::ranges::find(request_.progress, grant.name, &protocol::BucketProgress::bucket);
  if (progress != request_.progress.end() && grant.commit <= progress->upto &&
      progress->upto <= head && progress->commit >= 0 && progress->commit <= head + 1 &&
      std::in_range<RowNumber>(progress->row)) {
    feed.filling = !progress->filled;
    feed.upto = progress->upto;
    feed.position = {progress->commit, static_cast<RowNumber>(progress->row)};
    if (feed.filling) {
      TRY(filled_[grant.name],
          transaction.count_entries_after(grant.bucket, feed.position, kCountedMax));
    }
    return true;
  }
  if (request_.cursor == 0 || grant.commit > request_.cursor) return false;
  feed.at_cursor = true;
  feed.upto = request_.cursor;
  feed.position = {request_.cursor, kLastRow};
  return true;
}

bool Pull::must_reconcile(Bytes& out) {
  protocol::Reconcile reconcile;
  for (const auto& [name, feed] : feeds_) {
    if (feed.filling || feed.repairing) continue;
    const bool whole = feed.position.row == kLastRow;
    const bool behind =
        feed.last > feed.position.commit || (feed.last == feed.position.commit && !whole);
    const bool lost =
        feed.floor > feed.position.commit || (feed.floor == feed.position.commit && !whole);
    if (behind && lost) reconcile.buckets.push_back(name);
  }
  if (reconcile.buckets.empty()) return false;
  report_.reconciled = reconcile.buckets;
  protocol::encode_frame(reconcile, out);
  protocol::encode_frame(protocol::More{}, out);
  return true;
}

// --- Repairs, fills, deltas: each answers whether it is complete ------------------------------

Result<bool> Pull::run_repairs(ReadTransaction& transaction, PullPage& page, Bytes& frames) {
  while (!repairs_.empty()) {
    const auto first = repairs_.begin();
    const auto feed = feeds_.find(first->first);
    if (feed != feeds_.end() && feed->second.repairing) {
      TRY(const bool complete,
          send_leaves(transaction, feed->second.bucket, first->second, page, frames));
      if (!complete) return false;
      feed->second.repairing = false;
    }
    repairs_.erase(first);
  }
  return true;
}

Result<bool> Pull::run_fills(ReadTransaction& transaction, PullPage& page) {
  for (auto& [name, feed] : feeds_) {
    if (!feed.filling) continue;
    TRY(const bool complete, fill(transaction, feed, page));
    if (!complete) return false;
  }
  return true;
}

Result<bool> Pull::fill(ReadTransaction& transaction, Feed& feed, PullPage& page) {
  while (true) {
    TRY(const auto entries, transaction.entries_before(feed.bucket, feed.position, kEntriesAtOnce));
    for (const EntryPosition& entry : entries) {
      if (page.is_full()) return false;
      TRY(const bool comes, comes_with_another(transaction, feed, entry.row));
      if (!comes) {
        CHECK(page.add_row(entry.row));
      }
      feed.position = entry;
      ++filled_[feed.name];
    }
    if (entries.size() == kEntriesAtOnce) continue;
    feed.filling = false;
    feed.position = {feed.upto, kLastRow};
    filled_[feed.name] = feed.count;
    return true;
  }
}

/// A row of several buckets that are filled from one commit comes with the first of them.
Result<bool> Pull::comes_with_another(ReadTransaction& transaction, const Feed& feed,
                                      RowNumber row) {
  if (!feed.by_fill) return false;
  std::vector<BucketId> earlier;
  for (const auto& [name, other] : feeds_) {
    if (name == feed.name) break;
    if (other.by_fill && other.upto == feed.upto) earlier.push_back(other.bucket);
  }
  if (earlier.empty()) return false;
  TRY(const auto memberships, transaction.memberships(row));
  return std::ranges::any_of(memberships, [&](const Membership& membership) {
    return membership.present && membership.commit <= feed.upto &&
           std::ranges::find(earlier, membership.bucket) != earlier.end();
  });
}

Result<bool> Pull::run_deltas(ReadTransaction& transaction, PullPage& page) {
  for (auto& [name, feed] : feeds_) {
    TRY(const bool complete, follow(transaction, feed, page));
    if (!complete) return false;
  }
  return true;
}

Result<bool> Pull::follow(ReadTransaction& transaction, Feed& feed, PullPage& page) {
  if (feed.last < feed.position.commit) return true;
  const Commit head = transaction.head().commit;
  while (true) {
    TRY(const auto entries,
        transaction.entries_after(feed.bucket, feed.position, head, kEntriesAtOnce));
    for (const Entry& entry : entries) {
      if (page.is_full()) return false;
      if (entry.present) {
        CHECK(page.add_row(entry.row));
      } else {
        page.add_removal(feed.name, entry.key);
      }
      feed.position = {entry.commit, entry.row};
      feed.at_cursor = false;
    }
    if (entries.size() == kEntriesAtOnce) continue;
    if (!feed.at_cursor) feed.position = {head, kLastRow};
    return true;
  }
}

// --- Ends -------------------------------------------------------------------------------------

void Pull::end_page(ReadTransaction& transaction, Bytes& out) {
  protocol::Page page;
  page.position = position_of(transaction.head());
  for (const auto& [name, feed] : feeds_) {
    if (!feed.at_cursor && !feed.repairing)
      page.progress.push_back({name, !feed.filling, feed.upto, feed.position.commit,
                               static_cast<std::uint64_t>(feed.position.row)});
    if (const auto passed = filled_.find(name); passed != filled_.end()) {
      page.rows_done += std::min(passed->second, feed.count);
      page.rows_total += feed.count;
    }
  }
  protocol::encode_frame(page, out);
  ++report_.pages;
}

Status Pull::end_with_checkpoint(ReadTransaction& transaction, Bytes& out) {
  const OrganisationHead& head = transaction.head();
  auto checkpoint = checkpoint_of(head, grants_, session_, request_.cursor, clock_);
  report_.view_differed = request_.cursor == head.commit && request_.progress.empty() &&
                          request_.view != checkpoint.view;
  if (scope_changed_ || request_.scope || report_.view_differed || !request_.repair.empty()) {
    protocol::Scope scope;
    for (const Grant& grant : grants_)
      scope.buckets.push_back({grant.name, grant.commit, grant.head.digest});
    protocol::encode_frame(scope, out);
  }
  if (request_.epoch != checkpoint.epoch) checkpoint.lineage = head.lineage;
  TRY(Verdicts verdicts, verdicts_for(transaction, session_, request_.stream, request_.acknowledged,
                                      request_.cursor, head.commit));
  checkpoint.verdicts = std::move(verdicts.receipts);
  protocol::encode_frame(checkpoint, out);
  if (verdicts.more) protocol::encode_frame(protocol::More{}, out);
  report_.checkpoint = true;
  return {};
}

Result<Verdicts> verdicts_for(ReadTransaction& transaction, const PullSession& session,
                              const Uuid& stream, std::uint64_t acknowledged, Commit since,
                              Commit upto) {
  Verdicts out;
  TRY(const auto known, transaction.stream(stream));
  if (known && known->device == session.device && known->person == session.person) {
    TRY(out.receipts, transaction.receipts(stream, acknowledged, upto, kVerdictsMax + 1));
  }
  TRY(auto later,
      transaction.later_receipts(session.device, session.person, since, upto, kVerdictsMax + 1));
  std::erase_if(later, [&](const actions::Receipt& receipt) {
    return std::ranges::find(out.receipts, receipt.action, &actions::Receipt::action) !=
           out.receipts.end();
  });
  // These are not acknowledged: they must all fit this checkpoint, before those that are.
  out.receipts.insert(out.receipts.begin(), later.begin(), later.end());
  std::size_t bytes = 0;
  std::size_t kept = 0;
  while (kept < out.receipts.size() && kept < kVerdictsMax && bytes < kVerdictBytesMax)
    bytes += actions::encode_receipt(out.receipts[kept++]).size();
  out.more = kept < out.receipts.size();
  out.receipts.resize(kept);
  return out;
}

protocol::Checkpoint checkpoint_of(const OrganisationHead& head, std::span<const Grant> granted,
                                   const PullSession& session, Commit since, const Clock& clock) {
  std::vector<std::pair<std::string, protocol::Digest>> digests;
  for (const Grant& grant : granted)
    if (grant.present) digests.emplace_back(grant.name, grant.head.digest);
  const protocol::Position position = position_of(head);
  protocol::Checkpoint out;
  out.epoch = position.epoch;
  out.since = since;
  out.to = head.commit;
  out.view = protocol::view_digest(digests);
  out.chain = position.chain;
  out.seal = position.seal;
  out.durable = head.durable;
  out.server_ms = clock.now().ms;
  out.quote_policy = session.quote_policy;
  return out;
}

}  // namespace fieldbook::syncd
