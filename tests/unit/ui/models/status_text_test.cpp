// The words of the status chip and of actions, walked through whole.

#include "ui/models/status_text.hpp"

#include <regex>

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

using client::ActionSnapshot;
using client::StatusSnapshot;

constexpr const char* kConnections[] = {"signed_out",     "offline",     "unreachable",
                                        "captive_portal", "certificate", "waiting",
                                        "syncing",        "live",        "up_to_date"};
constexpr const char* kStates[] = {"saved",        "waiting",   "sending", "received", "done",
                                   "not_accepted", "needs_you", "on_hold", "withdrawn"};

class StatusWords : public ModelTest {
 protected:
  StatusSnapshot status(const char* connection, std::size_t waiting = 0) {
    return {.signed_in = true,
            .connection = connection,
            .complete = true,
            .server_ms = parse_instant("2026-11-28T09:42:00Z")->ms,
            .waiting = waiting};
  }
  std::string chip(const StatusSnapshot& of) { return status_text(of, context()).chip; }
  std::string sentence(const StatusSnapshot& of) { return status_text(of, context()).sentence; }
};

TEST_F(StatusWords, every_connection_has_its_chip) {
  std::map<std::string, std::string> chips;
  for (const char* connection : kConnections) chips[connection] = chip(status(connection, 4));
  EXPECT_EQ(chips, (std::map<std::string, std::string>{
                       {"signed_out", "Signed out · 4 waiting · data from 10:42"},
                       {"offline", "Offline · 4 waiting · data from 10:42"},
                       {"unreachable", "Server not reached · 4 waiting · data from 10:42"},
                       {"captive_portal", "Network wants a sign-in · 4 waiting · data from 10:42"},
                       {"certificate", "Certificate not valid · 4 waiting · data from 10:42"},
                       {"waiting", "Connecting · 4 waiting · data from 10:42"},
                       {"syncing", "Syncing · 4 waiting · data from 10:42"},
                       {"live", "Live · 4 waiting"},
                       {"up_to_date", "Up to date · 4 waiting · data from 10:42"}}));
}

TEST_F(StatusWords, narrow_windows_keep_the_word_and_the_number) {
  EXPECT_EQ(status_text(status("offline", 4), context()).short_chip, "Offline · 4");
  EXPECT_EQ(status_text(status("live"), context()).short_chip, "Live");
}

TEST_F(StatusWords, the_chip_says_what_needs_the_person) {
  StatusSnapshot of = status("live", 1);
  of.needs_you = 2;
  EXPECT_EQ(chip(of), "Live · 1 waiting · 2 need you");
}

TEST_F(StatusWords, whoever_is_signed_out_reads_that_whatever_the_network_does) {
  for (const char* connection : kConnections) {
    StatusSnapshot of = status(connection, 4);
    of.signed_in = false;
    EXPECT_EQ(sentence(of), "Please sign in again to send 4 changes. You can keep working.");
  }
}

TEST_F(StatusWords, sentences_say_what_happened_and_what_it_means_for_the_work) {
  EXPECT_EQ(sentence(status("offline", 4)),
            "No connection. Your work is saved on this device. 4 changes will be sent when you are "
            "back online.");
  EXPECT_EQ(sentence(status("live")),
            "Changes arrive as they happen. All your changes have been sent.");
  StatusSnapshot of = status("unreachable", 1);
  of.next_attempt_ms = parse_instant("2026-11-28T13:05:00Z")->ms;
  EXPECT_EQ(sentence(of),
            "Connected to the network, but the server does not answer. Your work is saved on this "
            "device; 1 change is not sent yet. Next try 14:05.");
  EXPECT_EQ(status_text(of, german()).sentence,
            "Mit dem Netz verbunden, aber der Server antwortet nicht. Ihre Arbeit ist auf diesem "
            "Gerät gespeichert; 1 Änderung ist noch nicht gesendet. Nächster Versuch 14:05.");
}

