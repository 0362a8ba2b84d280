// What every implementation of the store promises. Typed on a backend that makes, opens and
// damages stores, so that another database has its tests by adding a backend.

#include <gtest/gtest.h>

#include "shared/base/limits.hpp"
#include "syncd/store/sqlite_store.hpp"
#include "tests/support/map_reader.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::tests {
namespace {

using namespace fieldbook::syncd;
using schema::Audience;

template <class T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().message;
    std::abort();
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

class SqliteBackend {
 public:
  std::unique_ptr<Store> create() {
    SeededRandom random(7);
    return must(create_sqlite_store(path(), {}, schema::Catalogue::embedded(),
                                    {.id = id_of("organisation"), .name = "Depot"}, random));
  }
  Result<std::unique_ptr<Store>> open() {
    return open_sqlite_store(path(), {}, schema::Catalogue::embedded());
  }
  Result<std::unique_ptr<Store>> open_copy(const std::string& copy) {
    return open_sqlite_store(copy, {}, schema::Catalogue::embedded());
  }
  std::string path() const { return (folder_ / "store.db").string(); }
  std::string other_path() const { return (folder_ / "copy.db").string(); }

 private:
  TempDir folder_;
};

template <class Backend>
class StoreContract : public testing::Test {
 protected:
  Backend backend;
  std::unique_ptr<Store> store = backend.create();

  std::unique_ptr<ReadTransaction> read() { return must(store->begin_read()); }
  std::unique_ptr<WriteTransaction> write() { return must(store->begin_write()); }
  /// One transaction with `work` in it.
  template <class Work>
  void commit(const Work& work) {
    auto transaction = write();
    work(*transaction);
    must(transaction->commit());
  }
  /// Writes a row that is in one bucket since `at`.
  RowNumber put(const schema::Row& row, const std::string& bucket, Commit at) {
    RowNumber number = 0;
    commit([&](WriteTransaction& transaction) {
      number = must(transaction.put_row(row, {at, 0}, nullptr));
      const std::vector<Membership> entry{{must(transaction.make_bucket(bucket)), at, true}};
      must(transaction.put_memberships(row.key(), number, {at, 0}, {}, entry));
    });
    return number;
  }
  /// Changes the only entry of a row to `present` at `at`.
  void move(const schema::Row& row, RowNumber number, Commit at, bool present) {
    commit([&](WriteTransaction& transaction) {
      const auto before = must(transaction.memberships(number));
      auto after = before;
      after.at(0) = {before.at(0).bucket, at, present};
      must(transaction.put_memberships(row.key(), number, {1, 0}, before, after));
    });
  }
};

using Backends = testing::Types<SqliteBackend>;
TYPED_TEST_SUITE(StoreContract, Backends);

TYPED_TEST(StoreContract, makes_an_organisation_with_keys_and_a_first_epoch) {
  const OrganisationHead head = this->read()->head();
  EXPECT_EQ(head.id, id_of("organisation"));
  EXPECT_EQ(head.name, "Depot");
  EXPECT_EQ(head.commit, 0);
  EXPECT_EQ(head.lineage.size(), 1U);
  EXPECT_NE(head.digest_key, protocol::DigestKey{});
  EXPECT_NE(head.seal_key, head.digest_key);
  EXPECT_NE(head.signing_key.seed, head.seal_key);
}

TYPED_TEST(StoreContract, keeps_everything_over_a_restart) {
  this->commit([](WriteTransaction& transaction) {
    must(transaction.put_row(a_row("account", "acme").with("name", "Acme"), {1, 0}, nullptr));
    must(transaction.append_audit({1, 0, "{}", {9}}));
    must(transaction.put_head(1, {9}));
    must(transaction.put_durable(1));
    must(transaction.open_epoch({5}));
    must(transaction.put_organisation_name("Renamed"));
  });
  const OrganisationHead before = this->read()->head();
  this->store.reset();
  this->store = must(this->backend.open());
  const OrganisationHead after = this->read()->head();
  EXPECT_EQ(after.commit, 1);
  EXPECT_EQ(after.chain, ChainValue{9});
  EXPECT_EQ(after.durable, 1);
  EXPECT_EQ(after.name, "Renamed");
  EXPECT_EQ(after.lineage, before.lineage);
  EXPECT_EQ(after.lineage.back(), (protocol::Ancestor{{5}, 1}));
  EXPECT_EQ(after.digest_key, before.digest_key);
  EXPECT_EQ(must(this->read()->stored(a_row("account", "acme").row().key()))->row,
            a_row("account", "acme").with("name", "Acme").row());
}

TYPED_TEST(StoreContract, does_not_make_an_organisation_over_another) {
  this->store.reset();
  SeededRandom random(8);
  const auto again = create_sqlite_store(this->backend.path(), {}, schema::Catalogue::embedded(),
                                         {.id = id_of("other"), .name = "Other"}, random);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, Errc::already_exists);
}

