#include "shared/actions/action_table.hpp"

#include <gtest/gtest.h>
#include <set>

#include "shared/actions/verdict_text.hpp"
#include "tests/support/golden.hpp"

namespace fieldbook::actions {
namespace {

Uuid uuid(std::uint8_t fill) {
  Uuid out;
  out.bytes.fill(fill);
  return out;
}

Action approve() {
  Action action;
  action.id = uuid(1);
  action.kind = kinds::kQuoteApprove;
  action.entity = "quote";
  action.target = uuid(2);
  action.actor = uuid(3);
  return action;
}

void expect_shape(const Action& action, Errc code) {
  const auto status = check_shape(action);
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, code) << status.error().message;
}

TEST(ActionTable, prints_what_the_golden_holds) {
  EXPECT_TRUE(tests::matches_golden("actions/table.txt", print_action_table()));
}

TEST(ActionTable, numbers_and_kinds_are_unique_and_ascend) {
  std::set<std::string_view> kinds;
  std::uint16_t previous = 0;
  for (const ActionRow& row : action_table()) {
    EXPECT_GT(row.number, previous);
    previous = row.number;
    EXPECT_TRUE(kinds.insert(row.kind).second) << row.kind;
    EXPECT_EQ(find_action(row.kind), &row);
  }
}

TEST(ActionTable, every_entity_that_it_names_exists) {
  for (const ActionRow& row : action_table())
    EXPECT_TRUE(row.entity.empty() || schema::Catalogue::embedded()->find(row.entity) != nullptr)
        << row.entity;
}

TEST(ActionTable, says_an_action_in_words) {
  EXPECT_EQ(action_sentence(*find_action(kinds::kQuoteApprove), "Q-88"), "Approve quote Q-88");
}

TEST(ActionShape, accepts_what_the_table_describes) {
  Action action = approve();
  action.arguments = {{"comment", std::string("fine")}, {"shown_total", std::int64_t{1}}};
  EXPECT_TRUE(check_shape(action).has_value());
}

TEST(ActionShape, does_not_know_later_kinds_and_versions) {
  Action action = approve();
  action.kind = "quote.burn";
  expect_shape(action, Errc::unsupported);
  action = approve();
  action.version = 2;
  expect_shape(action, Errc::unsupported);
}

TEST(ActionShape, refuses_another_sign_in_entity_argument_or_type) {
  Action action = approve();
  action.audience = schema::Audience::partner;
  expect_shape(action, Errc::invalid_argument);
  action = approve();
  action.entity = "invoice";
  expect_shape(action, Errc::invalid_argument);
  action = approve();
  action.arguments = {{"colour", std::string("red")}};
  expect_shape(action, Errc::invalid_argument);
  action = approve();
  action.arguments = {{"comment", std::int64_t{1}}};
  expect_shape(action, Errc::invalid_argument);
  action = approve();
  action.arguments = {{"comment", std::string(2001, 'x')}};
  expect_shape(action, Errc::invalid_argument);
  action = approve();
  action.target = {};
  expect_shape(action, Errc::invalid_argument);
}

TEST(ActionShape, fields_belong_to_updates_alone) {
  Action action = approve();
  action.fields = {{1, std::int64_t{1}}};
  expect_shape(action, Errc::invalid_argument);
  action = approve();
  action.kind = kinds::kRecordUpdate;
  expect_shape(action, Errc::invalid_argument);
  action.fields = {{1, std::int64_t{1}}};
  EXPECT_TRUE(check_shape(action).has_value());
  action.kind = kinds::kRecordCreate;
  action.audience = schema::Audience::partner;
  EXPECT_TRUE(check_shape(action).has_value());
}

TEST(VerdictText, says_what_happened_what_it_means_and_what_to_do) {
  Receipt receipt;
  receipt.verdict = Verdict::superseded;
  receipt.reason = Reason::quote_changed;
  receipt.detail = {{"revision_before", "3"},
                    {"revision_now", "4"},
                    {"total_before", "1,200.00"},
                    {"total_now", "1,350.00"}};
  EXPECT_EQ(verdict_text(receipt, {kinds::kQuoteApprove, "Q-88"}).sentence(),
            "Quote Q-88 was revised after you signed (revision 3 → 4, total 1,200.00 → 1,350.00). "
            "Your signature was not used. Review the quote as it is and decide again.");
}

TEST(VerdictText, of_a_record_that_was_not_added_speaks_of_adding) {
  const auto text = [](Reason reason, std::vector<std::pair<std::string, std::string>> facts) {
    Receipt receipt{.verdict = Verdict::refused, .reason = reason, .detail = std::move(facts)};
    return verdict_text(receipt, {kinds::kRecordCreate, "new Account"}).sentence();
  };
  EXPECT_EQ(text(Reason::not_permitted, {}),
            "You may not add ‘new Account’. Nothing was added; what you typed is kept here. "
            "Ask a colleague with that right to add it.");
  EXPECT_EQ(text(Reason::not_available, {}),
            "‘new Account’ needs a record that is missing or not available to you. Nothing was "
            "added; what you typed is kept here. Choose another one, or ask your contact.");
  EXPECT_EQ(text(Reason::already_exists, {{"name", "Mill"}}),
            "‘Mill’ is there already. Nothing was added; what you typed is kept here. Open that "
            "record and change it.");
}

TEST(VerdictText, names_who_decided_first) {
  Receipt receipt;
  receipt.verdict = Verdict::superseded;
  receipt.reason = Reason::already_decided;
  receipt.detail = {{"by", "Bea"}, {"decided_on", "2026-11-21"}, {"decision", "rejected"}};
  EXPECT_EQ(verdict_text(receipt, {kinds::kQuoteApprove, "Q-88"}).what,
            "Quote Q-88 was already rejected by Bea on 2026-11-21.");
}

struct Case {
  Verdict verdict;
  Reason reason;
  std::string_view kind;
};

/// Every answer that a rule or the decider gives.
std::vector<Case> all_cases() {
  using V = Verdict;
  using R = Reason;
  namespace k = kinds;
  return {{V::applied, R::none, k::kQuoteApprove},
          {V::applied, R::already_done, k::kQuoteApprove},
          {V::applied, R::accepted_late, k::kOpportunityAccept},
          {V::merged, R::none, k::kRecordUpdate},
          {V::merged, R::conflict, k::kRecordUpdate},
          {V::merged, R::column_not_editable, k::kRecordUpdate},
          {V::merged, R::invalid_value, k::kRecordUpdate},
          {V::refused, R::not_permitted, k::kQuoteApprove},
          {V::refused, R::role_ended, k::kQuoteApprove},
          {V::refused, R::not_available, k::kBookingAccept},
          {V::refused, R::booking_cancelled, k::kBookingAccept},
          {V::refused, R::booking_moved, k::kBookingAccept},
          {V::refused, R::conflict, k::kRecordUpdate},
          {V::refused, R::record_deleted, k::kRecordUpdate},
          {V::refused, R::column_not_editable, k::kRecordUpdate},
          {V::refused, R::invalid_value, k::kRecordUpdate},
          {V::refused, R::malformed, k::kRecordUpdate},
          {V::refused, R::bad_signature, k::kRecordUpdate},
          {V::refused, R::staff_refused, k::kQuoteApprove},
          {V::superseded, R::quote_changed, k::kQuoteApprove},
          {V::superseded, R::quote_withdrawn, k::kQuoteReject},
          {V::superseded, R::already_decided, k::kQuoteReject},
          {V::superseded, R::offer_moved, k::kOpportunityAccept},
          {V::superseded, R::offer_withdrawn, k::kOpportunityDecline},
          {V::refused, R::nobody_available, k::kOpportunityDistribute},
          {V::refused, R::not_distributed, k::kOpportunityOffer},
          {V::superseded, R::dependency_refused, k::kRecordUpdate},
          {V::expired, R::quote_expired, k::kQuoteApprove},
          {V::expired, R::offer_expired, k::kOpportunityAccept},
          {V::held, R::unknown_kind, "quote.burn"},
          {V::held, R::too_old, k::kRecordUpdate},
          {V::held, R::defect, k::kQuoteApprove},
          {V::withdrawn, R::none, k::kQuoteApprove}};
}

TEST(VerdictText, every_answer_reads_well_without_facts) {
  std::string all;
  for (const Case& one : all_cases()) {
    Receipt receipt;
    receipt.verdict = one.verdict;
    receipt.reason = one.reason;
    const std::string text = verdict_text(receipt, {one.kind, "P-7"}).sentence();
    EXPECT_EQ(text.find("  "), std::string::npos) << text;
    EXPECT_EQ(text.find("()"), std::string::npos) << text;
    EXPECT_EQ(text.find('_'), std::string::npos) << text;
    all += std::string(one.kind) + " " + std::string(to_string(one.verdict)) + " " +
           std::string(to_string(one.reason)) + ": " + text + "\n";
  }
  EXPECT_TRUE(tests::matches_golden("actions/verdict_texts.txt", all));
}

TEST(VerdictText, no_reason_is_without_a_text) {
  for (int r = 0; r <= static_cast<int>(Reason::defect); ++r) {
    Receipt receipt;
    receipt.verdict = Verdict::refused;
    receipt.reason = static_cast<Reason>(r);
    EXPECT_FALSE(verdict_text(receipt, {kinds::kRecordUpdate, "P-7"}).what.empty());
  }
}

TEST(VerdictText, problem_types_are_stable_names) {
  EXPECT_EQ(problem_type(Reason::quote_changed), "urn:fieldbook:problem:quote_changed");
}

}  // namespace
}  // namespace fieldbook::actions
