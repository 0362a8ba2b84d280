#include "client/replica/replica_parts.hpp"

#include "client/replica/bookkeeping.hpp"

namespace fieldbook::client {
namespace {

/// Quiet moments empty the WAL long before (empty_log); a time without any ends here.
constexpr int kLogPagesMax = 8'000;
/// So few pages are not worth the two syncs of a checkpoint.
constexpr int kLogPagesMin = 200;

}  // namespace

ReplicaParts::ReplicaParts(ReplicaOptions with, std::unique_ptr<sqlite::Connection> over,
                           std::shared_ptr<const schema::Catalogue> embedded_catalogue,
                           const Clock& clock_in, Random& random_in)
    : options(std::move(with)),
      clock(clock_in),
      random(random_in),
      connection(std::move(over)),
      embedded(std::move(embedded_catalogue)),
      meta(*connection),
      buckets(*connection),
      epochs(*connection),
      shown(*this),
      overlay(*this),
      pending(*this),
      applier(*this) {}

/// A first sync and its first index write the same pages again and again: the cache holds them, the
/// WAL takes them, and the file gets each of them once. Afterwards the memory is given back; the
/// cache that is left must live from one write to the next, so this happens once.
Status ReplicaParts::prepare(Durability durability) {
  const bool lazy = durability == Durability::lazy;
  if (lazy != lazy_)
    CHECK(connection->execute(lazy ? "PRAGMA synchronous=NORMAL" : "PRAGMA synchronous=FULL"));
  lazy_ = lazy;
  const bool in_bulk = !complete || indexing_much;
  if (in_bulk != in_bulk_)
    CHECK(connection->execute(in_bulk ? "PRAGMA cache_size=-64000"
                                      : "PRAGMA cache_size=-32000; PRAGMA shrink_memory"));
  connection->checkpoint_at(kLogPagesMax);
  in_bulk_ = in_bulk;
  return {};
}

Status ReplicaParts::write(const std::function<Status()>& work, Durability durability) {
  ++writes;
  if (stale_) CHECK(load());
  CHECK(prepare(durability));
  const std::int64_t rows_before = row_counter;
  auto done = [&]() -> Status {
    TRY(auto transaction, sqlite::Transaction::begin(*connection, sqlite::TransactionKind::write));
    CHECK(work());
    CHECK(buckets.flush());
    if (row_counter != rows_before) CHECK(meta.set(kMetaRowCounter, row_counter));
    return transaction.commit();
  }();
  if (!done) {
    stale_ = true;
    static_cast<void>(load());
  }
  return done;
}

Status ReplicaParts::empty_log() {
  return connection->log_pages() < kLogPagesMin ? Status{} : connection->checkpoint();
}

Status ReplicaParts::drop_unsaved() {
  if (!pending.has_unsaved()) return {};
  CHECK(write([this] { return pending.drop_unsaved(); }));
  pending.forget_unsaved();
  return {};
}

Status ReplicaParts::load() {
  CHECK(buckets.load());
  CHECK(epochs.load());
  CHECK(overlay.load());
  CHECK(pending.load());
  TRY(row_counter, meta.integer(kMetaRowCounter));
  TRY(indexed, meta.integer(kMetaIndexed));
  TRY(const std::int64_t is_complete, meta.integer(kMetaComplete));
  complete = is_complete != 0;
  TRY(const std::int64_t later, meta.integer(kMetaIndexesLater));
  indexes_later = later != 0;
  TRY(const Bytes stored, meta.bytes(kMetaIdentity));
  if (!stored.empty()) {
    TRY(identity, decode_identity(stored));
  }
  stale_ = false;
  return {};
}

Status ReplicaParts::use_catalogue(std::shared_ptr<const schema::Catalogue> next) {
  bool same = false;
  ++writes;
  if (auto probe = connection->try_prepare("SELECT value FROM meta WHERE key = 'catalogue_hash'")) {
    TRY(const bool row, probe->step());
    same = row && std::ranges::equal(probe->blob(0), next->hash());
    TRY(const std::int64_t format, meta.integer(kMetaFormat));
    if (format > kReplicaFormat)
      return fail(Errc::unsupported, "the replica was written by a later release");
  }
  if (!same) {
    TRY(auto transaction, sqlite::Transaction::begin(*connection, sqlite::TransactionKind::write));
    CHECK(migrate(*connection, *next));
    CHECK(adopt_unknown_columns(*connection, *next));
    CHECK(meta.set(kMetaCatalogueHash, ByteView(next->hash())));
    TRY(const Uuid stream, meta.uuid(kMetaStream));
    if (stream.is_nil()) {
      const Uuid made = make_uuid(clock, random);
      CHECK(meta.set(kMetaStream, ByteView(made.bytes)));
      CHECK(meta.set(kMetaNextNumber, 1));
    }
    CHECK(transaction.commit());
  }
  // Tables point into their catalogue, so the old one goes after them.
  tables.clear();
  entity_of_slot.clear();
  catalogue = std::move(next);
  auto slots = connection->prepare("SELECT slot, entity FROM entity_slot");
  while (true) {
    TRY(const bool row, slots.step());
    if (!row) break;
    const auto number = static_cast<std::uint32_t>(slots.integer(1));
    const schema::Entity* entity = catalogue->find_number(number);
    if (slots.integer(0) >= kSlotsMax)
      return fail(Errc::limit_exceeded, "more entities than row numbers have room for");
    if (entity == nullptr) continue;
    tables.emplace(number, RowTable(*connection, *entity, slots.integer(0)));
    entity_of_slot[slots.integer(0)] = number;
  }
  slots.reset();
  CHECK(load());
  // A first sync that broke off may stay so for long; its lists are not to wait for its end.
  return row_counter > 0 ? make_indexes() : Status{};
}

Status ReplicaParts::make_indexes() {
  if (!indexes_later) return {};
  return write(
      [this]() -> Status {
        CHECK(create_indexes(*connection, *catalogue));
        indexes_later = false;
        return {};
      },
      Durability::lazy);
}

RowTable* ReplicaParts::table(std::uint32_t entity) {
  const auto found = tables.find(entity);
  return found == tables.end() ? nullptr : &found->second;
}

Status ReplicaParts::row_changed(const RowTable& table, std::int64_t number) {
  if (!table.is_searchable() || number > indexed) return {};
  auto insert = connection->prepare("INSERT OR IGNORE INTO search_backlog (row) VALUES (?)");
  insert.bind(0, number);
  return insert.run();
}

protocol::Stamp ReplicaParts::stamp(const schema::RowKey& key, const RowHead& head) const {
  return protocol::row_stamp(identity ? identity->digest_key : protocol::DigestKey{}, key,
                             epochs.epoch(head.epoch), head.commit);
}

}  // namespace fieldbook::client
