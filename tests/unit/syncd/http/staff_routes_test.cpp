// What staff ask and set from a device: weights, alerts, devices (DOMAIN.md 3.3, 3.6, design.md
// sections 1 and 12).

#include "tests/unit/syncd/http/http_world.hpp"

namespace fieldbook::syncd {
namespace {

constexpr const char* kAccount = "586bfa5a-477a-452f-a286-ac1f18df5404";
constexpr const char* kContact = "5321eddc-5c1a-47d8-9fb3-d4c501aa5f3a";
constexpr const char* kStaff = "00000000-0000-4000-8000-0000000000b1";
constexpr const char* kOpportunity = "00000000-0000-4000-8000-0000000000c1";
constexpr const char* kPassword = "a password for tests";

/// A daemon with one of staff and one customer.
class StaffRoutes : public testing::Test {
 protected:
  void SetUp() override {
    import_file(
        "accounts.json",
        fmt::format(R"({{"accountid":"{}","name":"A","statecode":0,"statuscode":1}})", kAccount));
    import_file("contacts.json",
                fmt::format(R"({{"contactid":"{}","fullname":"Ana","statecode":0,"statuscode":1,)"
                            R"("_parentcustomerid_value":"{}",)"
                            R"("_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname":)"
                            R"("account"}})",
                            kContact, kAccount));
    import_file("systemusers.json",
                fmt::format(R"({{"systemuserid":"{}","fullname":"Sam"}})", kStaff));
    import_file("opportunities.json",
                fmt::format(R"({{"opportunityid":"{}","name":"Roof","statecode":0,)"
                            R"("statuscode":100000001}})",
                            kOpportunity));
    import_file("adx_webroles.json",
                R"({"adx_webroleid":"00000000-0000-4000-8000-0000000000a1",)"
                R"("adx_name":"PSA Customer Approver","statecode":0,"statuscode":1})");
    daemon_.run("user.add", {{"signin", "sam"}, {"systemuser", kStaff}, {"password", kPassword}});
    daemon_.run("user.add", {{"signin", "ana"}, {"contact", kContact}, {"password", kPassword}});
    daemon_.run("user.roles", {{"user", "ana"}, {"add", {"PSA Customer Approver"}}});
    sam_ = sign_in(daemon_.port(), "sam", kPassword, 1).access;
    ana_ = sign_in(daemon_.port(), "ana", kPassword, 2).access;
    ASSERT_FALSE(sam_.empty());
    ASSERT_FALSE(ana_.empty());
  }

  void import_file(const std::string& name, const std::string& row) {
    const auto directory = directory_ / ("import" + name);
    write_text(directory / name, R"({"value":[)" + row + "]}");
    const auto report = daemon_.run("import", {{"directory", directory.string()}});
    EXPECT_EQ(report["findings"], OrderedJson::array());
  }
  HttpAnswer ask(const std::string& access, const std::string& path, const Json& body) {
    return TestClient(daemon_.port())
        .exchange(make_request("POST", path, body.dump(), {{"Authorization", "Bearer " + access}}));
  }
  HttpAnswer weights(const Json& body) { return ask(sam_, "/v1/distribution/weights", body); }
  static Json weight(const HttpAnswer& answer, const std::string& name) {
    const Json json = answer.json();
    for (const Json& line : json["weights"])
      if (line["metric"] == name) return line;
    return {};
  }

