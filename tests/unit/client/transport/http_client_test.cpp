#include "client/transport/http_client.hpp"

#include <gtest/gtest.h>

#include "tests/support/canned_server.hpp"

namespace fieldbook::client {
namespace {

using tests::CannedServer;
using tests::http_answer;

constexpr const char* kJson = "Content-Type: application/json\r\n";

struct Exchanged {
  HttpResult result;
  std::string body;
};

Exchanged exchange(const std::string& base_url, HttpRequest request = {.path = "/v1/sync"}) {
  HttpClient http({.base_url = base_url, .proxy = ""});
  request.accept = {"application/json"};
  Exchanged out;
  out.result = http.perform(request, [&](const HttpResult&, ByteView bytes) -> Status {
    out.body += as_text(bytes);
    return {};
  });
  return out;
}

Exchanged exchange_answer(const std::string& answer) {
  const CannedServer server({answer});
  return exchange(server.base_url());
}

TEST(HttpClient, hands_over_the_body_of_an_answer) {
  const auto out = exchange_answer(http_answer("200 OK", kJson, "{\"a\":1}"));
  EXPECT_EQ(out.result.failure, std::nullopt);
  EXPECT_EQ(out.result.status, 200);
  EXPECT_EQ(out.body, "{\"a\":1}");
}

TEST(HttpClient, sends_method_headers_and_body) {
  const CannedServer server({http_answer("200 OK", kJson, "{}")});
  const std::string text = "work";
  HttpRequest request{.method = "POST", .path = "/v1/token"};
  request.headers.emplace_back("Authorization", "Bearer t");
  request.body.assign(text.begin(), text.end());
  exchange(server.base_url(), request);
  ASSERT_EQ(server.requests().size(), 1U);
  const std::string sent = server.requests().front();
  EXPECT_TRUE(sent.starts_with("POST /v1/token HTTP/1.1\r\n")) << sent;
  EXPECT_NE(sent.find("Authorization: Bearer t\r\n"), std::string::npos);
  EXPECT_TRUE(sent.ends_with("\r\n\r\nwork")) << sent;
}

TEST(HttpClient, never_takes_html_for_an_answer) {
  const auto out = exchange_answer(
      http_answer("200 OK", "Content-Type: text/html\r\n", "<html>Welcome to the hotel</html>"));
  EXPECT_EQ(out.result.failure, FailureKind::captive_portal);
  EXPECT_EQ(out.body, "");
}

TEST(HttpClient, takes_an_answer_without_a_media_type_for_foreign) {
  const auto out = exchange_answer(http_answer("200 OK", "", "{}"));
  EXPECT_EQ(out.result.failure, FailureKind::captive_portal);
  EXPECT_EQ(out.body, "");
}

TEST(HttpClient, does_not_follow_a_redirect) {
  const auto out =
      exchange_answer(http_answer("302 Found", "Location: http://portal.example/\r\n", ""));
  EXPECT_EQ(out.result.failure, FailureKind::captive_portal);
}

TEST(HttpClient, knows_network_authentication_required) {
  const auto out = exchange_answer(
      http_answer("511 Network Authentication Required", "Content-Type: text/html\r\n", "x"));
  EXPECT_EQ(out.result.failure, FailureKind::captive_portal);
}

TEST(HttpClient, reads_how_long_to_wait) {
  const auto out = exchange_answer(http_answer(
      "429 Too Many Requests", "Content-Type: application/problem+json\r\nRetry-After: 40\r\n",
      "{\"detail\":\"slow\"}"));
  EXPECT_EQ(out.result.failure, FailureKind::rate_limited);
  EXPECT_EQ(out.result.retry_after, std::chrono::seconds(40));
  EXPECT_EQ(as_text(out.result.error_body), "{\"detail\":\"slow\"}");
}

TEST(HttpClient, bounds_how_long_a_server_can_send_it_away) {
  const auto out =
      exchange_answer(http_answer("503 Service Unavailable", "Retry-After: 99999999\r\n", ""));
  EXPECT_EQ(out.result.retry_after, std::chrono::hours(1));
}

TEST(HttpClient, tells_a_refused_token_from_a_refused_request) {
  EXPECT_EQ(exchange_answer(http_answer("401 Unauthorized", kJson, "{}")).result.failure,
            FailureKind::unauthenticated);
  EXPECT_EQ(exchange_answer(http_answer("403 Forbidden", kJson, "{}")).result.failure,
            FailureKind::refused);
  EXPECT_EQ(exchange_answer(http_answer("500 Oops", kJson, "{}")).result.failure,
            FailureKind::unreachable);
}

TEST(HttpClient, notices_a_body_that_breaks_off) {
  const auto out = exchange_answer(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a\"");
  EXPECT_EQ(out.result.failure, FailureKind::broken);
}

TEST(HttpClient, notices_something_that_is_not_http) {
  EXPECT_TRUE(exchange_answer("SSH-2.0-OpenSSH_9.2\r\n").result.failure.has_value());
}

TEST(HttpClient, says_when_nothing_answers) {
  std::string url;
  {
    const CannedServer closed({""});
    url = closed.base_url();
  }
  const auto out = exchange(url);
  EXPECT_EQ(out.result.failure, FailureKind::unreachable);
  EXPECT_NE(out.result.message.find("127.0.0.1"), std::string::npos) << out.result.message;
  EXPECT_NE(out.result.message.find("saved on this device"), std::string::npos);
}

TEST(HttpClient, tells_a_full_disk_from_a_broken_answer) {
  const CannedServer server({http_answer("200 OK", kJson, "{}")});
  HttpClient http({.base_url = server.base_url()});
  const HttpRequest request{.path = "/", .accept = {"application/json"}};
  const auto disk = http.perform(request, [](const HttpResult&, ByteView) -> Status {
    return fail(Errc::storage, "the disk is full");
  });
  EXPECT_EQ(disk.failure, FailureKind::storage);
  const auto broken = http.perform(request, [](const HttpResult&, ByteView) -> Status {
    return fail(Errc::invalid_argument, "not a frame");
  });
  EXPECT_EQ(broken.failure, FailureKind::broken);
}

TEST(HttpClient, stops_at_once_when_it_was_interrupted_before) {
  const CannedServer server({http_answer("200 OK", kJson, "{}")});
  HttpClient http({.base_url = server.base_url()});
  http.interrupt();
  const auto out = http.perform({.path = "/", .accept = {"application/json"}},
                                [](const HttpResult&, ByteView) -> Status { return {}; });
  EXPECT_TRUE(out.interrupted);
  EXPECT_EQ(out.failure, std::nullopt);
}

}  // namespace
}  // namespace fieldbook::client