TYPED_TEST(StoreContract, never_moves_what_is_durable_back) {
  this->commit([](WriteTransaction& transaction) {
    must(transaction.put_durable(5));
    must(transaction.put_durable(3));
  });
  EXPECT_EQ(this->read()->head().durable, 5);
}

TYPED_TEST(StoreContract, returns_every_kind_of_value_as_it_was_given) {
  schema::Row row = a_row("account", "acme")
                        .with("name", "Zürich ☃")
                        .with("statecode", std::int64_t{1})
                        .with("adx_minimumopportunityrevenue", std::int64_t{123'456'789})
                        .with("adx_partnerprogram_startdate", std::int64_t{-5})
                        .with("primarycontactid", id_of("ana"));
  row[schema::Catalogue::embedded()->column("account", "address1_latitude")] = 47.5;
  row.unknown_names = {{"new_color", "\"red\""}, {"new_sizes", "[1,2]"}};
  row.unknown_numbers = {{10'001, schema::Value(std::string("kept"))},
                         {10'002, schema::Value(id_of("x"))}};
  this->commit(
      [&](WriteTransaction& transaction) { must(transaction.put_row(row, {3, 0}, nullptr)); });
  const auto found = must(this->read()->stored(row.key()));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->row, row);
  EXPECT_EQ(found->row.unknown_numbers, row.unknown_numbers);
  EXPECT_EQ(found->stamp, (Stamp{3, 0}));
  EXPECT_EQ(must(this->read()->get(row.key())), row);
}

TYPED_TEST(StoreContract, finds_rows_by_what_they_refer_to_as_it_changes) {
  const auto column = schema::Catalogue::embedded()->column("contact", "parentcustomerid");
  const schema::Row ana = a_row("contact", "ana").naming("parentcustomerid", "account", "acme");
  this->commit([&](WriteTransaction& transaction) {
    must(transaction.put_row(ana, {1, 0}, nullptr));
    must(transaction.put_row(a_row("contact", "bob").naming("parentcustomerid", "account", "acme"),
                             {1, 0}, nullptr));
  });
  EXPECT_EQ(must(this->read()->find(column, id_of("acme"))),
            (std::vector{id_of("ana"), id_of("bob")}));
  this->commit([&](WriteTransaction& transaction) {
    const auto before = must(transaction.stored(ana.key()));
    schema::Row after = before->row;
    after[column] = id_of("other");
    must(transaction.put_row(after, {2, 0}, &*before));
  });
  EXPECT_EQ(must(this->read()->find(column, id_of("acme"))), std::vector{id_of("bob")});
  EXPECT_EQ(must(this->read()->find(column, id_of("other"))), std::vector{id_of("ana")});
}

TYPED_TEST(StoreContract, scans_an_entity_in_pages_and_counts_it) {
  const schema::Entity& entity = schema::Catalogue::embedded()->entity("account");
  this->commit([&](WriteTransaction& transaction) {
    for (int i = 0; i < 5; ++i)
      must(transaction.put_row(a_row("account", "a" + std::to_string(i)), {1, 0}, nullptr));
    must(transaction.put_row(a_row("contact", "ana"), {1, 0}, nullptr));
  });
  auto transaction = this->read();
  EXPECT_EQ(must(transaction->count(entity)), 5U);
  std::vector<Uuid> ids;
  RowNumber after = 0;
  for (;;) {
    const auto page = must(transaction->scan(entity, after, 2));
    if (page.empty()) break;
    for (const auto& row : page) ids.push_back(row.row.id);
    after = page.back().number;
  }
  EXPECT_EQ(ids, (std::vector{id_of("a0"), id_of("a1"), id_of("a2"), id_of("a3"), id_of("a4")}));
  EXPECT_EQ(must(transaction->all_ids(entity)).size(), 5U);
}

TYPED_TEST(StoreContract, refuses_an_entity_that_the_catalogue_lacks) {
  const auto refused = this->read()->stored({999'999, id_of("x")});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, Errc::invalid_argument);
}

TYPED_TEST(StoreContract, shows_a_reader_the_moment_at_which_it_began) {
  const schema::Row row = a_row("account", "acme");
  auto before = this->read();
  this->put(row, "staff", 1);
  EXPECT_FALSE(must(before->stored(row.key())).has_value());
  EXPECT_TRUE(must(this->read()->stored(row.key())).has_value());
}

TYPED_TEST(StoreContract, forgets_a_transaction_that_was_not_committed) {
  {
    auto transaction = this->write();
    must(transaction->put_row(a_row("account", "acme"), {1, 0}, nullptr));
    must(transaction->put_head(1, {1}));
  }
  EXPECT_FALSE(must(this->read()->stored(a_row("account", "acme").row().key())).has_value());
  EXPECT_EQ(this->write()->head().commit, 0);
}

TYPED_TEST(StoreContract, undoes_what_came_after_a_savepoint_that_was_not_released) {
  auto transaction = this->write();
  {
    auto outer = must(transaction->savepoint());
    must(transaction->put_setting("a", "1"));
    {
      auto inner = must(transaction->savepoint());
      must(transaction->put_setting("b", "2"));
      must(transaction->open_epoch({5}));
    }
    EXPECT_EQ(transaction->head().lineage.size(), 1U);
    must(outer->release());
  }
  EXPECT_EQ(must(transaction->settings("")),
            (std::vector<std::pair<std::string, std::string>>{{"a", "1"}}));
}

TYPED_TEST(StoreContract, bounds_how_many_readers_are_open) {
  std::vector<std::unique_ptr<ReadTransaction>> readers;
  for (std::size_t i = 0; i < limits::kStoreReadersMax; ++i) readers.push_back(this->read());
  const auto refused = this->store->begin_read();
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, Errc::unavailable);
  readers.pop_back();
  EXPECT_TRUE(this->store->begin_read().has_value());
}

TYPED_TEST(StoreContract, lets_the_next_writer_begin_when_one_has_committed) {
  auto first = this->write();
  must(first->commit());
  EXPECT_TRUE(this->store->begin_write().has_value());
}

TYPED_TEST(StoreContract, never_gives_a_row_number_twice) {
  std::set<RowNumber> numbers;
  for (const char* name : {"a", "b", "c"}) {
    {
      auto dropped = this->write();
      must(dropped->put_row(a_row("account", "dropped"), {1, 0}, nullptr));
    }
    EXPECT_TRUE(numbers.insert(this->put(a_row("account", name), "staff", 1)).second);
    EXPECT_TRUE(numbers.insert(this->put(a_row("contact", name), "staff", 1)).second);
  }
}

TYPED_TEST(StoreContract, reads_a_bucket_both_ways_from_any_place) {
  std::vector<RowNumber> rows;
  for (Commit commit : {1, 1, 2, 5})
    rows.push_back(this->put(a_row("account", "a" + std::to_string(rows.size())), "staff", commit));
  this->put(a_row("account", "elsewhere"), "public", 2);
  this->move(a_row("account", "a1"), rows[1], 7, false);
  auto transaction = this->read();
  const BucketId bucket = *must(transaction->find_bucket("staff"));
  const auto places = [](const std::vector<Entry>& entries) {
    std::vector<std::tuple<Commit, RowNumber, bool>> out;
    for (const auto& entry : entries) out.emplace_back(entry.commit, entry.row, entry.present);
    return out;
  };
  using Places = std::vector<std::tuple<Commit, RowNumber, bool>>;
  EXPECT_EQ(
      places(must(transaction->entries_after(bucket, {0, 0}, 100, 100))),
      (Places{{1, rows[0], true}, {2, rows[2], true}, {5, rows[3], true}, {7, rows[1], false}}));
  EXPECT_EQ(places(must(transaction->entries_after(bucket, {1, rows[0]}, 5, 100))),
            (Places{{2, rows[2], true}, {5, rows[3], true}}));
  using Before = std::vector<EntryPosition>;
  EXPECT_EQ(must(transaction->entries_before(bucket, {6, 0}, 2)),
            (Before{{5, rows[3]}, {2, rows[2]}}));
  EXPECT_EQ(must(transaction->entries_before(bucket, {2, rows[2]}, 2)), (Before{{1, rows[0]}}));
  EXPECT_EQ(must(transaction->count_entries_after(bucket, {1, rows[0]}, 100)), 3U);
  EXPECT_EQ(must(transaction->count_entries_after(bucket, {0, 0}, 2)), 2U);
  EXPECT_EQ(must(transaction->entries_after(bucket, {0, 0}, 100, 1)).at(0).key,
            a_row("account", "a0").row().key());
  EXPECT_EQ(must(transaction->bucket_name(bucket)), "staff");
  EXPECT_EQ(transaction->bucket_name(99).error().code, Errc::not_found);
}

TYPED_TEST(StoreContract, drops_old_tombstones_and_raises_the_floor) {
  const schema::Row gone = a_row("account", "gone");
  const schema::Row hidden = a_row("account", "hidden");
  const schema::Row recent = a_row("account", "recent");
  const RowNumber numbers[] = {this->put(gone, "staff", 1), this->put(hidden, "staff", 1),
                               this->put(recent, "staff", 1)};
  this->commit([&](WriteTransaction& transaction) {
    must(transaction.remove_row(*must(transaction.stored(gone.key()))));
  });
  this->move(gone, numbers[0], 2, false);
  this->move(hidden, numbers[1], 3, false);
  this->move(recent, numbers[2], 9, false);
  EXPECT_EQ(must(this->read()->row_number(gone.key())), numbers[0]);
  this->commit([](WriteTransaction& transaction) {
    EXPECT_EQ(must(transaction.drop_tombstones(5, 1)), 1U);
    EXPECT_EQ(must(transaction.drop_tombstones(5, 10)), 1U);
    EXPECT_EQ(must(transaction.drop_tombstones(5, 10)), 0U);
  });
  auto transaction = this->read();
  const BucketId bucket = *must(transaction->find_bucket("staff"));
  EXPECT_EQ(must(transaction->bucket_head(bucket)).floor, 3);
  const auto left = must(transaction->entries_after(bucket, {0, 0}, 100, 100));
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].key, recent.key());
  EXPECT_EQ(must(transaction->row_number(gone.key())), std::nullopt);
  EXPECT_EQ(must(transaction->row_number(hidden.key())), numbers[1]);
}

TYPED_TEST(StoreContract, keeps_digests_of_buckets_and_of_leaves_with_rows) {
  const protocol::Digest some{3, {1, 2}};
  const protocol::Digest other{1, {9}};
  BucketId bucket = 0;
  this->commit([&](WriteTransaction& transaction) {
    bucket = must(transaction.make_bucket("staff"));
    EXPECT_EQ(must(transaction.make_bucket("staff")), bucket);
    must(transaction.put_bucket_head(bucket, some, 4));
    must(transaction.put_leaf(bucket, {200, some}));
    must(transaction.put_leaf(bucket, {7, other}));
    must(transaction.put_leaf(bucket, {8, other}));
    must(transaction.put_leaf(bucket, {8, {}}));
  });
  auto transaction = this->read();
  EXPECT_EQ(must(transaction->bucket_head(bucket)), (BucketHead{some, 4, 0}));
  EXPECT_EQ(must(transaction->bucket_head(99)), BucketHead{});
  EXPECT_EQ(must(transaction->leaves(bucket)),
            (std::vector<protocol::LeafDigest>{{7, other}, {200, some}}));
  EXPECT_EQ(must(transaction->leaf(bucket, 200)), some);
  EXPECT_EQ(must(transaction->leaf(bucket, 201)), protocol::Digest{});
}

TYPED_TEST(StoreContract, lists_the_rows_of_some_leaves) {
  std::vector<BucketRow> expected;
  for (std::uint8_t i = 0; i < 6; ++i) {
    schema::Row row = a_row("account", "a" + std::to_string(i));
    row.id.bytes[15] = static_cast<std::uint8_t>(i % 3);
    const RowNumber number = this->put(row, "staff", 1 + i);
    if (i % 3 != 1) expected.push_back({number, row.key(), {Commit{1} + i, 0}});
  }
  std::sort(expected.begin(), expected.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });
  auto transaction = this->read();
  EXPECT_EQ(must(transaction->rows_in_leaves(*must(transaction->find_bucket("staff")),
                                             std::array<std::uint8_t, 2>{0, 2})),
            expected);
}

