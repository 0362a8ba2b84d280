#include <fmt/format.h>

#include "client/replica/applier.hpp"
#include "client/replica/replica_parts.hpp"
#include "client/replica/wire_rows.hpp"
#include "shared/schema/ddl.hpp"
#include "shared/schema/open_part.hpp"

namespace fieldbook::client {

void Applier::note(const schema::RowKey& key, Changes& changes) const {
  changes.entities.insert(key.entity);
  if (parts_.pending.watches(key)) changes.watched.insert(key);
}

Status Applier::apply(const protocol::Message& message, Filter filter, Changes& changes) {
  if (const auto* rows = std::get_if<protocol::RowsFrame>(&message))
    return apply_rows(rows->payload, filter, changes);
  if (const auto* removals = std::get_if<protocol::Removals>(&message))
    return apply_removals(*removals, changes);
  if (const auto* repair = std::get_if<protocol::Repair>(&message))
    return filter == nullptr || filter->contains(repair->bucket) ? apply_repair(*repair, changes)
                                                                 : Status{};
  return {};
}

namespace {

/// Turns the bucket indexes of a frame's rows into sets of this replica; most rows of a frame
/// share one.
class FrameSets {
 public:
  FrameSets(BucketBook& book, const protocol::RowsHead& head) : book_(book), head_(head) {}

