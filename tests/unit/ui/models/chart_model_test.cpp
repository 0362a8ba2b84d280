#include "ui/models/chart_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::int64_t kMoney = 10'000;

class Charts : public ModelTest {
 protected:
  Charts() { client_.names = {{uuid_of(0xe1), "EUR"}, {uuid_of(0xe2), "USD"}}; }
  void sign_in(const char* audience, std::vector<std::string> roles = {}) {
    client_.status_now = {
        .signed_in = true, .audience = audience, .roles = std::move(roles), .user = uuid_of(0x55)};
  }
  void add_opportunity(std::uint8_t id, std::int64_t phase, std::int64_t value,
                       std::uint8_t currency) {
    client_.rows["opportunity/open"].push_back(
        {.row = row("opportunity", id,
                    {{"salesstagecode", phase},
                     {"estimatedvalue", value * kMoney},
                     {"transactioncurrencyid", uuid_of(currency)}})});
  }
  std::map<std::string, std::string> read() {
    charts_.refresh();
    arrive();
    std::map<std::string, std::string> out;
    for (const Chart& chart : charts_.charts(context())) {
      std::string& text = out[chart.key];
      for (const ChartLine& line : chart.lines)
        text += fmt::format("{}={} ({:.2f}); ", line.label, line.value, line.share);
      text += chart.detail;
    }
    return out;
  }

  ChartModel charts_{client_, mailbox_};
};

TEST_F(Charts, amounts_of_different_currencies_are_never_added) {
  Sums sums;
  sums.add("EUR", 100 * kMoney);
  sums.add("USD", 300 * kMoney);
  sums.add("EUR", 50 * kMoney);
  EXPECT_EQ(sums.text(context()), "300.00 USD · 150.00 EUR");
  EXPECT_EQ(sums.text(context(), 1), "300.00 USD and 1 more currency");
}

TEST_F(Charts, the_pipeline_counts_and_sums_by_phase_and_currency) {
  sign_in("partner");
  add_opportunity(1, 1, 100, 0xe1);
  add_opportunity(2, 1, 200, 0xe1);
  add_opportunity(3, 100000002, 500, 0xe2);
  EXPECT_EQ(read()["chart.pipeline"],
            "1-Prospect=2 · 300.00 EUR (1.00); 4-Quoting=1 · 500.00 USD (0.50); "
            "Worth 500.00 USD · 300.00 EUR");
}

TEST_F(Charts, an_amount_without_a_currency_stands_by_itself) {
  sign_in("partner");
  client_.rows["opportunity/open"].push_back(
      {.row = row("opportunity", 1,
                  {{"salesstagecode", std::int64_t{1}}, {"estimatedvalue", 70 * kMoney}})});
  add_opportunity(2, 1, 30, 0xe1);
  EXPECT_EQ(read()["chart.pipeline"], "1-Prospect=2 (1.00); Worth 70.00 · 30.00 EUR");
}

TEST_F(Charts, the_hours_of_this_week_are_cut_at_midnight) {
  sign_in("partner");
  const auto add = [&](const char* start, const char* end) {
    client_.rows["bookableresourcebooking/active"].push_back(
        {.row =
             row("bookableresourcebooking", 1,
                 {{"starttime", parse_instant(start)->ms}, {"endtime", parse_instant(end)->ms}})});
  };
  add("2026-11-23T08:00:00Z", "2026-11-23T11:30:00Z");
  add("2026-11-24T22:00:00Z", "2026-11-25T00:00:00Z");  // 23:00 to 01:00 in the zone
  add("2026-12-01T08:00:00Z", "2026-12-01T11:30:00Z");
  EXPECT_EQ(read()["chart.hours"],
            "Mon=3.5 h (1.00); Tue=1 h (0.29); Wed=1 h (0.29); Thu=0 h (0.00); Fri=0 h (0.00); "
            "Sat=0 h (0.00); Sun=0 h (0.00); 5.5 h booked this week");
}

TEST_F(Charts, answers_to_offers_come_from_the_partners_own_account) {
  sign_in("partner");
  client_.details[uuid_of(0x55)] = {
      .main = {.row = row("contact", 0x55, {{"parentcustomerid", uuid_of(0x66)}})}};
  client_.details[uuid_of(0x66)] = {
      .main = {.row = row("account", 0x66,
                          {{"adx_numberofopportunitiesdelivered", std::int64_t{10}},
                           {"adx_numberofopportunitiesaccepted", std::int64_t{5}},
                           {"adx_touchrate", 0.9}})}};
  EXPECT_EQ(read()["chart.answers"], "Offered=10 (1.00); Accepted=5 (0.50); 90 % answered in time");
}

TEST_F(Charts, each_role_has_its_own_and_none_that_is_empty) {
  sign_in("customer", {"FS Customer Reviewer"});
  EXPECT_TRUE(read().empty());
  client_.rows["msdyn_workorder/all"] = {
      {.row = row("msdyn_workorder", 1, {{"msdyn_systemstatus", std::int64_t{690970000}}})}};
  client_.rows["quote/all"] = {{.row = row("quote", 1, {{"statecode", std::int64_t{1}}})}};
  EXPECT_EQ(read().size(), 1U) << "quotes are not this person's";
  sign_in("customer", {"FS Customer Reviewer", "PSA Customer Approver"});
  EXPECT_TRUE(read().contains("chart.quotes"));
  sign_in("staff");
  client_.rows["account/all"] = {
      {.row = row("account", 1, {{"adx_partner_status", std::int64_t{100000000}}})}};
  EXPECT_EQ(read()["chart.applications"], "Submitted=1 (1.00); ");
}

TEST_F(Charts, changes_while_answers_are_under_way_are_read_once_more) {
  sign_in("partner");
  charts_.refresh();
  add_opportunity(1, 1, 100, 0xe1);
  charts_.on_notice({.entities = {client_.number("opportunity")}});
  charts_.on_notice({.entities = {client_.number("opportunity")}});
  arrive();
  std::size_t reads = 0;
  for (const client::ListRequest& request : client_.lists)
    reads += request.entity == "opportunity" ? 1U : 0U;
  EXPECT_EQ(reads, 2U);
}

}  // namespace
}  // namespace fieldbook::ui
