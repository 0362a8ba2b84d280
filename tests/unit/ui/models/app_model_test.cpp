#include "ui/models/app_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

class App : public ModelTest {
 protected:
  void attach(bool signed_in) {
    client_.status_now = {.signed_in = signed_in,
                          .user_name = "Dana Ruiz",
                          .audience = "staff",
                          .connection = signed_in ? "live" : "signed_out"};
    app_.attach(client_);
  }
  /// What waits arrives, and frames take it, until nothing comes any more.
  void frames() {
    while (client_.answer() > 0 || app_.receive()) {
    }
  }
  static Place list(const char* entity) { return {.kind = PlaceKind::list, .entity = entity}; }

  AppModel app_{mailbox_, {}};
};

TEST_F(App, begins_at_sign_in_without_a_client) {
  EXPECT_EQ(app_.place(), Place{.kind = PlaceKind::sign_in});
  EXPECT_EQ(app_.models(), nullptr);
  EXPECT_TRUE(app_.navigation().empty());
  app_.detach();
}

TEST_F(App, goes_home_where_somebody_is_signed_in_and_to_sign_in_else) {
  attach(true);
  EXPECT_EQ(app_.place(), Place{.kind = PlaceKind::home});
  EXPECT_FALSE(app_.navigation().empty());
  attach(false);
  EXPECT_EQ(app_.place(), Place{.kind = PlaceKind::sign_in});
}

TEST_F(App, signing_in_leads_home) {
  attach(false);
  app_.sign_in.server = "https://edge.example";
  app_.sign_in.signin = "dana";
  app_.sign_in.password = "secret";
  app_.sign_in.submit();
  frames();
  EXPECT_EQ(app_.place(), Place{.kind = PlaceKind::home});
  EXPECT_TRUE(app_.status().signed_in);
  EXPECT_FALSE(app_.can_go_back());
}

TEST_F(App, the_way_back_is_the_way_that_was_gone) {
  attach(true);
  app_.go(list("quote"));
  app_.go({.kind = PlaceKind::detail, .entity = "quote", .row = uuid_of(1)});
  app_.go({.kind = PlaceKind::settings});
  app_.go_back();
  EXPECT_EQ(app_.place().kind, PlaceKind::detail);
  app_.go_back();
  EXPECT_EQ(app_.place(), list("quote"));
  app_.go_back();
  EXPECT_EQ(app_.place(), Place{.kind = PlaceKind::home});
  EXPECT_FALSE(app_.can_go_back());
  app_.go_back();
  EXPECT_EQ(app_.place(), Place{.kind = PlaceKind::home});
}

TEST_F(App, going_where_one_is_adds_no_step_and_the_way_is_bounded) {
  attach(true);
  app_.go(list("quote"));
  app_.go(list("quote"));
  app_.go_back();
  EXPECT_EQ(app_.place(), Place{.kind = PlaceKind::home});
  for (int i = 0; i < 200; ++i) app_.go(list(i % 2 == 0 ? "quote" : "account"));
  int steps = 0;
  for (; app_.can_go_back(); ++steps) app_.go_back();
  EXPECT_EQ(steps, 50);
}

TEST_F(App, a_place_shows_what_it_names) {
  attach(true);
  app_.go(list("account"));
  EXPECT_EQ(app_.models()->list.entity()->name, "account");
  client_.details[uuid_of(1)] = {.main = {.row = row("account", 1, {})}};
  app_.go({.kind = PlaceKind::detail, .entity = "account", .row = uuid_of(1)});
  frames();
  EXPECT_EQ(app_.models()->detail.state(), DetailModel::State::here);
  EXPECT_EQ(app_.models()->list.entity()->name, "account") << "the list beside it stays";
}

TEST_F(App, many_notices_of_one_frame_are_told_as_one) {
  attach(true);
  app_.go({.kind = PlaceKind::sync_centre});
  frames();
  client_.asked.clear();
  for (std::uint32_t i = 0; i < 100; ++i) client_.notify({.entities = {9'000 + i}, .outbox = true});
  EXPECT_TRUE(client_.asked.empty());
  EXPECT_TRUE(app_.receive());
  EXPECT_EQ(client_.asked, (std::vector<std::string>{"outbox", "inbox", "history", "conflicts"}));
}

TEST_F(App, lists_hear_of_changes_when_a_person_looks_at_them) {
  attach(true);
  app_.go(list("account"));
  app_.models()->list.see(0, 10);
  frames();
  app_.go({.kind = PlaceKind::settings});
  client_.asked.clear();
  client_.notify({.entities = {client_.number("account")}});
  frames();
  EXPECT_EQ(std::ranges::count(client_.asked, "count account/active"), 0);
  app_.go_back();
  EXPECT_EQ(std::ranges::count(client_.asked, "count account/active"), 1);
}

TEST_F(App, the_status_follows_the_client) {
  attach(true);
  client_.status_now.connection = "offline";
  client_.status_now.waiting = 4;
  client_.notify({.status = true});
  EXPECT_EQ(app_.status().connection, "live");
  app_.receive();
  EXPECT_EQ(app_.status().connection, "offline");
  EXPECT_EQ(app_.status().waiting, 4U);
}

TEST_F(App, a_sign_in_that_expires_takes_nothing_from_the_person) {
  attach(true);
  app_.go(list("account"));
  client_.status_now.signed_in = false;
  client_.notify({.status = true});
  frames();
  EXPECT_EQ(app_.place(), list("account"));
  EXPECT_FALSE(app_.navigation().empty());
}

TEST_F(App, leaving_asks_first_and_ends_the_session_only_after) {
  attach(true);
  frames();
  client_.asked.clear();
  app_.ask_sign_out();
  EXPECT_TRUE(app_.asking_sign_out());
  app_.cancel_sign_out();
  EXPECT_FALSE(app_.asking_sign_out());
  EXPECT_EQ(std::ranges::count(client_.asked, "sign_out"), 0);
  app_.go(list("account"));
  app_.ask_sign_out();
  app_.confirm_sign_out();
  EXPECT_EQ(std::ranges::count(client_.asked, "sign_out"), 1);
  EXPECT_EQ(app_.place(), Place{.kind = PlaceKind::sign_in}) << "at once, network or not";
  EXPECT_FALSE(app_.can_go_back());
  frames();
  EXPECT_FALSE(app_.status().signed_in);
}

TEST_F(App, nothing_reaches_a_model_after_its_client_is_let_go) {
  attach(true);
  app_.go(list("account"));
  app_.detach();
  EXPECT_FALSE(client_.is_heard());
  EXPECT_EQ(app_.models(), nullptr);
  frames();
  EXPECT_EQ(app_.place(), Place{.kind = PlaceKind::sign_in});
}

}  // namespace
}  // namespace fieldbook::ui
