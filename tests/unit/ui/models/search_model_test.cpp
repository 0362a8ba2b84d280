#include "ui/models/search_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

class Search : public ModelTest {
 protected:
  std::vector<std::string> names() {
    std::vector<std::string> out;
    if (search_.hits())
      for (const auto& hit : *search_.hits()) out.push_back(hit.name);
    return out;
  }
  SearchModel search_{client_, mailbox_};
};

TEST_F(Search, nothing_is_asked_before_there_are_words) {
  search_.search("");
  search_.search("  ");
  EXPECT_TRUE(client_.asked.empty());
  EXPECT_FALSE(search_.hits());
}

TEST_F(Search, finds_what_the_replica_has) {
  client_.hits = {{"quote", uuid_of(1), "Roof"}};
  search_.search("roof");
  EXPECT_FALSE(search_.hits());
  arrive();
  EXPECT_EQ(names(), std::vector<std::string>{"Roof"});
}

TEST_F(Search, an_answer_to_fewer_letters_is_dropped) {
  client_.hits = {{"quote", uuid_of(1), "Roof"}};
  search_.search("ro");
  client_.answer();
  client_.hits = {{"quote", uuid_of(2), "Roof rail"}};
  search_.search("roof r");
  arrive();
  EXPECT_EQ(names(), std::vector<std::string>{"Roof rail"});
}

TEST_F(Search, hits_stay_in_sight_while_changed_rows_are_searched_again) {
  client_.hits = {{"quote", uuid_of(1), "Roof"}};
  search_.search("roof");
  arrive();
  client_.hits = {};
  search_.on_notice({.entities = {1}});
  EXPECT_EQ(names(), std::vector<std::string>{"Roof"});
  arrive();
  EXPECT_TRUE(names().empty());
  EXPECT_TRUE(search_.hits());
}

TEST_F(Search, words_that_cannot_be_searched_find_nothing) {
  client_.failure = Error{Errc::invalid_argument, "syntax"};
  search_.search("\"");
  arrive();
  ASSERT_TRUE(search_.hits());
  EXPECT_TRUE(search_.hits()->empty());
}

}  // namespace
}  // namespace fieldbook::ui
