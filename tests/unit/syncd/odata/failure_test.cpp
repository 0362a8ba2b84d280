#include "syncd/integrations/odata/failure.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "syncd/integrations/odata/json.hpp"
#include "syncd/integrations/odata/metadata.hpp"

namespace fieldbook::syncd::odata {
namespace {

using namespace std::chrono_literals;

const Instant kNow = *parse_instant("1994-11-06T08:49:00Z");

ODataError read(int status, std::string_view body, std::string_view type = "application/json") {
  return read_error(status, type, body, "", kNow);
}

TEST(Failure, tells_the_infolog_of_finance_and_operations_without_its_stack_trace) {
  const auto error = read(400,
                          R"({"error":{"code":"","message":"An error has occurred.","innererror":{
    "message":"Write failed for row of type 'X'. Infolog: Field 'CURRENCYCODE' must be filled in.",
    "type":"System.InvalidOperationException","stacktrace":"   at Microsoft.Secret.Thing"}}})");
  EXPECT_EQ(error.failure, Failure::refused);
  EXPECT_EQ(error.field, "CURRENCYCODE");
  EXPECT_NE(error.message.find("must be filled in"), std::string::npos);
  EXPECT_EQ(error.message.find("Microsoft.Secret"), std::string::npos);
  EXPECT_TRUE(concerns_row(error.failure));
}

TEST(Failure, reads_target_and_details_of_odata_4) {
  const auto error =
      read(400, R"({"error":{"code":"400","message":"Two errors","target":"a","details":[
               {"message":"too long","target":"NAME"},{"message":"missing","target":"KEY"}]}})");
  EXPECT_EQ(error.code, "400");
  EXPECT_EQ(error.field, "a");
  EXPECT_EQ(error.message, "Two errors too long missing");
}

TEST(Failure, knows_a_taken_key_whatever_the_status) {
  EXPECT_EQ(read(409, "{}").failure, Failure::already_exists);
  EXPECT_EQ(
      read(400, R"({"error":{"message":"Cannot create a record. The record already exists."}})")
          .failure,
      Failure::already_exists);
}

TEST(Failure, each_status_has_its_meaning) {
  EXPECT_EQ(read(401, "").failure, Failure::unauthenticated);
  EXPECT_EQ(read(403, "").failure, Failure::forbidden);
  EXPECT_EQ(read(404, "{}").failure, Failure::not_found);
  EXPECT_EQ(read(412, "{}").failure, Failure::changed_meanwhile);
  EXPECT_EQ(read(428, "{}").failure, Failure::changed_meanwhile);
  EXPECT_EQ(read(422, "{}").failure, Failure::refused);
  EXPECT_EQ(read(429, "{}").failure, Failure::throttled);
  EXPECT_EQ(read(503, "{}").failure, Failure::throttled);
  EXPECT_EQ(read(500, "{}").failure, Failure::server);
  EXPECT_EQ(read(504, "{}").failure, Failure::timed_out);
  EXPECT_EQ(read(302, "").failure, Failure::foreign);
}

TEST(Failure, a_page_of_html_is_never_a_verdict_about_a_row) {
  EXPECT_EQ(read(404, "<!DOCTYPE html>", "").failure, Failure::foreign);
  EXPECT_EQ(read(400, "x", "text/html; charset=utf-8").failure, Failure::foreign);
  EXPECT_EQ(read(502, "<html>", "text/html").failure, Failure::server);
}

