// A replica that an older release made opens in this one: rows and queue stay, values that came
// before their columns were known move into them.

#include <gtest/gtest.h>

#include "client/replica/bookkeeping.hpp"
#include "client/replica/queries.hpp"
#include "client/replica/replica_parts.hpp"
#include "shared/schema/packs.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/replica/frame_source.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::client {
namespace {

class Migration : public ::testing::Test {
 protected:
  std::unique_ptr<Replica> open(bool reduced) {
    auto replica = Replica::open({(folder_ / "replica.db").string(), {}, {}},
                                 tests::small_catalogue(reduced), clock_, random_);
    EXPECT_TRUE(replica) << replica.error().message;
    return replica ? *std::move(replica) : nullptr;
  }

  schema::Row full_row(std::uint32_t number) {
    schema::Row row = source_.thing(number, "thing " + std::to_string(number));
    row[catalogue_->column("thing", "amount")] = std::int64_t{12'500} * number;
    row[catalogue_->column("thing", "kind")] = std::int64_t{1};
    row[catalogue_->column("thing", "parent")] = source_.thing(0, "").id;
    return row;
  }

  /// An older release at a newer daemon: columns it does not know come all the same.
  void make_older_replica() {
    auto replica = open(true);
    ASSERT_TRUE(replica->sign_in(source_.identity()));
    source_.grant("staff");
    for (std::uint32_t i = 0; i < 8; ++i) source_.put(full_row(i), {"staff"});
    ASSERT_TRUE(tests::feed(*replica, source_.first_sync(3))->proven);
    ASSERT_TRUE(replica->parts().write([&]() -> Status {
      actions::Action action;
      action.id.bytes.fill(0x5a);
      action.kind = "thing.paint";  // a kind without a rule here
      action.entity = "thing";
      action.target = source_.thing(2, "").id;
      PendingAction pending;
      pending.id = action.id;
      pending.body = actions::encode(action);
      pending.saved_ms = 5;
      TRY(const RuleRun run, replica->parts().pending.run(action));
      CHECK(replica->parts().pending.insert(pending, action, run));
      return {};
    }));
  }

  tests::TempDir folder_;
  tests::FakeClock clock_;
  SeededRandom random_{1};
  std::shared_ptr<const schema::Catalogue> catalogue_ = tests::small_catalogue();
  tests::FrameSource source_{catalogue_};
};

TEST_F(Migration, an_older_release_proves_rows_with_columns_it_does_not_know) {
  make_older_replica();
  auto replica = open(true);
  const auto rows = *replica->dump();
  ASSERT_EQ(rows.size(), 8);
  EXPECT_EQ(rows[2].row.unknown_numbers, (std::map<std::uint32_t, schema::Value>{
                                             {3, std::int64_t{25'000}}, {5, std::int64_t{1}}}));
  EXPECT_TRUE(replica->doctor()->is_healthy());
}

TEST_F(Migration, a_newer_release_opens_the_file_in_place) {
  make_older_replica();
  const auto before = open(true)->sync_request()->actions;
  auto replica = open(false);
  EXPECT_EQ(*replica->dump(), source_.view());
  EXPECT_TRUE(replica->doctor()->is_healthy());
  const auto request = *replica->sync_request();
  ASSERT_EQ(before.size(), 1);
  EXPECT_EQ(request.actions, before);
  EXPECT_EQ(request.cursor, source_.commit());
  EXPECT_EQ(request.catalogue, catalogue_->hash());
  EXPECT_EQ(replica->status()->pending, 1);
  schema::Row part(catalogue_->entity("part"), source_.thing(500, "").id);
  part.values[0] = std::string("part");
  source_.put(part, {"staff"});
  EXPECT_TRUE(tests::feed(*replica, source_.delta(request.cursor))->proven);
  EXPECT_EQ(*replica->dump(), source_.view());
}

TEST_F(Migration, a_catalogue_that_the_daemon_serves_is_adopted_and_kept) {
  make_older_replica();
  {
    auto replica = open(true);
    ASSERT_TRUE(replica->adopt_catalogue(catalogue_));
    EXPECT_EQ(*replica->dump(), source_.view());
  }
  auto replica = open(true);
  EXPECT_EQ(replica->catalogue().hash(), catalogue_->hash());
  EXPECT_EQ(*replica->dump(), source_.view());
}

TEST_F(Migration, a_pack_that_the_site_adds_is_adopted_in_place_and_the_queue_stays) {
  make_older_replica();
  const schema::Pack pack{"rating.json", R"({"extends": "thing", "columns": [
      {"name": "con_rating", "number": 10001, "label": "Rating", "type": "text",
       "audiences": ["staff"], "editable": ["staff"]}]})"};
  const auto packed = schema::with_packs(*catalogue_, {&pack, 1});
  ASSERT_TRUE(packed.has_value()) << packed.error().message;
  auto replica = open(false);
  const auto before = replica->sync_request()->actions;
  ASSERT_TRUE(replica->adopt_catalogue(*packed));
  const auto request = *replica->sync_request();
  EXPECT_EQ(request.catalogue, (*packed)->hash());
  EXPECT_EQ(request.cursor, source_.commit()) << "nothing is read again that did not change";
  EXPECT_EQ(request.actions, before);
  const auto rows = *replica->dump();
  ASSERT_EQ(rows.size(), source_.view().size());
  EXPECT_NE(rows[0].row.entity->find("con_rating"), nullptr);
  EXPECT_TRUE(replica->doctor()->is_healthy());
}

TEST_F(Migration, a_catalogue_that_lacks_what_this_release_needs_is_refused) {
  auto replica = open(false);
  EXPECT_EQ(replica->adopt_catalogue(tests::small_catalogue(true)).error().code, Errc::unsupported);
}

TEST_F(Migration, a_file_of_a_later_format_is_refused_untouched) {
  make_older_replica();
  {
    auto replica = open(true);
    ASSERT_TRUE(replica->parts().write(
        [&] { return replica->parts().meta.set(kMetaFormat, kReplicaFormat + 1); }));
  }
  const auto refused = Replica::open({(folder_ / "replica.db").string(), {}, {}},
                                     tests::small_catalogue(false), clock_, random_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unsupported);
}

}  // namespace
}  // namespace fieldbook::client
