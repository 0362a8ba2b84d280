#include "client/tool/evidence.hpp"

#include <gtest/gtest.h>

#include "shared/actions/action_table.hpp"
#include "shared/base/random.hpp"
#include "tests/unit/client/tool/fake_client.hpp"

namespace fieldbook::client {
namespace {

const Uuid kQuote = *parse_uuid("0190b1c2-0000-7000-8000-00000000aaaa");
const Uuid kOther = *parse_uuid("0190b1c2-0000-7000-8000-00000000bbbb");

schema::Row decision(const Uuid& quote, std::int64_t decided, const char* evidence) {
  const auto catalogue = schema::Catalogue::embedded();
  const schema::Entity& entity = catalogue->entity("fieldbook_quotedecision");
  schema::Row row(entity, kOther);
  row.values[entity.find("quoteid")->ordinal] = quote;
  row.values[entity.find("decidedon")->ordinal] = decided;
  if (*evidence != 0) row.values[entity.find("evidence")->ordinal] = std::string(evidence);
  return row;
}

TEST(EvidenceOf, the_last_decision_on_the_quote_is_taken) {
  FakeClient client;
  client.rows = {decision(kQuote, 10, "0a"), decision(kQuote, 30, "0c"), decision(kOther, 40, "0d"),
                 decision(kQuote, 20, "0b")};
  EXPECT_EQ(evidence_of(client, kQuote).value_or(Bytes{}), Bytes{0x0c});
}

TEST(EvidenceOf, a_decision_that_waits_or_is_not_here_there_is_none) {
  FakeClient client;
  EXPECT_EQ(evidence_of(client, kQuote).error().code, Errc::not_found);
  client.rows = {decision(kQuote, 10, "")};
  EXPECT_EQ(evidence_of(client, kQuote).error().code, Errc::unavailable);
  client.rows = {decision(kQuote, 10, "not hex")};
  EXPECT_EQ(evidence_of(client, kQuote).error().code, Errc::corrupt);
}

TEST(EvidenceText, says_what_was_decided_and_what_does_not_hold) {
  SeededRandom random{3};
  const auto daemon = actions::make_signing_key(random);
  actions::Action action;
  action.id = kOther;
  action.kind = actions::kinds::kQuoteReject;
  action.entity = "quote";
  action.target = kQuote;
  action.actor = kQuote;
  action.basis.material_hash = Bytes(32, 7);
  action.time.wall_ms = 1;
  action.arguments = {{"comment", std::string("Too dear.")}};
  actions::Evidence evidence;
  evidence.action_body = encode(action);
  evidence.receipt = actions::encode_receipt({1,
                                              action.id,
                                              actions::Verdict::applied,
                                              actions::Reason::none,
                                              7,
                                              {},
                                              actions::action_hash(evidence.action_body)});
  evidence.person = "Ann Example";
  evidence.total = 12'000'000;
  const auto checked = actions::check_evidence(seal_evidence(evidence, daemon), std::nullopt);
  ASSERT_TRUE(checked.has_value()) << checked.error().message;
  const auto json = to_json(*checked);
  EXPECT_EQ(json.at("holds"), false) << "the device signed nothing";
  EXPECT_EQ(json.at("facts").at("decision"), "rejected");
  EXPECT_EQ(json.at("facts").at("comment"), "Too dear.");
  EXPECT_EQ(json.at("facts").at("total"), "1200.00");
  const std::string text = evidence_text(*checked);
  EXPECT_NE(text.find("DOES NOT HOLD       The device signed the decision.\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("holds               The daemon signed the record.\n"), std::string::npos);
  EXPECT_NE(text.find("person              Ann Example\n"), std::string::npos);
}

}  // namespace
}  // namespace fieldbook::client
