#include "client/auth/session.hpp"

#include <gtest/gtest.h>

#include "tests/support/canned_server.hpp"
#include "tests/support/fake_clock.hpp"

namespace fieldbook::client {
namespace {

using tests::CannedServer;
using tests::http_answer;

constexpr const char* kJson = "Content-Type: application/json\r\n";
constexpr const char* kProblem = "Content-Type: application/problem+json\r\n";

class MemorySecrets final : public platform::SecretStore {
 public:
  [[nodiscard]] std::optional<Bytes> get(const std::string& name) const override {
    const auto found = secrets.find(name);
    return found == secrets.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] Status put(const std::string& name, ByteView secret) override {
    if (refuses) return fail(Errc::storage, "the disk is full");
    secrets[name] = Bytes(secret.begin(), secret.end());
    return {};
  }
  [[nodiscard]] Status erase(const std::string& name) override {
    secrets.erase(name);
    return {};
  }
  std::map<std::string, Bytes> secrets;
  bool refuses = false;
};

class SessionTest : public ::testing::Test {
 protected:
  Session open() { return *Session::open(secrets_, clock_, random_); }
  std::string tokens(const std::string& access, const std::string& refresh) {
    const protocol::SessionTokens value{
        .access_token = access, .access_expires_s = 600, .refresh_token = refresh};
    return http_answer("200 OK", kJson, protocol::to_json(value).dump());
  }
  tests::FakeClock clock_;
  SeededRandom random_{3};
  MemorySecrets secrets_;
};

TEST_F(SessionTest, keeps_device_and_key_across_restarts) {
  const Session first = open();
  const Session second = open();
  EXPECT_EQ(first.device(), second.device());
  EXPECT_EQ(first.signing_key().seed, second.signing_key().seed);
  EXPECT_FALSE(first.has_refresh_token());
}

TEST_F(SessionTest, asks_for_a_sign_in_when_there_is_no_refresh_token) {
  const CannedServer server({tokens("a", "r")});
  HttpClient http({.base_url = server.base_url()});
  Session session = open();
  EXPECT_EQ(session.renew(http).error().kind, FailureKind::unauthenticated);
  EXPECT_TRUE(server.requests().empty());
}

TEST_F(SessionTest, stores_the_next_refresh_token_before_it_is_used) {
  secrets_.secrets["refresh_token"] = {'r', '1'};
  const CannedServer server({tokens("access", "r2")});
  HttpClient http({.base_url = server.base_url()});
  Session session = open();
  ASSERT_TRUE(session.renew(http));
  EXPECT_EQ(session.access_token(), "access");
  EXPECT_EQ(as_text(secrets_.secrets["refresh_token"]), "r2");
  EXPECT_NE(server.requests().front().find("\"r1\""), std::string::npos);
}

TEST_F(SessionTest, fails_when_the_token_cannot_be_stored) {
  secrets_.secrets["refresh_token"] = {'r', '1'};
  const CannedServer server({tokens("access", "r2")});
  HttpClient http({.base_url = server.base_url()});
  Session session = open();
  secrets_.refuses = true;
  EXPECT_EQ(session.renew(http).error().kind, FailureKind::storage);
  EXPECT_EQ(session.access_token(), "");
}

TEST_F(SessionTest, passes_on_what_the_daemon_says) {
  const CannedServer server({http_answer(
      "401 Unauthorized", kProblem,
      R"({"type":"urn:fieldbook:problem:sign_in_failed","detail":"Name or password is wrong."})")});
  HttpClient http({.base_url = server.base_url()});
  Session session = open();
  const auto failed = session.sign_in(http, "ana@example", "guess", "", "tablet");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, FailureKind::unauthenticated);
  EXPECT_EQ(failed.error().message, "Name or password is wrong.");
  EXPECT_FALSE(session.has_refresh_token());
}

TEST_F(SessionTest, does_not_take_a_portal_for_a_sign_in) {
  const CannedServer server({http_answer("200 OK", "Content-Type: text/html\r\n", "<html>")});
  HttpClient http({.base_url = server.base_url()});
  Session session = open();
  EXPECT_EQ(session.sign_in(http, "a", "b", "", "c").error().kind, FailureKind::captive_portal);
}

TEST_F(SessionTest, reports_an_answer_that_it_cannot_read) {
  const CannedServer server({http_answer("200 OK", kJson, "{\"access_token\": 7}")});
  HttpClient http({.base_url = server.base_url()});
  Session session = open();
  EXPECT_EQ(session.sign_in(http, "a", "b", "", "c").error().kind, FailureKind::broken);
}

TEST_F(SessionTest, forgets_the_tokens_even_when_the_daemon_is_away) {
  secrets_.secrets["refresh_token"] = {'r', '1'};
  std::string url;
  {
    const CannedServer server({tokens("access", "r2")});
    url = server.base_url();
    HttpClient http({.base_url = url});
    Session session = open();
    ASSERT_TRUE(session.renew(http));
  }
  HttpClient http({.base_url = url});
  Session session = open();
  session.sign_out(http);
  EXPECT_FALSE(session.has_refresh_token());
  EXPECT_FALSE(open().has_refresh_token());
}

}  // namespace
}  // namespace fieldbook::client
