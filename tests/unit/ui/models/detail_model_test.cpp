#include "ui/models/detail_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

using State = DetailModel::State;

class Details : public ModelTest {
 protected:
  client::DetailSnapshot account(const char* phone = "123") {
    client::DetailSnapshot out{
        .main = {.row = row("account", 1,
                            {{"name", std::string("Adatum")},
                             {"telephone1", std::string(phone)},
                             {"primarycontactid", uuid_of(7)},
                             {"adx_minimumopportunityrevenue", std::int64_t{10'000'000}}})},
        .names = {{uuid_of(7), "Dana Ruiz"}}};
    for (const char* name : {"name", "telephone1", "primarycontactid"})
      out.editable.push_back(column("account", name).ordinal);
    return out;
  }
  void show(client::DetailSnapshot snapshot) {
    const Uuid id = snapshot.main.row.id;
    const std::string entity = snapshot.main.row.entity->name;
    client_.details[id] = std::move(snapshot);
    detail_.show(entity, id);
    arrive();
  }
  std::map<std::string, FormField> fields() {
    std::map<std::string, FormField> out;
    for (const FormSectionView& section : detail_.sections(context()))
      for (const FormField& field : section.fields) out[field.column->name] = field;
    return out;
  }
  client::DetailSnapshot quote_with(const char* refusal) {
    client::DetailSnapshot out{.main = {.row = row("quote", 2, {{"name", std::string("Roof")}})}};
    out.decisions = {{.kind = "quote.approve", .refusal = refusal},
                     {.kind = "quote.reject", .refusal = refusal}};
    return out;
  }

  DetailModel detail_{client_, mailbox_};
};

TEST_F(Details, a_record_is_read_and_then_here) {
  EXPECT_EQ(detail_.state(), State::nothing);
  client_.details[uuid_of(1)] = account();
  detail_.show("account", uuid_of(1));
  EXPECT_EQ(detail_.state(), State::reading);
  arrive();
  EXPECT_EQ(detail_.state(), State::here);
  EXPECT_EQ(detail_.title(context()), "Adatum");
}

TEST_F(Details, what_this_device_does_not_hold_is_gone) {
  detail_.show("account", uuid_of(9));
  arrive();
  EXPECT_EQ(detail_.state(), State::gone);
  detail_.show("wombat", uuid_of(9));
  EXPECT_EQ(detail_.state(), State::gone);
}

TEST_F(Details, a_record_without_a_name_is_called_by_its_kind_and_id) {
  show({.main = {.row = row("account", 0xab, {})}});
  EXPECT_EQ(detail_.title(context()), "Account abababab");
}

TEST_F(Details, empty_fields_are_left_out_and_lookups_lead_to_what_is_here) {
  show(account());
  const auto shown = fields();
  EXPECT_EQ(shown.at("name").value, "Adatum");
  EXPECT_EQ(shown.at("primarycontactid").value, "Dana Ruiz");
  EXPECT_EQ(shown.at("primarycontactid").link, uuid_of(7));
  EXPECT_EQ(shown.at("primarycontactid").link_entity, "contact");
  EXPECT_FALSE(shown.contains("address1_city"));
}

TEST_F(Details, a_lookup_to_what_is_not_here_is_left_out) {
  client::DetailSnapshot snapshot = account();
  snapshot.names.clear();
  show(std::move(snapshot));
  EXPECT_FALSE(fields().contains("primarycontactid"));
}

TEST_F(Details, a_lookup_with_several_targets_leads_where_its_type_says) {
  client::DetailSnapshot snapshot{
      .main = {.row = row("opportunity", 3,
                          {{"name", std::string("Boiler")},
                           {"customerid", uuid_of(8)},
                           {"customeridtype", std::string("contact")}})},
      .names = {{uuid_of(8), "Omar Said"}}};
  show(std::move(snapshot));
  EXPECT_EQ(fields().at("customerid").link_entity, "contact");
}

TEST_F(Details, what_is_not_settled_is_marked) {
  client::DetailSnapshot snapshot = account();
  snapshot.pending_columns = {column("account", "telephone1").ordinal};
  show(std::move(snapshot));
  EXPECT_TRUE(fields().at("telephone1").pending);
  EXPECT_FALSE(fields().at("name").pending);
}

TEST_F(Details, a_change_is_read_again_and_the_record_may_go) {
  show(account("123"));
  client_.details[uuid_of(1)] = account("456");
  detail_.on_notice({.entities = {client_.number("account")}});
  arrive();
  EXPECT_EQ(fields().at("telephone1").value, "456");
  client_.details.clear();
  detail_.on_notice({.entities = {client_.number("account")}});
  arrive();
  EXPECT_EQ(detail_.state(), State::gone);
}

TEST_F(Details, many_changes_while_an_answer_is_under_way_are_read_once) {
  show(account());
  const std::size_t before = client_.asked.size();
  for (int i = 0; i < 5; ++i) detail_.on_notice({.entities = {client_.number("account")}});
  arrive();
  EXPECT_EQ(client_.asked.size(), before + 2);
}

// --- Decisions ----------------------------------------------------------------------------------

