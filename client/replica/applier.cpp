#include "client/replica/applier.hpp"

#include "client/replica/history.hpp"
#include "client/replica/replica_parts.hpp"
#include "shared/base/limits.hpp"
#include "shared/protocol/frames.hpp"
#include "shared/schema/ddl.hpp"

namespace fieldbook::client {

using protocol::Checkpoint;
using protocol::Message;
using protocol::Page;

namespace {

/// Pages of a first sync that become durable and visible together, at most: each commit rewrites
/// much of the indexes, so that a commit a page would cost several times the rows.
constexpr std::size_t kPagesTogetherBytes = 4 * 1024 * 1024;
/// On a slow link every page shows as it comes.
constexpr std::chrono::milliseconds kPagesTogetherTime{300};
/// A first sync makes the indexes for lists at its end: from all rows at once they cost a third.
/// One that takes longer makes them after this time, so that lists stay fast.
constexpr std::chrono::milliseconds kIndexesLaterTime{5'000};

}  // namespace

void Applier::begin_response(Channel channel) {
  // A failure shows in the next request, which goes on from what is durable.
  static_cast<void>(flush_pages());
  channel_ = channel;
  buffer_.clear();
  buffered_bytes_ = 0;
  receipts_.clear();
}

Result<Received> Applier::receive(Message message) {
  struct Visitor {
    Applier& self;
    Result<Received> operator()(protocol::SyncRequest&) const {
      return fail(Errc::invalid_argument, "a request where a response belongs");
    }
    Result<Received> operator()(protocol::Receipts& receipts) const { return self.on(receipts); }
    Result<Received> operator()(protocol::Fork&) const { return self.on_fork(); }
    Result<Received> operator()(protocol::Restored& restored) const { return self.on(restored); }
    Result<Received> operator()(protocol::Reconcile& reconcile) const { return self.on(reconcile); }
    Result<Received> operator()(protocol::CatalogueChanged& changed) const {
      return Received{.kind = Received::Kind::catalogue_changed, .catalogue = changed.hash};
    }
    Result<Received> operator()(Page& page) const { return self.on(page); }
    Result<Received> operator()(Checkpoint& checkpoint) const { return self.on(checkpoint); }
    Result<Received> operator()(protocol::More&) const {
      CHECK(self.flush_pages());
      return Received{.kind = Received::Kind::more};
    }
    Result<Received> operator()(protocol::Beat&) const {
      return Received{.kind = Received::Kind::beat};
    }
    Result<Received> operator()(protocol::Behind&) const {
      return Received{.kind = Received::Kind::behind};
    }
    Result<Received> operator()(protocol::Problem& problem) const {
      return Received{.kind = Received::Kind::problem, .problem = std::move(problem)};
    }
    Result<Received> operator()(protocol::Scope& scope) const {
      return scope.opening ? self.on_opening(std::move(scope)) : self.buffer(std::move(scope));
    }
    Result<Received> operator()(protocol::RowsFrame& rows) const {
      return self.buffer(std::move(rows));
    }
    Result<Received> operator()(protocol::Removals& removals) const {
      return self.buffer(std::move(removals));
    }
    Result<Received> operator()(protocol::Repair& repair) const {
      return self.buffer(std::move(repair));
    }
  };
  if (!parts_.identity) return fail(Errc::unauthenticated, "frames before the first sign-in");
  return std::visit(Visitor{*this}, message);
}

Result<Received> Applier::buffer(Message message) {
  std::size_t bytes = 0;
  if (const auto* rows = std::get_if<protocol::RowsFrame>(&message)) {
    bytes = rows->payload.size();
  } else if (const auto* removals = std::get_if<protocol::Removals>(&message)) {
    bytes = removals->removals.size() * sizeof(protocol::Removal);
  } else if (const auto* repair = std::get_if<protocol::Repair>(&message)) {
    bytes = repair->rows.size() * sizeof(std::pair<std::uint32_t, Uuid>);
  }
  buffered_bytes_ += bytes;
  if (waiting_bytes_ + buffered_bytes_ > limits::kUndurableBytesMax)
    return fail(Errc::limit_exceeded, "too much between two durable steps of a response");
  buffer_.push_back(std::move(message));
  return Received{};
}

Result<Received> Applier::on(const protocol::Receipts& message) {
  const auto& key = parts_.identity->receipt_public_key;
  if (key != FixedBytes<32>{} &&
      !actions::verify(key, actions::kReceiptDomain, actions::encode_receipts(message.receipts),
                       message.signature))
    return fail(Errc::invalid_argument, "receipts that the daemon did not sign");
  for (const actions::Receipt& receipt : message.receipts) receipts_.insert(receipt.action);
  Received out{.kind = Received::Kind::receipts};
  CHECK(parts_.write([&]() -> Status {
    for (const actions::Receipt& receipt : message.receipts) {
      auto update = parts_.connection->prepare(
          "UPDATE queue SET receipt = ?, received_ms = ? WHERE id = ? AND received_ms = 0");
      const Bytes encoded = actions::encode_receipt(receipt);
      update.bind_all(ByteView(encoded), parts_.clock.now().ms, receipt.action);
      CHECK(update.run());
      if (parts_.connection->changes() > 0) out.actions.push_back(receipt.action);
    }
    return {};
  }));
  return out;
}

Status Applier::start_stream() {
  const Uuid stream = make_uuid(parts_.clock, parts_.random);
  CHECK(parts_.meta.set(kMetaStream, ByteView(stream.bytes)));
  CHECK(parts_.meta.set(kMetaNextNumber, 1));
  // Ids stay; the daemon answers those that it has decided already with the verdict it gave.
  return parts_.connection->execute("UPDATE queue SET number = 0, received_ms = 0, receipt = NULL");
}

Result<Received> Applier::on_fork() {
  CHECK(parts_.write([&]() -> Status {
    TRY(const std::int64_t forks, parts_.meta.integer(kMetaForks));
    CHECK(parts_.meta.set(kMetaForks, forks + 1));
    return start_stream();
  }));
  begin_response(channel_);
  return Received{.kind = Received::Kind::fork};
}

/// Rows that the daemon may hold otherwise under the same stamp: a restored daemon gives out the
/// commits of its epoch once more until a device tells it.
Status Applier::doubt_rows_beyond(std::int64_t common) {
  std::vector<schema::RowKey> doubtful;
  for (const auto& [entity, table] : parts_.tables) {
    auto select =
        parts_.connection->prepare("SELECT id FROM " + schema::quoted(table.entity().name) +
                                   " WHERE row_commit > ? AND bucket_set <> 0");
    select.bind(0, common);
    while (true) {
      TRY(const bool row, select.step());
      if (!row) break;
      doubtful.push_back({entity, select.uuid(0)});
    }
  }
  for (const schema::RowKey& key : parts_.overlay.keys()) {
    TRY(const auto head, parts_.overlay.head(key));
    if (head && head->commit > common) doubtful.push_back(key);
  }
  for (const schema::RowKey& key : doubtful) CHECK(mark_bad(*parts_.table(key.entity), key.id));
  return {};
}

/// The first time it only says so: where the histories parted can be told from the trail alone.
Result<bool> Applier::asks_for_trail(const protocol::Restored& message) {
  if (message.reconcile_only) return false;
  History history(parts_.meta);
  TRY(const bool was_sent, history.is_trail_wanted());
  TRY(const auto trail, history.trail());
  if (was_sent || trail.empty()) return false;
  CHECK(parts_.write([&] { return history.want_trail(true); }));
  return true;
}

Result<Received> Applier::on(const protocol::Restored& message) {
  CHECK(flush_pages());
  TRY(const bool again, asks_for_trail(message));
  if (again) return Received{.kind = Received::Kind::more};
  CHECK(parts_.write([&]() -> Status {
    if (!message.reconcile_only) {
      CHECK(doubt_rows_beyond(message.common));
      CHECK(parts_.pending.requeue_beyond(message.common));
      CHECK(start_stream());
    }
    History history(parts_.meta);
    // What does not verify says nothing about where the rows are from.
    CHECK(history.cut(message.reconcile_only ? 0 : message.common));
    CHECK(history.want_trail(false));
    CHECK(history.hear(message.position));
    if (!message.lineage.empty())
      CHECK(parts_.meta.set(kMetaEpoch, ByteView(message.lineage.back().epoch)));
    // Position 0 claims nothing; the leaves of every bucket say what is here.
    for (const std::string_view key : {kMetaCursor, kMetaChain, kMetaSeal})
      CHECK(parts_.meta.erase(key));
    CHECK(forget_progress());
    for (auto& [name, bucket] : parts_.buckets.by_name()) {
      bucket.needs_repair = true;
      bucket.quarantined = false;
      bucket.tries = 0;
      bucket.dirty = true;
    }
    return {};
  }));
  begin_response(channel_);
  return Received{.kind = Received::Kind::restored};
}

Result<Received> Applier::on(const protocol::Reconcile& message) {
  CHECK(parts_.write([&]() -> Status {
    for (const std::string& name : message.buckets) {
      TRY(const BucketId id, parts_.buckets.id_of(name));
      Bucket& bucket = parts_.buckets.get(id);
      bucket.needs_repair = true;
      bucket.quarantined = false;
      bucket.dirty = true;
    }
    return {};
  }));
  return Received{.kind = Received::Kind::restored};
}

Result<Received> Applier::on_opening(protocol::Scope message) {
  CHECK(flush_pages());
  Changes changes;
  CHECK(parts_.write([&]() -> Status {
    // A right that was lost ends here, not at the checkpoint.
    CHECK(leave_lost(message, changes));
    if (!parts_.complete) CHECK(empty_fresh(message, changes));
    CHECK(parts_.pending.rebase(changes.watched, {}));
    Names names;
    for (const protocol::ScopeBucket& bucket : message.buckets) names.insert(bucket.name);
    for (const std::string& bucket : message.fresh) names.erase(bucket);
    std::vector<std::string> ended;
    {
      auto select = parts_.connection->prepare("SELECT bucket FROM progress");
      while (true) {
        TRY(const bool row, select.step());
        if (!row) break;
        if (!names.contains(select.text(0))) ended.emplace_back(select.text(0));
      }
    }
    for (const std::string& bucket : ended) {
      auto remove = parts_.connection->prepare("DELETE FROM progress WHERE bucket = ?");
      remove.bind(0, bucket);
      CHECK(remove.run());
    }
    return {};
  }));
  // The frames before it are of the scope that ended; it keeps its place among them.
  if (parts_.complete) return buffer(std::move(message));
  return Received{};
}

Result<std::vector<Message>> Applier::load_stage() {
  std::vector<Message> out;
  auto select = parts_.connection->prepare("SELECT frame FROM stage ORDER BY sequence");
  while (true) {
    TRY(const bool row, select.step());
    if (!row) return out;
    auto message = protocol::decode_frame(select.blob(0));
    if (!message) return fail(Errc::corrupt, "a staged frame: " + message.error().message);
    out.push_back(*std::move(message));
  }
}

Status Applier::stage(const Message& message) {
  auto insert = parts_.connection->prepare("INSERT INTO stage (frame) VALUES (?)");
  Bytes frame;
  if (const auto* rows = std::get_if<protocol::RowsFrame>(&message)) {
    insert.bind_view(0, ByteView(rows->payload));
  } else {
    protocol::encode_frame(message, frame);
    insert.bind_view(0, ByteView(frame).subspan(4));
  }
  return insert.run();
}

Status Applier::store_progress(const Page& page) {
  CHECK(parts_.connection->execute("DELETE FROM progress"));
  auto insert = parts_.connection->prepare(
      "INSERT OR REPLACE INTO progress (bucket, filled, upto, position_commit, position_row) "
      "VALUES (?, ?, ?, ?, ?)");
  for (const protocol::BucketProgress& progress : page.progress) {
    insert.bind_all(std::string_view(progress.bucket), progress.filled, progress.upto,
                    progress.commit, progress.row);
    CHECK(insert.run());
    // Its repair, if it was asked for, is among the frames of this page.
    Bucket* bucket = parts_.buckets.find(progress.bucket);
    if (bucket == nullptr || !bucket->repair_asked) continue;
    bucket->needs_repair = bucket->repair_asked = false;
    bucket->dirty = true;
  }
  Meta& meta = parts_.meta;
  CHECK(meta.set(kMetaPageEpoch, ByteView(page.position.epoch)));
  CHECK(meta.set(kMetaPageCommit, page.position.commit));
  CHECK(meta.set(kMetaPageChain, ByteView(page.position.chain)));
  return meta.set(kMetaPageSeal, ByteView(page.position.seal));
}

Status Applier::forget_progress() {
  for (const std::string_view key :
       {kMetaPageEpoch, kMetaPageCommit, kMetaPageChain, kMetaPageSeal})
    CHECK(parts_.meta.erase(key));
  return parts_.connection->execute("DELETE FROM stage; DELETE FROM progress");
}

Result<Received> Applier::on(const Page& message) {
  if (channel_ == Channel::live) return fail(Errc::invalid_argument, "a page on the live stream");
  Received out{.kind = Received::Kind::page,
               .rows_done = message.rows_done,
               .rows_total = message.rows_total};
  if (!parts_.complete) {
    // Before the first checkpoint there is no cut to protect: rows are usable page by page.
    std::move(buffer_.begin(), buffer_.end(), std::back_inserter(pages_));
    waiting_bytes_ += buffered_bytes_;
    latest_page_ = message;
    if (waiting_bytes_ >= std::min(applied_bytes_, kPagesTogetherBytes) ||
        parts_.clock.since_boot() - applied_at_ >= kPagesTogetherTime)
      CHECK(flush_pages());
  } else {
    CHECK(parts_.write([&]() -> Status {
      for (const Message& buffered : buffer_) CHECK(stage(buffered));
      return store_progress(message);
    }));
  }
  buffer_.clear();
  buffered_bytes_ = 0;
  out.entities.assign(page_entities_.begin(), page_entities_.end());
  page_entities_.clear();
  return out;
}

Status Applier::flush_pages() {
  if (!latest_page_) return {};
  Changes changes;
  auto applied = parts_.write(
      [&]() -> Status {
        for (const Message& message : pages_) CHECK(apply(message, nullptr, changes));
        CHECK(parts_.pending.rebase(changes.watched, {}));
        return store_progress(*latest_page_);
      },
      Durability::lazy);
  applied_at_ = parts_.clock.since_boot();
  if (applied_bytes_ == 0) began_at_ = applied_at_;
  applied_bytes_ += waiting_bytes_;
  waiting_bytes_ = 0;
  pages_.clear();
  latest_page_.reset();
  page_entities_.merge(changes.entities);
  if (applied && applied_at_ - began_at_ >= kIndexesLaterTime) return parts_.make_indexes();
  return applied;
}

Result<bool> Applier::is_continued(const Checkpoint& message) {
  TRY(const auto epoch, parts_.meta.fixed<16>(kMetaEpoch));
  if (epoch == FixedBytes<16>{} || epoch == message.epoch) return true;
  TRY(const std::int64_t cursor, parts_.meta.integer(kMetaCursor));
  // Restored twice before a checkpoint: the epoch that the first one named may be gone too. At
  // position 0 nothing was claimed of it.
  if (cursor == 0) return true;
  // A parent epoch continues when this replica stands before the branch.
  for (std::size_t i = 0; i + 1 < message.lineage.size(); ++i)
    if (message.lineage[i].epoch == epoch) return cursor <= message.lineage[i + 1].branched_at;
  return false;
}

Result<Received> Applier::on(const Checkpoint& message) {
  CHECK(flush_pages());
  TRY(const std::int64_t cursor, parts_.meta.integer(kMetaCursor));
  TRY(const bool continued, is_continued(message));
  const auto drop = [&](Received::Kind kind) {
    buffer_.clear();
    buffered_bytes_ = 0;
    return Received{.kind = kind};
  };
  if (message.since > cursor || !continued) return drop(Received::Kind::gap);
  if (message.to < cursor) return drop(Received::Kind::checkpoint_old);
  if (channel_ == Channel::live) {
    auto staged =
        parts_.connection->prepare("SELECT 1 FROM stage UNION ALL SELECT 1 FROM progress");
    TRY(const bool any, staged.step());
    if (any || !parts_.complete) return drop(Received::Kind::gap);
  }
  CHECK(parts_.make_indexes());
  Received out{.kind = Received::Kind::checkpoint};
  CHECK(parts_.write([&] { return apply_checkpoint(message, out); }));
  parts_.complete = true;
  buffer_.clear();
  buffered_bytes_ = 0;
  return out;
}

}  // namespace fieldbook::client