TEST(Failure, survives_any_body) {
  for (const char* body : {"", "{", "[]", "null", "{\"error\":null}", "{\"error\":{\"message\":7}}",
                           "{\"error\":{\"innererror\":[],\"details\":[1,{}]}}", "plain words"})
    EXPECT_FALSE(read(400, body).message.empty()) << body;
  EXPECT_LT(read(400, std::string(100'000, 'x')).message.size(), 1100U);
}

TEST(RetryAfter, reads_seconds_and_dates_within_bounds) {
  EXPECT_EQ(read_retry_after("", kNow), 0ms);
  EXPECT_EQ(read_retry_after(" 17 ", kNow), 17s);
  EXPECT_EQ(read_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", kNow), 37s);
  EXPECT_EQ(read_retry_after("Sun, 06 Nov 1994 08:48:37 GMT", kNow), 0s);
  EXPECT_EQ(read_retry_after("999999", kNow), 600s);
  EXPECT_EQ(read_retry_after("99999999999999999999", kNow), 600s);
  EXPECT_EQ(read_retry_after("-5", kNow), 0s);
  EXPECT_EQ(read_retry_after("soon", kNow), 30s);
}

TEST(Json, is_bounded_before_anything_is_built) {
  EXPECT_TRUE(parse_bounded("{\"a\":[1,2]}"));
  EXPECT_EQ(parse_bounded(std::string(40, '['), {.depth = 8}).error().code, Errc::limit_exceeded);
  EXPECT_EQ(parse_bounded("[1,2,3,4]", {.values = 3}).error().code, Errc::limit_exceeded);
  EXPECT_EQ(parse_bounded("[1,2,3,4]", {.bytes = 4}).error().code, Errc::limit_exceeded);
  EXPECT_EQ(parse_bounded("{\"a\":1,\"a\":2}").error().code, Errc::invalid_argument);
  EXPECT_EQ(parse_bounded("{\"a\":1").error().code, Errc::invalid_argument);
  EXPECT_EQ(parse_bounded("\"\xff\"").error().code, Errc::invalid_argument);
}

constexpr std::string_view kMetadata = R"xml(<?xml version="1.0"?>
<edmx:Edmx xmlns:edmx="e" Version="4.0"><edmx:DataServices><Schema Namespace="N" xmlns="s">
<EntityType Name="Row"><Key><PropertyRef Name="dataAreaId"/><PropertyRef Name="ID"/></Key>
<Property Name="dataAreaId" Type="Edm.String" MaxLength="4"/>
<Property Name="ID" Type="Edm.Guid" Nullable="false"/>
<Property Name="ON" Type="N.NoYes"/></EntityType>
<Action Name="post" IsBound="true"><Parameter Name="s" Type="Collection(N.Row)"/>
<Parameter Name="id" Type="N.Other"/></Action>
<EntityContainer Name="C"><EntitySet Name="Rows" EntityType="N.Row"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>)xml";

TEST(MetadataReader, keeps_columns_keys_and_actions_however_the_bytes_come) {
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, kMetadata.size()}) {
    MetadataReader reader;
    for (std::size_t at = 0; at < kMetadata.size(); at += step)
      ASSERT_TRUE(reader.feed(kMetadata.substr(at, step)));
    const auto metadata = reader.finish({"Rows", "Absent"});
    ASSERT_TRUE(metadata) << metadata.error().message;
    ASSERT_EQ(metadata->size(), 1U);
    const MetadataEntity& entity = metadata->at("Rows");
    ASSERT_EQ(entity.columns.size(), 3U);
    EXPECT_EQ(entity.columns[0].max_length, 4U);
    EXPECT_TRUE(entity.columns[1].is_key);
    EXPECT_FALSE(entity.columns[1].is_nullable);
    EXPECT_EQ(entity.columns[2].type, "N.NoYes");
    EXPECT_TRUE(entity.columns[2].is_nullable);
    EXPECT_EQ(entity.actions, std::vector<std::string>{"post"});
  }
}

TEST(MetadataReader, refuses_what_breaks_off_or_wants_to_grow) {
  MetadataReader cut;
  ASSERT_TRUE(cut.feed(kMetadata.substr(0, 300)));
  EXPECT_FALSE(cut.finish({"Rows"}));
  MetadataReader bomb;
  EXPECT_FALSE(bomb.feed("<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>"));
  MetadataReader html;
  EXPECT_FALSE(html.feed("<html><br></html>").has_value() && html.finish({}).has_value());
  MetadataReader deep;
  std::string levels;
  for (int i = 0; i < 100; ++i) levels += "<a>";
  EXPECT_EQ(deep.feed(levels).error().code, Errc::limit_exceeded);
}

}  // namespace
}  // namespace fieldbook::syncd::odata
