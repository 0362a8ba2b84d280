#include "client/replica/bucket_book.hpp"

#include <cstring>

namespace fieldbook::client {
namespace {

constexpr std::size_t kLeafBytes = 25;  // leaf, count (little-endian), sum

Bytes encode_leaves(const Leaves& leaves) {
  Bytes out;
  for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
    const protocol::Digest& digest = leaves[leaf];
    if (digest == protocol::Digest{}) continue;
    out.push_back(static_cast<std::uint8_t>(leaf));
    for (unsigned shift = 0; shift < 64; shift += 8)
      out.push_back(static_cast<std::uint8_t>(digest.count >> shift));
    out.insert(out.end(), digest.sum.begin(), digest.sum.end());
  }
  return out;
}

Status decode_leaves(ByteView bytes, Leaves& out) {
  if (bytes.size() % kLeafBytes != 0) return fail(Errc::corrupt, "leaves of a bucket");
  for (; !bytes.empty(); bytes = bytes.subspan(kLeafBytes)) {
    protocol::Digest& digest = out[bytes[0]];
    for (std::size_t i = 0; i < 8; ++i)
      digest.count |= static_cast<std::uint64_t>(bytes[1 + i]) << (8 * i);
    std::memcpy(digest.sum.data(), bytes.data() + 9, digest.sum.size());
  }
  return {};
}

Bytes encode_set(const std::vector<BucketId>& buckets) {
  Bytes out;
  for (const BucketId id : buckets)
    for (unsigned shift = 0; shift < 32; shift += 8)
      out.push_back(static_cast<std::uint8_t>(id >> shift));
  return out;
}

std::vector<BucketId> decode_set(ByteView bytes) {
  std::vector<BucketId> out(bytes.size() / 4);
  for (std::size_t i = 0; i < out.size(); ++i)
    for (unsigned k = 0; k < 4; ++k) out[i] |= BucketId{bytes[4 * i + k]} << (8 * k);
  return out;
}

const std::vector<BucketId> kNoBuckets;

}  // namespace

Status BucketBook::load() {
  buckets_.clear();
  by_id_.clear();
  set_ids_.clear();
  sets_.clear();
  auto select = connection_.prepare(
      "SELECT id, name, granted, count, sum, needs_repair, repair_asked, tries, quarantined FROM "
      "bucket");
  while (true) {
    TRY(const bool row, select.step());
    if (!row) break;
    Bucket bucket;
    bucket.id = static_cast<BucketId>(select.integer(0));
    bucket.name = select.text(1);
    bucket.granted = select.integer(2);
    bucket.digest.count = static_cast<std::uint64_t>(select.integer(3));
    if (auto sum = to_fixed<16>(select.blob(4))) bucket.digest.sum = *sum;
    bucket.needs_repair = select.integer(5) != 0;
    bucket.repair_asked = select.integer(6) != 0;
    bucket.tries = static_cast<int>(select.integer(7));
    bucket.quarantined = select.integer(8) != 0;
    auto name = bucket.name;
    auto& stored = buckets_.emplace(std::move(name), std::move(bucket)).first->second;
    by_id_[stored.id] = &stored;
  }
  auto sets = connection_.prepare("SELECT id, buckets FROM bucket_set");
  while (true) {
    TRY(const bool row, sets.step());
    if (!row) return {};
    auto members = decode_set(sets.blob(1));
    set_ids_[members] = sets.integer(0);
    sets_[sets.integer(0)] = std::move(members);
  }
}

Status BucketBook::flush() {
  for (auto& [name, bucket] : buckets_) {
    if (!bucket.dirty) continue;
    auto update = connection_.prepare(
        "UPDATE bucket SET granted = ?, count = ?, sum = ?, needs_repair = ?, repair_asked = ?, "
        "tries = ?, quarantined = ? WHERE id = ?");
    update.bind_all(bucket.granted, bucket.digest.count, ByteView(bucket.digest.sum),
                    bucket.needs_repair, bucket.repair_asked, bucket.tries, bucket.quarantined,
                    bucket.id);
    CHECK(update.run());
    if (bucket.leaves) {
      auto leaves = connection_.prepare("UPDATE bucket SET leaves = ? WHERE id = ?");
      const Bytes encoded = encode_leaves(*bucket.leaves);
      leaves.bind_all(ByteView(encoded), bucket.id);
      CHECK(leaves.run());
    }
    bucket.dirty = false;
  }
  return {};
}

Bucket* BucketBook::find(std::string_view name) {
  const auto found = buckets_.find(name);
  return found == buckets_.end() ? nullptr : &found->second;
}

Bucket& BucketBook::get(BucketId id) {
  const auto found = by_id_.find(id);
  ASSERT(found != by_id_.end());
  return *found->second;
}

Result<BucketId> BucketBook::id_of(std::string_view name) {
  if (const Bucket* bucket = find(name)) return bucket->id;
  auto insert = connection_.prepare("INSERT INTO bucket (name) VALUES (?)");
  insert.bind(0, name);
  CHECK(insert.run());
  Bucket bucket;
  bucket.id = static_cast<BucketId>(connection_.last_insert_row());
  bucket.name = name;
  bucket.leaves = std::make_unique<Leaves>();
  auto& stored = buckets_.emplace(std::string(name), std::move(bucket)).first->second;
  by_id_[stored.id] = &stored;
  return stored.id;
}

