#include "ui/models/online_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

class Online : public ModelTest {
 protected:
  void list_accounts() {
    list_.show("account", "all");
    list_.see(0, 10);
    arrive();
  }
  ListModel list_{client_, mailbox_};
  OnlineModel online_{client_, mailbox_};
  OfferPlanModel plan_{client_, mailbox_};
};

TEST_F(Online, shows_what_the_server_has_beyond_the_list) {
  client_.rows["account"] = {{.row = row("account", 1, {})}};
  list_accounts();
  client_.rows["account"].push_back({.row = row("account", 2, {})});
  online_.search(list_);
  EXPECT_TRUE(online_.is_open());
  EXPECT_FALSE(online_.found());
  arrive();
  ASSERT_TRUE(online_.found());
  ASSERT_EQ(online_.found()->rows.size(), 1U);
  EXPECT_EQ(online_.found()->rows[0].row.id, uuid_of(2));
}

TEST_F(Online, a_row_of_the_server_is_read_as_its_form_has_it) {
  list_accounts();
  client_.rows["account"] = {{.row = row("account", 2, {{"name", std::string("Metro Technik")}})}};
  online_.search(list_);
  online_.look_at(0);
  EXPECT_EQ(online_.looked_at(), nullptr) << "it is not here yet";
  EXPECT_TRUE(online_.sections(context()).empty());
  arrive();
  ASSERT_NE(online_.looked_at(), nullptr);
  const auto sections = online_.sections(context());
  ASSERT_EQ(sections.size(), 1U) << "what is empty is left out";
  ASSERT_EQ(sections[0].fields.size(), 1U);
  EXPECT_EQ(sections[0].fields[0].value, "Metro Technik");
  EXPECT_FALSE(sections[0].fields[0].editable);
  online_.look_at_none();
  EXPECT_EQ(online_.looked_at(), nullptr);
  online_.look_at(0);
  online_.close();
  EXPECT_EQ(online_.looked_at(), nullptr);
}

TEST_F(Online, says_why_there_is_no_answer_and_forgets_it_when_it_closes) {
  list_accounts();
  client_.failure = Error{Errc::unavailable, "not in reach"};
  online_.search(list_);
  arrive();
  EXPECT_EQ(online_.error()->code, Errc::unavailable);
  EXPECT_FALSE(online_.found());
  online_.close();
  EXPECT_FALSE(online_.is_open());
  EXPECT_FALSE(online_.error());
}

TEST_F(Online, an_answer_after_the_dialog_was_closed_opens_nothing) {
  list_accounts();
  online_.search(list_);
  online_.close();
  arrive();
  EXPECT_FALSE(online_.found());
}

TEST_F(Online, a_plan_is_asked_for_and_one_of_its_candidates_looked_at) {
  client_.plan = {.opportunity = uuid_of(3),
                  .available = 1,
                  .candidates = {{.partner = uuid_of(4), .name = "Metro Technik"}}};
  plan_.ask(uuid_of(3));
  EXPECT_EQ(plan_.looked_at(), nullptr);
  plan_.look_at(0);
  EXPECT_EQ(plan_.looked_at(), nullptr) << "there is no plan yet";
  arrive();
  ASSERT_NE(plan_.looked_at(), nullptr);
  EXPECT_EQ(plan_.looked_at()->name, "Metro Technik");
  plan_.look_at(7);
  EXPECT_EQ(plan_.looked_at(), nullptr);
  plan_.ask(uuid_of(5));
  EXPECT_FALSE(plan_.plan()) << "another opportunity begins anew";
}

}  // namespace
}  // namespace fieldbook::ui