TEST_F(Details, a_reviewer_never_sees_approve_but_reads_whom_to_ask) {
  show(quote_with("not_permitted"));
  EXPECT_TRUE(detail_.decisions().empty());
  EXPECT_EQ(detail_.decision_note(context()),
            "Your role lets you view Quote Roof but not decide on it. Ask a colleague with that "
            "right to decide.");
}

TEST_F(Details, what_is_decided_is_not_offered_again_and_what_time_closed_says_why) {
  for (const char* refusal :
       {"already_decided", "already_done", "not_available", "offer_withdrawn", "role_ended"}) {
    show(quote_with(refusal));
    client_.details[uuid_of(2)] = quote_with(refusal);
    detail_.on_notice({.entities = {1}});
    arrive();
    EXPECT_TRUE(detail_.decisions().empty()) << refusal;
  }
  for (const char* refusal : {"", "quote_expired", "quote_withdrawn"}) {
    client_.details[uuid_of(2)] = quote_with(refusal);
    detail_.on_notice({.entities = {1}});
    arrive();
    EXPECT_EQ(detail_.decisions().size(), 2U) << refusal;
    EXPECT_EQ(detail_.decision_note(context()), "");
  }
}

TEST_F(Details, a_delivered_offer_runs_out_at_the_end_of_its_last_day) {
  show({.main = {.row = row("opportunity", 3,
                            {{"statuscode", std::int64_t{100000001}},
                             {"adx_expirydate", *parse_day("2026-11-30")}})}});
  EXPECT_EQ(detail_.deadline_ms(), parse_instant("2026-12-01T00:00:00Z")->ms);
}

TEST_F(Details, an_open_quote_runs_out_at_the_earlier_of_its_two_days) {
  const auto quote = [&](std::int64_t state) {
    return client::DetailSnapshot{
        .main = {.row = row("quote", 2,
                            {{"statecode", state},
                             {"effectiveto", *parse_day("2026-12-24")},
                             {"expireson", parse_instant("2026-12-01T09:00:00Z")->ms}})}};
  };
  show(quote(1));
  EXPECT_EQ(detail_.deadline_ms(), parse_instant("2026-12-02T00:00:00Z")->ms);
  client_.details[uuid_of(2)] = quote(2);
  detail_.on_notice({.entities = {1}});
  arrive();
  EXPECT_EQ(detail_.deadline_ms(), 0) << "a won quote runs out no more";
}

// --- Editing ------------------------------------------------------------------------------------

TEST_F(Details, editing_shows_every_editable_field) {
  show(account());
  ASSERT_TRUE(detail_.can_edit());
  detail_.begin_edit(context());
  EXPECT_TRUE(detail_.drafts().contains("telephone1"));
  EXPECT_EQ(detail_.drafts().at("primarycontactid").text, "Dana Ruiz");
  EXPECT_FALSE(detail_.can_edit());
  EXPECT_FALSE(detail_.has_changes());
}

TEST_F(Details, what_differs_is_saved_against_what_was_shown_when_the_editing_began) {
  show(account("123"));
  detail_.begin_edit(context());
  detail_.drafts()["telephone1"].text = "789";
  // Another device changed it meanwhile.
  client_.details[uuid_of(1)] = account("456");
  detail_.on_notice({.entities = {client_.number("account")}});
  arrive();
  EXPECT_TRUE(detail_.has_changes());
  detail_.save();
  EXPECT_TRUE(detail_.saving());
  ASSERT_EQ(client_.intents.size(), 1U);
  const client::Intent& intent = client_.intents[0];
  EXPECT_EQ(intent.kind, "record.update");
  EXPECT_EQ(intent.target, uuid_of(1));
  using Fields = std::vector<std::pair<std::string, schema::Value>>;
  EXPECT_EQ(intent.fields, (Fields{{"telephone1", std::string("789")}}));
  EXPECT_EQ(intent.shown, (Fields{{"telephone1", std::string("123")}}));
  arrive();
  EXPECT_FALSE(detail_.editing());
  EXPECT_TRUE(detail_.outcome()->saved);
}

TEST_F(Details, a_lookup_is_picked_and_saved_by_its_id) {
  show(account());
  detail_.begin_edit(context());
  const PickerModel::Question question = detail_.question("primarycontactid");
  EXPECT_EQ(question.targets, std::vector<std::string>{"contact"});
  EXPECT_EQ(question.chosen, uuid_of(7));
  EXPECT_TRUE(question.may_clear);
  question.take({"contact", uuid_of(8), "Omar Said"});
  EXPECT_EQ(detail_.drafts().at("primarycontactid").text, "Omar Said");
  EXPECT_TRUE(detail_.has_changes());
  detail_.save();
  ASSERT_EQ(client_.intents.size(), 1U);
  using Fields = std::vector<std::pair<std::string, schema::Value>>;
  EXPECT_EQ(client_.intents[0].fields, (Fields{{"primarycontactid", uuid_of(8)}}));
  EXPECT_EQ(client_.intents[0].shown, (Fields{{"primarycontactid", uuid_of(7)}}));
}

