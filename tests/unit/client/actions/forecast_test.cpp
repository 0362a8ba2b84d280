// What may be done with a row, as the rules say on the device, without saving anything.

#include "client/actions/forecast.hpp"

#include <gtest/gtest.h>

#include "shared/actions/action_table.hpp"
#include "tests/support/map_reader.hpp"

namespace fieldbook::client {
namespace {

using schema::Value;

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kToday = 20'000;

Uuid id_of(std::uint8_t byte) {
  Uuid id;
  id.bytes.fill(byte);
  return id;
}

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

class Forecasts : public ::testing::Test {
 protected:
  schema::Row row(const char* entity, std::uint8_t id,
                  const std::vector<std::pair<const char*, Value>>& values) {
    schema::Row out(catalogue_->entity(entity), id_of(id));
    for (const auto& [column, value] : values) out[catalogue_->column(entity, column)] = value;
    rows_.put(out);
    return out;
  }
  schema::Row quote(std::int64_t last_day, std::int64_t state = 1, std::int64_t status = 2) {
    return row("quote", 0x10,
               {{"name", std::string("Roof")},
                {"customerid", id_of(0xac)},
                {"msdyn_ordertype", std::int64_t{192350001}},
                {"effectiveto", last_day},
                {"statecode", state},
                {"statuscode", status}});
  }
  schema::Row offer(std::int64_t status, std::int64_t expiry) {
    return row("opportunity", 0x20,
               {{"name", std::string("Boiler")},
                {"msa_partnerid", id_of(0xac)},
                {"adx_delivereddate", kToday - 2},
                {"adx_expirydate", expiry},
                {"statecode", std::int64_t{0}},
                {"statuscode", status}});
  }
  Identity person(schema::Audience audience, std::vector<std::string> roles = {}) {
    return {.user = id_of(0xaa),
            .user_name = "Dana Ruiz",
            .account = id_of(0xac),
            .audience = audience,
            .roles = std::move(roles)};
  }
  /// Kind and reason; no reason: it would be accepted.
  std::map<std::string, std::string> forecast(const Identity& who, const schema::Row& target) {
    std::map<std::string, std::string> out;
    const auto forecasts = forecast_decisions(rows_, who, time_, target);
    EXPECT_TRUE(forecasts) << forecasts.error().message;
    for (const DecisionForecast& decision : *forecasts)
      out[std::string(decision.action->kind)] =
          decision.refusal ? std::string(to_string(decision.refusal->reason)) : std::string();
    return out;
  }
  std::vector<std::string> editable(const Identity& who, const schema::Row& target) {
    std::vector<std::string> out;
    const auto ordinals = editable_columns(rows_, who, time_, target);
    EXPECT_TRUE(ordinals);
    for (const std::uint32_t ordinal : *ordinals)
      out.push_back(target.entity->columns[ordinal].name);
    return out;
  }

  using Decisions = std::map<std::string, std::string>;
  std::shared_ptr<const schema::Catalogue> catalogue_ = schema::Catalogue::embedded();
  tests::MapReader rows_;
  actions::TimeEvidence time_{.estimate_ms = kToday * kDayMs};
  const Identity approver_ =
      person(schema::Audience::customer, {std::string(actions::kQuoteApproverRole)});
  const Identity reviewer_ = person(schema::Audience::customer, {"PSA Customer Reviewer"});
  const Identity partner_ = person(schema::Audience::partner);
};

TEST_F(Forecasts, an_approver_may_approve_or_reject_a_quote_until_its_last_day_ends) {
  EXPECT_EQ(forecast(approver_, quote(kToday)),
            (Decisions{{"quote.approve", ""}, {"quote.reject", ""}}));
  EXPECT_EQ(forecast(approver_, quote(kToday - 1)),
            (Decisions{{"quote.approve", "quote_expired"}, {"quote.reject", "quote_expired"}}));
}

TEST_F(Forecasts, a_reviewer_is_told_that_the_role_does_not_decide) {
  EXPECT_EQ(forecast(reviewer_, quote(kToday)),
            (Decisions{{"quote.approve", "not_permitted"}, {"quote.reject", "not_permitted"}}));
}

TEST_F(Forecasts, a_decided_quote_says_so) {
  EXPECT_EQ(forecast(approver_, quote(kToday, 2, 4)),
            (Decisions{{"quote.approve", "already_decided"}, {"quote.reject", "already_decided"}}));
}

TEST_F(Forecasts, decisions_of_another_audience_are_left_out) {
  EXPECT_EQ(forecast(partner_, quote(kToday)), Decisions{});
  EXPECT_EQ(forecast(person(schema::Audience::staff), quote(kToday)),
            (Decisions{{"note.add", ""}}));
}

TEST_F(Forecasts, an_offer_may_be_answered_until_its_deadline) {
  constexpr std::int64_t kDelivered = 100000001;
  EXPECT_EQ(forecast(partner_, offer(kDelivered, kToday)),
            (Decisions{{"opportunity.accept", ""}, {"opportunity.decline", ""}}));
  EXPECT_EQ(forecast(partner_, offer(kDelivered, kToday - 1)),
            (Decisions{{"opportunity.accept", "offer_expired"},
                       {"opportunity.decline", "offer_expired"}}));
}

TEST_F(Forecasts, what_stands_already_needs_no_decision_and_what_is_accepted_can_be_worked) {
  constexpr std::int64_t kAccepted = 100000003;
  EXPECT_EQ(forecast(partner_, offer(kAccepted, kToday)),
            (Decisions{{"note.add", ""},
                       {"opportunity.accept", "already_done"},
                       {"opportunity.add_contact", ""},
                       {"opportunity.assign", ""},
                       {"opportunity.decline", "already_decided"},
                       {"opportunity.phase", ""},
                       {"opportunity.return", ""},
                       {"opportunity.win", ""}}));
}

TEST_F(Forecasts, a_booking_whose_status_is_unknown_here_is_not_available) {
  row("bookableresource", 0x31, {{"contactid", id_of(0xaa)}});
  const schema::Row booking = row("bookableresourcebooking", 0x30,
                                  {{"resource", id_of(0x31)}, {"starttime", kToday * kDayMs}});
  EXPECT_EQ(forecast(partner_, booking), (Decisions{{"booking.accept", "not_available"},
                                                    {"booking.decline", "not_available"},
                                                    {"note.add", ""}}));
}

TEST_F(Forecasts, nothing_is_decided_about_rows_that_no_action_names) {
  EXPECT_EQ(forecast(partner_, row("account", 0x40, {{"name", std::string("Adatum")}})),
            Decisions{});
}

TEST_F(Forecasts, a_person_edits_the_columns_of_the_own_audience_only) {
  const schema::Row account = row("account", 0x40, {{"name", std::string("Adatum")}});
  EXPECT_TRUE(editable(approver_, account).empty());
  const auto partner = editable(partner_, account);
  EXPECT_TRUE(has(partner, "telephone1"));
  EXPECT_FALSE(has(partner, "accountnumber"));
  const auto staff = editable(person(schema::Audience::staff), account);
  EXPECT_TRUE(has(staff, "accountnumber"));
}

}  // namespace
}  // namespace fieldbook::client