TEST_F(StatusWords, a_next_try_is_promised_exactly_where_one_is_planned) {
  for (const char* connection : kConnections) {
    for (const std::int64_t next : {std::int64_t{0}, now_.ms + 60'000}) {
      StatusSnapshot of = status(connection, 2);
      of.message = "The server is busy.";
      of.next_attempt_ms = next;
      const std::string text = sentence(of);
      const bool failed = status_text(of, context()).tone == Tone::danger ||
                          status_text(of, context()).tone == Tone::warning;
      const bool signed_out = std::string_view(connection) == "signed_out";
      const bool promised = text.find("Next try") != std::string::npos;
      EXPECT_EQ(promised, next != 0 && failed && !signed_out) << connection << ": " << text;
    }
  }
}

TEST_F(StatusWords, the_daemons_reason_is_told_where_a_sync_was_held_up) {
  StatusSnapshot of = status("waiting");
  of.message =
      "The server has no room at this moment. Your work is kept and is sent a little later.";
  of.next_attempt_ms = now_.ms;
  EXPECT_EQ(sentence(of), of.message + " All your changes have been sent. Next try 14:02.");
  EXPECT_EQ(status_text(of, context()).tone, Tone::warning);
}

TEST_F(StatusWords, a_first_sync_shows_how_far_it_is) {
  StatusSnapshot of = status("syncing");
  of.complete = false;
  of.server_ms = 0;
  EXPECT_EQ(status_text(of, context()).fraction, -1);
  of.rows_done = 2'500;
  of.rows_total = 10'000;
  const StatusText text = status_text(of, context());
  EXPECT_EQ(text.fraction, 0.25F);
  EXPECT_TRUE(text.busy);
  EXPECT_EQ(text.chip, "First sync · 25 %");
  EXPECT_EQ(text.sentence,
            "Your data is being fetched for the first time: 2,500 of 10,000 rows. What is here can "
            "be used already.");
}

TEST_F(StatusWords, times_become_dates_at_midnight_of_the_zone) {
  EXPECT_EQ(status_text(status("offline"), context()).next_change_ms,
            parse_instant("2026-11-28T23:00:00Z")->ms);
}

// --- Actions ------------------------------------------------------------------------------------

class ActionWords : public ModelTest {
 protected:
  ActionSnapshot action(const char* state) {
    ActionSnapshot out{.kind = "quote.approve", .name = "Roof", .state = state};
    out.received_by = "Contoso";
    const std::string_view is = state;
    if (is == "done") out.verdict = "applied";
    if (is == "not_accepted") out.verdict = "expired", out.reason = "quote_expired";
    if (is == "needs_you") out.verdict = "superseded", out.reason = "quote_changed";
    if (is == "withdrawn") out.verdict = "withdrawn";
    if (!out.verdict.empty()) out.settled_ms = now_.ms;
    if (!out.verdict.empty() || is == "received") out.received_ms = now_.ms;
    return out;
  }
  std::string say(const ActionSnapshot& of) { return action_text(of, context()).text; }
};

TEST_F(ActionWords, every_state_has_the_words_of_the_guide) {
  std::map<std::string, std::string> words;
  for (const char* state : kStates) words[state] = say(action(state));
  EXPECT_EQ(words, (std::map<std::string, std::string>{{"saved", "Saved on this device"},
                                                       {"waiting", "Waiting to send"},
                                                       {"sending", "Sending"},
                                                       {"received", "Received by Contoso 14:02"},
                                                       {"done", "Done"},
                                                       {"not_accepted", "Not accepted"},
                                                       {"needs_you", "Needs your decision"},
                                                       {"on_hold", "On hold"},
                                                       {"withdrawn", "Withdrawn"}}));
}

TEST_F(ActionWords, every_state_has_words_of_its_own_in_german_and_an_icon) {
  std::set<std::string> words;
  for (const char* state : kStates) {
    const StateText text = action_text(action(state), german());
    EXPECT_TRUE(words.insert(text.text).second) << text.text;
    EXPECT_NE(text.text, say(action(state)));
    EXPECT_NE(text.icon, Icon::none);
  }
}

TEST_F(ActionWords, what_waits_says_why) {
  ActionSnapshot of = action("waiting");
  of.wait = "other_action";
  EXPECT_EQ(say(of), "Waiting to send (after an earlier action)");
  of.wait = "needs_update";
  EXPECT_EQ(say(of), "Waiting to send (this app needs an update)");
  of.wait = "answer";
  EXPECT_EQ(say(of), "Waiting to send (no answer yet)");
}

TEST_F(ActionWords, received_and_done_are_never_said_without_the_receipt) {
  const std::regex claims("Received|Done|Not accepted|Needs your decision|Withdrawn");
  for (const char* state : kStates)
    for (const char* verdict : {"", "applied", "refused", "held"})
      for (const std::int64_t received : {std::int64_t{0}, now_.ms})
        for (const std::int64_t settled : {std::int64_t{0}, now_.ms}) {
          ActionSnapshot of = action(state);
          of.verdict = verdict;
          of.received_ms = received;
          of.settled_ms = settled;
          const std::string text = say(of);
          const bool has_receipt = received != 0 || (settled != 0 && !of.verdict.empty());
          EXPECT_TRUE(has_receipt || !std::regex_search(text, claims)) << state << verdict << text;
          EXPECT_TRUE(text != "Done" || (settled != 0 && !of.verdict.empty())) << state << verdict;
        }
}

TEST_F(ActionWords, a_state_of_a_later_release_is_told_in_the_clients_words) {
  ActionSnapshot of = action("forwarded");
  of.state_text = "Forwarded to Contoso";
  EXPECT_EQ(say(of), "Forwarded to Contoso");
}

TEST_F(ActionWords, a_verdict_comes_with_what_it_means_and_a_wait_with_what_is_likely) {
  EXPECT_EQ(action_text(action("not_accepted"), context()).detail,
            "Quote Roof expired before you decided. Your decision was not used. Ask for a renewed "
            "quote.");
  ActionSnapshot of = action("saved");
  EXPECT_EQ(action_text(of, context()).detail, "It is sent with the next sync.");
  of.forecast = "quote_withdrawn";
  EXPECT_EQ(action_text(of, context()).detail,
            "It is sent with the next sync. As things stand on this device, it will probably not "
            "be accepted: Quote Roof was withdrawn. Your decision was not used. Nothing to do "
            "unless you want to ask for another quote.");
}

TEST_F(ActionWords, an_action_is_a_sentence_in_the_persons_language) {
  ActionSnapshot of = action("saved");
  of.sentence = "Approve quote Roof";
  EXPECT_EQ(action_sentence(of, *english_), "Approve quote Roof");
  EXPECT_EQ(action_sentence(of, *german_), "Angebot Roof annehmen");
  of.kind = "forum.post";
  of.sentence = "Post Roof";
  EXPECT_EQ(action_sentence(of, *german_), "Auf Roof antworten");
  of.kind = "pump.prime";  // of a later release: its own words
  of.sentence = "Prime Roof";
  EXPECT_EQ(action_sentence(of, *german_), "Prime Roof");
}

TEST_F(ActionWords, every_kind_of_error_has_a_title_a_text_and_a_stable_code) {
  for (int code = 0; code <= static_cast<int>(Errc::internal); ++code) {
    const auto errc = static_cast<Errc>(code);
    const ErrorText text = error_text({errc, "sqlite3_step: 11"}, *english_);
    EXPECT_EQ(text.code, to_string(errc));
    EXPECT_FALSE(text.title.starts_with("error.")) << text.title;
    EXPECT_FALSE(text.content.starts_with("error.")) << text.content;
    EXPECT_EQ(text.content.find("sqlite"), std::string::npos);
    EXPECT_NE(error_text({errc, ""}, *german_).content, text.content);
  }
}

TEST_F(ActionWords, a_sentence_of_the_error_guide_is_told_as_it_is) {
  EXPECT_EQ(error_text({Errc::unavailable, "The server asked us to slow down."}, *english_).content,
            "The server asked us to slow down.");
}

}  // namespace
}  // namespace fieldbook::ui