TYPED_TEST(StoreContract, hands_out_projected_rows_in_the_order_asked_for) {
  const RowNumber first = this->put(a_row("account", "first"), "staff", 1);
  const RowNumber second = this->put(a_row("account", "second"), "staff", 2);
  const std::uint64_t hash = 0xF000'0000'0000'0001;
  this->commit([&](WriteTransaction& transaction) {
    must(transaction.put_projection(Audience::staff, first, hash, Bytes{1, 2}));
    must(transaction.put_projection(Audience::staff, second, 5, Bytes{3}));
    must(transaction.put_projection(Audience::partner, second, 5, Bytes{4}));
    must(transaction.remove_projection(Audience::partner, second));
  });
  auto transaction = this->read();
  const auto visit = [&](Audience audience) {
    std::vector<std::pair<RowNumber, Bytes>> out;
    must(transaction->visit_projected(
        audience, std::array{second, RowNumber{77}, first}, [&](const ProjectedRow& row) -> Status {
          out.emplace_back(row.number, Bytes(row.values.begin(), row.values.end()));
          if (row.number == first) {
            EXPECT_EQ(row.content_hash, hash);
            EXPECT_EQ(row.key, a_row("account", "first").row().key());
            EXPECT_EQ(row.stamp, (Stamp{1, 0}));
            EXPECT_EQ(std::vector(row.buckets.begin(), row.buckets.end()),
                      std::vector{*must(transaction->find_bucket("staff"))});
          }
          return {};
        }));
    return out;
  };
  EXPECT_EQ(visit(Audience::staff),
            (std::vector<std::pair<RowNumber, Bytes>>{{second, Bytes{3}}, {first, Bytes{1, 2}}}));
  EXPECT_TRUE(visit(Audience::partner).empty());
  EXPECT_TRUE(visit(Audience::customer).empty());
}

