#include "ui/models/sync_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

using client::ActionSnapshot;
using enum OutboxCommand;
using Commands = std::vector<OutboxCommand>;

class SyncCentre : public ModelTest {
 protected:
  static ActionSnapshot action(std::uint8_t id, const char* state) {
    return {.id = uuid_of(id), .kind = "quote.approve", .state = state};
  }
  static ActionSnapshot verdict(const char* state, const char* verdict, const char* reason = "") {
    ActionSnapshot out = action(1, state);
    out.verdict = verdict;
    out.reason = reason;
    out.settled_ms = 1;
    return out;
  }
  static std::vector<Uuid> ids(const std::vector<ActionSnapshot>& actions) {
    std::vector<Uuid> out;
    for (const ActionSnapshot& one : actions) out.push_back(one.id);
    return out;
  }

  SyncModel sync_{client_, mailbox_};
};

TEST_F(SyncCentre, reads_outbox_inbox_and_history) {
  client_.waiting = {action(1, "saved")};
  client_.unseen = {action(2, "done")};
  client_.settled = {action(2, "done"), action(3, "done")};
  sync_.refresh();
  arrive();
  EXPECT_EQ(ids(sync_.outbox()), std::vector{uuid_of(1)});
  EXPECT_EQ(ids(sync_.inbox()), std::vector{uuid_of(2)});
  EXPECT_EQ(ids(sync_.history()), (std::vector{uuid_of(2), uuid_of(3)}));
}

TEST_F(SyncCentre, each_state_allows_what_the_queue_can_do) {
  const std::map<std::string, Commands> expected = {{"saved", {withdraw, hold}},
                                                    {"waiting", {withdraw, hold}},
                                                    {"sending", {withdraw}},
                                                    {"received", {withdraw}},
                                                    {"on_hold", {release, withdraw}}};
  for (const auto& [state, commands] : expected)
    EXPECT_EQ(SyncModel::commands(action(1, state.c_str())), commands) << state;
  EXPECT_EQ(SyncModel::commands(verdict("done", "applied")), Commands{dismiss});
  EXPECT_EQ(SyncModel::commands(verdict("withdrawn", "withdrawn")), Commands{dismiss});
  EXPECT_EQ(SyncModel::commands(verdict("not_accepted", "refused", "role_ended")),
            (Commands{retry, dismiss}));
  EXPECT_EQ(SyncModel::commands(verdict("needs_you", "superseded", "quote_changed")),
            (Commands{retry, dismiss}));
}

TEST_F(SyncCentre, nothing_is_offered_that_cannot_come_to_anything) {
  for (const char* reason : {"already_decided", "offer_moved", "offer_expired", "quote_expired",
                             "booking_cancelled", "invalid_value", "conflict"})
    EXPECT_EQ(SyncModel::commands(verdict("not_accepted", "refused", reason)), Commands{dismiss})
        << reason;
  ActionSnapshot seen = verdict("not_accepted", "refused", "role_ended");
  seen.dismissed = true;
  EXPECT_EQ(SyncModel::commands(seen), Commands{});
  ActionSnapshot withdrawal = action(1, "saved");
  withdrawal.kind = "withdraw";
  EXPECT_EQ(SyncModel::commands(withdrawal), Commands{hold});
  EXPECT_EQ(SyncModel::commands(action(1, "done")), Commands{}) << "without a verdict";
}

TEST_F(SyncCentre, a_command_reaches_its_action_and_the_lists_are_read_again) {
  for (const auto& [command, name] :
       std::vector<std::pair<OutboxCommand, std::string>>{{withdraw, "withdraw"},
                                                          {hold, "hold"},
                                                          {release, "release"},
                                                          {retry, "retry"},
                                                          {dismiss, "dismiss"}}) {
    client_.asked.clear();
    client_.touched.clear();
    sync_.run(command, action(7, "saved"));
    EXPECT_EQ(client_.asked, std::vector{name});
    EXPECT_EQ(client_.touched, std::vector{uuid_of(7)});
    arrive();
    EXPECT_EQ(client_.asked, (std::vector<std::string>{name, "outbox", "inbox", "history"}));
    EXPECT_EQ(sync_.message(context()), "");
  }
}

TEST_F(SyncCentre, a_command_that_fails_says_so_until_the_next) {
  client_.failure = Error{Errc::conflict, "the daemon has it already"};
  sync_.run(hold, action(1, "sending"));
  arrive();
  EXPECT_EQ(sync_.message(context()),
            "This changed meanwhile, so it cannot be done any more. Look at it again.");
  client_.failure.reset();
  sync_.run(withdraw, action(1, "sending"));
  EXPECT_EQ(sync_.message(context()), "");
}

TEST_F(SyncCentre, a_retry_that_the_rules_refuse_says_why) {
  client_.decide_with = [](const client::Intent&) {
    return client::IntentOutcome{
        .saved = false, .reason = "quote_withdrawn", .kind = "quote.approve", .name = "Roof"};
  };
  sync_.run(retry, action(1, "not_accepted"));
  arrive();
  EXPECT_TRUE(sync_.message(context()).starts_with("Quote Roof was withdrawn."));
  EXPECT_TRUE(sync_.message(german()).starts_with("Angebot Roof wurde zurückgezogen."));
}

TEST_F(SyncCentre, one_sync_runs_at_a_time_and_says_how_it_ended) {
  sync_.sync_now();
  sync_.sync_now();
  EXPECT_TRUE(sync_.syncing());
  EXPECT_EQ(client_.asked, std::vector<std::string>{"sync"});
  arrive();
  EXPECT_FALSE(sync_.syncing());
  EXPECT_EQ(sync_.message(context()), "");
  client_.sync_ends = {.message = "The server is restarting."};
  sync_.sync_now();
  arrive();
  EXPECT_EQ(sync_.message(context()), "The server is restarting.");
  sync_.forget_message();
  EXPECT_EQ(sync_.message(context()), "");
}

TEST_F(SyncCentre, the_button_is_free_again_after_every_way_a_sync_can_end) {
  client_.failure = Error{Errc::unauthenticated, "Please sign in."};
  sync_.sync_now();
  arrive();
  EXPECT_FALSE(sync_.syncing());
  EXPECT_EQ(sync_.message(context()), "Please sign in.");
}

TEST_F(SyncCentre, changes_while_the_lists_are_read_lead_to_one_more_reading) {
  sync_.refresh();
  for (int i = 0; i < 5; ++i) sync_.on_notice({.outbox = true});
  client_.waiting = {action(1, "saved")};
  arrive();
  EXPECT_EQ(client_.asked.size(), 6U);
  EXPECT_EQ(sync_.outbox().size(), 1U);
  sync_.on_notice({.entities = {1}});
  EXPECT_EQ(client_.asked.size(), 6U);
}

TEST_F(SyncCentre, a_proof_is_shown_when_it_is_there) {
  client_.proof = {.healthy = true, .proven = true, .rows = 7};
  sync_.prove();
  EXPECT_TRUE(sync_.proving());
  EXPECT_FALSE(sync_.proof());
  arrive();
  EXPECT_FALSE(sync_.proving());
  EXPECT_EQ(sync_.proof()->rows, 7U);
}

}  // namespace
}  // namespace fieldbook::ui
