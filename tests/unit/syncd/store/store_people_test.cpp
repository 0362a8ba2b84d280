// The journal of actions, people, tokens and settings.

#include <gtest/gtest.h>

#include "syncd/store/sqlite_store.hpp"
#include "tests/support/map_reader.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::tests {
namespace {

using namespace fieldbook::syncd;
using schema::Audience;

class StorePeople : public testing::Test {
 protected:
  template <class T>
  static T must(Result<T> result) {
    if (!result) {
      ADD_FAILURE() << result.error().message;
      std::abort();
    }
    if constexpr (!std::is_void_v<T>) return *std::move(result);
  }
  std::unique_ptr<Store> make_store() {
    SeededRandom random(7);
    return must(create_sqlite_store((folder / "store.db").string(), {},
                                    schema::Catalogue::embedded(),
                                    {.id = id_of("organisation"), .name = "Depot"}, random));
  }
  TempDir folder;
  std::unique_ptr<Store> store = make_store();
  std::unique_ptr<WriteTransaction> transaction = must(store->begin_write());
};

ActionResult a_result(std::string_view action, std::string_view stream, std::uint64_t number,
                      Commit commit) {
  ActionResult out;
  out.receipt = {.number = number,
                 .action = id_of(action),
                 .verdict = actions::Verdict::refused,
                 .reason = actions::Reason::quote_changed,
                 .commit = commit,
                 .detail = {{"by", "Ana \"A\" Zürich"}, {"total_now", "12.50"}},
                 .action_hash = {4, 5}};
  out.stream = id_of(stream);
  out.device = id_of("device");
  out.actor = id_of("ana");
  out.kind = "quote.approve";
  out.target = {3, id_of("quote")};
  out.decided = {99};
  return out;
}

TEST_F(StorePeople, returns_a_verdict_by_action_and_by_number) {
  const ActionResult result = a_result("action", "stream", 1, 5);
  must(transaction->put_action_result(result));
  EXPECT_EQ(must(transaction->action_result(id_of("action"))), result);
  EXPECT_EQ(must(transaction->action_result(id_of("other"))), std::nullopt);
  EXPECT_EQ(must(transaction->numbered_action(id_of("stream"), 1)),
            (NumberedAction{1, id_of("action"), {4, 5}}));
  EXPECT_EQ(must(transaction->numbered_action(id_of("stream"), 2)), std::nullopt);
  EXPECT_EQ(must(transaction->results_for({3, id_of("quote")}, 10)), std::vector{result});
}

TEST_F(StorePeople, keeps_one_verdict_an_action) {
  must(transaction->put_action_result(a_result("action", "stream", 1, 5)));
  const auto again = transaction->put_action_result(a_result("action", "other", 2, 6));
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, Errc::already_exists);
  ActionResult released = a_result("action", "stream", 1, 7);
  released.receipt.verdict = actions::Verdict::applied;
  must(transaction->replace_action_result(released));
  EXPECT_EQ(must(transaction->action_result(id_of("action"))), released);
}

TEST_F(StorePeople, gives_a_stream_its_receipts_under_its_own_numbers) {
  must(transaction->put_action_result(a_result("first", "old", 1, 5)));
  must(transaction->put_action_result(a_result("second", "new", 1, 6)));
  must(transaction->put_action_result(a_result("third", "new", 3, 9)));
  // Sent again in a new stream after a fork.
  must(transaction->put_numbered_action(id_of("new"), {2, id_of("first"), {4, 5}}));
  const auto numbers = [&](std::uint64_t after, Commit upto) {
    std::vector<std::pair<std::uint64_t, Uuid>> out;
    for (const auto& receipt : must(transaction->receipts(id_of("new"), after, upto, 10)))
      out.emplace_back(receipt.number, receipt.action);
    return out;
  };
  using Numbers = std::vector<std::pair<std::uint64_t, Uuid>>;
  EXPECT_EQ(numbers(0, 100),
            (Numbers{{1, id_of("second")}, {2, id_of("first")}, {3, id_of("third")}}));
  EXPECT_EQ(numbers(1, 8), (Numbers{{2, id_of("first")}}));
}

