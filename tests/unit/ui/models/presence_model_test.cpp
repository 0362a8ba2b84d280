#include "ui/models/presence_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

using Names = std::set<std::string>;

class Presence : public ModelTest {
 protected:
  PresenceModel presence_{client_, mailbox_};
};

TEST_F(Presence, what_is_not_known_yet_is_not_called_empty) {
  presence_.watch({"quote", "account"});
  EXPECT_EQ(presence_.empty(), Names{});
  client_.rows["quote/*"] = {{.row = row("quote", 1, {})}};
  arrive();
  EXPECT_EQ(presence_.empty(), Names{"account"});
  EXPECT_EQ(client_.lists.front().limit, 1U);
}

TEST_F(Presence, a_first_row_and_a_last_one_are_noticed_and_told) {
  int told = 0;
  presence_.changed = [&] { ++told; };
  presence_.watch({"account"});
  arrive();
  EXPECT_EQ(told, 1);
  client_.rows["account/*"] = {{.row = row("account", 1, {})}};
  presence_.on_notice({.entities = {client_.number("quote")}});
  arrive();
  EXPECT_EQ(told, 1) << "another entity changed";
  presence_.on_notice({.entities = {client_.number("account")}});
  presence_.on_notice({.entities = {client_.number("account")}});
  arrive();
  EXPECT_EQ(presence_.empty(), Names{});
  EXPECT_EQ(told, 2);
  client_.rows.clear();
  presence_.on_notice({.entities = {client_.number("account")}});
  arrive();
  EXPECT_EQ(presence_.empty(), Names{"account"});
}

TEST_F(Presence, what_was_empty_before_the_first_sync_ended_is_not_known_when_it_has) {
  presence_.watch({"quote", "account"});
  arrive();
  EXPECT_EQ(presence_.empty(), (Names{"account", "quote"}));
  client_.rows["quote/*"] = {{.row = row("quote", 1, {})}};
  presence_.renew();
  EXPECT_EQ(presence_.empty(), Names{});
  arrive();
  EXPECT_EQ(presence_.empty(), Names{"account"});
}

TEST_F(Presence, each_is_asked_for_once) {
  presence_.watch({"account"});
  presence_.watch({"account"});
  arrive();
  EXPECT_EQ(client_.lists.size(), 1U);
}

}  // namespace
}  // namespace fieldbook::ui
