#include "tests/unit/syncd/changelog/pull_device.hpp"

#include <algorithm>

#include "shared/base/limits.hpp"
#include "shared/protocol/frames.hpp"
#include "shared/protocol/rows_frame.hpp"

namespace fieldbook::tests {

namespace {

/// Takes `bucket` out of the sets of the rows for which `applies` holds; a row in no bucket goes.
template <class Applies>
void leave_bucket(SeenRows& rows, const std::string& bucket, Applies&& applies) {
  for (auto row = rows.begin(); row != rows.end();) {
    if (applies(row->first)) row->second.buckets.erase(bucket);
    row = row->second.buckets.empty() ? rows.erase(row) : std::next(row);
  }
}

void drop_bucket(SeenRows& rows, const std::string& bucket) {
  leave_bucket(rows, bucket, [](const schema::RowKey&) { return true; });
}

void apply_rows(const protocol::RowsFrame& frame, SeenRows& rows) {
  auto reader = protocol::RowsFrameReader::open(frame.payload);
  ASSERT(reader);
  protocol::WireRow wire;
  while (true) {
    const auto more = reader->next(wire);
    ASSERT(more);
    if (!*more) return;
    SeenRow row{wire.commit, reader->head().epochs[wire.epoch], wire.content_hash, {}};
    for (const std::uint32_t index : wire.buckets)
      row.buckets.insert(reader->head().buckets[index]);
    rows[{reader->head().entity, wire.id}] = std::move(row);
  }
}

std::vector<schema::RowKey> keys_in(const protocol::RowsFrame& frame) {
  SeenRows rows;
  apply_rows(frame, rows);
  std::vector<schema::RowKey> out;
  for (const auto& [key, row] : rows) out.push_back(key);
  return out;
}

void apply_repair(const protocol::Repair& repair, SeenRows& rows) {
  const std::set<std::pair<std::uint32_t, Uuid>> kept(repair.rows.begin(), repair.rows.end());
  leave_bucket(rows, repair.bucket, [&](const schema::RowKey& key) {
    const bool compared =
        std::ranges::find(repair.leaves, protocol::leaf_of(key.id)) != repair.leaves.end();
    return compared && !kept.contains({key.entity, key.id});
  });
}

}  // namespace

std::size_t PullDevice::count(std::string_view frame) const {
  const auto found = seen_.find(frame);
  return found == seen_.end() ? 0 : found->second;
}

void PullDevice::damage(const schema::RowKey& key, bool drop) {
  if (drop)
    rows_.erase(key);
  else
    rows_[key].commit = 1;
}

std::map<std::string, protocol::Digest> PullDevice::digests() const {
  std::map<std::string, protocol::Digest> out;
  for (const std::string& bucket : buckets_) out[bucket];
  for (const auto& [key, row] : rows_)
    for (const std::string& bucket : row.buckets)
      add(out[bucket], protocol::row_stamp(key_, key, row.epoch, row.commit));
  return out;
}

protocol::RepairRequest PullDevice::repair_of(const std::string& bucket, const SeenRows& rows,
                                              const std::set<schema::RowKey>& received) {
  std::map<std::uint8_t, protocol::Digest> leaves;
  std::set<std::uint8_t> forced;
  for (const auto& [key, row] : rows) {
    if (!row.buckets.contains(bucket)) continue;
    const std::uint8_t leaf = protocol::leaf_of(key.id);
    add(leaves[leaf], protocol::row_stamp(key_, key, row.epoch, row.commit));
    if (doubtful_after_ && row.commit > *doubtful_after_ && !received.contains(key))
      forced.insert(leaf);
  }
  protocol::RepairRequest out{bucket, {}, {forced.begin(), forced.end()}};
  for (const auto& [leaf, digest] : leaves) out.leaves.push_back({leaf, digest});
  return out;
}

protocol::SyncRequest PullDevice::request() {
  protocol::SyncRequest out;
  out.catalogue = schema::Catalogue::embedded()->hash();
  out.epoch = position_.epoch;
  out.cursor = position_.commit;
  out.chain = position_.chain;
  out.seal = position_.seal;
  const auto held = digests();
  out.view = protocol::view_digest(
      std::vector<std::pair<std::string, protocol::Digest>>(held.begin(), held.end()));
  out.scope = want_scope_;
  out.progress = progress_;
  out.page = page_.commit == 0 ? heard_ : page_;
  if (trail_wanted_) out.trail = trail_;
  if (!repair_.empty()) {
    SeenRows rows = rows_;
    std::set<std::string> buckets = buckets_;
    std::set<schema::RowKey> received;
    for (const auto& message : staged_) {
      apply(message, rows, buckets);
      if (const auto* frame = std::get_if<protocol::RowsFrame>(&message))
        for (const auto& key : keys_in(*frame)) received.insert(key);
    }
    for (const std::string& bucket : repair_)
      out.repair.push_back(repair_of(bucket, rows, received));
  }
  return out;
}

void PullDevice::apply(const protocol::Message& message, SeenRows& rows,
                       std::set<std::string>& buckets) {
  if (const auto* frame = std::get_if<protocol::RowsFrame>(&message)) {
    apply_rows(*frame, rows);
  } else if (const auto* removals = std::get_if<protocol::Removals>(&message)) {
    for (const auto& removal : removals->removals) {
      const auto row = rows.find({removal.entity, removal.id});
      if (row == rows.end()) continue;
      row->second.buckets.erase(removal.bucket);
      if (row->second.buckets.empty()) rows.erase(row);
    }
  } else if (const auto* repair = std::get_if<protocol::Repair>(&message)) {
    apply_repair(*repair, rows);
  } else if (const auto* scope = std::get_if<protocol::Scope>(&message)) {
    std::set<std::string> granted;
    for (const auto& bucket : scope->buckets) granted.insert(bucket.name);
    for (const std::string& bucket : buckets)
      if (!granted.contains(bucket)) drop_bucket(rows, bucket);
    for (const std::string& bucket : scope->fresh) drop_bucket(rows, bucket);
    buckets = std::move(granted);
  }
}

void PullDevice::on(const protocol::Page& page) {
  staged_.insert(staged_.end(), buffer_.begin(), buffer_.end());
  buffer_.clear();
  progress_ = page.progress;
  page_ = page.position;
  for (const auto& progress : progress_) repair_.erase(progress.bucket);
}

void PullDevice::on(const protocol::Checkpoint& checkpoint) {
  ASSERT(checkpoint.since <= position_.commit && position_.commit <= checkpoint.to);
  const protocol::Scope* digests_of = nullptr;
  for (const auto* list : {&staged_, &buffer_})
    for (const auto& message : *list) {
      apply(message, rows_, buckets_);
      const auto* scope = std::get_if<protocol::Scope>(&message);
      if (scope != nullptr && !scope->opening) digests_of = scope;
    }
  position_ = {checkpoint.epoch, checkpoint.to, checkpoint.chain, checkpoint.seal};
  if (trail_.empty() || trail_.back().commit < checkpoint.to)
    trail_.push_back({checkpoint.to, checkpoint.chain});
  if (trail_.size() > limits::kTrailPointsMax) trail_.erase(trail_.begin());
  heard_ = {};
  const auto held = digests();
  proven_ = protocol::view_digest(std::vector<std::pair<std::string, protocol::Digest>>(
                held.begin(), held.end())) == checkpoint.view;
  repair_.clear();
  doubtful_after_.reset();
  want_scope_ = !proven_ && digests_of == nullptr;
  if (!proven_ && digests_of != nullptr)
    for (const auto& bucket : digests_of->buckets)
      if (held.at(bucket.name) != bucket.digest) repair_.insert(bucket.name);
  staged_.clear();
  buffer_.clear();
  progress_.clear();
  page_ = {};
  ++checkpoints_;
}

void PullDevice::on(const protocol::Restored& restored) {
  if (!restored.reconcile_only && !trail_wanted_ && !trail_.empty()) {
    trail_wanted_ = true;
    return;
  }
  trail_wanted_ = false;
  const std::int64_t common = restored.reconcile_only ? 0 : restored.common;
  std::erase_if(trail_, [&](const auto& point) { return point.commit > common; });
  heard_ = restored.position;
  position_ = {};
  staged_.clear();
  buffer_.clear();
  progress_.clear();
  page_ = {};
  repair_ = buckets_;
  if (!restored.reconcile_only)
    doubtful_after_ = std::min(doubtful_after_.value_or(INT64_MAX), restored.common);
}

void PullDevice::receive(ByteView payload) {
  auto message = protocol::decode_frame(payload);
  ASSERT(message);
  ++seen_[protocol::to_json(*message)["frame"].get<std::string>()];
  if (const auto* page = std::get_if<protocol::Page>(&*message)) return on(*page);
  if (const auto* point = std::get_if<protocol::Checkpoint>(&*message)) return on(*point);
  if (const auto* restored = std::get_if<protocol::Restored>(&*message)) return on(*restored);
  if (const auto* reconcile = std::get_if<protocol::Reconcile>(&*message)) {
    repair_.insert(reconcile->buckets.begin(), reconcile->buckets.end());
    return;
  }
  buffer_.push_back(*std::move(message));
}

}  // namespace fieldbook::tests
