#include "ui/models/board_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

class Boards : public ModelTest {
 protected:
  RecruitmentModel recruitment_{client_, mailbox_};
  DistributionModel distribution_{client_, mailbox_};
};

TEST_F(Boards, applications_are_asked_for_by_each_state) {
  client_.rows["account/*"] = {{.row = row("account", 1, {{"name", std::string("Adatum")}})}};
  EXPECT_FALSE(recruitment_.groups());
  recruitment_.refresh();
  arrive();
  ASSERT_TRUE(recruitment_.groups());
  ASSERT_EQ(recruitment_.groups()->size(), 3U);
  EXPECT_EQ(recruitment_.groups()->front().state->label, "Submitted");
  EXPECT_EQ(recruitment_.groups()->front().count, 1U);
  ASSERT_EQ(client_.lists.size(), 3U);
  EXPECT_EQ(client_.lists[1].conditions.front().column, "adx_partner_status");
  EXPECT_EQ(client_.lists[1].conditions.front().values.front(),
            schema::Value(std::int64_t{100000001}));
}

TEST_F(Boards, changes_are_read_again_and_what_was_shown_stays_until_then) {
  recruitment_.refresh();
  arrive();
  client_.rows["account/*"] = {{.row = row("account", 1, {})}};
  recruitment_.on_notice({.entities = {client_.number("account")}});
  recruitment_.on_notice({.entities = {client_.number("account")}});
  EXPECT_EQ(recruitment_.groups()->front().count, 0U);
  arrive();
  EXPECT_EQ(recruitment_.groups()->front().count, 1U);
  EXPECT_EQ(client_.lists.size(), 9U);
}

TEST_F(Boards, an_offer_says_what_became_of_it_last) {
  const auto outcome = [&](const Values& values) {
    return std::string(outcome_of(row("fieldbook_opportunitydelivery", 1, values)).key);
  };
  EXPECT_EQ(outcome({}), "offer.open");
  EXPECT_EQ(outcome({{"expiredon", std::int64_t{5}}}), "offer.expired");
  EXPECT_EQ(outcome({{"acceptedon", std::int64_t{5}}}), "offer.accepted");
  EXPECT_EQ(outcome({{"acceptedon", std::int64_t{5}}, {"returnedon", std::int64_t{9}}}),
            "offer.returned");
  EXPECT_EQ(outcome({{"acceptedon", std::int64_t{5}}, {"wonon", std::int64_t{9}}}), "offer.won");
  EXPECT_EQ(outcome({{"loston", std::int64_t{9}}}), "offer.lost");
  EXPECT_EQ(outcome({{"declinedon", std::int64_t{9}}}), "offer.declined");
  EXPECT_EQ(outcome({{"withdrawnon", std::int64_t{9}}}), "offer.withdrawn");
}

TEST_F(Boards, partners_with_most_offers_stand_first) {
  const auto partner = [&](std::uint8_t id, const char* name, std::int64_t delivered) {
    client_.rows["account/partners"].push_back(
        {.row = row("account", id,
                    {{"name", std::string(name)},
                     {"adx_numberofopportunitiesdelivered", delivered},
                     {"adx_winrate", 0.5}})});
  };
  partner(1, "Adatum", 2);
  partner(2, "Bellows", 7);
  client_.rows["opportunity/new"] = {{.row = row("opportunity", 1, {})}};
  EXPECT_FALSE(distribution_.is_read());
  distribution_.refresh();
  arrive();
  ASSERT_TRUE(distribution_.is_read());
  ASSERT_EQ(distribution_.partners().size(), 2U);
  EXPECT_EQ(distribution_.partners()[0].name, "Bellows");
  EXPECT_EQ(distribution_.partners()[0].win_rate, 0.5);
  EXPECT_EQ(distribution_.offered(), 1U);
  EXPECT_EQ(distribution_.unassigned(), 0U);
}

}  // namespace
}  // namespace fieldbook::ui
