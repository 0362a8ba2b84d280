#include "ui/models/conflict_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

using client::ConflictSnapshot;
using Fields = std::vector<std::pair<std::string, schema::Value>>;

class Conflicts : public ModelTest {
 protected:
  static ConflictSnapshot conflict(std::uint8_t id) {
    ConflictSnapshot out{.id = uuid_of(id),
                         .title = "Adatum",
                         .entity = "account",
                         .row = uuid_of(1),
                         .action = uuid_of(0xa0)};
    out.fields = {{.column = "telephone1",
                   .base = std::string("0"),
                   .mine = std::string("1"),
                   .theirs = std::string("2")},
                  {.column = "adx_minimumopportunityrevenue",
                   .base = std::int64_t{10'000},
                   .mine = std::int64_t{20'000},
                   .theirs = std::int64_t{30'000}}};
    return out;
  }
  void open(std::vector<ConflictSnapshot> all) {
    client_.open_conflicts = std::move(all);
    conflicts_.refresh();
    arrive();
  }
  void choose_all(ConflictSide side) {
    for (const auto& field : conflicts_.open()[conflicts_.current()].fields)
      conflicts_.choose(field.column, side);
  }

  ConflictModel conflicts_{client_, mailbox_};
};

TEST_F(Conflicts, nothing_is_chosen_before_the_person_chooses) {
  open({conflict(1)});
  EXPECT_EQ(conflicts_.side("telephone1"), ConflictSide::undecided);
  EXPECT_FALSE(conflicts_.complete());
  conflicts_.choose("telephone1", ConflictSide::mine);
  EXPECT_FALSE(conflicts_.complete());
  conflicts_.choose("adx_minimumopportunityrevenue", ConflictSide::theirs);
  EXPECT_TRUE(conflicts_.complete());
}

TEST_F(Conflicts, an_incomplete_card_is_not_decided) {
  open({conflict(1)});
  conflicts_.decide(context());
  EXPECT_TRUE(client_.intents.empty());
}

TEST_F(Conflicts, each_field_goes_as_chosen_and_is_decided_against_theirs) {
  open({conflict(1)});
  conflicts_.choose("telephone1", ConflictSide::mine);
  conflicts_.choose("adx_minimumopportunityrevenue", ConflictSide::typed);
  conflicts_.typed("adx_minimumopportunityrevenue") = "4.50";
  conflicts_.decide(context());
  EXPECT_TRUE(conflicts_.saving());
  ASSERT_EQ(client_.intents.size(), 1U);
  const client::Intent& intent = client_.intents[0];
  EXPECT_EQ(intent.kind, "record.update");
  EXPECT_EQ(intent.entity, "account");
  EXPECT_EQ(intent.target, uuid_of(1));
  EXPECT_EQ(intent.arguments, (Fields{{"conflict", uuid_of(1)}}));
  EXPECT_EQ(intent.fields, (Fields{{"telephone1", std::string("1")},
                                   {"adx_minimumopportunityrevenue", std::int64_t{45'000}}}));
  EXPECT_EQ(intent.shown, (Fields{{"telephone1", std::string("2")},
                                  {"adx_minimumopportunityrevenue", std::int64_t{30'000}}}));
}

TEST_F(Conflicts, a_decided_card_goes_at_once_and_its_verdict_is_dismissed) {
  open({conflict(1), conflict(2)});
  choose_all(ConflictSide::theirs);
  conflicts_.decide(context());
  arrive();
  EXPECT_FALSE(conflicts_.saving());
  EXPECT_TRUE(conflicts_.outcome()->saved);
  EXPECT_EQ(client_.touched, std::vector{uuid_of(0xa0)});
  ASSERT_EQ(conflicts_.open().size(), 1U) << "although the replica still lists it";
  EXPECT_EQ(conflicts_.open()[0].id, uuid_of(2));
  EXPECT_EQ(conflicts_.side("telephone1"), ConflictSide::undecided);
}

TEST_F(Conflicts, a_refused_decision_keeps_the_card_and_what_was_chosen) {
  open({conflict(1)});
  choose_all(ConflictSide::mine);
  client_.decide_with = [](const client::Intent&) {
    return client::IntentOutcome{.saved = false, .reason = "invalid_value"};
  };
  conflicts_.decide(context());
  arrive();
  EXPECT_EQ(conflicts_.open().size(), 1U);
  EXPECT_EQ(conflicts_.side("telephone1"), ConflictSide::mine);
  EXPECT_EQ(conflicts_.outcome()->reason, "invalid_value");
  EXPECT_TRUE(client_.touched.empty());
}

TEST_F(Conflicts, a_typed_value_that_does_not_fit_is_told_and_not_sent) {
  open({conflict(1)});
  choose_all(ConflictSide::mine);
  conflicts_.choose("adx_minimumopportunityrevenue", ConflictSide::typed);
  conflicts_.typed("adx_minimumopportunityrevenue") = "much";
  EXPECT_EQ(conflicts_.problem("adx_minimumopportunityrevenue", context()),
            "This is not a number. Write it like 1350.50.");
  EXPECT_EQ(conflicts_.problem("telephone1", context()), "");
  conflicts_.decide(context());
  EXPECT_TRUE(client_.intents.empty());
}

TEST_F(Conflicts, letting_a_removed_record_go_settles_the_conflict_at_the_daemon_too) {
  ConflictSnapshot gone = conflict(1);
  for (auto& field : gone.fields) {
    field.theirs_gone = true;
    field.theirs = schema::Null{};
  }
  open({gone});
  choose_all(ConflictSide::theirs);
  conflicts_.decide(context());
  ASSERT_EQ(client_.intents.size(), 1U);
  EXPECT_EQ(client_.intents[0].arguments, (Fields{{"conflict", uuid_of(1)}}));
  EXPECT_EQ(client_.intents[0].fields, client_.intents[0].shown) << "nothing of the record changes";
  arrive();
  EXPECT_EQ(client_.touched, std::vector{uuid_of(0xa0)});
  EXPECT_TRUE(conflicts_.open().empty());
}

TEST_F(Conflicts, both_texts_can_be_kept_and_worked_on_but_not_both_numbers) {
  open({conflict(1)});
  const auto& fields = conflicts_.open()[0].fields;
  EXPECT_FALSE(conflicts_.may_keep_both(fields[1]));
  conflicts_.keep_both(fields[1]);
  EXPECT_EQ(conflicts_.side(fields[1].column), ConflictSide::undecided);
  ASSERT_TRUE(conflicts_.may_keep_both(fields[0]));
  conflicts_.keep_both(fields[0]);
  EXPECT_EQ(conflicts_.side("telephone1"), ConflictSide::typed);
  EXPECT_EQ(conflicts_.typed("telephone1"), "2 / 1");
}

TEST_F(Conflicts, the_next_one_comes_round_again) {
  open({conflict(1), conflict(2)});
  conflicts_.choose("telephone1", ConflictSide::mine);
  conflicts_.next();
  EXPECT_EQ(conflicts_.current(), 1U);
  EXPECT_EQ(conflicts_.side("telephone1"), ConflictSide::undecided);
  conflicts_.next();
  EXPECT_EQ(conflicts_.current(), 0U);
}

TEST_F(Conflicts, a_newer_conflict_does_not_take_the_card_out_of_the_persons_hands) {
  open({conflict(1)});
  conflicts_.choose("telephone1", ConflictSide::mine);
  client_.open_conflicts = {conflict(2), conflict(1)};
  conflicts_.on_notice({.entities = {client_.number("fieldbook_conflict")}});
  arrive();
  EXPECT_EQ(conflicts_.current(), 1U);
  EXPECT_EQ(conflicts_.side("telephone1"), ConflictSide::mine);
}

TEST_F(Conflicts, a_card_that_was_settled_elsewhere_gives_way_to_the_next) {
  open({conflict(1), conflict(2)});
  conflicts_.show(1);
  client_.open_conflicts = {conflict(1)};
  conflicts_.on_notice({.outbox = true});
  arrive();
  EXPECT_EQ(conflicts_.current(), 0U);
  EXPECT_EQ(conflicts_.open().size(), 1U);
}

}  // namespace
}  // namespace fieldbook::ui