  template <class Allowed>
  [[nodiscard]] Result<BucketSetId> set(const std::vector<std::uint32_t>& indexes,
                                        Allowed&& allowed) {
    if (known_ && indexes == last_indexes_) return last_;
    std::vector<BucketId> ids;
    for (const std::uint32_t index : indexes) {
      if (!allowed(head_.buckets[index])) continue;
      TRY(const BucketId id, book_.id_of(head_.buckets[index]));
      ids.push_back(id);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    TRY(last_, book_.set_of(ids));
    last_indexes_ = indexes;
    known_ = true;
    return last_;
  }

 private:
  BucketBook& book_;
  const protocol::RowsHead& head_;
  std::vector<std::uint32_t> last_indexes_;
  BucketSetId last_ = 0;
  bool known_ = false;
};

}  // namespace

Status Applier::apply_rows(ByteView payload, Filter filter, Changes& changes) {
  TRY(auto reader, protocol::RowsFrameReader::open(payload));
  RowTable* table = parts_.table(reader.head().entity);
  // An entity that this catalogue does not have yet: its rows come again, by the digest, when it
  // does.
  if (table == nullptr) return {};
  const std::uint32_t entity = table->entity().number;
  const auto allowed = [&](const std::string& bucket) {
    return filter == nullptr || filter->contains(bucket);
  };
  std::vector<std::int64_t> epochs;
  for (const auto& epoch : reader.head().epochs) {
    TRY(const std::int64_t number, parts_.epochs.number_of(epoch));
    epochs.push_back(number);
  }
  FrameSets sets(parts_.buckets, reader.head());
  WireRows writer(*parts_.connection, *table, reader.head().columns);
  // In a first sync nearly every row is new: the insert itself finds the ones that are not.
  const bool insert_first = !parts_.complete;
  const bool watching = !parts_.pending.watched().empty();
  changes.entities.insert(entity);
  protocol::WireRow wire;
  while (true) {
    TRY(const bool more, reader.next(wire));
    if (!more) return {};
    TRY(const bool intact, writer.take(wire));
    // A row that arrived damaged is left as it was: its leaf differs and is read again.
    if (!intact) continue;
    TRY(const BucketSetId set, sets.set(wire.buckets, allowed));
    const schema::RowKey key{entity, wire.id};
    if (watching) note(key, changes);
    if (set == 0) {
      CHECK(set_buckets(*table, wire.id, 0));
      continue;
    }
    const RowHead head{wire.commit, epochs[wire.epoch], wire.content_hash, set};
    const std::uint8_t leaf = protocol::leaf_of(wire.id);
    std::optional<RowHead> before;
    if (!parts_.overlay.is_empty() && parts_.overlay.has(key)) {
      TRY(before, parts_.overlay.head(key));
      TRY(const schema::Row row, writer.row());
      CHECK(parts_.overlay.put(row, head));
    } else {
      bool written = false;
      if (insert_first) {
        const Status inserted = writer.insert(parts_.next_row_number(*table), head);
        if (!inserted && inserted.error().code != Errc::already_exists) return inserted;
        written = inserted.has_value();
      }
      if (!written) {
        TRY(const auto found, table->find(wire.id));
        if (found) {
          before = found->head;
          CHECK(parts_.row_changed(*table, found->number));
          CHECK(writer.update(found->number, head));
        } else {
          CHECK(writer.insert(parts_.next_row_number(*table), head));
        }
      }
    }
    if (before) CHECK(parts_.buckets.subtract(before->set, leaf, parts_.stamp(key, *before)));
    CHECK(parts_.buckets.add(set, leaf, parts_.stamp(key, head)));
    // It came through buckets that a later scope does not name.
    if (wire.buckets.size() > 1 && is_only_public(set)) CHECK(narrow(*table, wire.id));
  }
}

Status Applier::set_buckets(RowTable& table, const Uuid& id, BucketSetId set) {
  const schema::RowKey key{table.entity().number, id};
  const std::uint8_t leaf = protocol::leaf_of(id);
  const bool overlaid = parts_.overlay.has(key);
  std::optional<RowHead> before;
  std::int64_t number = 0;
  if (overlaid) {
    TRY(before, parts_.overlay.head(key));
  } else {
    TRY(const auto found, table.find(id));
    if (found) {
      before = found->head;
      number = found->number;
    }
  }
  if (!before || before->set == set) return {};
  const auto stamp = parts_.stamp(key, *before);
  CHECK(parts_.buckets.subtract(before->set, leaf, stamp));
  CHECK(parts_.buckets.add(set, leaf, stamp));
  before->set = set;
  if (set != 0) {
    CHECK(overlaid ? parts_.overlay.put_head(key, *before) : table.set_head(number, *before));
    return is_only_public(set) ? narrow(table, id) : Status{};
  }
  if (overlaid) return parts_.overlay.put_absent(key);
  CHECK(parts_.row_changed(table, number));
  return table.erase(number);
}

bool Applier::is_only_public(BucketSetId set) {
  const auto& members = parts_.buckets.members(set);
  return members.size() == 1 && parts_.buckets.get(members.front()).name == schema::kPublicBucket;
}

Status Applier::narrow(RowTable& table, const Uuid& id) {
  const schema::RowKey key{table.entity().number, id};
  const bool overlaid = parts_.overlay.has(key);
  TRY(auto stored, overlaid ? parts_.overlay.base(key) : table.read(id));
  if (!stored) return {};
  schema::Row open = schema::open_part(stored->row);
  // Damage must not be sealed by a hash made anew, and of columns that this catalogue lacks nobody
  // here knows whether they are open: such a row is read again.
  const bool is_doubtful = stored_content_hash(stored->row) != stored->head.content_hash ||
                           !stored->row.unknown_numbers.empty();
  if (open == stored->row && !is_doubtful) return {};
  stored->row = std::move(open);
  stored->head.content_hash = stored_content_hash(stored->row);
  if (overlaid) {
    CHECK(parts_.overlay.put(stored->row, stored->head));
  } else {
    CHECK(parts_.row_changed(table, stored->number));
    CHECK(table.update(*stored));
  }
  return is_doubtful ? mark_bad(table, id) : Status{};
}

Result<std::vector<Uuid>> Applier::rows_of(const RowTable& table, BucketSetId set) const {
  std::vector<Uuid> out;
  auto select = parts_.connection->prepare("SELECT id FROM " + schema::quoted(table.entity().name) +
                                           " WHERE bucket_set = ?");
  select.bind(0, set);
  while (true) {
    TRY(const bool row, select.step());
    if (!row) return out;
    out.push_back(select.uuid(0));
  }
}

Status Applier::drop_reference(RowTable& table, const Uuid& id, BucketId bucket, Changes& changes) {
  const schema::RowKey key{table.entity().number, id};
  std::optional<RowHead> head;
  if (parts_.overlay.has(key)) {
    TRY(head, parts_.overlay.head(key));
  } else {
    TRY(const auto found, table.find(id));
    if (found) head = found->head;
  }
  if (!head) return {};
  TRY(const BucketSetId rest, parts_.buckets.without(head->set, bucket));
  if (rest == head->set) return {};
  note(key, changes);
  return set_buckets(table, id, rest);
}

Status Applier::apply_removals(const protocol::Removals& removals, Changes& changes) {
  for (const protocol::Removal& removal : removals.removals) {
    RowTable* table = parts_.table(removal.entity);
    const Bucket* bucket = parts_.buckets.find(removal.bucket);
    if (table == nullptr || bucket == nullptr) continue;
    CHECK(drop_reference(*table, removal.id, bucket->id, changes));
  }
  return {};
}

Status Applier::apply_repair(const protocol::Repair& repair, Changes& changes) {
  changes.repaired.insert(repair.bucket);
  const Bucket* bucket = parts_.buckets.find(repair.bucket);
  if (bucket == nullptr) return {};
  const BucketId id = bucket->id;
  const std::set<std::uint8_t> leaves(repair.leaves.begin(), repair.leaves.end());
  std::set<schema::RowKey> named;
  for (const auto& [entity, row] : repair.rows) named.insert({entity, row});
  const auto sets = parts_.buckets.sets_with(id);
  std::vector<schema::RowKey> extra;
  const auto look_at = [&](const schema::RowKey& key, BucketSetId set) {
    if (leaves.contains(protocol::leaf_of(key.id)) && !named.contains(key) &&
        std::find(sets.begin(), sets.end(), set) != sets.end())
      extra.push_back(key);
  };
  for (const auto& [number, table] : parts_.tables) {
    auto select =
        parts_.connection->prepare("SELECT id, bucket_set FROM " +
                                   schema::quoted(table.entity().name) + " WHERE bucket_set <> 0");
    while (true) {
      TRY(const bool row, select.step());
      if (!row) break;
      look_at({number, select.uuid(0)}, select.integer(1));
    }
  }
  for (const schema::RowKey& key : parts_.overlay.keys()) {
    TRY(const auto head, parts_.overlay.head(key));
    if (head) look_at(key, head->set);
  }
  for (const schema::RowKey& key : extra)
    CHECK(drop_reference(*parts_.table(key.entity), key.id, id, changes));
  return {};
}

Status Applier::repoint(RowTable& table, BucketSetId from, BucketSetId to, Changes& changes) {
  sqlite::Connection& connection = *parts_.connection;
  const std::string name = schema::quoted(table.entity().name);
  for (const schema::RowKey& key : parts_.pending.watched()) {
    if (key.entity != table.entity().number) continue;
    auto select = connection.prepare(fmt::format(
        "SELECT id FROM {} WHERE bucket_set = ?1 AND (id = ?2 OR ?2 = zeroblob(16))", name));
    select.bind_all(from, key.id);
    while (true) {
      TRY(const bool row, select.step());
      if (!row) break;
      changes.watched.insert({key.entity, select.uuid(0)});
    }
  }
  if (to == 0 && table.is_searchable()) {
    auto backlog = connection.prepare(fmt::format(
        "INSERT OR IGNORE INTO search_backlog SELECT row FROM {} WHERE bucket_set = ? AND row <= ?",
        name));
    backlog.bind_all(from, parts_.indexed);
    CHECK(backlog.run());
  }
  auto change = connection.prepare(
      to == 0 ? fmt::format("DELETE FROM {} WHERE bucket_set = ?1", name)
              : fmt::format("UPDATE {} SET bucket_set = ?2 WHERE bucket_set = ?1", name));
  change.bind(0, from);
  if (to != 0) change.bind(1, to);
  CHECK(change.run());
  if (connection.changes() > 0) changes.entities.insert(table.entity().number);
  return {};
}

Status Applier::drop_bucket(BucketId bucket, Changes& changes) {
  for (const BucketSetId from : parts_.buckets.sets_with(bucket)) {
    TRY(const BucketSetId to, parts_.buckets.without(from, bucket));
    const bool narrows = is_only_public(to);
    for (auto& [number, table] : parts_.tables) {
      std::vector<Uuid> narrowed;
      if (narrows) {
        TRY(narrowed, rows_of(table, from));
      }
      CHECK(repoint(table, from, to, changes));
      for (const Uuid& row : narrowed) CHECK(narrow(table, row));
    }
    const auto overlaid = parts_.overlay.keys();
    for (const schema::RowKey& key : overlaid) {
      TRY(auto head, parts_.overlay.head(key));
      if (!head || head->set != from) continue;
      note(key, changes);
      head->set = to;
      CHECK(to == 0 ? parts_.overlay.put_absent(key) : parts_.overlay.put_head(key, *head));
      if (narrows) CHECK(narrow(*parts_.table(key.entity), key.id));
    }
  }
  return parts_.buckets.clear_digest(bucket);
}

Status Applier::mark_bad(RowTable& table, const Uuid& id) {
  const schema::RowKey key{table.entity().number, id};
  const bool overlaid = parts_.overlay.has(key);
  std::optional<RowHead> head;
  std::int64_t number = 0;
  if (overlaid) {
    TRY(head, parts_.overlay.head(key));
  } else {
    TRY(const auto found, table.find(id));
    if (found) {
      head = found->head;
      number = found->number;
    }
  }
  if (!head) return {};
  const std::uint8_t leaf = protocol::leaf_of(id);
  CHECK(parts_.buckets.subtract(head->set, leaf, parts_.stamp(key, *head)));
  head->commit = 0;  // no row of the daemon has it, so the stamp cannot agree
  CHECK(parts_.buckets.add(head->set, leaf, parts_.stamp(key, *head)));
  for (const BucketId bucket : parts_.buckets.members(head->set)) {
    parts_.buckets.get(bucket).needs_repair = true;
    parts_.buckets.get(bucket).dirty = true;
  }
  return overlaid ? parts_.overlay.put_head(key, *head) : table.set_head(number, *head);
}

}  // namespace fieldbook::client
