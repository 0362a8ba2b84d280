#include "tests/unit/syncd/auth/auth_world.hpp"

namespace fieldbook::syncd {
namespace {

using namespace std::chrono_literals;

class Sessions : public AuthWorld {};

TEST_F(Sessions, find_the_person_and_device_of_an_access_token) {
  const IssuedTokens tokens = open();
  const auto session = session_of(tokens.access);
  ASSERT_TRUE(session);
  EXPECT_EQ(*session, tokens.session);
  EXPECT_EQ(session->person, person_);
  EXPECT_EQ(session->device, device_.id);
  EXPECT_EQ(session->device_key, device_.public_key);
  EXPECT_EQ(session->expires, clock_.now() + 10min);
}

TEST_F(Sessions, end_an_access_token_after_ten_minutes) {
  const IssuedTokens tokens = open();
  clock_.advance(10min - 1ms);
  EXPECT_TRUE(session_of(tokens.access));
  clock_.advance(1ms);
  EXPECT_FALSE(session_of(tokens.access));
}

TEST_F(Sessions, know_no_token_that_was_not_issued) {
  const IssuedTokens tokens = open();
  std::string other = tokens.access;
  other.back() = other.back() == 'A' ? 'B' : 'A';
  EXPECT_FALSE(session_of(other));
  EXPECT_FALSE(session_of(""));
  EXPECT_FALSE(session_of(tokens.refresh)) << "a refresh token opens nothing";
}

TEST_F(Sessions, renew_with_a_new_pair_each_time) {
  const IssuedTokens first = open();
  const Renewal second = renew(first.refresh);
  ASSERT_TRUE(second.tokens);
  EXPECT_NE(second.tokens->refresh, first.refresh);
  EXPECT_NE(second.tokens->access, first.access);
  EXPECT_TRUE(session_of(second.tokens->access));
  EXPECT_TRUE(session_of(first.access)) << "requests that are under way go on";
  EXPECT_TRUE(renew(second.tokens->refresh).tokens);
}

TEST_F(Sessions, take_the_previous_refresh_token_again_while_replies_are_lost) {
  const IssuedTokens first = open();
  for (int lost = 0; lost < 20; ++lost) {
    const Renewal renewal = renew(first.refresh);
    ASSERT_TRUE(renewal.tokens) << lost;
    EXPECT_FALSE(renewal.was_reuse);
  }
  const Renewal arrived = renew(first.refresh);
  ASSERT_TRUE(arrived.tokens);
  EXPECT_TRUE(renew(arrived.tokens->refresh).tokens);
}

TEST_F(Sessions, revoke_the_family_when_a_token_returns_after_its_reply_was_used) {
  const IssuedTokens first = open();
  ASSERT_TRUE(renew(first.refresh).tokens);
  const Renewal again = renew(first.refresh);
  ASSERT_TRUE(again.tokens);
  confirm(again.tokens->access);
  const Renewal third = renew(first.refresh);
  EXPECT_FALSE(third.tokens);
  EXPECT_TRUE(third.was_reuse);
  EXPECT_EQ(third.family, first.session.family);
  EXPECT_FALSE(session_of(again.tokens->access)) << "access tokens of the family end at once";
  EXPECT_FALSE(renew(again.tokens->refresh).tokens) << "and so does the valid refresh token";
}

TEST_F(Sessions, do_not_take_an_older_access_token_for_the_arrival_of_the_last) {
  const IssuedTokens first = open();
  const Renewal lost = renew(first.refresh);
  ASSERT_TRUE(lost.tokens);
  ASSERT_TRUE(renew(first.refresh).tokens);
  confirm(first.access);
  confirm(lost.tokens->access);
  EXPECT_TRUE(renew(first.refresh).tokens) << "nothing of the last pair was used";
}

TEST_F(Sessions, betray_a_thief_who_renewed_before_the_device_did) {
  const IssuedTokens first = open();
  const Renewal thief = renew(first.refresh);
  ASSERT_TRUE(thief.tokens);
  confirm(thief.tokens->access);
  EXPECT_TRUE(renew(first.refresh).was_reuse) << "the device, whose token is spent";
  EXPECT_FALSE(session_of(thief.tokens->access));
}

TEST_F(Sessions, revoke_the_family_when_the_lost_reply_turns_up_after_all) {
  const IssuedTokens first = open();
  const Renewal lost = renew(first.refresh);
  ASSERT_TRUE(lost.tokens);
  const Renewal again = renew(first.refresh);
  ASSERT_TRUE(again.tokens);
  const Renewal thief = renew(lost.tokens->refresh);
  EXPECT_TRUE(thief.was_reuse);
  EXPECT_FALSE(renew(again.tokens->refresh).tokens);
}

TEST_F(Sessions, revoke_the_family_when_an_old_token_comes_back) {
  const IssuedTokens first = open();
  const Renewal second = renew(first.refresh);
  const Renewal third = renew(second.tokens->refresh);
  ASSERT_TRUE(third.tokens);
  EXPECT_TRUE(renew(first.refresh).was_reuse);
  EXPECT_FALSE(renew(third.tokens->refresh).tokens);
}

TEST_F(Sessions, end_when_they_were_idle_for_fourteen_days) {
  const IssuedTokens first = open();
  clock_.advance(24h * 14 - 1ms);
  const Renewal second = renew(first.refresh);
  ASSERT_TRUE(second.tokens);
  clock_.advance(24h * 14);
  EXPECT_FALSE(renew(second.tokens->refresh).tokens);
}

TEST_F(Sessions, end_after_ninety_days_however_often_they_were_used) {
  std::string token = open().refresh;
  for (int day = 0; day < 89; day += 10) {
    const Renewal renewal = renew(token);
    ASSERT_TRUE(renewal.tokens) << "day " << day;
    token = renewal.tokens->refresh;
    clock_.advance(24h * 10);
  }
  EXPECT_FALSE(renew(token).tokens);
}

TEST_F(Sessions, are_not_disturbed_by_other_families) {
  const IssuedTokens mine = open();
  const IssuedTokens other = open();
  write([&](WriteTransaction& transaction) {
    EXPECT_TRUE(end_session(transaction, other.session.family));
  });
  EXPECT_FALSE(session_of(other.access));
  EXPECT_FALSE(renew(other.refresh).tokens);
  EXPECT_TRUE(session_of(mine.access));
}

TEST_F(Sessions, end_at_once_with_a_revoked_device) {
  const IssuedTokens tokens = open();
  write([&](WriteTransaction& transaction) {
    EXPECT_TRUE(revoke_device(transaction, device_.id, Wipe::yes));
  });
  EXPECT_FALSE(session_of(tokens.access));
  const Renewal renewal = renew(tokens.refresh);
  EXPECT_FALSE(renewal.tokens);
  EXPECT_FALSE(renewal.was_reuse);
}

TEST_F(Sessions, end_at_once_with_a_disabled_user_and_a_new_password) {
  const IssuedTokens first = open();
  write([&](WriteTransaction& transaction) {
    EXPECT_TRUE(set_password_hash(transaction, person_, "another"));
  });
  EXPECT_FALSE(session_of(first.access));
  const IssuedTokens second = open();
  write([&](WriteTransaction& transaction) {
    EXPECT_TRUE(set_user_state(transaction, person_, UserState::disabled));
  });
  EXPECT_FALSE(session_of(second.access));
  EXPECT_FALSE(renew(second.refresh).tokens);
}

TEST_F(Sessions, refuse_what_is_no_token) {
  for (const char* token : {"", "x", "AAAA", "====", "\xff\xfe"}) {
    const Renewal renewal = renew(token);
    EXPECT_FALSE(renewal.tokens);
    EXPECT_FALSE(renewal.was_reuse);
    EXPECT_TRUE(renewal.family.is_nil());
  }
}

TEST_F(Sessions, keep_only_hashes_in_the_store) {
  const IssuedTokens tokens = open();
  auto transaction = store_->begin_read();
  const auto family = (*transaction)->token_family(tokens.session.family);
  ASSERT_TRUE(family && *family);
  EXPECT_EQ((*family)->refresh_hash, hash_token(tokens.refresh));
}

}  // namespace
}  // namespace fieldbook::syncd
