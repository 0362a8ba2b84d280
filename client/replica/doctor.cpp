#include "client/replica/doctor.hpp"

#include <fmt/format.h>

#include "client/replica/replica_parts.hpp"
#include "shared/schema/ddl.hpp"

namespace fieldbook::client {
namespace {

/// Calls `look` with each row of P: those of the tables that no pending action covers, and the base
/// images of the others.
Status each_row(ReplicaParts& parts,
                const std::function<Status(RowTable&, const StoredRow&)>& look) {
  for (auto& [number, table] : parts.tables) {
    auto select = parts.connection->prepare(fmt::format("SELECT {} FROM {} WHERE bucket_set <> 0",
                                                        table.columns(),
                                                        schema::quoted(table.entity().name)));
    while (true) {
      TRY(const bool row, select.step());
      if (!row) break;
      TRY(const StoredRow stored, table.from(select));
      CHECK(look(table, stored));
    }
  }
  for (const schema::RowKey& key : parts.overlay.keys()) {
    TRY(const auto base, parts.overlay.base(key));
    if (base) CHECK(look(*parts.table(key.entity), *base));
  }
  return {};
}

/// The same with heads alone, which is all that a digest needs.
Status each_head(ReplicaParts& parts,
                 const std::function<Status(const schema::RowKey&, const RowHead&)>& look) {
  for (auto& [number, table] : parts.tables) {
    auto select = parts.connection->prepare(
        fmt::format("SELECT id, row_commit, row_epoch, content_hash, bucket_set FROM {} WHERE "
                    "bucket_set <> 0",
                    schema::quoted(table.entity().name)));
    while (true) {
      TRY(const bool row, select.step());
      if (!row) break;
      CHECK(look({number, select.uuid(0)},
                 {select.integer(1), select.integer(2),
                  static_cast<std::uint64_t>(select.integer(3)), select.integer(4)}));
    }
  }
  for (const schema::RowKey& key : parts.overlay.keys()) {
    TRY(const auto head, parts.overlay.head(key));
    if (head) CHECK(look(key, *head));
  }
  return {};
}

std::set<BucketId> all_buckets(ReplicaParts& parts) {
  std::set<BucketId> out;
  for (const auto& [name, bucket] : parts.buckets.by_name()) out.insert(bucket.id);
  return out;
}

}  // namespace

Status recount_digests(ReplicaParts& parts, const std::set<BucketId>& wanted,
                       std::vector<std::string>* wrong) {
  std::map<BucketId, std::pair<protocol::Digest, std::unique_ptr<Leaves>>> counted;
  for (const BucketId id : wanted) counted[id].second = std::make_unique<Leaves>();
  CHECK(each_head(parts, [&](const schema::RowKey& key, const RowHead& head) -> Status {
    std::optional<protocol::Stamp> stamp;
    for (const BucketId id : parts.buckets.members(head.set)) {
      const auto found = counted.find(id);
      if (found == counted.end()) continue;
      if (!stamp) stamp = parts.stamp(key, head);
      protocol::add(found->second.first, *stamp);
      protocol::add((*found->second.second)[protocol::leaf_of(key.id)], *stamp);
    }
    return {};
  }));
  for (auto& [id, digests] : counted) {
    Bucket& bucket = parts.buckets.get(id);
    TRY(const Leaves* leaves, parts.buckets.leaves(id));
    if (bucket.digest == digests.first && *leaves == *digests.second) continue;
    if (wrong != nullptr) wrong->push_back(bucket.name);
    bucket.digest = digests.first;
    bucket.leaves = std::move(digests.second);
    bucket.dirty = true;
  }
  return {};
}

Status recount_all(ReplicaParts& parts, std::vector<std::string>& wrong) {
  CHECK(recount_digests(parts, all_buckets(parts), &wrong));
  for (const std::string& name : wrong) {
    Bucket* bucket = parts.buckets.find(name);
    bucket->needs_repair = true;
    bucket->dirty = true;
  }
  return {};
}

Result<DoctorReport> examine(ReplicaParts& parts) {
  DoctorReport out;
  CHECK(parts.connection->check_integrity());
  std::vector<std::pair<RowTable*, Uuid>> bad;
  CHECK(each_row(parts, [&](RowTable& table, const StoredRow& stored) -> Status {
    ++out.rows;
    if (stored_content_hash(stored.row) == stored.head.content_hash) return {};
    bad.emplace_back(&table, stored.row.id);
    out.bad_rows.push_back(
        fmt::format("{} {}: content hash", table.entity().name, to_string(stored.row.id)));
    return {};
  }));
  CHECK(parts.write([&]() -> Status {
    CHECK(recount_all(parts, out.bad_digests));
    for (const auto& [table, id] : bad) CHECK(parts.applier.mark_bad(*table, id));
    return {};
  }));
  return out;
}

Result<std::vector<DumpedRow>> dump_rows(ReplicaParts& parts) {
  std::vector<DumpedRow> out;
  CHECK(each_row(parts, [&](RowTable& table, const StoredRow& stored) -> Status {
    DumpedRow dumped{{table.entity().number, stored.row.id},
                     stored.head.commit,
                     parts.epochs.epoch(stored.head.epoch),
                     {},
                     stored.row};
    for (const BucketId id : parts.buckets.members(stored.head.set))
      dumped.buckets.push_back(parts.buckets.get(id).name);
    std::sort(dumped.buckets.begin(), dumped.buckets.end());
    out.push_back(std::move(dumped));
    return {};
  }));
  std::sort(out.begin(), out.end(),
            [](const DumpedRow& a, const DumpedRow& b) { return a.key < b.key; });
  return out;
}

}  // namespace fieldbook::client