TEST_F(Details, a_lookup_of_several_kinds_saves_its_kind_too_where_that_may_change) {
  client::DetailSnapshot snapshot{
      .main = {.row = row("contact", 3,
                          {{"parentcustomerid", uuid_of(8)},
                           {"parentcustomeridtype", std::string("account")}})},
      .names = {{uuid_of(8), "Adatum"}}};
  snapshot.editable = {column("contact", "parentcustomerid").ordinal};
  show(snapshot);
  detail_.begin_edit(context());
  EXPECT_EQ(detail_.question("parentcustomerid").targets, std::vector<std::string>{"account"});
  detail_.cancel_edit();
  snapshot.editable.push_back(column("contact", "parentcustomeridtype").ordinal);
  client_.details[uuid_of(3)] = snapshot;
  detail_.on_notice({.entities = {1}});
  arrive();
  detail_.begin_edit(context());
  const auto question = detail_.question("parentcustomerid");
  EXPECT_EQ(question.targets, (std::vector<std::string>{"account", "contact"}));
  question.take({"contact", uuid_of(9), "Omar Said"});
  detail_.save();
  ASSERT_EQ(client_.intents.size(), 1U);
  using Fields = std::vector<std::pair<std::string, schema::Value>>;
  EXPECT_EQ(client_.intents[0].fields, (Fields{{"parentcustomerid", uuid_of(9)},
                                               {"parentcustomeridtype", std::string("contact")}}));
}

TEST_F(Details, a_lookup_that_is_needed_cannot_be_taken_away) {
  client::DetailSnapshot snapshot{
      .main = {.row = row("bookableresourcebooking", 3, {{"resource", uuid_of(8)}})}};
  snapshot.editable = {column("bookableresourcebooking", "resource").ordinal};
  show(std::move(snapshot));
  detail_.begin_edit(context());
  EXPECT_FALSE(detail_.question("resource").may_clear);
  detail_.question("resource").take({});
  EXPECT_EQ(detail_.drafts().at("resource").problem, "A value is needed here.");
  EXPECT_FALSE(detail_.has_changes());
}

TEST_F(Details, a_refused_save_keeps_the_form_open_with_its_reason) {
  show(account());
  client_.decide_with = [](const client::Intent&) {
    return client::IntentOutcome{.saved = false, .reason = "record_deleted"};
  };
  detail_.begin_edit(context());
  detail_.drafts()["telephone1"].text = "789";
  detail_.save();
  arrive();
  EXPECT_TRUE(detail_.editing());
  EXPECT_FALSE(detail_.saving());
  EXPECT_EQ(detail_.outcome()->reason, "record_deleted");
  EXPECT_EQ(detail_.drafts()["telephone1"].text, "789");
}

TEST_F(Details, an_error_of_the_disk_is_an_outcome_too) {
  show(account());
  detail_.begin_edit(context());
  detail_.drafts()["telephone1"].text = "789";
  client_.failure = Error{Errc::storage, "disk full"};
  detail_.save();
  arrive();
  ASSERT_TRUE(detail_.outcome());
  EXPECT_FALSE(detail_.outcome()->saved);
  EXPECT_TRUE(detail_.editing());
}

TEST_F(Details, a_value_that_does_not_fit_is_not_saved) {
  show(account());
  detail_.begin_edit(context());
  FieldDraft& draft = detail_.drafts()["name"];
  draft.text = "";
  detail_.check_draft("name");
  EXPECT_EQ(draft.problem, "A value is needed here.");
  EXPECT_FALSE(detail_.has_changes());
  detail_.save();
  EXPECT_TRUE(client_.intents.empty());
  draft.text = "Adatum Ltd";
  detail_.check_draft("name");
  EXPECT_TRUE(detail_.has_changes());
}

TEST_F(Details, a_value_written_otherwise_but_the_same_changes_nothing) {
  client::DetailSnapshot snapshot = account();
  snapshot.editable = {column("account", "adx_minimumopportunityrevenue").ordinal};
  show(std::move(snapshot));
  detail_.begin_edit(context());
  FieldDraft& draft = detail_.drafts()["adx_minimumopportunityrevenue"];
  EXPECT_EQ(draft.text, "1000.00");
  draft.text = "1,000";
  detail_.save();
  EXPECT_TRUE(client_.intents.empty());
  EXPECT_FALSE(detail_.editing());
}

TEST_F(Details, what_is_typed_stays_when_the_record_goes_meanwhile) {
  show(account());
  detail_.begin_edit(context());
  detail_.drafts()["telephone1"].text = "789";
  client_.details.clear();
  detail_.on_notice({.entities = {client_.number("account")}});
  arrive();
  EXPECT_EQ(detail_.state(), State::here);
  EXPECT_EQ(detail_.drafts()["telephone1"].text, "789");
  detail_.cancel_edit();
  EXPECT_EQ(detail_.state(), State::gone);
}

TEST_F(Details, another_record_ends_the_editing) {
  show(account());
  detail_.begin_edit(context());
  detail_.show("account", uuid_of(9));
  EXPECT_FALSE(detail_.editing());
}

}  // namespace
}  // namespace fieldbook::ui
