// The OData client against a service that nobody here wrote: SAP CAP over SQLite, serving the
// entities of the double. cap_test.py starts it and says where it listens.

#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "platform/os/system_clock.hpp"
#include "syncd/integrations/odata/curl_transport.hpp"
#include "syncd/integrations/odata/finance_peer.hpp"

namespace fieldbook::syncd::odata {
namespace {

using finance::Json;
using finance::PeerFailure;
using finance::RowWrite;
using finance::ValueKind;
using finance::WriteKind;

constexpr const char* kContracts = "ProjCDSProjectContractEntity";

struct Service {
  CurlTransport transport{{}};
  platform::SystemClock clock;
  FinancePeer peer;

  Service() : peer({.root = root(), .page_rows = 10}, {}, transport, clock) {}

  static std::string root() {
    const char* url = std::getenv("FIELDBOOK_ODATA_SERVICE");
    if (url == nullptr) throw std::runtime_error("FIELDBOOK_ODATA_SERVICE names no service");
    return url;
  }
};

finance::PeerKey key(const std::string& number) {
  return {{"PROJECTCONTRACTID", number, ValueKind::text}};
}

RowWrite contract(WriteKind kind, const std::string& number, Json more = Json::object()) {
  RowWrite out{.kind = kind,
               .key = key(number),
               .values = {{"PROJECTCONTRACTID", number},
                          {"NAME", "Dach über O'Connell & Söhne #1?"},
                          {"EXCHANGERATE", 0.9377},
                          {"CURRENCYCODE", "EUR"},
                          {"CUSTOMERACCOUNT", "C-1"}}};
  out.values.update(more);
  return out;
}

std::vector<Json> rows_of(Service& at, finance::PeerQuery query) {
  std::vector<Json> out;
  const auto read = at.peer.read(query, [&](std::span<const Json> page) {
    out.insert(out.end(), page.begin(), page.end());
    return true;
  });
  EXPECT_TRUE(read) << read.error().message;
  return out;
}

TEST(ODataService, upserts_insert_then_change_and_reads_give_back_what_was_written) {
  Service at;
  std::vector<RowWrite> rows;
  for (int i = 0; i < 150; ++i)
    rows.push_back(contract(WriteKind::upsert, fmt::format("U'{:03}/ä", i)));
  for (const bool created : {true, false}) {
    const auto written = at.peer.write(kContracts, "usmf", rows);
    ASSERT_TRUE(written) << written.error().message;
    for (const auto& one : *written) {
      ASSERT_TRUE(one) << one.error().message;
      EXPECT_EQ(one->created, created);
    }
    for (RowWrite& row : rows) row.values["EXCHANGERATE"] = 2.5;
  }
  const auto read = rows_of(
      at, {.entity_set = kContracts,
           .legal_entity = "usmf",
           .filter = {{"PROJECTCONTRACTID", finance::Comparison::at_least, "U'", ValueKind::text},
                      {"PROJECTCONTRACTID", finance::Comparison::less, "V", ValueKind::text}},
           .order = {"PROJECTCONTRACTID"}});
  ASSERT_EQ(read.size(), 150U);
  EXPECT_EQ(read[149].at("PROJECTCONTRACTID"), "U'149/ä");
  EXPECT_EQ(read[149].at("NAME"), "Dach über O'Connell & Söhne #1?");
  EXPECT_EQ(read[149].at("EXCHANGERATE"), 2.5);
}

TEST(ODataService, pages_of_the_service_are_followed_to_their_end) {
  Service at;
  std::vector<RowWrite> rows;
  for (int i = 0; i < 35; ++i)
    rows.push_back(contract(WriteKind::insert, fmt::format("P{:02}", i)));
  ASSERT_TRUE(at.peer.write(kContracts, "page", rows));
  std::size_t pages = 0;
  std::set<std::string> seen;
  const auto read = at.peer.read({.entity_set = kContracts,
                                  .legal_entity = "page",
                                  .select = {"PROJECTCONTRACTID"},
                                  .order = {"PROJECTCONTRACTID"}},
                                 [&](std::span<const Json> page) {
                                   ++pages;
                                   for (const Json& row : page)
                                     seen.insert(row.at("PROJECTCONTRACTID").get<std::string>());
                                   return true;
                                 });
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(seen.size(), 35U);
  EXPECT_GE(pages, 4U);
}

TEST(ODataService, one_bad_row_keeps_nobody_out) {
  Service at;
  const std::vector<RowWrite> rows = {
      contract(WriteKind::insert, "B1"),
      contract(WriteKind::insert, "B1"),
      contract(WriteKind::insert, "B2", {{"NAME", std::string(200, 'x')}}),
      contract(WriteKind::insert, "B3", {{"CURRENCYCODE", nullptr}}),
      contract(WriteKind::update, "B9"),
      contract(WriteKind::insert, "B4")};
  const auto written = at.peer.write(kContracts, "usmf", rows);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_TRUE((*written)[0]);
  // This service says a taken key with status 500 and the words of its database; then the row is in
  // doubt, and whoever asks reads it back.
  ASSERT_FALSE((*written)[1]);
  EXPECT_EQ((*written)[1].error().kind, PeerFailure::later);
  EXPECT_TRUE((*written)[1].error().in_doubt);
  for (const std::size_t i : {2U, 3U, 4U}) {
    ASSERT_FALSE((*written)[i]) << i;
    EXPECT_EQ((*written)[i].error().kind, PeerFailure::row) << i;
    EXPECT_FALSE((*written)[i].error().in_doubt) << i;
  }
  EXPECT_EQ((*written)[2].error().field, "NAME");
  EXPECT_EQ((*written)[3].error().field, "CURRENCYCODE");
  EXPECT_TRUE((*written)[5]);
}

TEST(ODataService, fetches_by_key) {
  Service at;
  const RowWrite one = contract(WriteKind::upsert, "F1");
  ASSERT_TRUE(at.peer.write(kContracts, "usmf", {&one, 1}));
  const std::vector<finance::PeerKey> keys = {key("F1"), key("F2"), key("F1")};
  const auto rows = at.peer.fetch(kContracts, "usmf", keys, {"NAME", "PROJECTCONTRACTID"});
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_EQ((*rows)[0]->at("PROJECTCONTRACTID"), "F1");
  EXPECT_TRUE((*rows)[1]->is_null());
  EXPECT_EQ((*rows)[2]->at("PROJECTCONTRACTID"), "F1");
}

TEST(ODataService, a_row_changes_only_by_the_tag_that_it_was_read_with) {
  Service at;
  RowWrite row{.kind = WriteKind::insert,
               .key = {{"ID", "T1", ValueKind::text}},
               .values = {{"ID", "T1"}, {"NAME", "one"}}};
  ASSERT_TRUE(at.peer.write("Tagged", "usmf", {&row, 1}));
  const finance::PeerKey tagged = row.key;
  const auto read = at.peer.fetch("Tagged", "usmf", {&tagged, 1}, {});
  ASSERT_TRUE(read && (*read)[0]);
  row.kind = WriteKind::update;
  row.values["NAME"] = "two";
  row.etag = (*read)[0]->at("@odata.etag").get<std::string>();
  const auto first = at.peer.write("Tagged", "usmf", {&row, 1});
  ASSERT_TRUE(first && (*first)[0]) << (*first)[0].error().message;
  const auto second = at.peer.write("Tagged", "usmf", {&row, 1});
  ASSERT_TRUE(second);
  ASSERT_FALSE((*second)[0]);
  EXPECT_EQ((*second)[0].error().status, 412);
  EXPECT_EQ((*second)[0].error().kind, PeerFailure::row);
}

TEST(ODataService, guids_numbers_and_moments_survive) {
  Service at;
  const std::string id = "9e8d31ea-b150-4238-a429-4c653356f94d";
  const RowWrite row{.kind = WriteKind::upsert,
                     .key = {{"ACTUALID", id, ValueKind::guid}},
                     .values = {{"ACTUALID", id},
                                {"ACCOUNTINGDATE", "2026-11-28T01:02:03Z"},
                                {"AMOUNT", 1234567.8901},
                                {"PROJECTID", "PRJ-1"},
                                {"TRANSACTIONCLASSIFICATION", 192350000},
                                {"TRANSACTIONCURRENCYID", "EUR"},
                                {"TRANSTYPE", "Cost"},
                                {"ISJOURNALIZED", "No"}}};
  const auto written = at.peer.write("ProjCDSActualsImportEntity", "usmf", {&row, 1});
  ASSERT_TRUE(written && (*written)[0]);
  const auto read = rows_of(
      at, {.entity_set = "ProjCDSActualsImportEntity",
           .legal_entity = "usmf",
           .filter = {{"ACTUALID", finance::Comparison::equal, id, ValueKind::guid},
                      {"ACCOUNTINGDATE", finance::Comparison::equal, "2026-11-28T01:02:03Z",
                       ValueKind::instant},
                      {"TRANSACTIONCLASSIFICATION", finance::Comparison::equal, 192350000,
                       ValueKind::number},
                      {"ISJOURNALIZED", finance::Comparison::equal, "No", ValueKind::enumeration},
                      {"VOUCHER", finance::Comparison::equal, nullptr, ValueKind::text}}});
  ASSERT_EQ(read.size(), 1U);
  EXPECT_EQ(read[0].at("AMOUNT"), 1234567.8901);
}

TEST(ODataService, describes_its_entities) {
  Service at;
  const auto entity = at.peer.describe(kContracts);
  ASSERT_TRUE(entity) << entity.error().message;
  ASSERT_TRUE(entity->has_value());
  const auto* name = (*entity)->find("NAME");
  ASSERT_NE(name, nullptr);
  EXPECT_EQ(name->type, "Edm.String");
  EXPECT_EQ(name->max_length, 160U);
  EXPECT_TRUE((*entity)->find("PROJECTCONTRACTID")->is_key);
  EXPECT_TRUE((*entity)->find("dataAreaId")->is_key);
  const auto absent = at.peer.describe("NoSuchEntity");
  ASSERT_TRUE(absent);
  EXPECT_FALSE(absent->has_value());
}

TEST(ODataService, what_is_not_there_stops_the_run) {
  Service at;
  const auto read = at.peer.read({.entity_set = "NoSuchEntity"}, [](auto) { return true; });
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, PeerFailure::stop);
  const auto wrong = at.peer.read({.entity_set = kContracts, .select = {"NOSUCHCOLUMN"}},
                                  [](auto) { return true; });
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().kind, PeerFailure::stop);
  const RowWrite row = contract(WriteKind::upsert, "X");
  const auto written = at.peer.write("NoSuchEntity", "usmf", {&row, 1});
  ASSERT_TRUE(written);
  EXPECT_EQ((*written)[0].error().kind, PeerFailure::stop);
}

}  // namespace
}  // namespace fieldbook::syncd::odata
