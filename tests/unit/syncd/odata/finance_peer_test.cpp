#include "syncd/integrations/odata/finance_peer.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/fake_clock.hpp"
#include "tests/unit/syncd/odata/fake_transport.hpp"

namespace fieldbook::syncd::odata {
namespace {

using fieldbook::tests::FakeClock;
using finance::Json;
using finance::PeerFailure;
using finance::RowWrite;
using finance::ValueKind;
using finance::WriteKind;
using tests::answered;
using tests::failed;
using tests::FakeTransport;
using namespace std::chrono_literals;

constexpr const char* kToken = R"({"access_token":"t1","expires_in":3600})";

struct Peer {
  FakeTransport transport;
  FakeClock clock;
  FinancePeer peer;

  explicit Peer(bool with_token = false)
      : peer({.root = "https://fo.example", .lanes = 2},
             with_token ? TokenOptions{.url = "https://login.example/token",
                                       .client_id = "id",
                                       .client_secret = Secret("s&cret"),
                                       .scope = "https://fo.example/.default"}
                        : TokenOptions{},
             transport, clock) {}
};

Answer batch_of(const std::vector<std::string>& answers, bool closed = true) {
  std::string body;
  for (const std::string& one : answers)
    body += fmt::format("--b\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 {}\r\n", one);
  if (closed) body += "--b--\r\n";
  return answered(200, body, "multipart/mixed; boundary=b");
}

std::string item(int status, std::string_view body = "") {
  return fmt::format("{} x\r\nContent-Type: application/json\r\n\r\n{}", status, body);
}

RowWrite row(WriteKind kind, std::string id = "A1") {
  return {
      .kind = kind, .key = {{"ID", id, ValueKind::text}}, .values = {{"ID", id}, {"NAME", "N"}}};
}

TEST(FinancePeer, reads_all_pages_of_one_company) {
  Peer at;
  at.transport.then(answered(
      200, R"({"value":[{"A":1}],"@odata.nextLink":"https://fo.example/data/Set?$skiptoken=2"})"));
  at.transport.then(answered(200, R"({"value":[{"A":2},{"A":3}]})"));
  std::vector<Json> rows;
  const auto read =
      at.peer.read({.entity_set = "Set",
                    .legal_entity = "usmf",
                    .select = {"A"},
                    .filter = {{"A", finance::Comparison::at_least, 1, ValueKind::number}},
                    .order = {"A"}},
                   [&](std::span<const Json> page) {
                     rows.insert(rows.end(), page.begin(), page.end());
                     return true;
                   });
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(rows.size(), 3U);
  EXPECT_EQ(at.transport.sent[0].url,
            "https://fo.example/data/Set?cross-company=true&$filter=%28dataAreaId%20eq%20%27usmf"
            "%27%29%20and%20%28A%20ge%201%29&$select=A&$orderby=A");
  EXPECT_EQ(at.transport.sent[1].url, "https://fo.example/data/Set?$skiptoken=2");
}

TEST(FinancePeer, repeats_a_read_that_broke_off_twice_and_no_more) {
  Peer at;
  for (int i = 0; i < 3; ++i) at.transport.then(failed(Failure::broken_off));
  const auto read = at.peer.read({.entity_set = "S"}, [](auto) { return true; });
  EXPECT_EQ(read.error().kind, PeerFailure::later);
  EXPECT_EQ(at.transport.sent.size(), 3U);
}

TEST(FinancePeer, follows_no_link_to_another_host_and_no_link_to_itself) {
  for (const char* link : {"https://evil.example/data/S", "S?cross-company=true"}) {
    Peer at;
    at.transport.then(answered(200, fmt::format(R"({{"value":[],"@odata.nextLink":"{}"}})", link)));
    const auto read = at.peer.read({.entity_set = "S"}, [](auto) { return true; });
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, PeerFailure::stop);
    EXPECT_EQ(at.transport.sent.size(), 1U);
  }
}

TEST(FinancePeer, an_answer_of_another_kind_stops) {
  for (const Answer& answer :
       {answered(200, "<html>", "text/html"), answered(200, "{}", ""), answered(200, "[]"),
        answered(200, "{\"value\":[1]}"), answered(200, "{\"value\":[{\"a\""), answered(404, "{}"),
        answered(302, "")}) {
    Peer at;
    at.transport.then(answer);
    const auto read = at.peer.read({.entity_set = "S"}, [](auto) { return true; });
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, PeerFailure::stop) << answer.status << answer.body;
    EXPECT_FALSE(read.error().in_doubt);
  }
}

TEST(FinancePeer, an_upsert_inserts_what_is_not_there) {
  Peer at;
  at.transport.then(batch_of({item(204), item(404, R"({"error":{"message":"none"}})")}));
  at.transport.then(batch_of({item(201, R"({"ID":"A2"})")}));
  const std::vector<RowWrite> rows = {row(WriteKind::upsert), row(WriteKind::upsert, "A2")};
  const auto written = at.peer.write("Set", "usmf", rows);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_FALSE((*written)[0]->created);
  EXPECT_TRUE((*written)[1]->created);
  EXPECT_EQ((*written)[1]->row.at("ID"), "A2");
  EXPECT_NE(at.transport.sent[0].body.find("PATCH Set(dataAreaId=%27usmf%27,ID=%27A1%27)"),
            std::string::npos);
  EXPECT_NE(at.transport.sent[0].body.find("\r\n\r\n{\"NAME\":\"N\"}\r\n"), std::string::npos);
  EXPECT_NE(at.transport.sent[1].body.find(
                "\r\n\r\n{\"ID\":\"A2\",\"NAME\":\"N\",\"dataAreaId\":\"usmf\"}\r\n"),
            std::string::npos);
}

TEST(FinancePeer, each_row_has_its_own_error) {
  Peer at;
  at.transport.then(batch_of(
      {item(400, R"({"error":{"message":"Field 'NAME' must be filled in."}})"), item(409, "{}"),
       item(412, "{}"), item(429, "{}"), item(500, "{}"), item(403, "{}"), item(204)}));
  const std::vector<RowWrite> rows(7, row(WriteKind::insert));
  const auto written = at.peer.write("Set", "", rows);
  ASSERT_TRUE(written);
  const std::vector<std::pair<PeerFailure, bool>> expected = {
      {PeerFailure::row, false},   {PeerFailure::row, false},  {PeerFailure::row, false},
      {PeerFailure::later, false}, {PeerFailure::later, true}, {PeerFailure::unauthorised, false}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    ASSERT_FALSE((*written)[i]) << i;
    EXPECT_EQ((*written)[i].error().kind, expected[i].first) << i;
    EXPECT_EQ((*written)[i].error().in_doubt, expected[i].second) << i;
  }
  EXPECT_EQ((*written)[0].error().field, "NAME");
  EXPECT_TRUE((*written)[6].has_value());
  EXPECT_EQ(at.peer.use().throttled, 1U);
}

TEST(FinancePeer, a_batch_that_breaks_off_keeps_what_was_answered) {
  Peer at;
  Answer cut = batch_of({item(204), item(204)}, false);
  cut.failure = ODataError{.failure = Failure::broken_off, .status = 200};
  at.transport.then(cut);
  const std::vector<RowWrite> rows(3, row(WriteKind::insert));
  const auto written = at.peer.write("Set", "", rows);
  ASSERT_TRUE(written);
  EXPECT_TRUE((*written)[0].has_value());
  // The second answer may be cut itself: nothing says where it ends.
  for (std::size_t i = 1; i < 3; ++i) {
    ASSERT_FALSE((*written)[i]);
    EXPECT_EQ((*written)[i].error().kind, PeerFailure::later);
    EXPECT_TRUE((*written)[i].error().in_doubt);
  }
}

TEST(FinancePeer, doubt_is_said_exactly_where_there_is_one) {
  const std::vector<std::tuple<Answer, PeerFailure, bool>> cases = {
      {failed(Failure::unreachable, false), PeerFailure::later, false},
      {failed(Failure::tls, false), PeerFailure::stop, false},
      {failed(Failure::timed_out), PeerFailure::later, true},
      {failed(Failure::timed_out, false), PeerFailure::later, false},
      {failed(Failure::broken_off), PeerFailure::later, true},
      {answered(429, "{}"), PeerFailure::later, false},
      {answered(503, "{}"), PeerFailure::later, true},
      {answered(500, "{}"), PeerFailure::later, true},
      {answered(401, "{}"), PeerFailure::unauthorised, false},
      {answered(403, "{}"), PeerFailure::unauthorised, false},
      {answered(200, "<html>", "text/html"), PeerFailure::stop, true},
      {answered(400, "{}"), PeerFailure::stop, false}};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& [answer, kind, in_doubt] = cases[i];
    Peer at;
    at.transport.then(answer);
    const RowWrite one = row(WriteKind::insert);
    const auto written = at.peer.write("Set", "", {&one, 1});
    ASSERT_FALSE(written) << i;
    EXPECT_EQ(written.error().kind, kind) << i;
    EXPECT_EQ(written.error().in_doubt, in_doubt) << i;
    EXPECT_EQ(at.transport.sent.size(), 1U) << i;
  }
}

TEST(FinancePeer, an_update_of_a_missing_row_says_so) {
  Peer at;
  at.transport.then(batch_of({item(412, "{}")}));
  const RowWrite one = row(WriteKind::update);
  const auto written = at.peer.write("Set", "", {&one, 1});
  ASSERT_TRUE(written);
  EXPECT_EQ((*written)[0].error().status, 404);
}

TEST(FinancePeer, fetches_rows_and_their_absence_in_the_order_of_the_keys) {
  Peer at;
  at.transport.then(batch_of({item(200, R"({"ID":"A1"})"), item(404, "{}")}));
  at.transport.then(batch_of({item(200, R"({"ID":"A3"})")}));
  const std::vector<finance::PeerKey> keys = {{{"ID", "A1", ValueKind::text}},
                                              {{"ID", "A2", ValueKind::text}},
                                              {{"ID", "no guid", ValueKind::guid}},
                                              {{"ID", "A3", ValueKind::text}}};
  const auto rows = at.peer.fetch("Set", "usmf", keys, {"ID"});
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_EQ((*rows)[0]->at("ID"), "A1");
  EXPECT_TRUE((*rows)[1]->is_null());
  EXPECT_EQ((*rows)[2].error().kind, PeerFailure::row);
  EXPECT_EQ((*rows)[3]->at("ID"), "A3");
}

TEST(FinancePeer, renews_a_refused_token_once) {
  Peer at(true);
  at.transport.then(answered(200, kToken));
  at.transport.then(answered(401, "{}"));
  at.transport.then(answered(200, R"({"access_token":"t2","expires_in":"3600"})"));
  at.transport.then(answered(200, R"({"value":[]})"));
  ASSERT_TRUE(at.peer.read({.entity_set = "S"}, [](auto) { return true; }));
  EXPECT_EQ(at.transport.sent[0].body,
            "grant_type=client_credentials&client_id=id&client_secret=s%26cret&scope=https%3A%2F%2F"
            "fo.example%2F.default");
  EXPECT_EQ(at.transport.sent[3].headers.back().second, "Bearer t2");

  at.transport.then(answered(401, "{}"));
  at.transport.then(answered(200, kToken));
  at.transport.then(answered(401, "{}"));
  const auto read = at.peer.read({.entity_set = "S"}, [](auto) { return true; });
  EXPECT_EQ(read.error().kind, PeerFailure::unauthorised);
}

TEST(FinancePeer, keeps_a_token_until_shortly_before_its_end) {
  Peer at(true);
  at.transport.then(answered(200, kToken));
  at.transport.then(answered(200, R"({"value":[]})"));
  at.transport.then(answered(200, R"({"value":[]})"));
  ASSERT_TRUE(at.peer.read({.entity_set = "S"}, [](auto) { return true; }));
  at.clock.advance(3539s);
  ASSERT_TRUE(at.peer.read({.entity_set = "S"}, [](auto) { return true; }));
  EXPECT_EQ(at.transport.sent.size(), 3U);
  at.clock.advance(2s);
  at.transport.then(answered(200, kToken));
  at.transport.then(answered(200, R"({"value":[]})"));
  ASSERT_TRUE(at.peer.read({.entity_set = "S"}, [](auto) { return true; }));
  EXPECT_EQ(at.transport.sent[3].url, "https://login.example/token");
}

TEST(FinancePeer, no_message_holds_the_secret_or_what_the_issuer_quotes) {
  Peer at(true);
  at.transport.then(answered(
      400, R"({"error":"invalid_client","error_description":"client_secret s&cret is wrong"})"));
  const auto read = at.peer.read({.entity_set = "S"}, [](auto) { return true; });
  EXPECT_EQ(read.error().kind, PeerFailure::unauthorised);
  EXPECT_NE(read.error().message.find("invalid_client"), std::string::npos);
  EXPECT_EQ(read.error().message.find("s&cret"), std::string::npos);
}

TEST(FinancePeer, a_token_that_could_break_a_header_is_none) {
  Peer at(true);
  at.transport.then(answered(200, R"({"access_token":"a\r\nX: y"})"));
  const auto read = at.peer.read({.entity_set = "S"}, [](auto) { return true; });
  EXPECT_EQ(read.error().kind, PeerFailure::stop);
}

TEST(FinancePeer, names_the_company_of_an_action) {
  Peer at;
  at.transport.then(answered(200, R"({"value":["J1"]})"));
  const auto called = at.peer.call({.entity_set = "Set",
                                    .name = "importFromStaging",
                                    .legal_entity = "usmf",
                                    .parameters = {{"PERIODUNIT", "All"}}});
  ASSERT_TRUE(called) << called.error().message;
  EXPECT_EQ(called->at("value").at(0), "J1");
  EXPECT_EQ(at.transport.sent[0].url,
            "https://fo.example/data/Set/Microsoft.Dynamics.DataEntities.importFromStaging"
            "?cross-company=true");
  EXPECT_EQ(at.transport.sent[0].headers[0],
            std::pair(std::string("Company"), std::string("usmf")));
}

TEST(FinancePeer, writes_an_enumeration_with_the_type_of_the_metadata) {
  Peer at;
  at.transport.then(answered(200, R"(<E><EntityType Name="R"><Property Name="ON"
      Type="Microsoft.Dynamics.DataEntities.NoYes"/></EntityType>
      <EntitySet Name="S" EntityType="x.R"/></E>)",
                             "application/xml"));
  at.transport.then(answered(200, R"({"value":[]})"));
  ASSERT_TRUE(
      at.peer.read({.entity_set = "S",
                    .filter = {{"ON", finance::Comparison::equal, "Yes", ValueKind::enumeration}}},
                   [](auto) { return true; }));
  EXPECT_NE(
      at.transport.sent[1].url.find("ON%20eq%20Microsoft.Dynamics.DataEntities.NoYes%27Yes%27"),
      std::string::npos);
  const auto absent = at.peer.describe("S");
  ASSERT_TRUE(absent);
  EXPECT_EQ((*absent)->columns.size(), 1U);
}

}  // namespace
}  // namespace fieldbook::syncd::odata
