#include "tests/unit/syncd/changelog/pull_daemon.hpp"

#include <filesystem>

#include "shared/protocol/digest.hpp"
#include "shared/schema/row_codec.hpp"

namespace fieldbook::tests {

namespace {

using syncd::Membership;
using syncd::Stamp;

constexpr auto kAudience = schema::Audience::staff;

template <class T>
T must(Result<T> result) {
  ASSERT(result);
  return *std::move(result);
}
void must(Status status) { ASSERT(status); }

const schema::Entity& entity() {
  static const auto kCatalogue = schema::Catalogue::embedded();
  return kCatalogue->entity("territory");
}

syncd::SqliteStoreOptions options() {
  syncd::SqliteStoreOptions out;
  out.synchronous = sqlite::Synchronous::off;
  return out;
}

}  // namespace

const std::vector<std::string>& PullDaemon::buckets() {
  static const std::vector<std::string> kBuckets{"a", "b", "c", "d", "e"};
  return kBuckets;
}

PullDaemon::PullDaemon(Random& random) : random_(random) {
  session_ = {make_uuid(clock_, random), make_uuid(clock_, random), kAudience};
  path_ = (folder_ / "store0.db").string();
  store_ = must(syncd::create_sqlite_store(path_, options(), schema::Catalogue::embedded(),
                                           {make_uuid(clock_, random), "Test"}, random));
  commit([] {});
  back_up();
}

void PullDaemon::open_commit() {
  transaction_ = must(store_->begin_write());
  number_ = must(transaction_->take_commit_number());
}

void PullDaemon::close_commit() {
  // Two histories that use one number differ in what they wrote there.
  FixedBytes<8> salt;
  random_.fill(salt);
  const std::string body = "{\"salt\":\"" + to_hex(salt) + "\"}";
  const auto chain = protocol::next_chain(transaction_->head().chain, as_bytes(body));
  must(transaction_->append_audit({number_, 0, body, chain}));
  must(transaction_->put_head(number_, chain));
  must(transaction_->commit());
  transaction_.reset();
}

void PullDaemon::write_entries(const schema::RowKey& key, syncd::RowNumber number, Stamp stamp,
                               const std::set<std::string>& buckets, bool content_changed,
                               const std::optional<Stamp>& before_stamp) {
  const auto before = must(transaction_->memberships(number));
  std::map<syncd::BucketId, Membership> after;
  for (const Membership& one : before) after[one.bucket] = one;
  std::set<syncd::BucketId> wanted;
  for (const std::string& name : buckets) wanted.insert(must(transaction_->make_bucket(name)));
  for (auto& [bucket, one] : after)
    if (one.present && !wanted.contains(bucket)) one = {bucket, number_, false};
  for (const auto bucket : wanted) {
    Membership& one = after[bucket];
    if (!one.present || content_changed) one = {bucket, number_, true};
  }
  std::vector<Membership> list;
  for (const auto& [bucket, one] : after) list.push_back(one);
  must(transaction_->put_memberships(key, number, stamp, before, list));

  const auto& head = transaction_->head();
  const auto stamp_of = [&](const Stamp& of) {
    return protocol::row_stamp(head.digest_key, key, head.lineage[of.epoch].epoch, of.commit);
  };
  const auto change = [&](syncd::BucketId bucket, auto&& how) {
    auto bucket_head = must(transaction_->bucket_head(bucket));
    how(bucket_head.digest);
    must(transaction_->put_bucket_head(bucket, bucket_head.digest, number_));
    auto leaf = must(transaction_->leaf(bucket, protocol::leaf_of(key.id)));
    how(leaf);
    must(transaction_->put_leaf(bucket, {protocol::leaf_of(key.id), leaf}));
  };
  for (const Membership& one : before)
    if (one.present)
      change(one.bucket,
             [&](protocol::Digest& digest) { subtract(digest, stamp_of(*before_stamp)); });
  for (const Membership& one : list)
    if (one.present)
      change(one.bucket, [&](protocol::Digest& digest) { add(digest, stamp_of(stamp)); });
}

void PullDaemon::put(const Uuid& id, const std::string& name,
                     const std::set<std::string>& buckets) {
  const schema::RowKey key{entity().number, id};
  const auto before = must(transaction_->stored(key));
  const Stamp stamp{number_, transaction_->head().epoch_index()};
  schema::Row row(entity(), id);
  row.values[entity().find("name")->ordinal] = name;
  const auto number = must(transaction_->put_row(row, stamp, before ? &*before : nullptr));
  Bytes values;
  schema::encode_values(row, entity().projection(kAudience), values);
  const auto hash = schema::content_hash(row, kAudience);
  must(transaction_->put_projection(kAudience, number, hash, values));
  write_entries(key, number, stamp, buckets, true,
                before ? std::optional(before->stamp) : std::nullopt);
  state_.rows[key] = {number_, transaction_->head().epoch(), hash, buckets};
}

void PullDaemon::move(const Uuid& id, const std::set<std::string>& buckets) {
  const schema::RowKey key{entity().number, id};
  const auto before = must(transaction_->stored(key));
  ASSERT(before);
  write_entries(key, before->number, before->stamp, buckets, false, before->stamp);
  state_.rows[key].buckets = buckets;
}

void PullDaemon::remove(const Uuid& id) {
  const schema::RowKey key{entity().number, id};
  const auto before = must(transaction_->stored(key));
  ASSERT(before);
  must(transaction_->remove_row(*before));
  must(transaction_->remove_projection(kAudience, before->number));
  write_entries(key, before->number, before->stamp, {}, true, before->stamp);
  state_.rows.erase(key);
}

void PullDaemon::grant(const std::string& bucket, bool present) {
  const auto id = must(transaction_->make_bucket(bucket));
  must(transaction_->put_grant(session_.person, kAudience, id, number_, present));
  if (present)
    state_.granted.insert(bucket);
  else
    state_.granted.erase(bucket);
}

void PullDaemon::drop_tombstones(std::int64_t kept) {
  auto transaction = must(store_->begin_write());
  must(transaction->drop_tombstones(transaction->head().commit - kept, 1'000));
  must(transaction->commit());
}

void PullDaemon::back_up() {
  const auto path = (folder_ / "backup.db").string();
  std::filesystem::remove(path);
  must(store_->back_up_to(path));
  backup_ = state_;
}

void PullDaemon::restore(bool noticed) {
  store_.reset();
  path_ = (folder_ / ("store" + std::to_string(++files_) + ".db")).string();
  std::filesystem::copy_file(folder_ / "backup.db", path_);
  store_ = must(syncd::open_sqlite_store(path_, options(), schema::Catalogue::embedded()));
  state_ = backup_;
  if (!noticed) return;
  auto transaction = must(store_->begin_write());
  must(syncd::open_epoch_after_restore(*transaction, random_));
  must(transaction->commit());
}

void PullDaemon::open_epoch_if_needed(const protocol::SyncRequest& request) {
  auto transaction = must(store_->begin_write());
  if (must(syncd::open_epoch_on_evidence(*transaction, request, random_)))
    must(transaction->commit());
}

SeenRows PullDaemon::view() const {
  SeenRows out;
  for (const auto& [key, row] : state_.rows) {
    SeenRow seen = row;
    std::erase_if(seen.buckets,
                  [this](const std::string& name) { return !state_.granted.contains(name); });
    if (!seen.buckets.empty()) out.emplace(key, std::move(seen));
  }
  return out;
}

std::vector<Uuid> PullDaemon::ids() const {
  std::vector<Uuid> out;
  for (const auto& [key, row] : state_.rows) out.push_back(key.id);
  return out;
}

syncd::OrganisationHead PullDaemon::head() { return must(store_->begin_read())->head(); }

}  // namespace fieldbook::tests
