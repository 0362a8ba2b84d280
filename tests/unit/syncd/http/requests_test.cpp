#include "shared/base/limits.hpp"
#include "tests/unit/syncd/http/http_world.hpp"

namespace fieldbook::syncd {
namespace {

using namespace std::chrono_literals;

/// A daemon without people: what the server makes of requests before anybody signs in.
class Requests : public testing::Test {
 protected:
  HttpAnswer exchange(std::string_view bytes) { return TestClient(daemon_.port()).exchange(bytes); }

  tests::TempDir directory_;
  tests::FakeClock clock_;
  SeededRandom random_{3};
  RunningDaemon daemon_{directory_ / "data", clock_, random_, [](Config&, ServerOptions& options) {
                          options.header = 100ms;
                          options.body_grace = 100ms;
                          options.idle = 10s;
                          options.connections_per_address = 8;
                        }};
};

TEST_F(Requests, for_health_are_answered_by_status_and_in_words) {
  EXPECT_EQ(exchange(make_request("GET", "/livez")).status, 200);
  const HttpAnswer ready = exchange(make_request("GET", "/readyz?verbose"));
  EXPECT_EQ(ready.status, 200);
  EXPECT_NE(ready.body.find("[+] database"), std::string::npos) << ready.body;
  EXPECT_NE(ready.body.find("[+] writer"), std::string::npos);
  EXPECT_EQ(ready.body.find("[-]"), std::string::npos);
  EXPECT_EQ(exchange(make_request("GET", "/healthz")).body, "ready\n");
}

TEST_F(Requests, for_metrics_name_everything_with_one_prefix) {
  exchange(make_request("GET", "/livez"));
  const std::string text = exchange(make_request("GET", "/metrics")).body;
  for (const char* name :
       {"fieldbook_http_requests_total{route=\"/livez\",status=\"200\"}", "fieldbook_db_wal_bytes",
        "fieldbook_clients_connected", "fieldbook_schema_version_info", "fieldbook_commit ",
        "fieldbook_ops_received_total", "fieldbook_oldest_unsynced_action_seconds_bucket",
        "fieldbook_outbox_depth_bucket", "fieldbook_sync_duration_seconds_bucket"})
    EXPECT_NE(text.find(name), std::string::npos) << name;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    EXPECT_TRUE(line.starts_with("fieldbook_") || line.starts_with("# ")) << line;
}

TEST_F(Requests, that_are_no_http_get_a_problem_and_the_door) {
  for (const char* bytes : {"nonsense\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
                            "\r\n\r\n\r\n\r\nx y z\r\n\r\n", "\x16\x03\x01\x02 \r\n\r\n"}) {
    TestClient client(daemon_.port());
    const HttpAnswer answer = client.exchange(bytes);
    EXPECT_EQ(answer.status, 400) << bytes;
    EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json");
    EXPECT_EQ(answer.headers.at("connection"), "close");
    EXPECT_EQ(answer.problem(), "malformed");
    EXPECT_TRUE(client.is_closed());
  }
}

TEST_F(Requests, that_two_programs_could_read_differently_are_refused) {
  const std::string start = "POST /v1/sign-in HTTP/1.1\r\n";
  const std::string host = "Host: a\r\n";
  for (const std::string& request :
       {start + host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        start + host + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        start + host + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        start + host + "Content-Length: 3, 3\r\n\r\nabc",
        start + host + "Content-Length: -1\r\n\r\n",
        start + host + "Content-Length: 0x3\r\n\r\nabc",
        start + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        start + host + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        start + host + "X: a\r\n b\r\nContent-Length: 0\r\n\r\n",
        start + host + "Host: b\r\nContent-Length: 0\r\n\r\n", start + "Content-Length: 0\r\n\r\n",
        start + host + "Con tent-Length: 3\r\n\r\nabc",
        std::string("GET http://evil/livez HTTP/1.1\r\nHost: a\r\n\r\n"),
        std::string("GET * HTTP/1.1\r\nHost: a\r\n\r\n")}) {
    EXPECT_EQ(exchange(request).status, 400) << request;
  }
}

TEST_F(Requests, with_a_bad_chunk_are_refused) {
  const std::string head =
      "POST /v1/sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const char* chunk :
       {"zz\r\nab\r\n", "2\r\nabc\r\n0\r\n\r\n", "-1\r\n", "ffffffffffffffffff\r\n"})
    EXPECT_EQ(exchange(head + chunk).status, 400) << chunk;
}

TEST_F(Requests, with_a_head_over_its_bound_are_refused) {
  const std::string head = make_request("GET", "/livez", {}, {{"X", std::string(9'000, 'x')}});
  EXPECT_EQ(exchange(head).status, 431);
}

TEST_F(Requests, with_a_body_over_its_route_s_bound_are_refused_before_it_is_read) {
  TestClient client(daemon_.port());
  const HttpAnswer answer =
      client.exchange("POST /v1/sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n");
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.problem(), "too_large");
}

TEST_F(Requests, whose_chunks_grow_over_the_bound_are_refused) {
  std::string request =
      "POST /v1/sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 20; ++i) request += "400\r\n" + std::string(1024, 'x') + "\r\n";
  EXPECT_EQ(exchange(request).status, 413);
  EXPECT_EQ(
      exchange("POST /v1/sync HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n").status,
      413);
}

TEST_F(Requests, whose_head_comes_too_slowly_are_cut_without_a_word) {
  TestClient client(daemon_.port());
  client.send("GET /livez HTTP/1.1\r\nHost: a\r\nX-Slow");
  EXPECT_TRUE(client.is_closed());
}

TEST_F(Requests, whose_body_comes_too_slowly_are_cut) {
  TestClient client(daemon_.port());
  client.send("POST /v1/sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
  EXPECT_TRUE(client.is_closed());
}

TEST_F(Requests, by_another_method_learn_which_one_it_is) {
  const HttpAnswer answer = exchange(make_request("GET", "/v1/sync"));
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.headers.at("allow"), "POST");
  EXPECT_EQ(exchange(make_request("DELETE", "/v1/catalogue")).headers.at("allow"), "GET");
}

TEST_F(Requests, for_an_unknown_path_get_not_found) {
  EXPECT_EQ(exchange(make_request("GET", "/v1/secrets")).problem(), "not_found");
  EXPECT_EQ(exchange(make_request("GET", "/livez/../v1/sync")).status, 404);
}

TEST_F(Requests, without_a_sign_in_that_is_valid_get_a_challenge) {
  for (const char* authorization : {"", "Bearer", "Bearer ", "Bearer x", "Basic YTpi",
                                    "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    const HttpAnswer answer =
        exchange(make_request("GET", "/v1/catalogue", {}, {{"Authorization", authorization}}));
    EXPECT_EQ(answer.status, 401) << authorization;
    EXPECT_EQ(answer.headers.at("www-authenticate"), "Bearer");
    EXPECT_EQ(answer.problem(), "sign_in_required");
  }
}

TEST_F(Requests, without_a_sign_in_are_refused_before_their_body_is_read) {
  TestClient client(daemon_.port());
  const HttpAnswer answer =
      client.exchange("POST /v1/sync HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.headers.at("connection"), "close");
}

TEST_F(Requests, follow_each_other_on_one_connection_also_when_sent_at_once) {
  TestClient client(daemon_.port());
  EXPECT_EQ(client.exchange(make_request("GET", "/livez")).status, 200);
  client.send(make_request("GET", "/livez") + make_request("GET", "/nowhere") +
              make_request("GET", "/readyz"));
  EXPECT_EQ(client.answer().status, 200);
  EXPECT_EQ(client.answer().status, 404);
  EXPECT_EQ(client.answer().body, "ready\n");
}

TEST_F(Requests, of_http_1_0_are_answered_and_ended) {
  TestClient client(daemon_.port());
  EXPECT_EQ(client.exchange("GET /livez HTTP/1.0\r\n\r\n").status, 200);
  EXPECT_TRUE(client.is_closed());
}

TEST_F(Requests, that_wait_for_a_word_before_the_body_get_it) {
  TestClient client(daemon_.port());
  client.send(
      "POST /v1/sign-in HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
      "Content-Length: 2\r\n\r\n");
  EXPECT_EQ(client.head().status, 100);
  EXPECT_EQ(client.exchange("{}").status, 400);
}

TEST_F(Requests, beyond_the_connections_of_one_address_are_not_accepted) {
  std::vector<std::unique_ptr<TestClient>> clients;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(std::make_unique<TestClient>(daemon_.port()));
    EXPECT_EQ(clients.back()->exchange(make_request("GET", "/livez")).status, 200);
  }
  TestClient one_more(daemon_.port());
  EXPECT_TRUE(one_more.is_closed());
  EXPECT_EQ(clients.front()->exchange(make_request("GET", "/livez")).status, 200);
}

TEST_F(Requests, with_broken_bodies_are_told_what_is_wrong) {
  for (const std::string& body :
       {std::string("{"), std::string("[]"), std::string("{\"signin\":1}"),
        std::string("{\"signin\":\"a\",\"signin\":\"b\"}"), std::string(100, '['),
        std::string("{\"signin\":\"a\",\"password\":\"b\",\"device\":\"x\"}")}) {
    const HttpAnswer answer = exchange(make_request("POST", "/v1/sign-in", body));
    EXPECT_TRUE(answer.status == 400 || answer.status == 413) << body << " " << answer.status;
  }
  EXPECT_EQ(exchange(make_request("POST", "/v1/token", R"({"refresh_token":7})")).status, 400);
  EXPECT_EQ(exchange(make_request("POST", "/v1/token", R"({"refresh_token":"x"})")).problem(),
            "sign_in_required");
}

TEST_F(Requests, under_way_end_well_when_the_daemon_stops) {
  TestClient idle(daemon_.port());
  EXPECT_EQ(idle.exchange(make_request("GET", "/livez")).status, 200);
  TestClient half(daemon_.port());
  half.send("GET /livez HTTP/1.1\r\n");
  daemon_.stop();
  EXPECT_TRUE(idle.is_closed());
  EXPECT_TRUE(half.is_closed());
}

}  // namespace
}  // namespace fieldbook::syncd
