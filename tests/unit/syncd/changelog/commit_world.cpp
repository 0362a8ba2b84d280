#include "tests/unit/syncd/changelog/commit_world.hpp"

#include "shared/schema/row_codec.hpp"
#include "syncd/changelog/bucket_names.hpp"

namespace fieldbook::tests {

using schema::Audience;

namespace {

/// Columns of cases that a published one keeps to itself.
bool whose_case_it_is(const schema::Row& row, const schema::Column& column) {
  static const std::set<std::string> kColumns{
      "description",    "customerid",   "customeridtype",           "primarycontactid",
      "caseorigincode", "prioritycode", "customersatisfactioncode", "parentcaseid",
      "responseby",     "resolveby",    "adx_stepstoreproduce"};
  return row.entity->name == "incident" && kColumns.contains(column.name);
}

}  // namespace

schema::RowChange change_to(const schema::Row& row) {
  schema::RowChange change(row.key());
  for (std::uint32_t i = 0; i < row.values.size(); ++i)
    change.values.emplace_back(i, row.values[i]);
  return change;
}

schema::RowChange removal_of(const schema::Row& row) {
  return schema::RowChange(row.key(), schema::ChangeKind::remove);
}

CommitWorld::CommitWorld(std::size_t entries_max, std::uint64_t seed,
                         syncd::ExposureSettings settings)
    : random(seed),
      exposure(std::make_shared<const syncd::Exposure>(schema::Catalogue::embedded(),
                                                       std::move(settings))),
      committer(exposure, clock, entries_max),
      store(must(syncd::create_sqlite_store(
          path(), {.synchronous = sqlite::Synchronous::off}, schema::Catalogue::embedded(),
          {.id = id_of("organisation"), .name = "Test"}, random))) {}

void CommitWorld::reopen() {
  store.reset();
  store = must(syncd::open_sqlite_store(path(), {.synchronous = sqlite::Synchronous::off},
                                        schema::Catalogue::embedded()));
}

void CommitWorld::apply_to_model(const schema::RowChange& change) {
  if (change.kind == schema::ChangeKind::remove) {
    model.remove(change.key);
    return;
  }
  const schema::Row* present = model.peek(change.key);
  schema::Row row =
      present != nullptr
          ? *present
          : schema::Row(*model.catalogue().find_number(change.key.entity), change.key.id);
  for (const auto& [ordinal, value] : change.values) row.values[ordinal] = value;
  model.put(row);
}

syncd::CommitOutcome CommitWorld::commit(const std::vector<schema::RowChange>& changes,
                                         syncd::Cause cause) {
  auto transaction = write();
  auto outcome = must(committer.commit(*transaction, changes, cause));
  must(transaction->commit());
  for (const schema::RowChange& change : changes) apply_to_model(change);
  return outcome;
}

syncd::CommitOutcome CommitWorld::put(const std::vector<schema::Row>& rows) {
  std::vector<schema::RowChange> changes;
  for (const schema::Row& row : rows) changes.push_back(change_to(row));
  return commit(changes);
}

std::map<std::string, syncd::Membership> CommitWorld::entries(const schema::Row& row) {
  auto transaction = read();
  std::map<std::string, syncd::Membership> out;
  const auto number = must(transaction->row_number(row.key()));
  if (!number) return out;
  for (const auto& membership : must(transaction->memberships(*number)))
    out[must(transaction->bucket_name(membership.bucket))] = membership;
  return out;
}

std::map<std::string, syncd::Commit> CommitWorld::grants(std::string_view person,
                                                         Audience audience) {
  std::map<std::string, syncd::Commit> out;
  for (const auto& grant : must(read()->grants(id_of(person), audience)))
    out[grant.name] = grant.present ? grant.commit : -grant.commit;
  return out;
}

syncd::Stamp CommitWorld::stamp(const schema::Row& row) {
  return must(read()->stored(row.key()))->stamp;
}

BucketState CommitWorld::bucket(const std::string& name) { return read_bucket(*read(), name); }

BucketState CommitWorld::read_bucket(syncd::ReadTransaction& transaction, const std::string& name) {
  BucketState out;
  const auto bucket = must(transaction.find_bucket(name));
  if (!bucket) return out;
  for (const auto& entry :
       must(transaction.entries_after(*bucket, {0, 0}, transaction.head().commit, 1'000'000)))
    if (entry.present) {
      EXPECT_TRUE(out.rows.insert(entry.key).second) << "two entries of a row in " << name;
    }
  out.digest = must(transaction.bucket_head(*bucket)).digest;
  for (const auto& leaf : must(transaction.leaves(*bucket))) out.leaves[leaf.leaf] = leaf.digest;
  return out;
}

std::map<std::string, BucketState> CommitWorld::recompute(syncd::ReadTransaction& transaction) {
  std::map<std::string, BucketState> out;
  const auto& head = transaction.head();
  for (const auto& [key, row] : model.all()) {
    const syncd::Stamp stamp = must(transaction.stored(key))->stamp;
    const auto hash =
        protocol::row_stamp(head.digest_key, key, head.lineage[stamp.epoch].epoch, stamp.commit);
    for (const auto& bucket : must(exposure->buckets(row, model))) {
      BucketState& state = out[to_string(bucket)];
      state.rows.insert(key);
      protocol::add(state.digest, hash);
      protocol::add(state.leaves[protocol::leaf_of(key.id)], hash);
    }
  }
  return out;
}

void CommitWorld::expect_consistent() {
  auto transaction = read();
  expect_rows(*transaction);
  const auto expected = recompute(*transaction);
  for (const auto& [name, state] : expected) buckets_seen_.insert(name);
  for (const std::string& name : buckets_seen_) {
    const auto found = expected.find(name);
    EXPECT_EQ(read_bucket(*transaction, name),
              found != expected.end() ? found->second : BucketState{})
        << name;
  }
  expect_projections(*transaction);
  expect_grants(*transaction);
}

void CommitWorld::expect_rows(syncd::ReadTransaction& transaction) {
  std::map<schema::RowKey, schema::Row> stored;
  for (const schema::Entity& entity : model.catalogue().entities())
    for (auto& row : must(transaction.scan(entity, 0, 1'000'000)))
      stored.emplace(row.row.key(), std::move(row.row));
  EXPECT_EQ(stored, model.all());
}

void CommitWorld::expect_projections(syncd::ReadTransaction& transaction) {
  for (const auto& [key, row] : model.all()) {
    const auto stored = must(transaction.stored(key));
    std::set<std::string> names;
    schema::AudienceSet audiences;
    schema::AudienceSet whole;  // those that receive more than what is open to all
    for (const auto& bucket : must(exposure->buckets(row, model))) {
      names.insert(to_string(bucket));
      const std::uint8_t bits = syncd::audiences_of(bucket.kind).bits;
      audiences.bits |= bits;
      if (bucket.kind != syncd::BucketKind::everyone) whole.bits |= bits;
    }
    schema::Row open = row;
    for (const schema::Column& column : row.entity->columns)
      if (column.audiences.bits != 7 || whose_case_it_is(row, column))
        open.values[column.ordinal] = {};
    for (const Audience audience : {Audience::customer, Audience::partner, Audience::staff}) {
      bool is_kept = false;
      must(transaction.visit_projected(
          audience, std::array{stored->number}, [&](const syncd::ProjectedRow& kept) -> Status {
            is_kept = true;
            const schema::Row& content = whole.has(audience) ? row : open;
            Bytes expected;
            schema::encode_values(content, row.entity->projection(audience), expected);
            EXPECT_EQ(Bytes(kept.values.begin(), kept.values.end()), expected);
            EXPECT_EQ(kept.content_hash, schema::content_hash(content, audience));
            EXPECT_EQ(kept.key, key);
            EXPECT_EQ(kept.stamp, stored->stamp);
            std::set<std::string> of_row;
            for (const auto bucket : kept.buckets)
              of_row.insert(must(transaction.bucket_name(bucket)));
            EXPECT_EQ(of_row, names);
            return {};
          }));
      EXPECT_EQ(is_kept, audiences.has(audience))
          << row.entity->name << " " << to_string(key.id) << " for " << to_string(audience);
    }
  }
}

void CommitWorld::expect_grants(syncd::ReadTransaction& transaction) {
  for (const auto& [key, row] : model.all()) {
    if (row.entity->name != "contact" && row.entity->name != "systemuser") continue;
    const auto person = must(exposure->person(key.id, model));
    for (const Audience audience : {Audience::customer, Audience::partner, Audience::staff}) {
      std::set<std::string> expected;
      for (const auto& bucket : must(exposure->scope(person, audience, model)))
        expected.insert(to_string(bucket));
      std::set<std::string> granted;
      for (const auto& grant : must(transaction.grants(key.id, audience)))
        if (grant.present) granted.insert(grant.name);
      EXPECT_EQ(granted, expected) << to_string(key.id) << " as " << to_string(audience);
    }
  }
}

}  // namespace fieldbook::tests
