#include "client/sync/engine.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.hpp"

namespace fieldbook::client {
namespace {

using namespace std::chrono_literals;

/// Commands in a form that a test can compare and print.
std::vector<std::string> names(const std::vector<Command>& commands) {
  std::vector<std::string> out;
  for (const Command& command : commands) {
    if (std::holds_alternative<SendSync>(command)) out.emplace_back("send_sync");
    if (std::holds_alternative<OpenLive>(command)) out.emplace_back("open_live");
    if (std::holds_alternative<CloseLive>(command)) out.emplace_back("close_live");
    if (std::holds_alternative<RenewToken>(command)) out.emplace_back("renew_token");
    if (std::holds_alternative<StartTimer>(command)) out.emplace_back("start_timer");
  }
  return out;
}

using Names = std::vector<std::string>;

class EngineTest : public ::testing::Test {
 protected:
  Names handle(const Event& event) {
    last_ = engine_.handle(event);
    return names(last_);
  }
  /// How long after now the last StartTimer fires.
  Milliseconds timer_delay() const {
    for (const Command& command : last_)
      if (const auto* timer = std::get_if<StartTimer>(&command))
        return timer->at - clock_.since_boot();
    return Milliseconds(-1);
  }

  tests::FakeClock clock_;
  SeededRandom random_{7};
  Engine engine_{clock_, random_};
  std::vector<Command> last_;
};

TEST_F(EngineTest, does_nothing_while_signed_out) {
  EXPECT_EQ(handle(WorkWaiting{}), Names{});
  EXPECT_EQ(handle(NetworkChanged{true}), Names{});
  EXPECT_EQ(handle(TimerFired{}), Names{});
  EXPECT_EQ(engine_.status().connection, Connection::signed_out);
}

TEST_F(EngineTest, syncs_at_sign_in_and_then_listens) {
  EXPECT_EQ(handle(SignedIn{}), Names{"send_sync"});
  EXPECT_EQ(handle(SyncEnded{.checkpoint = true}), (Names{"open_live", "start_timer"}));
  EXPECT_EQ(engine_.status().connection, Connection::live);
}

TEST_F(EngineTest, goes_on_at_once_when_the_daemon_has_more) {
  handle(SignedIn{});
  EXPECT_EQ(handle(SyncEnded{.page = true, .more = true}), Names{"send_sync"});
}

TEST_F(EngineTest, backs_off_when_follow_ups_bring_nothing) {
  handle(SignedIn{});
  for (int i = 0; i < 5; ++i) EXPECT_EQ(handle(SyncEnded{.more = true}), Names{"send_sync"});
  EXPECT_EQ(handle(SyncEnded{.more = true}), Names{"start_timer"});
}

TEST_F(EngineTest, sends_work_that_arrived_during_a_sync_right_after_it) {
  handle(SignedIn{});
  EXPECT_EQ(handle(WorkWaiting{}), Names{});
  EXPECT_EQ(handle(SyncEnded{.checkpoint = true}), Names{"send_sync"});
}

TEST_F(EngineTest, leaves_the_live_stream_to_send_work) {
  handle(SignedIn{});
  handle(SyncEnded{.checkpoint = true});
  EXPECT_EQ(handle(WorkWaiting{}), (Names{"close_live", "send_sync"}));
}

TEST_F(EngineTest, waits_longer_after_each_failure_up_to_the_cap) {
  handle(SignedIn{});
  Milliseconds ceiling = 1s;
  for (int i = 0; i < 12; ++i) {
    EXPECT_EQ(handle(SyncEnded{.failure = FailureKind::unreachable}), Names{"start_timer"});
    EXPECT_GE(timer_delay(), 0ms);
    EXPECT_LE(timer_delay(), std::min<Milliseconds>(ceiling, 300s));
    ceiling *= 2;
    EXPECT_EQ(handle(TimerFired{}), Names{"send_sync"});
  }
}

TEST_F(EngineTest, only_a_checkpoint_resets_the_wait) {
  handle(SignedIn{});
  handle(SyncEnded{.failure = FailureKind::unreachable});
  handle(TimerFired{});
  handle(SyncEnded{.page = true, .failure = FailureKind::broken});
  EXPECT_EQ(engine_.status().failures, 2);
  handle(TimerFired{});
  handle(SyncEnded{.checkpoint = true});
  EXPECT_EQ(engine_.status().failures, 0);
}

TEST_F(EngineTest, respects_the_time_the_daemon_asked_for) {
  handle(SignedIn{});
  handle(SyncEnded{.failure = FailureKind::rate_limited, .retry_after = 40s});
  EXPECT_EQ(engine_.status().message, "The server asked us to slow down. Next try in 40 s.");
  EXPECT_GE(timer_delay(), 40s);
  EXPECT_EQ(handle(WorkWaiting{}), Names{}) << "new work must not cut the wait short";
}

TEST_F(EngineTest, tries_once_at_once_when_the_network_changes) {
  handle(SignedIn{});
  handle(SyncEnded{.failure = FailureKind::no_network});
  EXPECT_EQ(engine_.status().connection, Connection::offline);
  EXPECT_EQ(handle(NetworkChanged{true}), Names{"send_sync"});
}

TEST_F(EngineTest, waits_for_the_network_behind_a_captive_portal) {
  handle(SignedIn{});
  handle(SyncEnded{.failure = FailureKind::captive_portal});
  EXPECT_EQ(engine_.status().connection, Connection::captive_portal);
  EXPECT_EQ(timer_delay(), 300s);
  EXPECT_EQ(handle(WorkWaiting{}), Names{});
  EXPECT_EQ(handle(NetworkChanged{true}), Names{"send_sync"});
}

TEST_F(EngineTest, renews_the_token_once_and_then_backs_off) {
  handle(SignedIn{});
  EXPECT_EQ(handle(SyncEnded{.failure = FailureKind::unauthenticated}), Names{"renew_token"});
  EXPECT_EQ(handle(TokenRenewed{}), Names{"send_sync"});
  EXPECT_EQ(handle(SyncEnded{.failure = FailureKind::unauthenticated}), Names{"start_timer"});
}

TEST_F(EngineTest, asks_once_who_the_person_is_when_the_sign_in_opens_nothing) {
  const SyncEnded shut_out{.checkpoint = true, .shut_out = true, .nothing_waits = true};
  handle(SignedIn{});
  EXPECT_EQ(handle(shut_out), Names{"renew_token"});
  EXPECT_EQ(handle(TokenRenewed{}), Names{"send_sync"});
  EXPECT_EQ(handle(SyncEnded{.checkpoint = true}), (Names{"open_live", "start_timer"}));
  EXPECT_EQ(engine_.status().message, "");
  // Where that changes nothing it says so and goes on listening.
  handle(LiveEnded{.behind = true});
  EXPECT_EQ(handle(shut_out), Names{"renew_token"});
  handle(TokenRenewed{});
  EXPECT_EQ(handle(shut_out), (Names{"open_live", "start_timer"}));
  EXPECT_TRUE(engine_.status().message.starts_with("Your access has ended."));
  handle(LiveEnded{.behind = true});
  EXPECT_EQ(handle(shut_out), (Names{"open_live", "start_timer"}));
}

TEST_F(EngineTest, sends_what_waits_before_it_asks_who_the_person_is) {
  handle(SignedIn{});
  handle(WorkWaiting{});
  EXPECT_EQ(handle(SyncEnded{.checkpoint = true, .shut_out = true}), Names{"send_sync"});
  EXPECT_EQ(handle(SyncEnded{.checkpoint = true, .shut_out = true}),
            (Names{"open_live", "start_timer"}))
      << "something is held back";
  handle(WorkWaiting{});
  EXPECT_EQ(handle(SyncEnded{.checkpoint = true, .shut_out = true, .nothing_waits = true}),
            Names{"renew_token"});
}

TEST_F(EngineTest, follows_a_renewal_later_that_came_while_actions_waited) {
  handle(SignedIn{});
  handle(SyncEnded{.failure = FailureKind::unauthenticated});
  EXPECT_EQ(handle(TokenRenewed{.owes_change = true}), Names{"send_sync"});
  EXPECT_EQ(handle(SyncEnded{.checkpoint = true}), (Names{"open_live", "start_timer"}));
  handle(WorkWaiting{});
  EXPECT_EQ(handle(SyncEnded{.checkpoint = true, .nothing_waits = true}), Names{"renew_token"});
  EXPECT_EQ(handle(TokenRenewed{}), Names{"send_sync"});
  EXPECT_EQ(handle(SyncEnded{.checkpoint = true, .nothing_waits = true}),
            (Names{"open_live", "start_timer"}));
}

TEST_F(EngineTest, waits_when_the_token_could_not_be_renewed) {
  handle(SignedIn{});
  handle(SyncEnded{.failure = FailureKind::unauthenticated});
  EXPECT_EQ(handle(RenewalFailed{.failure = FailureKind::no_network}), Names{"start_timer"});
  EXPECT_EQ(engine_.status().connection, Connection::offline);
  EXPECT_EQ(handle(TimerFired{}), Names{"send_sync"});
}

TEST_F(EngineTest, stops_when_the_refresh_token_is_refused) {
  handle(SignedIn{});
  handle(SyncEnded{.failure = FailureKind::unauthenticated});
  EXPECT_EQ(handle(SignedOut{}), Names{});
  EXPECT_EQ(handle(WorkWaiting{}), Names{});
  EXPECT_EQ(handle(SignedIn{}), Names{"send_sync"});
}

TEST_F(EngineTest, takes_a_silent_live_stream_for_dead) {
  handle(SignedIn{});
  handle(SyncEnded{.checkpoint = true});
  EXPECT_EQ(timer_delay(), 90s);
  EXPECT_EQ(handle(LiveAlive{}), Names{"start_timer"});
  EXPECT_EQ(handle(TimerFired{}), (Names{"close_live", "send_sync"}));
}

TEST_F(EngineTest, syncs_when_the_live_stream_says_it_is_behind) {
  handle(SignedIn{});
  handle(SyncEnded{.checkpoint = true});
  EXPECT_EQ(handle(LiveEnded{.behind = true}), Names{"send_sync"});
}

}  // namespace
}  // namespace fieldbook::client