TYPED_TEST(StoreContract, stops_visiting_at_the_first_error) {
  const RowNumber row = this->put(a_row("account", "a"), "staff", 1);
  this->commit([&](WriteTransaction& transaction) {
    must(transaction.put_projection(Audience::staff, row, 5, Bytes{3}));
  });
  int calls = 0;
  const Status status = this->read()->visit_projected(Audience::staff, std::array{row, row},
                                                      [&](const ProjectedRow&) -> Status {
                                                        ++calls;
                                                        return fail(Errc::limit_exceeded, "enough");
                                                      });
  EXPECT_EQ(status.error().code, Errc::limit_exceeded);
  EXPECT_EQ(calls, 1);
}

TYPED_TEST(StoreContract, keeps_the_last_operation_on_each_grant) {
  const Uuid ana = id_of("ana");
  BucketId open = 0;
  BucketId staff = 0;
  this->commit([&](WriteTransaction& transaction) {
    staff = must(transaction.make_bucket("staff"));
    open = must(transaction.make_bucket("public"));
    must(transaction.put_bucket_head(staff, {2, {1}}, 3));
    must(transaction.put_grant(ana, Audience::customer, staff, 1, true));
    must(transaction.put_grant(ana, Audience::customer, staff, 4, false));
    must(transaction.put_grant(ana, Audience::customer, open, 2, true));
    must(transaction.put_grant(ana, Audience::partner, staff, 5, true));
    must(transaction.put_grant(id_of("bob"), Audience::partner, staff, 5, true));
  });
  auto transaction = this->read();
  EXPECT_EQ(must(transaction->grants(ana, Audience::customer)),
            (std::vector<Grant>{{open, "public", 2, true, {}},
                                {staff, "staff", 4, false, {{2, {1}}, 3, 0}}}));
  EXPECT_EQ(must(transaction->persons_of(staff)), (std::vector{ana, id_of("bob")}));
  EXPECT_TRUE(must(transaction->grants(ana, Audience::staff)).empty());
}

