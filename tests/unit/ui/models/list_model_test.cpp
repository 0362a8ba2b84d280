#include "ui/models/list_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

class Lists : public ModelTest {
 protected:
  void fill(std::size_t count) {
    auto& rows = client_.rows["account"];
    rows.clear();
    for (std::size_t i = 0; i < count; ++i) {
      client::RowSnapshot one{.row = row("account", 1, {{"name", fmt::format("Account {}", i)}})};
      one.row.id.bytes[15] = static_cast<std::uint8_t>(i);
      one.row.id.bytes[14] = static_cast<std::uint8_t>(i >> 8);
      rows.push_back(std::move(one));
    }
  }
  void show(std::size_t first, std::size_t last) {
    list_.see(first, last);
    arrive();
  }
  std::string name(std::size_t index) {
    const client::RowSnapshot* found = list_.row(index);
    return found == nullptr ? "" : list_.cell(*found, list_.columns().front(), context());
  }
  std::vector<std::string> column_names() {
    std::vector<std::string> out;
    for (const ListColumn& column : list_.columns()) out.push_back(column.name);
    return out;
  }
  std::size_t lists_asked() {
    return static_cast<std::size_t>(std::ranges::count_if(
        client_.asked, [](const std::string& what) { return what.starts_with("list "); }));
  }

  ListModel list_{client_, mailbox_};
};

TEST_F(Lists, opens_with_the_default_view_and_counts_it) {
  fill(3);
  list_.show("account", "");
  EXPECT_EQ(list_.view(), "active");
  EXPECT_EQ(list_.count(), std::nullopt);
  show(0, 20);
  EXPECT_EQ(list_.count(), 3U);
  EXPECT_EQ(name(0), "Account 0");
  EXPECT_EQ(list_.row(3), nullptr);
}

TEST_F(Lists, an_unknown_view_is_the_default_one) {
  list_.show("account", "wombat");
  EXPECT_EQ(list_.view(), "active");
}

TEST_F(Lists, an_entity_that_this_catalogue_lacks_shows_nothing_and_asks_nothing) {
  list_.show("wombat", "");
  EXPECT_EQ(list_.entity(), nullptr);
  list_.see(0, 10);
  EXPECT_EQ(client_.open(), 0U);
}

TEST_F(Lists, related_columns_stand_after_the_lookup_and_say_the_other_rows_value) {
  list_.show("opportunity", "new");
  EXPECT_EQ(column_names(),
            (std::vector<std::string>{"adx_referencecode", "adx_delivereddate", "customerid",
                                      "customerid.address1_city", "adx_territoryid",
                                      "adx_opportuntiyproductsfromlead", "estimatedvalue",
                                      "adx_expirydate"}));
  const ListColumn& city = list_.columns()[3];
  EXPECT_EQ(city.label, "City (Company Name)");
  EXPECT_FALSE(city.sortable);
  client::RowSnapshot one{.row = row("opportunity", 1, {})};
  one.related = {std::string("Lyon")};
  EXPECT_EQ(list_.cell(one, city, context()), "Lyon");
}

TEST_F(Lists, lookups_are_said_by_name_and_not_sorted_by) {
  client_.rows["opportunity"] = {{.row = row("opportunity", 1, {{"customerid", uuid_of(7)}})}};
  client_.names = {{uuid_of(7), "Adatum"}};
  list_.show("opportunity", "open");
  show(0, 10);
  const auto customer = std::ranges::find(list_.columns(), "customerid", &ListColumn::name);
  EXPECT_EQ(list_.cell(*list_.row(0), *customer, context()), "Adatum");
  EXPECT_FALSE(customer->sortable);
}