Status BucketBook::erase(BucketId id) {
  for (const BucketSetId set : sets_with(id)) {
    auto forget = connection_.prepare("DELETE FROM bucket_set WHERE id = ?");
    forget.bind(0, set);
    CHECK(forget.run());
    set_ids_.erase(sets_[set]);
    sets_.erase(set);
  }
  auto remove = connection_.prepare("DELETE FROM bucket WHERE id = ?");
  remove.bind(0, std::int64_t{id});
  CHECK(remove.run());
  buckets_.erase(buckets_.find(get(id).name));
  by_id_.erase(id);
  return {};
}

Status BucketBook::clear_digest(BucketId id) {
  Bucket& bucket = get(id);
  bucket.digest = {};
  bucket.leaves = std::make_unique<Leaves>();
  bucket.dirty = true;
  return {};
}

Result<BucketSetId> BucketBook::set_of(const std::vector<BucketId>& buckets) {
  if (buckets.empty()) return 0;
  if (const auto found = set_ids_.find(buckets); found != set_ids_.end()) return found->second;
  auto insert = connection_.prepare("INSERT INTO bucket_set (buckets) VALUES (?)");
  const Bytes encoded = encode_set(buckets);
  insert.bind(0, ByteView(encoded));
  CHECK(insert.run());
  const BucketSetId id = connection_.last_insert_row();
  set_ids_[buckets] = id;
  sets_[id] = buckets;
  return id;
}

const std::vector<BucketId>& BucketBook::members(BucketSetId set) const {
  const auto found = sets_.find(set);
  return found == sets_.end() ? kNoBuckets : found->second;
}

std::vector<BucketSetId> BucketBook::sets_with(BucketId bucket) const {
  std::vector<BucketSetId> out;
  for (const auto& [members, id] : set_ids_)
    if (std::binary_search(members.begin(), members.end(), bucket)) out.push_back(id);
  return out;
}

Result<BucketSetId> BucketBook::without(BucketSetId set, BucketId bucket) {
  std::vector<BucketId> rest = members(set);
  std::erase(rest, bucket);
  return set_of(rest);
}

Status BucketBook::load_leaves(Bucket& bucket) {
  if (bucket.leaves) return {};
  auto select = connection_.prepare("SELECT leaves FROM bucket WHERE id = ?");
  select.bind(0, std::int64_t{bucket.id});
  TRY(const bool row, select.step());
  auto leaves = std::make_unique<Leaves>();
  if (row) CHECK(decode_leaves(select.blob(0), *leaves));
  bucket.leaves = std::move(leaves);
  return {};
}

template <class Change>
Status BucketBook::change(BucketSetId set, std::uint8_t leaf, Change&& apply) {
  for (const BucketId id : members(set)) {
    Bucket& bucket = get(id);
    CHECK(load_leaves(bucket));
    apply(bucket.digest);
    apply((*bucket.leaves)[leaf]);
    bucket.dirty = true;
  }
  return {};
}

Status BucketBook::add(BucketSetId set, std::uint8_t leaf, const protocol::Stamp& stamp) {
  return change(set, leaf, [&](protocol::Digest& digest) { protocol::add(digest, stamp); });
}

Status BucketBook::subtract(BucketSetId set, std::uint8_t leaf, const protocol::Stamp& stamp) {
  return change(set, leaf, [&](protocol::Digest& digest) { protocol::subtract(digest, stamp); });
}

Status BucketBook::subtract_one(BucketId id, std::uint8_t leaf, const protocol::Stamp& stamp) {
  Bucket& bucket = get(id);
  CHECK(load_leaves(bucket));
  protocol::subtract(bucket.digest, stamp);
  protocol::subtract((*bucket.leaves)[leaf], stamp);
  bucket.dirty = true;
  return {};
}

Result<const Leaves*> BucketBook::leaves(BucketId id) {
  Bucket& bucket = get(id);
  CHECK(load_leaves(bucket));
  return bucket.leaves.get();
}

FixedBytes<16> BucketBook::view_digest() const {
  std::vector<std::pair<std::string, protocol::Digest>> view;
  view.reserve(buckets_.size());
  for (const auto& [name, bucket] : buckets_) view.emplace_back(name, bucket.digest);
  return protocol::view_digest(view);
}

Status EpochTable::load() {
  numbers_.clear();
  epochs_.clear();
  auto select = connection_.prepare("SELECT number, epoch FROM epoch");
  while (true) {
    TRY(const bool row, select.step());
    if (!row) return {};
    auto epoch = to_fixed<16>(select.blob(1));
    if (!epoch) return fail(Errc::corrupt, "an epoch of another length than 16");
    numbers_[*epoch] = select.integer(0);
    epochs_[select.integer(0)] = *epoch;
  }
}

Result<std::int64_t> EpochTable::number_of(const FixedBytes<16>& epoch) {
  if (const auto found = numbers_.find(epoch); found != numbers_.end()) return found->second;
  auto insert = connection_.prepare("INSERT INTO epoch (epoch) VALUES (?)");
  insert.bind(0, ByteView(epoch));
  CHECK(insert.run());
  const std::int64_t number = connection_.last_insert_row();
  numbers_[epoch] = number;
  epochs_[number] = epoch;
  return number;
}

FixedBytes<16> EpochTable::epoch(std::int64_t number) const {
  const auto found = epochs_.find(number);
  return found == epochs_.end() ? FixedBytes<16>{} : found->second;
}

}  // namespace fieldbook::client