TYPED_TEST(StoreContract, keeps_pending_exposure_until_it_is_removed) {
  const schema::RowKey key = a_row("account", "a").row().key();
  this->commit([&](WriteTransaction& transaction) {
    must(transaction.put_pending_exposure(key));
    must(transaction.put_pending_exposure(key));
  });
  EXPECT_EQ(must(this->read()->pending_exposure(10)), std::vector{key});
  this->commit(
      [&](WriteTransaction& transaction) { must(transaction.remove_pending_exposure(key)); });
  EXPECT_TRUE(must(this->read()->pending_exposure(10)).empty());
}

TYPED_TEST(StoreContract, copies_itself_while_in_use_and_the_copy_opens) {
  const schema::Row row = a_row("account", "acme").with("name", "Acme");
  const RowNumber number = this->put(row, "staff", 1);
  auto writer = this->write();
  must(this->store->back_up_to(this->backend.other_path()));
  writer.reset();
  EXPECT_EQ(this->store->back_up_to(this->backend.other_path()).error().code, Errc::already_exists);
  auto copy = must(this->backend.open_copy(this->backend.other_path()));
  must(copy->check_integrity());
  auto transaction = must(copy->begin_read());
  EXPECT_EQ(must(transaction->stored(row.key()))->row, row);
  EXPECT_EQ(must(transaction->row_number(row.key())), number);
  EXPECT_EQ(transaction->head().digest_key, this->read()->head().digest_key);
  must(this->store->tidy());
}

}  // namespace
}  // namespace fieldbook::tests