TEST_F(Lists, only_blocks_around_what_is_in_sight_are_read) {
  fill(1'000);
  list_.show("account", "");
  show(0, 20);
  EXPECT_EQ(lists_asked(), 1U);
  show(0, 30);
  EXPECT_EQ(lists_asked(), 1U);
  show(480, 500);
  EXPECT_EQ(name(490), "Account 490");
  EXPECT_EQ(lists_asked(), 3U) << "the block and, as its end is near, the next";
  EXPECT_EQ(list_.row(300), nullptr);
}

TEST_F(Lists, a_block_is_asked_for_once_however_many_frames_pass) {
  fill(500);
  list_.show("account", "");
  for (int frame = 0; frame < 10; ++frame) list_.see(0, 20);
  EXPECT_EQ(lists_asked(), 1U);
}

TEST_F(Lists, keeps_a_bounded_number_of_blocks_and_the_ones_in_sight) {
  fill(10'000);
  list_.show("account", "");
  arrive();
  for (std::size_t first = 0; first + 20 <= 10'000; first += 100) show(first, first + 20);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < 10'000; i += ListModel::kBlockRows)
    if (list_.row(i) != nullptr) ++kept;
  EXPECT_LE(kept, ListModel::kBlocksMax);
  EXPECT_EQ(name(9'905), "Account 9905");
}

TEST_F(Lists, sorting_again_turns_the_order_round) {
  list_.show("account", "");
  list_.sort_by(0);
  EXPECT_EQ(list_.sort(), (ListSort{"name", true})) << "the view sorts by it already";
  list_.sort_by(0);
  EXPECT_EQ(list_.sort(), (ListSort{"name", false}));
  list_.see(0, 10);
  ASSERT_EQ(client_.lists.back().sort.size(), 1U);
  EXPECT_EQ(client_.lists.back().sort[0].column, "name");
  EXPECT_EQ(client_.lists.back().sort[0].direction, schema::SortDirection::ascending);
}

TEST_F(Lists, the_views_whole_sort_holds_until_the_person_chooses) {
  list_.show("opportunity", "new");
  EXPECT_EQ(list_.sort(), (ListSort{"adx_delivereddate", false}));
  list_.see(0, 10);
  EXPECT_TRUE(client_.lists.back().sort.empty());
}

TEST_F(Lists, words_are_searched_in_list_and_count) {
  list_.show("account", "");
  arrive();
  list_.search("ada");
  EXPECT_EQ(list_.count(), std::nullopt);
  list_.see(0, 10);
  EXPECT_EQ(client_.lists.back().search, "ada");
}

TEST_F(Lists, an_answer_to_an_earlier_search_is_dropped) {
  fill(5);
  list_.show("account", "");
  arrive();
  list_.search("a");
  client_.answer();
  fill(2);
  list_.search("ab");
  arrive();
  EXPECT_EQ(list_.count(), 2U);
}

TEST_F(Lists, changed_rows_are_read_again_and_stay_in_sight_meanwhile) {
  fill(3);
  list_.show("account", "");
  show(0, 20);
  fill(4);
  list_.on_notice({.entities = {client_.number("account")}});
  EXPECT_EQ(name(0), "Account 0");
  show(0, 20);
  EXPECT_EQ(list_.count(), 4U);
  EXPECT_EQ(name(3), "Account 3");
}

TEST_F(Lists, changes_while_an_answer_is_under_way_are_read_after_it) {
  fill(3);
  list_.show("account", "");
  list_.see(0, 20);
  list_.on_notice({.entities = {client_.number("account")}});
  arrive();
  const std::size_t before = lists_asked();
  show(0, 20);
  EXPECT_EQ(lists_asked(), before + 1);
  show(0, 20);
  EXPECT_EQ(lists_asked(), before + 1);
}

TEST_F(Lists, changes_of_looked_up_rows_concern_the_list_and_others_do_not) {
  list_.show("opportunity", "open");
  show(0, 20);
  const std::size_t before = client_.asked.size();
  list_.on_notice({.entities = {client_.number("quote")}});
  EXPECT_EQ(client_.asked.size(), before);
  list_.on_notice({.entities = {client_.number("account")}});
  EXPECT_GT(client_.asked.size(), before);
}

TEST_F(Lists, showing_the_same_list_again_keeps_it) {
  fill(3);
  list_.show("account", "");
  show(0, 20);
  list_.show("account", "");
  EXPECT_EQ(name(0), "Account 0");
}

TEST_F(Lists, an_error_is_kept_until_an_answer_comes) {
  client_.failure = Error{Errc::storage, "disk"};
  list_.show("account", "");
  show(0, 10);
  ASSERT_TRUE(list_.error());
  EXPECT_EQ(list_.error()->code, Errc::storage);
  client_.failure.reset();
  fill(1);
  list_.on_notice({.entities = {client_.number("account")}});
  show(0, 10);
  EXPECT_FALSE(list_.error());
}

TEST_F(Lists, another_catalogue_gives_the_list_its_columns_anew) {
  fill(2);
  list_.show("account", "all");
  list_.search("ada");
  arrive();
  client_.catalogue_now =
      *schema::Catalogue::load_document(schema::Catalogue::embedded()->document());
  fill(2);
  list_.on_notice({.status = true});
  EXPECT_EQ(list_.entity(), client_.catalogue_now->find("account"));
  EXPECT_EQ(list_.view(), "all");
  EXPECT_EQ(list_.search_words(), "ada");
}

TEST_F(Lists, says_as_of_when_and_finds_a_row_that_is_here) {
  fill(3);
  client_.as_of_ms = 77;
  list_.show("account", "");
  show(0, 10);
  EXPECT_EQ(list_.as_of_ms(), 77);
  EXPECT_EQ(list_.index_of(list_.row(2)->row.id), 2U);
  EXPECT_EQ(list_.index_of(uuid_of(0xee)), std::nullopt);
}

}  // namespace
}  // namespace fieldbook::ui
