#include "ui/models/home_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::int64_t kHour = 3'600'000;

class Home : public ModelTest {
 protected:
  void sign_in(const char* audience, std::vector<std::string> roles = {}) {
    client_.status_now = {.signed_in = true, .audience = audience, .roles = std::move(roles)};
  }
  void refresh() {
    home_.refresh();
    arrive();
  }
  std::vector<std::string> tiles() {
    std::vector<std::string> out;
    for (const HomeTile& tile : home_.tiles(context()))
      out.push_back(
          fmt::format("{} {}", tile.count ? fmt::format("{}", *tile.count) : "?", tile.key));
    return out;
  }
  std::vector<std::string> rows() {
    std::vector<std::string> out;
    for (const HomeRow& one : home_.rows(context()))
      out.push_back(one.title + (one.detail.empty() ? "" : " (" + one.detail + ")"));
    return out;
  }
  void add_offer(std::uint8_t id, const char* name, const char* last_day, std::int64_t value,
                 schema::Value currency = schema::Null{}) {
    client_.rows["opportunity/new"].push_back(
        {.row = row("opportunity", id,
                    {{"name", std::string(name)},
                     {"adx_expirydate", *parse_day(last_day)},
                     {"estimatedvalue", value * 10'000},
                     {"transactioncurrencyid", std::move(currency)}})});
  }
  void add_booking(std::uint8_t id, const char* name, std::uint8_t status, std::int64_t start_ms) {
    client_.rows["bookableresourcebooking/active"].push_back(
        {.row = row("bookableresourcebooking", id,
                    {{"name", std::string(name)},
                     {"bookingstatus", uuid_of(status)},
                     {"starttime", start_ms},
                     {"msdyn_workorder", uuid_of(0x77)}})});
    client_.names = {{uuid_of(0x77), "WO-1042"}};
  }
  void add_statuses() {
    for (std::uint8_t kind = 1; kind <= 3; ++kind)
      client_.rows["bookingstatus/all"].push_back(
          {.row = row("bookingstatus", kind, {{"status", std::int64_t{kind}}})});
  }
  HomeModel home_{client_, mailbox_};
};

TEST_F(Home, an_approver_decides_quotes_that_a_reviewer_only_sees) {
  client_.rows["quote/pending"] = {{.row = row("quote", 1, {})}, {.row = row("quote", 2, {})}};
  sign_in("customer", {"PSA Customer Approver"});
  refresh();
  EXPECT_EQ(tiles(),
            (std::vector<std::string>{"2 home.quotes_to_decide", "0 home.active_projects"}));
  EXPECT_TRUE(home_.tiles(context())[0].needs_you);
  sign_in("customer", {"PSA Customer Reviewer"});
  refresh();
  EXPECT_EQ(tiles(), (std::vector<std::string>{"2 home.pending_quotes", "0 home.active_projects"}));
  EXPECT_FALSE(home_.tiles(context())[0].needs_you);
  EXPECT_TRUE(rows().empty());
}

TEST_F(Home, a_field_service_customer_sees_work_orders_agreements_and_assets) {
  sign_in("customer", {"FS Customer Reviewer"});
  refresh();
  EXPECT_EQ(tiles(),
            (std::vector<std::string>{"0 home.open_work_orders", "0 home.active_agreements",
                                      "0 home.active_assets"}));
}

TEST_F(Home, who_has_no_role_yet_is_shown_the_way_to_apply_as_a_partner) {
  sign_in("customer");
  client_.status_now.user = uuid_of(9);
  client::DetailSnapshot own{.main = {.row = row("contact", 9, {})}};
  own.decisions = {{.kind = "partner.apply"}};
  client_.details[uuid_of(9)] = own;
  refresh();
  ASSERT_TRUE(home_.application());
  EXPECT_EQ(home_.application()->row, uuid_of(9));
  client_.details[uuid_of(9)].decisions[0].refusal = "already_done";
  refresh();
  EXPECT_FALSE(home_.application());
}

TEST_F(Home, conflicts_come_first_when_there_are_some) {
  client_.rows["fieldbook_conflict/open"] = {{.row = row("fieldbook_conflict", 1, {})}};
  sign_in("customer");
  refresh();
  EXPECT_EQ(tiles(), std::vector<std::string>{"1 home.conflicts"});
  EXPECT_EQ(home_.tiles(context())[0].place, Place{.kind = PlaceKind::conflicts});
}

TEST_F(Home, counts_are_open_until_they_are_there) {
  sign_in("customer", {"PSA Customer Approver"});
  home_.refresh();
  EXPECT_EQ(tiles(),
            (std::vector<std::string>{"? home.quotes_to_decide", "? home.active_projects"}));
}

TEST_F(Home, a_partner_sees_offers_with_their_sum_and_bookings_by_what_they_need) {
  add_statuses();
  add_offer(1, "Boiler", "2026-11-30", 1'000);
  add_offer(2, "Roof", "2026-11-29", 350);
  add_booking(0x31, "Proposed visit", 1, now_.ms + 20 * kHour);
  add_booking(0x32, "Tomorrow", 2, now_.ms + 24 * kHour);
  add_booking(0x33, "Today", 2, now_.ms + 2 * kHour);
  add_booking(0x34, "Cancelled", 3, now_.ms + 3 * kHour);
  add_booking(0x35, "Yesterday", 2, now_.ms - 24 * kHour);
  sign_in("partner");
  refresh();
  EXPECT_EQ(tiles(), (std::vector<std::string>{"2 home.offers", "1 home.bookings_to_answer",
                                               "2 home.bookings_ahead", "0 home.open_opportunities",
                                               "0 home.open_work_orders", "0 home.customers"}));
  EXPECT_EQ(home_.tiles(context())[0].detail, "1,350.00 in all");
  EXPECT_EQ(home_.tiles(german())[0].detail, "Summe 1.350,00");
}

TEST_F(Home, amounts_of_different_currencies_are_not_added) {
  client_.names = {{uuid_of(0xe0), "EUR"}, {uuid_of(0xc0), "CHF"}};
  add_offer(1, "Boiler", "2026-11-30", 1'000, uuid_of(0xe0));
  add_offer(2, "Roof", "2026-11-30", 350, uuid_of(0xe0));
  add_offer(3, "Lift", "2026-11-30", 2'000, uuid_of(0xc0));
  sign_in("partner");
  refresh();
  EXPECT_EQ(home_.tiles(context())[0].detail, "2,000.00 CHF and 1 more currency");
  EXPECT_EQ(rows().front(), "Boiler (Est. revenue 1,000.00 EUR)");
}

TEST_F(Home, what_runs_out_first_comes_first_and_visits_by_their_time) {
  add_statuses();
  add_offer(1, "Boiler", "2026-11-30", 1'000);
  add_offer(2, "Roof", "2026-11-29", 350);
  add_offer(3, "Expired", "2026-11-27", 1);
  add_booking(0x31, "Proposed", 1, now_.ms + 20 * kHour);
  add_booking(0x32, "Tomorrow", 2, now_.ms + 24 * kHour);
  add_booking(0x33, "Today", 2, now_.ms + 2 * kHour);
  sign_in("partner");
  refresh();
  EXPECT_EQ(rows(), (std::vector<std::string>{
                        "Proposed (29 Nov 2026 10:02 · WO-1042)", "Roof (Est. revenue 350.00)",
                        "Boiler (Est. revenue 1,000.00)", "Today (16:02 · WO-1042)",
                        "Tomorrow (29 Nov 2026 14:02 · WO-1042)"}));
}

TEST_F(Home, a_visit_that_has_begun_is_no_longer_ahead) {
  add_statuses();
  add_booking(0x33, "Today", 2, now_.ms + kHour);
  sign_in("partner");
  refresh();
  EXPECT_EQ(rows().size(), 1U);
  now_ = {now_.ms + 2 * kHour};
  EXPECT_TRUE(rows().empty());
}

TEST_F(Home, quotes_to_decide_carry_their_deadline) {
  client_.rows["quote/pending"] = {
      {.row = row("quote", 1,
                  {{"name", std::string("Roof")},
                   {"effectiveto", *parse_day("2026-11-30")},
                   {"totalamount", std::int64_t{13'500'000}}})},
      {.row = row("quote", 2, {{"name", std::string("No deadline")}})}};
  sign_in("customer", {"PSA Customer Approver"});
  refresh();
  EXPECT_EQ(rows(), (std::vector<std::string>{"Roof (Total 1,350.00)", "No deadline"}));
  EXPECT_EQ(home_.rows(context())[0].deadline_ms, parse_instant("2026-12-01T00:00:00Z")->ms);
}

TEST_F(Home, shows_a_bounded_number_of_rows) {
  for (std::uint8_t i = 0; i < 20; ++i) add_offer(i, "Offer", "2026-12-24", 1);
  sign_in("partner");
  refresh();
  EXPECT_EQ(rows().size(), HomeModel::kRowsMax);
}

TEST_F(Home, staff_see_applications_first) {
  sign_in("staff");
  refresh();
  EXPECT_EQ(tiles().front(), "0 home.applications");
  EXPECT_EQ(tiles().size(), 6U);
}

TEST_F(Home, staff_find_each_application_among_what_is_next) {
  sign_in("staff");
  client_.rows["account/applications"] = {
      {.row = row("account", 1, {{"name", std::string("Anfang & Co")}})},
      {.row = row("account", 2, {{"name", std::string("Neustart")}})}};
  refresh();
  EXPECT_EQ(tiles().front(), "2 home.applications");
  const auto next = home_.rows(context());
  ASSERT_EQ(next.size(), 2U);
  EXPECT_EQ(next[0].entity, "account");
  EXPECT_EQ(next[0].row, uuid_of(1));
  EXPECT_EQ(next[0].title, "Anfang & Co");
  EXPECT_EQ(next[1].title, "Neustart");
}

TEST_F(Home, changes_while_it_is_read_lead_to_one_more_reading) {
  sign_in("customer", {"PSA Customer Reviewer"});
  home_.refresh();
  const std::size_t one = client_.asked.size();
  for (int i = 0; i < 5; ++i) home_.on_notice({.entities = {1}});
  arrive();
  EXPECT_EQ(client_.asked.size(), 2 * one);
}

TEST_F(Home, an_answer_that_fails_ends_the_reading_too) {
  sign_in("partner");
  client_.failure = Error{Errc::storage, "disk"};
  refresh();
  client_.failure.reset();
  add_offer(1, "Boiler", "2026-11-30", 1'000);
  refresh();
  EXPECT_EQ(rows().size(), 1U);
}

}  // namespace
}  // namespace fieldbook::ui
