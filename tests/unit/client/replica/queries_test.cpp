// Lists, related rows and search over a replica.

#include "client/replica/queries.hpp"

#include <gtest/gtest.h>

#include "client/replica/replica_parts.hpp"
#include "client/replica/search_text.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/replica/frame_source.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::client {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

class Lists : public ::testing::Test {
 protected:
  Lists() {
    auto opened =
        Replica::open({(folder_ / "replica.db").string(), {}, {}}, catalogue_, clock_, random_);
    EXPECT_TRUE(opened);
    replica_ = *std::move(opened);
    EXPECT_TRUE(replica_->sign_in(source_.identity()));
    source_.grant("staff");
  }

  void put(std::uint32_t number, std::string title, std::optional<std::int64_t> kind = {},
           std::optional<std::int64_t> made = {}) {
    schema::Row row = source_.thing(number, std::move(title));
    if (kind) row[catalogue_->column("thing", "kind")] = *kind;
    if (made) row[catalogue_->column("thing", "made")] = *made;
    source_.put(row, {"staff"});
  }

  void sync() {
    const auto status = *replica_->status();
    const auto received = tests::feed(
        *replica_, status.complete ? source_.delta(status.cursor) : source_.first_sync(100));
    ASSERT_TRUE(received) << received.error().message;
    ASSERT_TRUE(received->proven);
  }

  std::vector<std::string> titles(const ListPage& page) {
    std::vector<std::string> out;
    for (const ListRow& row : page.rows)
      out.push_back(row.values.text(catalogue_->column("thing", "title")));
    return out;
  }

  std::vector<std::string> names(const Result<std::vector<SearchHit>>& hits) {
    std::vector<std::string> out;
    EXPECT_TRUE(hits);
    for (const SearchHit& hit : *hits) out.push_back(hit.name);
    return out;
  }

  std::vector<std::string> list(const ListQuery& query, Instant now = {}, int zone = 0) {
    auto page = Queries(*replica_).list(query, now, zone);
    EXPECT_TRUE(page) << page.error().message;
    return page ? titles(*page) : std::vector<std::string>{};
  }

  tests::TempDir folder_;
  tests::FakeClock clock_;
  SeededRandom random_{1};
  std::shared_ptr<const schema::Catalogue> catalogue_ = tests::small_catalogue();
  tests::FrameSource source_{catalogue_};
  std::unique_ptr<Replica> replica_;
};

TEST_F(Lists, a_view_is_sorted_and_paged_by_position) {
  for (std::uint32_t i = 0; i < 10; ++i) put(i, std::string(1, static_cast<char>('j' - i)));
  put(20, "c");
  sync();
  ListQuery query;
  query.entity = 1;
  query.view = "all";
  query.limit = 4;
  Queries queries(*replica_);
  std::vector<std::string> all;
  for (int page = 0; page < 3; ++page) {
    const auto part = queries.list(query, {}, 0);
    ASSERT_TRUE(part);
    for (const std::string& title : titles(*part)) all.push_back(title);
    EXPECT_EQ(part->more, page < 2);
    query.after = part->next;
  }
  EXPECT_EQ(all, (std::vector<std::string>{"a", "b", "c", "c", "d", "e", "f", "g", "h", "i", "j"}));
}

TEST_F(Lists, positions_pass_over_nulls_in_both_directions) {
  put(1, "a", 2);
  put(2, "b");
  put(3, "c", 1);
  put(4, "d");
  put(5, "e", 1);
  sync();
  for (const auto direction :
       {schema::SortDirection::ascending, schema::SortDirection::descending}) {
    ListQuery query;
    query.entity = 1;
    query.sort = {{"kind", direction}, {"title", schema::SortDirection::ascending}};
    const auto whole = list(query);
    std::vector<std::string> parts;
    query.limit = 1;
    Queries queries(*replica_);
    while (true) {
      const auto page = queries.list(query, {}, 0);
      ASSERT_TRUE(page);
      for (const std::string& title : titles(*page)) parts.push_back(title);
      if (!page->more) break;
      query.after = page->next;
    }
    EXPECT_EQ(parts, whole);
    EXPECT_EQ(whole.size(), 5);
  }
}

TEST_F(Lists, conditions_restrict_and_count) {
  put(1, "big", 1);
  put(2, "small", 2);
  put(3, "neither");
  sync();
  ListQuery query;
  query.entity = 1;
  query.sort = {{"title", schema::SortDirection::ascending}};
  query.conditions = {{"kind", schema::Operator::equal, {std::int64_t{1}}}};
  EXPECT_EQ(list(query), std::vector<std::string>{"big"});
  query.conditions = {{"kind", schema::Operator::not_equal, {std::int64_t{1}}}};
  EXPECT_EQ(list(query), (std::vector<std::string>{"neither", "small"}));
  EXPECT_EQ(Queries(*replica_).count(query, {}, 0), 2);
  query.conditions = {{"kind", schema::Operator::in, {std::int64_t{1}, std::int64_t{2}}}};
  EXPECT_EQ(list(query), (std::vector<std::string>{"big", "small"}));
  query.conditions = {{"kind", schema::Operator::is_null, {}}};
  EXPECT_EQ(list(query), std::vector<std::string>{"neither"});
  query.conditions = {{"colour", schema::Operator::is_null, {}}};
  EXPECT_EQ(Queries(*replica_).list(query, {}, 0).error().code, Errc::invalid_argument);
}

