// First sign-in with an invitation's code over HTTP: right, wrong, used, expired, withdrawn; one
// code of a group, by many at once.

#include "shared/rules/invitation.hpp"
#include "tests/unit/syncd/http/http_world.hpp"

namespace fieldbook::syncd {
namespace {

constexpr const char* kContact = "5321eddc-5c1a-47d8-9fb3-d4c501aa5f3a";
constexpr const char* kAccount = "6a21eddc-5c1a-47d8-9fb3-d4c501aa5f3b";
constexpr const char* kGroup = "00000000-0000-4000-8000-000000000009";
constexpr const char* kPassword = "a password of eve";

class Redeeming : public testing::Test {
 protected:
  void SetUp() override {
    import_file("contacts.json",
                fmt::format(R"({{"value":[{{"contactid":"{}","fullname":"Eve","statecode":0,)"
                            R"("statuscode":1}}]}})",
                            kContact));
    invitation("1", kept_, "2026-12-11T08:00:00Z", 0, 1);
  }
  void import_file(const std::string& name, const std::string& text) {
    const auto directory = directory_ / ("import" + std::to_string(++imports_));
    write_text(directory / name, text);
    const auto report = daemon_.run("import", {{"directory", directory.string()}});
    EXPECT_EQ(report["findings"], OrderedJson::array());
  }
  /// An invitation of Eve with the kept form of a code.
  void invitation(const std::string& digit, const std::string& kept, const std::string& expires,
                  int state, int status) {
    import_file(
        "adx_invitations.json",
        fmt::format(R"({{"value":[{{"adx_invitationid":"00000000-0000-4000-8000-00000000000{}",)"
                    R"("adx_name":"Invitation","adx_type":756150000,)"
                    R"("adx_invitationcode":"{}","adx_expirydate":"{}",)"
                    R"("adx_maximumredemptions":1,"adx_redemptions":0,)"
                    R"("_adx_invitecontact_value":"{}","statecode":{},"statuscode":{}}}]}})",
                    digit, kept, expires, kContact, state, status));
  }
  /// An invitation to the account for as many people.
  void group(int most) {
    import_file("accounts.json",
                fmt::format(R"({{"value":[{{"accountid":"{}","name":"Acme","statecode":0,)"
                            R"("statuscode":1}}]}})",
                            kAccount));
    import_file("adx_invitations.json",
                fmt::format(R"({{"value":[{{"adx_invitationid":"{}","adx_name":"Group",)"
                            R"("adx_type":756150001,"adx_invitationcode":"group-code",)"
                            R"("adx_expirydate":"2026-12-11T08:00:00Z",)"
                            R"("adx_maximumredemptions":{},"adx_redemptions":0,)"
                            R"("_adx_assigntoaccount_value":"{}","statecode":0,)"
                            R"("statuscode":1}}]}})",
                            kGroup, most, kAccount));
  }
  std::optional<schema::Row> row(const char* entity, const Uuid& id) {
    const auto transaction = daemon_.admin().store.begin_read();
    EXPECT_TRUE(transaction.has_value());
    return *(*transaction)->get({(*transaction)->catalogue().entity(entity).number, id});
  }
  schema::Value of_group(const char* column) {
    const auto invitation = row("adx_invitation", *parse_uuid(kGroup));
    return invitation->values[invitation->entity->find(column)->ordinal];
  }
  HttpAnswer post(const std::string& path, const Json& body) {
    return TestClient(daemon_.port()).exchange(make_request("POST", path, body.dump()));
  }
  HttpAnswer redeem(const std::string& code, const std::string& signin = "Eve@example.org",
                    const std::string& password = kPassword) {
    return post("/v1/redeem", {{"code", code}, {"signin", signin}, {"password", password}});
  }

