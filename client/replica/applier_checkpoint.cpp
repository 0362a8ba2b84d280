#include "client/replica/applier.hpp"
#include "client/replica/history.hpp"
#include "client/replica/replica_parts.hpp"
#include "shared/base/limits.hpp"

namespace fieldbook::client {

using protocol::Checkpoint;

Status Applier::apply_checkpoint(const Checkpoint& message, Received& out) {
  TRY(const auto staged, load_stage());
  std::vector<const protocol::Message*> frames;
  for (const protocol::Message& frame : staged) frames.push_back(&frame);
  for (const protocol::Message& frame : buffer_) frames.push_back(&frame);
  const protocol::Scope* scope = nullptr;  // with digests
  for (const protocol::Message* frame : frames)
    if (const auto* here = std::get_if<protocol::Scope>(frame); here != nullptr && !here->opening)
      scope = here;

  Changes changes;
  CHECK(apply_frames(frames, changes));
  CHECK(compare(message, scope, changes.repaired, out));
  CHECK(parts_.pending.settle(message.verdicts, changes.watched, &out.actions));
  CHECK(adopt_settings(message));
  if (channel_ == Channel::sync) CHECK(forget_receipts(out));
  CHECK(note_position(message));
  CHECK(note_contact(message.server_ms));
  CHECK(parts_.pending.prune(message.durable));
  CHECK(forget_progress());
  out.entities.assign(changes.entities.begin(), changes.entities.end());
  out.shut_out = parts_.buckets.by_name().empty();
  auto waiting = parts_.connection->prepare("SELECT 1 FROM queue LIMIT 1");
  TRY(const bool waits, waiting.step());
  out.nothing_waits = !waits;
  return {};
}

/// Received, and yet without a verdict after a whole exchange: a daemon that was restored to before
/// it does not know it any more. It goes out again under its number and id; at once where the
/// receipt is of an earlier exchange, since nothing else may ask for a sync for a long time.
Status Applier::forget_receipts(Received& out) {
  auto select = parts_.connection->prepare("SELECT id FROM queue WHERE received_ms <> 0");
  while (true) {
    TRY(const bool row, select.step());
    if (!row) break;
    if (!receipts_.contains(select.uuid(0))) out.sync_again = true;
  }
  return parts_.connection->execute(
      "UPDATE queue SET received_ms = 0, receipt = NULL WHERE received_ms <> 0");
}

/// In the order of receipt. Rows that came before a scope say nothing about buckets that it does
/// not name or sends anew.
Status Applier::apply_frames(const std::vector<const protocol::Message*>& frames,
                             Changes& changes) {
  std::vector<std::shared_ptr<const Names>> filters(frames.size());
  std::shared_ptr<const Names> later;
  for (std::size_t i = frames.size(); i-- > 0;) {
    filters[i] = later;
    const auto* scope = std::get_if<protocol::Scope>(frames[i]);
    if (scope == nullptr) continue;
    auto names = std::make_shared<Names>();
    for (const protocol::ScopeBucket& bucket : scope->buckets)
      if (later == nullptr || later->contains(bucket.name)) names->insert(bucket.name);
    for (const std::string& bucket : scope->fresh) names->erase(bucket);
    later = std::move(names);
  }
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (const auto* scope = std::get_if<protocol::Scope>(frames[i])) {
      CHECK(leave_lost(*scope, changes));
      CHECK(empty_fresh(*scope, changes));
    } else {
      CHECK(apply(*frames[i], filters[i].get(), changes));
    }
  }
  return {};
}

Status Applier::leave_lost(const protocol::Scope& scope, Changes& changes) {
  Names names;
  for (const protocol::ScopeBucket& bucket : scope.buckets) names.insert(bucket.name);
  std::vector<BucketId> lost;
  for (const auto& [name, bucket] : parts_.buckets.by_name())
    if (!names.contains(name)) lost.push_back(bucket.id);
  for (const BucketId id : lost) {
    CHECK(drop_bucket(id, changes));
    CHECK(parts_.buckets.erase(id));
  }
  for (const protocol::ScopeBucket& granted : scope.buckets) {
    TRY(const BucketId id, parts_.buckets.id_of(granted.name));
    Bucket& bucket = parts_.buckets.get(id);
    if (bucket.granted == granted.granted) continue;
    bucket.granted = granted.granted;
    bucket.dirty = true;
  }
  return {};
}

