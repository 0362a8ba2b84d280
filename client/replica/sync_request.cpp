#include "client/replica/sync_request.hpp"

#include <map>

#include "client/replica/doctor.hpp"
#include "client/replica/history.hpp"
#include "client/replica/replica_parts.hpp"
#include "client/replica/search_index.hpp"
#include "shared/base/limits.hpp"

namespace fieldbook::client {
namespace {

using protocol::SyncRequest;

/// What a leaf and an action cost in the request beside their own bytes, at most.
constexpr std::size_t kLeafBytes = 48;
constexpr std::size_t kActionOverheadBytes = 100;
/// Left for everything in the request that is not an action.
constexpr std::size_t kHeadBytes = 16 * 1024;

Status add_position(ReplicaParts& parts, SyncRequest& request) {
  request.catalogue = parts.catalogue->hash();
  TRY(request.epoch, parts.meta.fixed<16>(kMetaEpoch));
  TRY(request.cursor, parts.meta.integer(kMetaCursor));
  TRY(request.chain, parts.meta.fixed<32>(kMetaChain));
  TRY(request.seal, parts.meta.fixed<32>(kMetaSeal));
  TRY(request.stream, parts.meta.uuid(kMetaStream));
  request.view = parts.buckets.view_digest();
  TRY(const std::int64_t wants_scope, parts.meta.integer(kMetaWantsScope));
  request.scope = wants_scope != 0;
  TRY(request.page.epoch, parts.meta.fixed<16>(kMetaPageEpoch));
  TRY(request.page.commit, parts.meta.integer(kMetaPageCommit));
  TRY(request.page.chain, parts.meta.fixed<32>(kMetaPageChain));
  TRY(request.page.seal, parts.meta.fixed<32>(kMetaPageSeal));
  History history(parts.meta);
  if (request.page.commit == 0) {
    TRY(request.page, history.heard());
  }
  TRY(const bool wants_trail, history.is_trail_wanted());
  if (wants_trail) {
    TRY(request.trail, history.trail());
  }
  auto select = parts.connection->prepare(
      "SELECT bucket, filled, upto, position_commit, position_row FROM progress ORDER BY bucket");
  while (true) {
    TRY(const bool row, select.step());
    if (!row) return {};
    request.progress.push_back({std::string(select.text(0)), select.integer(1) != 0,
                                select.integer(2), select.integer(3),
                                static_cast<std::uint64_t>(select.integer(4))});
  }
}

/// Adds the leaves of buckets to repair, and notes that they were asked for. Leaves are counted
/// from the rows, not from the book, which may be what is wrong.
Status add_repairs(ReplicaParts& parts, SyncRequest& request, std::size_t& bytes) {
  std::set<BucketId> wanted;
  for (const auto& [name, bucket] : parts.buckets.by_name())
    if (bucket.needs_repair && !bucket.quarantined) wanted.insert(bucket.id);
  if (wanted.empty()) return {};
  // The leaves say what the rows are; what is staged would change them behind the daemon's back.
  if (parts.complete) CHECK(parts.applier.forget_progress());
  CHECK(recount_digests(parts, wanted, nullptr));
  for (const BucketId id : wanted) {
    Bucket& bucket = parts.buckets.get(id);
    TRY(const Leaves* leaves, parts.buckets.leaves(id));
    protocol::RepairRequest repair{bucket.name, {}, {}};
    for (std::size_t leaf = 0; leaf < leaves->size(); ++leaf)
      if ((*leaves)[leaf] != protocol::Digest{})
        repair.leaves.push_back({static_cast<std::uint8_t>(leaf), (*leaves)[leaf]});
    bytes += repair.leaves.size() * kLeafBytes + repair.bucket.size();
    // The others have their turn in the next request.
    if (bytes > limits::kRepairBytesMax && !request.repair.empty()) break;
    bucket.repair_asked = true;
    bucket.dirty = true;
    request.repair.push_back(std::move(repair));
  }
  std::sort(request.repair.begin(), request.repair.end(),
            [](const auto& a, const auto& b) { return a.bucket < b.bucket; });
  return {};
}

Status add_actions(ReplicaParts& parts, SyncRequest& request, std::size_t bytes) {
  TRY(const Turns turns, find_turns(parts));
  TRY(std::int64_t next, parts.meta.integer(kMetaNextNumber));
  const std::int64_t first = next;
  for (const std::int64_t sequence : turns.sequences) {
    if (request.actions.size() >= limits::kActionsPerRequestMax) break;
    auto select = parts.connection->prepare(
        "SELECT number, body, signature FROM queue WHERE sequence = ? AND received_ms = 0");
    select.bind(0, sequence);
    TRY(const bool row, select.step());
    if (!row) continue;
    actions::SignedAction action;
    action.number = static_cast<std::uint64_t>(select.integer(0));
    action.body.assign(select.blob(1).begin(), select.blob(1).end());
    if (auto signature = to_fixed<64>(select.blob(2))) action.signature = *signature;
    bytes += action.body.size() + kActionOverheadBytes;
    if (bytes > limits::kRequestBodyBytesMax && !request.actions.empty()) break;
    if (action.number == 0) action.number = static_cast<std::uint64_t>(next++);
    auto attempted = parts.connection->prepare(
        "UPDATE queue SET number = ?, attempts = attempts + 1 WHERE sequence = ?");
    attempted.bind_all(action.number, sequence);
    CHECK(attempted.run());
    request.actions.push_back(std::move(action));
  }
  // Numbers ascend in the request even where an action of an earlier number was held back.
  std::sort(request.actions.begin(), request.actions.end(),
            [](const auto& a, const auto& b) { return a.number < b.number; });
  return next != first ? parts.meta.set(kMetaNextNumber, next) : Status{};
}

Result<std::uint64_t> acknowledged(ReplicaParts& parts) {
  auto select = parts.connection->prepare("SELECT min(number) FROM queue WHERE number > 0");
  TRY(const bool row, select.step());
  if (row && !select.is_null(0)) return static_cast<std::uint64_t>(select.integer(0) - 1);
  TRY(const std::int64_t next, parts.meta.integer(kMetaNextNumber));
  return static_cast<std::uint64_t>(std::max<std::int64_t>(next - 1, 0));
}

struct QueueDepth {
  std::size_t count = 0;
  std::int64_t oldest_ms = 0;
};
Result<QueueDepth> queue_depth(ReplicaParts& parts) {
  auto select = parts.connection->prepare("SELECT count(*), coalesce(min(saved_ms), 0) FROM queue");
  TRY(const bool row, select.step());
  ASSERT(row);
  return QueueDepth{static_cast<std::size_t>(select.integer(0)), select.integer(1)};
}

bool needs_write(ReplicaParts& parts, const Turns& turns) {
  if (!turns.sequences.empty()) return true;
  return std::ranges::any_of(parts.buckets.by_name(), [](const auto& pair) {
    return pair.second.needs_repair && !pair.second.quarantined;
  });
}

}  // namespace

Result<Turns> find_turns(ReplicaParts& parts) {
  Turns out;
  std::map<std::pair<std::string, Uuid>, Uuid> blocked_lanes;
  std::map<Uuid, Uuid> blocked_actions;
  auto select = parts.connection->prepare(
      "SELECT sequence, id, entity, target, on_hold, received_ms, body FROM queue ORDER BY "
      "sequence");
  while (true) {
    TRY(const bool row, select.step());
    if (!row) return out;
    if (select.integer(5) != 0) continue;
    const Uuid id = select.uuid(1);
    std::pair lane(std::string(select.text(2)), select.uuid(3));
    std::optional<Uuid> waits_for;
    if (select.integer(4) != 0) waits_for = id;
    if (const auto found = blocked_lanes.find(lane); !waits_for && found != blocked_lanes.end())
      waits_for = found->second;
    if (!waits_for && !blocked_actions.empty()) {
      auto action = actions::decode_action(select.blob(6));
      if (!action) return fail(Errc::corrupt, "an action in the queue");
      for (const Uuid& on : action->depends_on)
        if (const auto found = blocked_actions.find(on); found != blocked_actions.end())
          waits_for = found->second;
    }
    if (!waits_for) {
      out.sequences.push_back(select.integer(0));
      continue;
    }
    blocked_lanes.emplace(std::move(lane), *waits_for);
    blocked_actions.emplace(id, *waits_for);
    if (*waits_for != id) out.blocked_by.emplace_back(select.integer(0), *waits_for);
  }
}

Result<SyncRequest> build_sync_request(ReplicaParts& parts) {
  if (!parts.identity) return fail(Errc::unauthenticated, "nobody has signed in yet");
  CHECK(parts.applier.flush_pages());
  CHECK(parts.drop_unsaved());
  SyncRequest request;
  TRY(const Turns turns, find_turns(parts));
  if (needs_write(parts, turns)) {
    // Repairs count before the position is read: counting may change the view digest.
    CHECK(parts.write([&]() -> Status {
      std::size_t bytes = kHeadBytes;
      request = {};
      CHECK(add_repairs(parts, request, bytes));
      return add_actions(parts, request, bytes);
    }));
  }
  CHECK(add_position(parts, request));
  TRY(request.acknowledged, acknowledged(parts));
  TRY(const QueueDepth depth, queue_depth(parts));
  request.queue_depth = static_cast<std::uint32_t>(depth.count);
  if (depth.count > 0)
    request.queue_age_ms = std::max<std::int64_t>(0, parts.clock.now().ms - depth.oldest_ms);
  return request;
}

Result<SyncRequest> build_live_request(ReplicaParts& parts) {
  if (!parts.identity) return fail(Errc::unauthenticated, "nobody has signed in yet");
  CHECK(parts.applier.flush_pages());
  SyncRequest request;
  CHECK(add_position(parts, request));
  request.progress.clear();
  request.page = {};
  TRY(request.acknowledged, acknowledged(parts));
  return request;
}

Result<ReplicaStatus> read_status(ReplicaParts& parts) {
  ReplicaStatus out;
  Meta& meta = parts.meta;
  out.complete = parts.complete;
  TRY(out.epoch, meta.fixed<16>(kMetaEpoch));
  TRY(out.cursor, meta.integer(kMetaCursor));
  TRY(out.stream, meta.uuid(kMetaStream));
  TRY(const std::int64_t next, meta.integer(kMetaNextNumber));
  out.next_number = static_cast<std::uint64_t>(next);
  TRY(out.acknowledged, acknowledged(parts));
  TRY(out.durable, meta.integer(kMetaDurable));
  TRY(out.proven_ms, meta.integer(kMetaProven));
  TRY(out.server_ms, meta.integer(kMetaServer));
  TRY(out.last_contact_ms, meta.integer(kMetaContact));
  TRY(out.clock_offset_ms, meta.integer(kMetaOffset));
  TRY(const std::int64_t forks, meta.integer(kMetaForks));
  out.forks = static_cast<std::uint32_t>(forks);
  for (const auto& [name, bucket] : parts.buckets.by_name()) {
    out.rows += bucket.digest.count;
    ++out.buckets;
    if (bucket.quarantined)
      out.quarantined.push_back(name);
    else if (bucket.needs_repair)
      out.to_repair.push_back(name);
  }
  TRY(const QueueDepth depth, queue_depth(parts));
  out.pending = depth.count;
  out.oldest_pending_ms = depth.oldest_ms;
  auto inbox = parts.connection->prepare("SELECT count(*) FROM settled WHERE dismissed = 0");
  TRY(const bool row, inbox.step());
  ASSERT(row);
  out.undismissed = static_cast<std::size_t>(inbox.integer(0));
  TRY(out.index_backlog, SearchIndex(parts).backlog());
  return out;
}

}  // namespace fieldbook::client