TEST_F(StorePeople, tells_a_device_of_verdicts_that_replaced_held_since_its_cursor) {
  ActionResult result = a_result("action", "stream", 7, 5);
  result.receipt.verdict = actions::Verdict::held;
  must(transaction->put_action_result(result));
  result.receipt.verdict = actions::Verdict::applied;
  result.receipt.commit = 9;
  must(transaction->replace_action_result(result));
  const auto later = [&](std::string_view device, std::string_view person, Commit since,
                         Commit upto) {
    return must(transaction->later_receipts(id_of(device), id_of(person), since, upto, 10));
  };
  actions::Receipt told = result.receipt;
  told.number = 0;
  EXPECT_EQ(later("device", "ana", 5, 9), std::vector{told});
  EXPECT_TRUE(later("device", "ana", 9, 20).empty());
  EXPECT_TRUE(later("device", "ana", 5, 8).empty());
  EXPECT_TRUE(later("other", "ana", 5, 9).empty());
  EXPECT_TRUE(later("device", "bo", 5, 9).empty());
}

TEST_F(StorePeople, keeps_unproven_actions_by_number_alone) {
  UnprovenAction unproven{id_of("stream"),
                          {.number = 2,
                           .action = id_of("action"),
                           .verdict = actions::Verdict::refused,
                           .reason = actions::Reason::bad_signature,
                           .commit = 4,
                           .action_hash = {1}}};
  must(transaction->put_unproven_action(unproven));
  EXPECT_EQ(must(transaction->unproven_action(id_of("stream"), 2)), unproven);
  EXPECT_EQ(must(transaction->action_result(id_of("action"))), std::nullopt);
  EXPECT_TRUE(must(transaction->is_unproven(id_of("stream"), id_of("action"))));
  EXPECT_FALSE(must(transaction->is_unproven(id_of("other"), id_of("action"))));
  must(transaction->put_action_result(a_result("first", "stream", 1, 3)));
  const auto receipts = must(transaction->receipts(id_of("stream"), 0, 4, 10));
  ASSERT_EQ(receipts.size(), 2U);
  EXPECT_EQ(receipts[1], unproven.receipt);
  EXPECT_EQ(must(transaction->receipts(id_of("stream"), 0, 3, 10)).size(), 1U);
  must(transaction->remove_unproven_action(id_of("stream"), 2));
  EXPECT_EQ(must(transaction->unproven_action(id_of("stream"), 2)), std::nullopt);
}

TEST_F(StorePeople, keeps_streams_and_finds_those_of_a_device) {
  Stream stream{id_of("stream"), id_of("device"), id_of("ana"), 5, 4, {77}, false};
  must(transaction->put_stream(stream));
  stream.forked = true;
  must(transaction->put_stream(stream));
  EXPECT_EQ(must(transaction->stream(id_of("stream"))), stream);
  EXPECT_EQ(must(transaction->streams(id_of("device"))), std::vector{stream});
  EXPECT_EQ(must(transaction->stream(id_of("none"))), std::nullopt);
}

TEST_F(StorePeople, counts_tries_over_a_crash) {
  EXPECT_EQ(must(transaction->count_try(id_of("action"))), 1U);
  must(transaction->commit());
  {
    auto lost = must(store->begin_write());
    EXPECT_EQ(must(lost->count_try(id_of("action"))), 2U);
  }
  EXPECT_EQ(must(must(store->begin_read())->tries(id_of("action"))), 1U);
  auto after = must(store->begin_write());
  EXPECT_EQ(must(after->count_try(id_of("action"))), 2U);
  must(after->forget_tries(id_of("action")));
  EXPECT_EQ(must(after->tries(id_of("action"))), 0U);
}

TEST_F(StorePeople, holds_actions_oldest_first) {
  HeldAction held;
  held.action = {3, {1, 2, 3}, {8}};
  held.id = id_of("action");
  held.stream = id_of("stream");
  held.device = id_of("device");
  held.actor = id_of("ana");
  held.cause = "handler failed";
  held.tries = 3;
  held.since = {50};
  HeldAction older = held;
  older.id = id_of("older");
  older.since = {40};
  must(transaction->put_held_action(held));
  must(transaction->put_held_action(older));
  EXPECT_EQ(must(transaction->held_actions(10)), (std::vector{older, held}));
  EXPECT_EQ(must(transaction->held_action(held.id)), held);
  must(transaction->remove_held_action(held.id));
  EXPECT_EQ(must(transaction->held_action(held.id)), std::nullopt);
}