Status Applier::leave_all() {
  Changes changes;
  CHECK(leave_lost({}, changes));
  for (const std::string_view key : {kMetaCursor, kMetaChain, kMetaSeal})
    CHECK(parts_.meta.erase(key));
  return forget_progress();
}

Status Applier::empty_fresh(const protocol::Scope& scope, Changes& changes) {
  for (const std::string& name : scope.fresh)
    if (const Bucket* bucket = parts_.buckets.find(name)) CHECK(drop_bucket(bucket->id, changes));
  return {};
}

Status Applier::compare(const Checkpoint& message, const protocol::Scope* scope,
                        const std::set<std::string>& repaired, Received& out) {
  auto& buckets = parts_.buckets;
  for (auto& [name, bucket] : buckets.by_name()) {
    if (repaired.contains(name)) ++bucket.tries;
    if (bucket.repair_asked || repaired.contains(name)) {
      bucket.repair_asked = false;
      bucket.needs_repair = false;
      bucket.dirty = true;
    }
  }
  const auto settle = [](Bucket& bucket) {
    if (bucket.tries == 0 && !bucket.quarantined && !bucket.needs_repair) return;
    bucket.tries = 0;
    bucket.quarantined = bucket.needs_repair = false;
    bucket.dirty = true;
  };
  if (buckets.view_digest() == message.view) {
    for (auto& [name, bucket] : buckets.by_name()) settle(bucket);
    out.proven = true;
    CHECK(parts_.meta.set(kMetaWantsScope, 0));
    return parts_.meta.set(kMetaProven, parts_.clock.now().ms);
  }
  // What a quarantined bucket lacks is known; asking at each checkpoint would not end.
  const bool known = std::ranges::any_of(buckets.by_name(),
                                         [](const auto& pair) { return pair.second.quarantined; });
  const bool ask = scope == nullptr && !known;
  CHECK(parts_.meta.set(kMetaWantsScope, ask ? 1 : 0));
  out.sync_again = ask;
  if (scope == nullptr) return {};
  for (const protocol::ScopeBucket& theirs : scope->buckets) {
    Bucket* bucket = buckets.find(theirs.name);
    if (bucket == nullptr) continue;
    if (bucket->digest == theirs.digest) {
      settle(*bucket);
    } else if (bucket->tries >= limits::kRepairTriesMax) {
      bucket->quarantined = true;
      bucket->needs_repair = false;
      bucket->dirty = true;
    } else {
      bucket->needs_repair = true;
      bucket->dirty = true;
      out.sync_again = true;
    }
  }
  return {};
}

Status Applier::adopt_settings(const Checkpoint& message) {
  TRY(const std::string known, parts_.meta.text(kMetaQuotePolicy));
  if (known == message.quote_policy) return {};
  CHECK(parts_.meta.set(kMetaQuotePolicy, std::string_view(message.quote_policy)));
  return parts_.pending.run_all_again();
}

Status Applier::note_position(const Checkpoint& message) {
  Meta& meta = parts_.meta;
  CHECK(meta.set(kMetaEpoch, ByteView(message.epoch)));
  CHECK(meta.set(kMetaCursor, message.to));
  CHECK(meta.set(kMetaChain, ByteView(message.chain)));
  CHECK(meta.set(kMetaSeal, ByteView(message.seal)));
  CHECK(meta.set(kMetaDurable, message.durable));
  CHECK(History(meta).note({message.to, message.chain}));
  if (!parts_.complete) {
    CHECK(meta.set(kMetaComplete, 1));
    CHECK(meta.set(kMetaFirstSyncEnd, parts_.last_row_number()));
  }
  return {};
}

Status Applier::note_contact(std::int64_t server_ms) {
  const std::int64_t now = parts_.clock.now().ms;
  CHECK(parts_.meta.set(kMetaContact, now));
  if (server_ms == 0) return {};
  CHECK(parts_.meta.set(kMetaServer, server_ms));
  CHECK(parts_.meta.set(kMetaOffset, server_ms - now));
  CHECK(parts_.meta.set(kMetaContactBoot, std::string_view(parts_.clock.boot_id())));
  return parts_.meta.set(kMetaContactSinceBoot, parts_.clock.since_boot().count());
}

}  // namespace fieldbook::client