// domain.md 11.40
TEST_F(Lists, the_last_days_begin_at_midnight_in_the_users_zone) {
  const Instant now = *parse_instant("2026-11-21T01:00:00Z");
  put(1, "in both", {}, now.ms - 6 * kDayMs);
  put(2, "in the east", {}, parse_instant("2026-11-13T23:30:00Z")->ms);  // 14 November in +02:00
  put(3, "too old", {}, now.ms - 9 * kDayMs);
  put(4, "in the future", {}, now.ms + 1);
  sync();
  ListQuery query;
  query.entity = 1;
  query.sort = {{"title", schema::SortDirection::ascending}};
  query.conditions = {{"made", schema::Operator::last_days, {std::int64_t{7}}}};
  EXPECT_EQ(list(query, now, 0), std::vector<std::string>{"in both"});
  EXPECT_EQ(list(query, now, 120), (std::vector<std::string>{"in both", "in the east"}));
}

TEST_F(Lists, related_rows_point_at_their_target) {
  put(1, "parent");
  schema::Row child = source_.thing(2, "child");
  child[catalogue_->column("thing", "parent")] = source_.thing(1, "").id;
  source_.put(child, {"staff"});
  sync();
  const auto page = Queries(*replica_).related(catalogue_->column("thing", "parent"),
                                               source_.thing(1, "").id, 10);
  ASSERT_TRUE(page);
  EXPECT_EQ(titles(*page), std::vector<std::string>{"child"});
}

TEST_F(Lists, a_reading_connection_sees_what_was_committed) {
  put(1, "here");
  sync();
  auto queries = Queries::open({(folder_ / "replica.db").string(), {}, {}}, catalogue_);
  ASSERT_TRUE(queries);
  EXPECT_EQ((*queries)->get(source_.thing(1, "").key())->value().values.id,
            source_.thing(1, "").id);
  EXPECT_FALSE((*queries)->get(source_.thing(2, "").key())->has_value());
}

TEST_F(Lists, search_finds_rows_once_they_are_indexed) {
  put(1, "Replace the pump");
  put(2, "Pumpkin soup");
  sync();
  Queries queries(*replica_);
  EXPECT_EQ(names(queries.search("pump", 10)), std::vector<std::string>{});
  EXPECT_EQ(replica_->status()->index_backlog, 2);
  EXPECT_EQ(replica_->index_some(1), 1);
  EXPECT_EQ(replica_->index_some(10), 0);
  EXPECT_EQ(names(queries.search("PUMP", 10)),
            (std::vector<std::string>{"Replace the pump", "Pumpkin soup"}));
  EXPECT_EQ(names(queries.search("pump the", 10)), std::vector<std::string>{"Replace the pump"});
  EXPECT_EQ(names(queries.search("", 10)), std::vector<std::string>{});
  EXPECT_EQ(names(queries.search("\"'*(", 10)), std::vector<std::string>{});
}

TEST_F(Lists, search_follows_changes_and_shows_later_rows_first) {
  put(1, "old valve");
  put(2, "older valve");
  sync();
  ASSERT_EQ(replica_->index_some(10), 0);
  put(3, "new valve");
  put(2, "no longer it");
  source_.remove(source_.thing(1, "").key());
  put(4, "newest valve");
  sync();
  Queries queries(*replica_);
  ASSERT_EQ(replica_->index_some(10), 0);
  EXPECT_EQ(names(queries.search("valve", 10)),
            (std::vector<std::string>{"newest valve", "new valve"}));
  EXPECT_EQ(names(queries.search("longer", 10)), std::vector<std::string>{"no longer it"});
  ListQuery query;
  query.entity = 1;
  query.search = "val";
  query.sort = {{"title", schema::SortDirection::ascending}};
  EXPECT_EQ(list(query), (std::vector<std::string>{"new valve", "newest valve"}));
}

TEST_F(Lists, search_folds_accents_and_takes_cjk_characters_one_by_one) {
  put(1, "Café Zürich");
  put(2, "東京駅のポンプ");
  sync();
  ASSERT_EQ(replica_->index_some(10), 0);
  Queries queries(*replica_);
  EXPECT_EQ(names(queries.search("cafe zurich", 10)), std::vector<std::string>{"Café Zürich"});
  EXPECT_EQ(names(queries.search("京駅", 10)), std::vector<std::string>{"東京駅のポンプ"});
  EXPECT_EQ(names(queries.search("駅京", 10)), std::vector<std::string>{});
}

TEST_F(Lists, ranked_search_puts_a_hit_in_the_title_before_one_in_the_note) {
  schema::Row note = source_.thing(1, "a title");
  note[catalogue_->column("thing", "note")] = std::string("about a gasket");
  source_.put(note, {"staff"});
  put(2, "gasket");
  sync();
  ASSERT_EQ(replica_->index_some(10), 0);
  EXPECT_EQ(names(Queries(*replica_).search_ranked("gasket", 10)),
            (std::vector<std::string>{"gasket", "a title"}));
}

TEST(SearchText, quotes_words_and_leaves_their_ends_open_or_not) {
  EXPECT_EQ(match_query("pump", WordEnds::closed), "\"pump\"");
  EXPECT_EQ(match_query("  pump\tva\"lve ", WordEnds::open), "\"pump\"* \"va\"\"lve\"*");
  EXPECT_EQ(match_query("  ", WordEnds::open), "");
}

}  // namespace
}  // namespace fieldbook::client