  tests::TempDir directory_;
  tests::FakeClock clock_;
  SeededRandom random_{5};
  std::string code_ = rules::make_invitation_code(random_);
  std::string kept_ = rules::kept_invitation_code(code_);
  int imports_ = 0;
  RunningDaemon daemon_{directory_ / "data", clock_, random_, [](Config& config, ServerOptions&) {
                          config.limits.sign_ins_per_address = 8;
                        }};
};

TEST_F(Redeeming, a_code_gives_a_sign_in_once) {
  EXPECT_EQ(sign_in(daemon_.port(), "eve@example.org", kPassword).answer.status, 401);
  const HttpAnswer answer = redeem(" " + code_ + "\n");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json()["signin"], "eve@example.org");
  const SignedIn session = sign_in(daemon_.port(), "eve@example.org", kPassword);
  ASSERT_EQ(session.answer.status, 200) << session.answer.body;
  EXPECT_EQ(session.answer.json()["user"], kContact);
  const HttpAnswer again = redeem(code_, "eve2@example.org");
  EXPECT_EQ(again.status, 403);
  EXPECT_EQ(again.problem(), "invitation_refused");
  EXPECT_NE(again.body.find("used already"), std::string::npos);
}

TEST_F(Redeeming, a_code_that_nobody_made_gives_nothing) {
  for (const std::string& wrong : {code_.substr(1), kept_, std::string("x")}) {
    const HttpAnswer answer = redeem(wrong);
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(answer.problem(), "invitation_refused");
    EXPECT_EQ(answer.body.find("used already"), std::string::npos);
  }
  EXPECT_EQ(redeem("").problem(), "malformed");
}

TEST_F(Redeeming, an_expired_or_withdrawn_invitation_says_so) {
  invitation("2", "expired-code", "2026-11-01T08:00:00Z", 0, 1);
  invitation("3", "withdrawn-code", "2026-12-11T08:00:00Z", 1, 2);
  EXPECT_NE(redeem("expired-code").body.find("has ended"), std::string::npos);
  EXPECT_NE(redeem("withdrawn-code").body.find("withdrawn"), std::string::npos);
  EXPECT_EQ(sign_in(daemon_.port(), "eve@example.org", kPassword).answer.status, 401);
}

TEST_F(Redeeming, a_bad_password_or_a_taken_name_leaves_the_invitation_good) {
  EXPECT_EQ(redeem(code_, "eve@example.org", "short").problem(), "credentials_refused");
  EXPECT_EQ(redeem(code_, "eve\u0001@example.org").problem(), "credentials_refused");
  import_file("contacts.json",
              R"({"value":[{"contactid":"00000000-0000-4000-8000-0000000000c2","fullname":"Bo",)"
              R"("statecode":0,"statuscode":1}]})");
  daemon_.run("user.add", {{"signin", "bo@example.org"},
                           {"contact", "00000000-0000-4000-8000-0000000000c2"},
                           {"password", "a password of bo"}});
  const HttpAnswer taken = redeem(code_, "bo@example.org");
  EXPECT_EQ(taken.status, 409);
  EXPECT_EQ(taken.problem(), "sign_in_name_taken");
  EXPECT_EQ(redeem(code_).status, 200);
}

TEST_F(Redeeming, is_limited_by_address_and_by_size) {
  for (int i = 0; i < 8; ++i) EXPECT_EQ(redeem("guess").status, 403);
  const HttpAnswer limited = redeem(code_);
  EXPECT_EQ(limited.status, 429);
  EXPECT_EQ(limited.problem(), "too_many_sign_ins");
  EXPECT_TRUE(limited.headers.contains("retry-after"));
  EXPECT_EQ(redeem(std::string(20'000, 'x')).status, 413);
  EXPECT_EQ(post("/v1/redeem", Json::array()).problem(), "malformed");
}

// domain.md 1.19
TEST_F(Redeeming, a_code_of_a_group_makes_contacts_of_its_account) {
  group(2);
  const HttpAnswer answer = post("/v1/redeem", {{"code", "group-code"},
                                                {"signin", "Kim@example.org"},
                                                {"password", kPassword},
                                                {"firstname", " Kim "},
                                                {"lastname", "Neu"}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  const SignedIn kim = sign_in(daemon_.port(), "kim@example.org", kPassword);
  ASSERT_EQ(kim.answer.status, 200) << kim.answer.body;
  const auto contact = row("contact", *parse_uuid(kim.answer.json()["user"].get<std::string>()));
  ASSERT_TRUE(contact.has_value());
  const auto of = [&](const char* column) {
    return contact->values[contact->entity->find(column)->ordinal];
  };
  EXPECT_EQ(of("fullname"), schema::Value(std::string("Kim Neu")));
  EXPECT_EQ(of("adx_identity_username"), schema::Value(std::string("kim@example.org")));
  EXPECT_EQ(of("parentcustomerid"), schema::Value(*parse_uuid(kAccount)));
  EXPECT_EQ(of_group("adx_redemptions"), schema::Value(std::int64_t{1}));
  // Sent again under the same name nobody is let in a second time, and nobody takes another's name.
  const HttpAnswer again = redeem("group-code", "kim@example.org");
  EXPECT_EQ(again.problem(), "invitation_refused");
  EXPECT_NE(again.body.find("sign in already"), std::string::npos);
  ASSERT_EQ(redeem(code_).status, 200);
  EXPECT_EQ(redeem("group-code", "eve@example.org").problem(), "sign_in_name_taken");
  EXPECT_EQ(of_group("adx_redemptions"), schema::Value(std::int64_t{1}));
  EXPECT_EQ(redeem("group-code", "lou@example.org").status, 200);
  EXPECT_EQ(of_group("statuscode"), schema::Value(std::int64_t{756150001}));
  const HttpAnswer late = redeem("group-code", "max@example.org");
  EXPECT_EQ(late.status, 403);
  EXPECT_NE(late.body.find("used already"), std::string::npos);
}

TEST_F(Redeeming, of_many_who_bring_a_groups_code_at_once_as_many_are_let_in_as_it_says) {
  constexpr int kPeople = 7;
  constexpr int kPlaces = 3;
  group(kPlaces);
  std::array<HttpAnswer, kPeople> answers;
  {
    std::vector<std::jthread> people;
    for (int i = 0; i < kPeople; ++i)
      people.emplace_back([this, i, &answers] {
        answers[static_cast<std::size_t>(i)] =
            redeem("group-code", fmt::format("person{}@example.org", i));
      });
  }
  int let_in = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const bool is_in = answers[i].status == 200;
    let_in += is_in ? 1 : 0;
    EXPECT_EQ(answers[i].problem(), is_in ? "" : "invitation_refused") << answers[i].body;
    EXPECT_EQ(row("contact",
                  rules::newcomer_id(*parse_uuid(kGroup), fmt::format("person{}@example.org", i)))
                  .has_value(),
              is_in);
  }
  EXPECT_EQ(let_in, kPlaces);
  EXPECT_EQ(of_group("adx_redemptions"), schema::Value(std::int64_t{kPlaces}));
  EXPECT_EQ(of_group("statuscode"), schema::Value(std::int64_t{756150001}));
}

TEST_F(Redeeming, another_password_by_e_mail_needs_a_mail_server) {
  const HttpAnswer answer = post("/v1/password-reset", {{"signin", "eve@example.org"}});
  EXPECT_EQ(answer.status, 501);
  EXPECT_EQ(answer.problem(), "mail_off");
}

}  // namespace
}  // namespace fieldbook::syncd
