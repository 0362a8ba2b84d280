// Verdicts in the person's language, held to the English of the verdict guide.

#include "ui/models/verdict_words.hpp"

#include "shared/actions/action_table.hpp"
#include "shared/actions/verdict_text.hpp"
#include "tests/unit/ui/models/model_fixture.hpp"
#include "ui/models/intent_outcome.hpp"

namespace fieldbook::ui {
namespace {

using actions::Reason;
using actions::Verdict;

struct Case {
  Verdict verdict;
  Reason reason;
  client::Facts facts = {};
};

/// Every reason with the verdicts that it comes with, and the facts that change its text. Days are
/// left out: terminals write them as ISO 8601, windows as people do.
std::vector<Case> all_cases() {
  std::vector<Case> out = {
      {Verdict::applied, Reason::none},
      {Verdict::applied, Reason::none, {{"code", "kZ3-"}}},
      {Verdict::applied, Reason::none, {{"code", "kZ3-"}, {"times", "20"}}},
      {Verdict::applied, Reason::already_done},
      {Verdict::applied, Reason::accepted_late},
      {Verdict::merged, Reason::none},
      {Verdict::merged, Reason::none, {{"by", "Omar Said"}}},
      {Verdict::merged, Reason::conflict, {{"fields", "Name, City"}}},
      {Verdict::merged, Reason::column_not_editable, {{"fields", "Name"}}},
      {Verdict::merged, Reason::invalid_value},
      {Verdict::withdrawn, Reason::none},
      {Verdict::refused, Reason::not_permitted, {{"role", "PSA Customer Approver"}}},
      {Verdict::refused, Reason::not_permitted, {{"vote", "own"}}},
      {Verdict::refused, Reason::not_permitted, {{"vote", "closed"}}},
      {Verdict::superseded,
       Reason::quote_changed,
       {{"revision_before", "3"},
        {"revision_now", "4"},
        {"total_before", "1200.00"},
        {"total_now", "1350.00"}}},
      {Verdict::superseded, Reason::quote_changed, {{"total_now", "1350.00"}}},
      {Verdict::superseded, Reason::already_decided, {{"by", "Ana"}, {"decision", "approved"}}},
      {Verdict::expired, Reason::offer_expired, {{"decided_in_time", "yes"}}},
      {Verdict::superseded, Reason::offer_withdrawn, {{"offered_again", "yes"}}},
      {Verdict::refused, Reason::conflict, {{"fields", "Name"}}},
      {Verdict::refused, Reason::already_exists, {{"name", "Mill"}}},
      {Verdict::refused, Reason::column_not_editable, {{"fields", "Name"}}},
  };
  for (int i = 1; i <= static_cast<int>(Reason::defect); ++i) {
    const auto reason = static_cast<Reason>(i);
    if (reason != Reason::already_done && reason != Reason::accepted_late)
      out.push_back({Verdict::refused, reason});
  }
  return out;
}

client::ActionSnapshot snapshot(const Case& of, std::string_view kind) {
  return {.kind = std::string(kind),
          .name = "Roof",
          .verdict = std::string(to_string(of.verdict)),
          .reason = of.reason == Reason::none ? std::string() : std::string(to_string(of.reason)),
          .verdict_text = "the client's own text",
          .facts = of.facts};
}

class VerdictWords : public ModelTest {};

TEST_F(VerdictWords, english_says_what_the_verdict_guide_says) {
  for (const actions::ActionRow& row : actions::action_table()) {
    for (const Case& of : all_cases()) {
      const actions::Receipt receipt{
          .verdict = of.verdict, .reason = of.reason, .detail = of.facts};
      EXPECT_EQ(verdict_sentence(snapshot(of, row.kind), context()),
                actions::verdict_text(receipt, {row.kind, "Roof"}).sentence())
          << row.kind << " " << to_string(of.reason);
    }
  }
}

TEST_F(VerdictWords, german_has_a_text_of_its_own_for_every_reason) {
  for (const Case& of : all_cases()) {
    const auto action = snapshot(of, "quote.approve");
    const std::string text = verdict_sentence(action, german());
    EXPECT_NE(text, verdict_sentence(action, context())) << to_string(of.reason);
    EXPECT_NE(text, action.verdict_text) << to_string(of.reason);
    EXPECT_EQ(text.find('{'), std::string::npos) << text;
  }
}

TEST_F(VerdictWords, days_and_moments_are_written_as_people_do) {
  const Case expired{Verdict::expired, Reason::quote_expired, {{"expired_on", "2026-11-27"}}};
  EXPECT_EQ(verdict_sentence(snapshot(expired, "quote.approve"), german()),
            "Angebot Roof lief ab am 27. Nov. 2026, bevor Sie entschieden. Ihre Entscheidung wurde "
            "nicht verwendet. Bitten Sie um ein erneuertes Angebot.");
  const Case moved{Verdict::refused,
                   Reason::booking_moved,
                   {{"new_start", "2026-11-30T08:00:00Z"}, {"old_start", "2026-11-29T08:00:00Z"}}};
  EXPECT_EQ(verdict_sentence(snapshot(moved, "booking.accept"), context()),
            "Booking Roof was moved from 29 Nov 2026 09:00 to 30 Nov 2026 09:00. Your answer was "
            "for the old time and was not used. Look at the new time and answer again.");
}

TEST_F(VerdictWords, a_reason_of_a_later_release_is_told_in_the_clients_words) {
  auto action = snapshot({Verdict::refused, Reason::not_permitted}, "quote.approve");
  action.reason = "budget_exceeded";
  EXPECT_EQ(verdict_sentence(action, german()), "the client's own text");
}

TEST_F(VerdictWords, an_undecided_action_has_no_verdict) {
  EXPECT_EQ(verdict_sentence({.kind = "quote.approve", .name = "Roof"}, context()), "");
}

TEST_F(VerdictWords, a_decision_that_is_not_open_says_why_before_it_is_made) {
  client::DecisionSnapshot decision{.kind = "quote.approve",
                                    .refusal = "quote_expired",
                                    .refusal_facts = {{"expired_on", "2026-11-27"}}};
  EXPECT_EQ(refusal_sentence(decision, "Roof", context()),
            "Quote Roof expired on 27 Nov 2026. Ask for a renewed quote.");
  decision.refusal.clear();
  EXPECT_EQ(refusal_sentence(decision, "Roof", context()), "");
}

TEST_F(VerdictWords, an_outcome_that_was_not_saved_says_why) {
  client::IntentOutcome outcome{.reason = "record_deleted", .kind = "record.update", .name = "P-7"};
  EXPECT_EQ(outcome_sentence(outcome, context()),
            "‘P-7’ was removed while you edited it. Your text is kept. Ask for it to be restored, "
            "or let it go.");
  outcome.saved = true;
  EXPECT_EQ(outcome_sentence(outcome, context()), "");
}

TEST_F(VerdictWords, what_only_programs_read_is_told_by_its_code_in_german) {
  const auto said = [this](Errc code, std::string message) {
    return outcome_sentence(intent_outcome(fail(code, std::move(message))), german());
  };
  EXPECT_EQ(said(Errc::storage, "database or disk is full"),
            german().strings.text("error.content.storage"));
  EXPECT_EQ(said(Errc::not_found, "This device holds no quote with the id 7."),
            "Auf diesem Gerät gibt es keinen Eintrag quote mit der Kennung 7.");
}

}  // namespace
}  // namespace fieldbook::ui