TEST_F(StorePeople, keeps_users_under_unique_names) {
  User ana{id_of("ana"), "ana@acme.test", UserKind::contact, "hash", false, {1}, {2}};
  must(transaction->put_user(ana));
  User thief = ana;
  thief.person = id_of("bob");
  EXPECT_EQ(transaction->put_user(thief).error().code, Errc::already_exists);
  ana.signin = "ana.b@acme.test";
  ana.disabled = true;
  must(transaction->put_user(ana));
  EXPECT_EQ(must(transaction->user(ana.person)), ana);
  EXPECT_EQ(must(transaction->user_by_signin("ana.b@acme.test")), ana);
  EXPECT_EQ(must(transaction->user_by_signin("ana@acme.test")), std::nullopt);
  EXPECT_EQ(must(transaction->users("", 10)), std::vector{ana});
  must(transaction->remove_user(ana.person));
  EXPECT_TRUE(must(transaction->users("", 10)).empty());
}

TEST_F(StorePeople, keeps_devices_of_persons) {
  Device device{id_of("device"), id_of("ana"), "Tablet", {6}, false, false, {1}, {2}, "0.1", 3, 4};
  must(transaction->put_device(device));
  device.revoked = device.wipe = true;
  must(transaction->put_device(device));
  EXPECT_EQ(must(transaction->device(device.id)), device);
  EXPECT_EQ(must(transaction->devices_of(device.person)), std::vector{device});
  EXPECT_EQ(must(transaction->devices({}, 10)), std::vector{device});
  EXPECT_TRUE(must(transaction->devices(device.id, 10)).empty());
}

TEST_F(StorePeople, finds_a_token_family_by_its_last_two_refresh_tokens) {
  TokenFamily family{id_of("family"), id_of("ana"), id_of("device"), Audience::partner, {1}, {},
                     {100},           false};
  TokenFamily other = family;
  other.id = id_of("other");
  other.refresh_hash = {9};
  must(transaction->put_token_family(family));
  must(transaction->put_token_family(other));
  family.previous_refresh_hash = family.refresh_hash;
  family.refresh_hash = {2};
  must(transaction->put_token_family(family));
  EXPECT_EQ(must(transaction->token_family_by_refresh({1})), family);
  EXPECT_EQ(must(transaction->token_family_by_refresh({2})), family);
  EXPECT_EQ(must(transaction->token_family_by_refresh({})), std::nullopt);
  EXPECT_EQ(must(transaction->token_families_of(id_of("ana"))), (std::vector{family, other}));
}

TEST_F(StorePeople, ends_tokens_with_their_family_and_with_time) {
  TokenFamily family{id_of("family"), id_of("ana"), id_of("device"), Audience::partner, {1}, {},
                     {100},           false};
  must(transaction->put_token_family(family));
  must(transaction->put_access_token({{1}, family.id, {10}}));
  must(transaction->put_access_token({{2}, family.id, {30}}));
  must(transaction->drop_expired_tokens({20}));
  EXPECT_EQ(must(transaction->access_token({1})), std::nullopt);
  EXPECT_EQ(must(transaction->access_token({2})), (AccessToken{{2}, family.id, {30}}));
  must(transaction->remove_token_family(family.id));
  EXPECT_EQ(must(transaction->access_token({2})), std::nullopt);
  EXPECT_EQ(must(transaction->token_family(family.id)), std::nullopt);
}

TEST_F(StorePeople, lists_settings_by_prefix) {
  must(transaction->put_setting("a.b", "1"));
  must(transaction->put_setting("a_b", "2"));
  must(transaction->put_setting("a.c", "3"));
  must(transaction->put_setting("a.c", "4"));
  EXPECT_EQ(must(transaction->settings("a.")),
            (std::vector<std::pair<std::string, std::string>>{{"a.b", "1"}, {"a.c", "4"}}));
  must(transaction->remove_setting("a.b"));
  EXPECT_EQ(must(transaction->setting("a.b")), std::nullopt);
  EXPECT_EQ(must(transaction->setting("a.c")), "4");
}

}  // namespace
}  // namespace fieldbook::tests