  tests::TempDir directory_;
  tests::FakeClock clock_;
  SeededRandom random_{5};
  RunningDaemon daemon_{directory_ / "data", clock_, random_, [](Config& config, ServerOptions&) {
                          config.distribution_weights.win_rate = 2;
                          config.distribution_alerts = {3, 9};
                        }};
  std::string sam_, ana_;
};

TEST_F(StaffRoutes, weights_are_read_set_one_by_one_and_taken_back) {
  const HttpAnswer before = weights(Json::object());
  EXPECT_EQ(before.status, 200) << before.body;
  EXPECT_EQ(weight(before, "winrate")["weight"], 2.0);
  EXPECT_EQ(weight(before, "winrate")["by_staff"], false);
  EXPECT_EQ(before.json()["changed_by"], nullptr);
  const HttpAnswer after = weights({{"weights", {{"winrate", 4.5}, {"distance", -0.01}}}});
  EXPECT_EQ(weight(after, "winrate")["weight"], 4.5);
  EXPECT_EQ(weight(after, "winrate")["configured"], 2.0);
  EXPECT_EQ(weight(after, "winrate")["by_staff"], true);
  EXPECT_EQ(weight(after, "distance")["weight"], -0.01);
  EXPECT_EQ(after.json()["changed_by"], "Sam");
  // The verb of the operator says the same.
  EXPECT_EQ(daemon_.run("distribution.weights").dump(), after.body);
  const HttpAnswer back = weights({{"weights", {{"winrate", nullptr}}}});
  EXPECT_EQ(weight(back, "winrate")["weight"], 2.0);
  EXPECT_EQ(weight(back, "distance")["weight"], -0.01);
}

TEST_F(StaffRoutes, weights_outside_of_their_range_change_nothing) {
  for (const Json& body :
       {Json{{"weights", {{"touchrate", 1}, {"winrate", 5.01}}}}, Json{{"weights", {{"luck", 1}}}},
        Json{{"weights", {{"winrate", "3"}}}}, Json{{"weights", 3}}, Json::array()})
    EXPECT_EQ(weights(body).status, 400) << body.dump();
  EXPECT_EQ(weight(weights(Json::object()), "touchrate")["weight"], 0.0);
}

TEST_F(StaffRoutes, are_for_staff_alone) {
  for (const char* path : {"/v1/distribution/weights", "/v1/distribution/alerts", "/v1/devices"})
    EXPECT_EQ(ask(ana_, path, Json::object()).status, 403) << path;
}

TEST_F(StaffRoutes, devices_are_listed_with_their_people) {
  const Json all = ask(sam_, "/v1/devices", Json::object()).json();
  ASSERT_EQ(all["devices"].size(), 2U);
  const Json of_ana = ask(sam_, "/v1/devices", {{"person", kContact}}).json();
  ASSERT_EQ(of_ana["devices"].size(), 1U);
  const Json& device = of_ana["devices"][0];
  EXPECT_EQ(device["person_name"], "Ana");
  EXPECT_EQ(device["signin"], "ana");
  EXPECT_EQ(device["name"], "Tablet");
  EXPECT_EQ(device["revoked"], false);
  EXPECT_EQ(device["this_device"], false);
  EXPECT_EQ(of_ana["more"], false);
}

TEST_F(StaffRoutes, a_revoked_device_is_out_at_once_and_told_to_wipe) {
  const std::string id =
      ask(sam_, "/v1/devices", {{"person", kContact}}).json()["devices"][0]["id"];
  const Json revoked = ask(sam_, "/v1/devices", {{"revoke", id}, {"wipe", true}}).json();
  EXPECT_EQ(revoked["devices"][0]["revoked"], true);
  EXPECT_EQ(revoked["devices"][0]["wipe"], true);
  EXPECT_EQ(ask(ana_, "/v1/search", {{"entity", "quote"}}).status, 401);
  EXPECT_EQ(sign_in(daemon_.port(), "ana", kPassword, 2).answer.problem(), "device_revoked");
  EXPECT_FALSE(sign_in(daemon_.port(), "ana", kPassword, 3).access.empty());
}

TEST_F(StaffRoutes, nobody_revokes_the_device_in_their_hands_or_one_that_is_not_there) {
  const std::string own = ask(sam_, "/v1/devices", {{"person", kStaff}}).json()["devices"][0]["id"];
  EXPECT_EQ(ask(sam_, "/v1/devices", {{"revoke", own}}).status, 400);
  EXPECT_EQ(ask(sam_, "/v1/devices", {{"revoke", kOpportunity}}).status, 404);
  EXPECT_EQ(ask(sam_, "/v1/devices", {{"revoke", "x"}}).status, 400);
  EXPECT_EQ(ask(sam_, "/v1/devices", {{"revoke", own}, {"wipe", "yes"}}).status, 400);
  EXPECT_EQ(ask(sam_, "/v1/devices", Json::object()).status, 200);
}

TEST_F(StaffRoutes, alerts_follow_the_thresholds_of_the_site) {
  const Json alerts = ask(sam_, "/v1/distribution/alerts", Json::object()).json();
  EXPECT_EQ(alerts["potentially_stalled_days"], 3);
  EXPECT_EQ(alerts["overdue_days"], 9);
  ASSERT_EQ(alerts["alerts"].size(), 1U);
  EXPECT_EQ(alerts["alerts"][0]["opportunity"], kOpportunity);
  EXPECT_EQ(alerts["alerts"][0]["alert"], "new");
  const auto note = [&](int days) {
    import_file("adx_opportunitynotes.json",
                fmt::format(R"({{"adx_opportunitynoteid":"00000000-0000-4000-8000-0000000000d1",)"
                            R"("adx_name":"Note","_adx_opportunityid_value":"{}",)"
                            R"("adx_date":"{}","statecode":0,"statuscode":1}})",
                            kOpportunity, format_instant(clock_.now() - std::chrono::days(days))));
    return ask(sam_, "/v1/distribution/alerts", Json::object()).json()["alerts"];
  };
  import_file("opportunities.json",
              fmt::format(R"({{"opportunityid":"{}","statuscode":100000003}})", kOpportunity));
  EXPECT_EQ(note(2).size(), 0U);
  EXPECT_EQ(note(4)[0]["alert"], "potentially_stalled");
  EXPECT_EQ(note(9)[0]["alert"], "overdue");
}

}  // namespace
}  // namespace fieldbook::syncd
