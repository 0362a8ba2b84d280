// The transport over real sockets: what a broken peer, proxy or wire sends.

#include "syncd/integrations/odata/curl_transport.hpp"

#include <arpa/inet.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "syncd/integrations/odata/secret.hpp"
#include "tests/support/canned_server.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::syncd::odata {
namespace {

using fieldbook::tests::CannedServer;
using fieldbook::tests::http_answer;

constexpr const char* kJson = "Content-Type: application/json\r\n";

Answer exchange(const std::string& canned, CurlOptions options = {}, Request request = {}) {
  const CannedServer server({canned});
  CurlTransport transport(std::move(options));
  request.url = server.base_url() + "/data/S";
  return transport.exchange({&request, 1}).front();
}

TEST(CurlTransport, gives_head_and_body) {
  const auto answer = exchange(
      http_answer("429 Too Many",
                  "Content-Type: application/json\r\nRetry-After: 5\r\nETag: W/\"3\"\r\n", "{}"));
  EXPECT_FALSE(answer.failure);
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.retry_after, "5");
  EXPECT_EQ(answer.etag, "W/\"3\"");
  EXPECT_EQ(answer.body, "{}");
}

TEST(CurlTransport, a_truncated_answer_broke_off) {
  const auto answer = exchange(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a");
  ASSERT_TRUE(answer.failure);
  EXPECT_EQ(answer.failure->failure, Failure::broken_off);
  EXPECT_EQ(answer.body, "{\"a");
  EXPECT_TRUE(answer.was_sent);
  const auto chunked = exchange(
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5\r\n{\"a\":\r\n");
  ASSERT_TRUE(chunked.failure);
  EXPECT_EQ(chunked.failure->failure, Failure::broken_off);
}

TEST(CurlTransport, no_answer_at_all_broke_off_too) {
  const auto answer = exchange("");
  ASSERT_TRUE(answer.failure);
  EXPECT_EQ(answer.failure->failure, Failure::broken_off);
  EXPECT_TRUE(answer.was_sent);
}

TEST(CurlTransport, a_closed_port_was_never_reached) {
  std::string url;
  {
    const CannedServer gone({""});
    url = gone.base_url();
  }
  CurlTransport transport({});
  const Request request{.method = "POST", .url = url, .body = "{}"};
  const auto answer = transport.exchange({&request, 1}).front();
  ASSERT_TRUE(answer.failure);
  EXPECT_EQ(answer.failure->failure, Failure::unreachable);
  EXPECT_FALSE(answer.was_sent);
}

TEST(CurlTransport, an_answer_beyond_the_bound_is_not_kept) {
  const auto answer =
      exchange(http_answer("200 OK", kJson, std::string(5000, 'x')), {.body_bytes_max = 1000});
  ASSERT_TRUE(answer.failure);
  EXPECT_EQ(answer.failure->failure, Failure::too_large);
  EXPECT_LE(answer.body.size(), 1000U);
}

TEST(CurlTransport, follows_no_redirect) {
  const auto answer = exchange(http_answer("302 Found", "Location: http://127.0.0.1:1/\r\n", ""));
  EXPECT_FALSE(answer.failure);
  EXPECT_EQ(answer.status, 302);
}

TEST(CurlTransport, a_peer_that_says_nothing_times_out_in_doubt) {
  // The system accepts the connection; nobody ever reads from it.
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t length = sizeof address;
  ASSERT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&address), length), 0);
  ASSERT_EQ(::listen(listener, 1), 0);
  ASSERT_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length), 0);
  CurlTransport transport({.total_timeout = std::chrono::milliseconds(200)});
  const Request request{
      .method = "POST",
      .url = fmt::format("http://127.0.0.1:{}/data/$batch", ntohs(address.sin_port)),
      .body = "x"};
  const auto answer = transport.exchange({&request, 1}).front();
  ::close(listener);
  ASSERT_TRUE(answer.failure);
  EXPECT_EQ(answer.failure->failure, Failure::timed_out);
  EXPECT_TRUE(answer.was_sent);
}

TEST(CurlTransport, sends_a_body_whole_and_speaks_through_the_proxy_it_is_told) {
  const CannedServer proxy({http_answer("200 OK", kJson, "{}")});
  CurlTransport transport({.proxy = proxy.base_url()});
  const Request request{.method = "PATCH",
                        .url = "http://fo.example/data/S",
                        .headers = {{"If-Match", "*"}},
                        .body = "{\"a\":1}"};
  const auto answer = transport.exchange({&request, 1}).front();
  EXPECT_EQ(answer.status, 200);
  ASSERT_EQ(proxy.requests().size(), 1U);
  const std::string sent = proxy.requests().front();
  EXPECT_TRUE(sent.starts_with("PATCH http://fo.example/data/S HTTP/1.1\r\n")) << sent;
  EXPECT_NE(sent.find("If-Match: *\r\n"), std::string::npos);
  EXPECT_TRUE(sent.ends_with("{\"a\":1}")) << sent;
  EXPECT_EQ(transport.use().requests, 1U);
  EXPECT_EQ(transport.use().bytes_sent, 7U);
  EXPECT_EQ(transport.use().bytes_received, 2U);
}

TEST(CurlTransport, answers_come_in_the_order_of_the_requests) {
  const CannedServer server({http_answer("200 OK", kJson, "{}")});
  CurlTransport transport({.concurrency = 3});
  std::vector<Request> requests(8);
  for (auto& request : requests) request.url = server.base_url() + "/data/S";
  requests[5].url = "http://127.0.0.1:1/";
  const auto answers = transport.exchange(requests);
  for (std::size_t i = 0; i < answers.size(); ++i)
    EXPECT_EQ(answers[i].failure.has_value(), i == 5) << i;
}

TEST(CurlTransport, an_interrupted_transport_stays_so) {
  CurlTransport transport({});
  transport.interrupt();
  const Request request{.url = "http://127.0.0.1:1/"};
  const auto answer = transport.exchange({&request, 1}).front();
  ASSERT_TRUE(answer.failure);
  EXPECT_EQ(answer.failure->failure, Failure::interrupted);
}

TEST(Secret, is_read_only_from_a_file_of_its_owner) {
  const fieldbook::tests::TempDir folder;
  const auto path = folder.path() / "secret";
  std::ofstream(path) << "  hush\n";
  std::filesystem::permissions(path, std::filesystem::perms(0600));
  const auto secret = read_secret_file(path);
  ASSERT_TRUE(secret) << secret.error().message;
  EXPECT_EQ(secret->reveal(), "hush");
  std::filesystem::permissions(path, std::filesystem::perms(0640));
  EXPECT_EQ(read_secret_file(path).error().code, Errc::permission_denied);
  std::ofstream(folder.path() / "empty") << "\n";
  std::filesystem::permissions(folder.path() / "empty", std::filesystem::perms(0600));
  EXPECT_EQ(read_secret_file(folder.path() / "empty").error().code, Errc::invalid_argument);
  EXPECT_EQ(read_secret_file(folder.path() / "none").error().code, Errc::not_found);
  EXPECT_EQ(read_secret_variable("FIELDBOOK_NO_SUCH_SECRET").error().code, Errc::not_found);
}

}  // namespace
}  // namespace fieldbook::syncd::odata
