#include "ui/models/decision_model.hpp"

#include "shared/actions/action_table.hpp"
#include "tests/unit/ui/models/model_fixture.hpp"
#include "ui/models/action_content.hpp"
#include "ui/models/argument_column.hpp"

namespace fieldbook::ui {
namespace {

using Problem = std::optional<std::string>;

class Decisions : public ModelTest {
 protected:
  Decisions() { client_.status_now.user_name = "Dana Ruiz"; }

  void begin_quote() {
    decision_.begin({.kind = "quote.approve",
                     .label = "Approve quote",
                     .arguments = {{"comment", schema::ColumnType::memo, false, 20},
                                   {"shown_revision", schema::ColumnType::integer, false, 0},
                                   {"shown_total", schema::ColumnType::money, false, 0}}},
                    "quote", uuid_of(1), "Roof");
  }
  void begin_offer() {
    decision_.begin({.kind = "opportunity.accept",
                     .arguments = {{"comment", schema::ColumnType::memo, false, 20}}},
                    "opportunity", uuid_of(2), "Boiler");
  }

  DecisionModel decision_{client_, mailbox_};
};

TEST_F(Decisions, an_offer_needs_no_name_and_a_quote_the_name_of_the_person) {
  begin_offer();
  EXPECT_FALSE(decision_.needs_name());
  EXPECT_EQ(decision_.problem(), Problem{});
  begin_quote();
  EXPECT_TRUE(decision_.needs_name());
  EXPECT_EQ(decision_.problem(), Problem{"decision.name_missing"});
  decision_.signer_name = "Omar Said";
  EXPECT_EQ(decision_.problem(), Problem{"decision.name_different"});
  decision_.signer_name = " dana  ruiz ";
  EXPECT_EQ(decision_.problem(), Problem{});
}

TEST_F(Decisions, a_comment_is_bounded_in_characters) {
  begin_offer();
  decision_.comment = "äöüäöüäöüäöüäöüäöüäö";
  EXPECT_EQ(decision_.problem(), Problem{});
  decision_.comment += "ü";
  EXPECT_EQ(decision_.problem(), Problem{"decision.comment_too_long"});
}

TEST_F(Decisions, a_decision_that_needs_a_comment_asks_for_it) {
  decision_.begin({.kind = "opportunity.return",
                   .arguments = {{"comment", schema::ColumnType::memo, true, 20}}},
                  "opportunity", uuid_of(2), "Boiler");
  EXPECT_EQ(decision_.problem(), Problem{"decision.comment_missing"});
}

TEST_F(Decisions, asks_for_its_arguments_in_a_form_with_the_options_of_the_column_they_mean) {
  decision_.begin({.kind = "opportunity.return",
                   .arguments = {{"reason", schema::ColumnType::choice, true, 0},
                                 {"comment", schema::ColumnType::memo, false, 20}}},
                  "opportunity", uuid_of(2), "Boiler");
  decision_.begin_form(context());
  ASSERT_EQ(decision_.fields().size(), 1U);
  FieldDraft& reason = decision_.fields().at("reason");
  EXPECT_EQ(reason.column->label, "Reason for Return");
  EXPECT_EQ(decision_.problem(), Problem{"decision.field_missing"});
  reason.text = "Because";
  decision_.check_field("reason");
  EXPECT_EQ(decision_.problem(), Problem{"decision.field_wrong"});
  reason.text = "No Funding";
  decision_.check_field("reason");
  EXPECT_EQ(decision_.problem(), Problem{});
  decision_.confirm();
  ASSERT_EQ(client_.intents.size(), 1U);
  EXPECT_EQ(
      client_.intents[0].arguments,
      (std::vector<std::pair<std::string, schema::Value>>{{"reason", std::int64_t{100000005}}}));
}

TEST_F(Decisions, a_row_that_an_argument_names_is_picked) {
  decision_.begin({.kind = "opportunity.assign",
                   .arguments = {{"msa_partneroppid", schema::ColumnType::uuid, true, 0}}},
                  "opportunity", uuid_of(2), "Boiler");
  decision_.begin_form(context());
  const PickerModel::Question question = decision_.question("msa_partneroppid");
  EXPECT_EQ(question.targets, std::vector<std::string>{"contact"});
  EXPECT_FALSE(question.may_clear);
  question.take({"contact", uuid_of(9), "Omar Said"});
  decision_.confirm();
  ASSERT_EQ(client_.intents.size(), 1U);
  EXPECT_EQ(client_.intents[0].arguments,
            (std::vector<std::pair<std::string, schema::Value>>{{"msa_partneroppid", uuid_of(9)}}));
}

TEST_F(Decisions, every_argument_that_is_needed_can_be_given_under_a_name_of_ours) {
  for (const actions::ActionRow& kind : actions::action_table())
    for (const actions::ArgumentRow& argument : kind.arguments) {
      const auto column = argument_column(*client_.catalogue_now, kind.kind, kind.entity,
                                          {.name = std::string(argument.name),
                                           .type = argument.type,
                                           .required = argument.required});
      EXPECT_TRUE(column || !argument.required) << kind.kind << " " << argument.name;
      // What the machinery gives along is no field of a form.
      const bool is_given_along = argument.name.starts_with("shown_") ||
                                  argument.name == "signature" || kind.kind == "withdraw";
      if (!column || is_given_along) continue;
      const bool is_named = german_->has(fmt::format("argument.{}", argument.name)) ||
                            german_->has_label(column->label);
      EXPECT_TRUE(is_named) << kind.kind << " " << argument.name << ": " << column->label;
    }
}

TEST_F(Decisions, a_contact_moves_to_a_company_and_a_role_is_one_of_the_site) {
  const auto targets = [&](const char* kind, const char* argument) {
    return argument_column(*client_.catalogue_now, kind, "contact",
                           {.name = argument, .type = schema::ColumnType::uuid})
        ->targets;
  };
  EXPECT_EQ(targets("contact.move", "parentcustomerid"), std::vector<std::string>{"account"});
  EXPECT_EQ(targets("role.grant", "role"), std::vector<std::string>{"adx_webrole"});
}

TEST_F(Decisions, an_argument_that_no_person_can_give_is_no_field) {
  decision_.begin({.kind = "quote.approve",
                   .arguments = {{"strokes", schema::ColumnType::blob, false, 0},
                                 {"wombat", schema::ColumnType::uuid, false, 0},
                                 {"due_on", schema::ColumnType::date, false, 0},
                                 {"signer_name", schema::ColumnType::text, true, 200}}},
                  "quote", uuid_of(1), "Roof");
  decision_.begin_form(context());
  ASSERT_EQ(decision_.fields().size(), 1U);
  EXPECT_EQ(decision_.fields().at("due_on").column->label, "Due on");
}

TEST_F(Decisions, a_name_goes_along_where_the_kind_takes_it) {
  decision_.begin({.kind = "quote.approve",
                   .arguments = {{"signer_name", schema::ColumnType::text, false, 200}}},
                  "quote", uuid_of(1), "Roof");
  decision_.signer_name = "Dana Ruiz";
  decision_.confirm();
  ASSERT_EQ(client_.intents.size(), 1U);
  EXPECT_EQ(client_.intents[0].arguments, (std::vector<std::pair<std::string, schema::Value>>{
                                              {"signer_name", std::string("Dana Ruiz")}}));
}

TEST_F(Decisions, a_signature_by_hand_goes_along_only_where_somebody_drew_one) {
  const client::DecisionSnapshot approve{
      .kind = "quote.approve",
      .arguments = {{"signer_name", schema::ColumnType::text, false, 200},
                    {"signature", schema::ColumnType::memo, false, 8'000}}};
  decision_.begin(approve, "quote", uuid_of(1), "Roof");
  decision_.begin_form(context());
  EXPECT_TRUE(decision_.takes_signature());
  EXPECT_TRUE(decision_.fields().empty());
  decision_.signer_name = "Dana Ruiz";
  EXPECT_EQ(decision_.problem(), Problem{});
  decision_.signature.begin(0.1, 0.2);
  decision_.signature.draw_to(0.3, 0.1);
  decision_.begin(approve, "quote", uuid_of(2), "Pump");
  EXPECT_TRUE(decision_.signature.is_empty()) << "that of one quote is no other's";
  decision_.signer_name = "Dana Ruiz";
  decision_.signature.begin(0.1, 0.2);
  decision_.signature.draw_to(0.3, 0.1);
  decision_.confirm();
  ASSERT_EQ(client_.intents.size(), 1U);
  EXPECT_EQ(client_.intents[0].arguments, (std::vector<std::pair<std::string, schema::Value>>{
                                              {"signer_name", std::string("Dana Ruiz")},
                                              {"signature", std::string("1000,2000 3000,1000")}}));
}

TEST_F(Decisions, goes_with_its_comment_and_with_what_stood_on_the_screen) {
  begin_quote();
  decision_.note_shown(
      row("quote", 1,
          {{"revisionnumber", std::int64_t{3}}, {"totalamount", std::int64_t{13'500'000}}}));
  decision_.signer_name = "Dana Ruiz";
  decision_.comment = "as discussed";
  decision_.confirm();
  EXPECT_TRUE(decision_.saving());
  ASSERT_EQ(client_.intents.size(), 1U);
  EXPECT_EQ(client_.intents[0].kind, "quote.approve");
  EXPECT_EQ(client_.intents[0].entity, "quote");
  EXPECT_EQ(client_.intents[0].target, uuid_of(1));
  EXPECT_EQ(client_.intents[0].arguments, (std::vector<std::pair<std::string, schema::Value>>{
                                              {"shown_revision", std::int64_t{3}},
                                              {"shown_total", std::int64_t{13'500'000}},
                                              {"comment", std::string("as discussed")}}));
  arrive();
  EXPECT_FALSE(decision_.saving());
  EXPECT_TRUE(decision_.outcome()->saved);
}

TEST_F(Decisions, is_sent_once_however_often_it_is_confirmed) {
  begin_offer();
  decision_.confirm();
  decision_.confirm();
  arrive();
  decision_.confirm();
  EXPECT_EQ(client_.intents.size(), 1U);
}

TEST_F(Decisions, is_not_sent_while_something_is_missing) {
  begin_quote();
  decision_.confirm();
  EXPECT_TRUE(client_.intents.empty());
}

TEST_F(Decisions, a_refusal_leaves_the_dialog_open_to_try_again) {
  begin_offer();
  client_.decide_with = [](const client::Intent&) {
    return client::IntentOutcome{.saved = false, .reason = "offer_expired"};
  };
  decision_.confirm();
  arrive();
  EXPECT_TRUE(decision_.is_open());
  EXPECT_EQ(decision_.outcome()->reason, "offer_expired");
  decision_.confirm();
  EXPECT_EQ(client_.intents.size(), 2U);
}

TEST_F(Decisions, an_answer_to_a_dialog_that_was_closed_does_not_reach_the_next_one) {
  begin_offer();
  decision_.confirm();
  decision_.cancel();
  EXPECT_FALSE(decision_.is_open());
  begin_quote();
  arrive();
  EXPECT_FALSE(decision_.outcome());
  EXPECT_FALSE(decision_.saving());
  EXPECT_EQ(decision_.comment, "");
}

}  // namespace
}  // namespace fieldbook::ui
