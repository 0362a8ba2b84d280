// What a decision on a quote leaves behind: proof of it, and what follows by policy (design.md 12,
// DOMAIN.md 6.2).

#include <regex>

#include "shared/actions/action_table.hpp"
#include "shared/actions/evidence.hpp"
#include "shared/rules/contract.hpp"
#include "shared/rules/support.hpp"
#include "tests/support/world/world.hpp"

namespace fieldbook::tests {
namespace {

using actions::Reason;
using actions::Verdict;
namespace names = actions::arguments;

constexpr const char* kDecision = "fieldbook_quotedecision";
constexpr std::int64_t kOpen = 0, kWon = 2, kClosed = 3;
schema::Value number(std::int64_t value) { return value; }

class QuoteEvidence : public testing::Test {
 protected:
  QuoteEvidence() { world.sync_all(); }
  Uuid approve(Carried& device) {
    return device.take("quote.approve", world.quote(),
                       {{std::string(names::kComment), std::string("As discussed.")},
                        {std::string(names::kSignerName), std::string("Ann Example")},
                        {std::string(names::kSignature), std::string("0,0 10,20;30,40")}});
  }
  static Uuid row_of(const Uuid& action) { return rules::derived_id(action, "decision"); }
  /// The record that a device holds of a decision; empty when it holds none.
  static Bytes record(Carried& device, const Uuid& action) {
    const schema::Value value = device.value(kDecision, row_of(action), "evidence");
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? Bytes{} : from_hex(*text).value_or(Bytes{});
  }
  FixedBytes<32> daemon_key() {
    return (*world.daemon().store().begin_read())->head().signing_key.public_key();
  }
  schema::Value status(const Uuid& quote) { return world.value("quote", quote, "statuscode"); }
  schema::Value state(const Uuid& quote) { return world.value("quote", quote, "statecode"); }

  World world;
  Carried& ann = world.device("ann");
  Carried& carl = world.device("carl");
  Carried& sam = world.device("sam");
};

TEST_F(QuoteEvidence, says_who_decided_on_what_and_when_and_holds_without_the_daemon) {
  const Uuid action = approve(ann);
  EXPECT_TRUE(record(ann, action).empty()) << "only the daemon's answer completes it";
  world.advance(std::chrono::hours(3));
  ann.sync();
  const auto checked = actions::check_evidence(record(ann, action), daemon_key());
  ASSERT_TRUE(checked.has_value()) << checked.error().message;
  for (const actions::EvidenceCheck& check : checked->checks)
    EXPECT_TRUE(check.holds) << check.claim;
  EXPECT_EQ(checked->evidence.person, "ann Example");
  EXPECT_EQ(checked->evidence.role, actions::kQuoteApproverRole);
  EXPECT_EQ(checked->evidence.quote, "Quote 0");
  EXPECT_EQ(number(checked->evidence.total), world.value("quote", world.quote(), "totalamount"));
  EXPECT_LT(checked->evidence.latest, checked->evidence.received) << "decided, then sent";
  EXPECT_EQ(to_hex(checked->action->basis.material_hash),
            std::get<std::string>(world.value(kDecision, row_of(action), "quotehash")));
  EXPECT_NE(checked->action->time.wall_ms, 0);
  EXPECT_EQ(*checked->action->argument(names::kSignature),
            schema::Value(std::string("0,0 10,20;30,40")));
  EXPECT_EQ(*checked->action, ann.find(action).action);
  EXPECT_EQ(checked->receipt->verdict, Verdict::applied);
  EXPECT_EQ(*checked->receipt, *ann.find(action).receipt);
}

TEST_F(QuoteEvidence, reaches_everybody_who_sees_the_decision_and_stays_after_it_was_dismissed) {
  const Uuid action = approve(ann);
  world.sync_all();
  const Bytes mine = record(ann, action);
  EXPECT_FALSE(mine.empty());
  EXPECT_EQ(record(carl, action), mine);
  EXPECT_EQ(record(sam, action), mine);
  ASSERT_TRUE(ann.queue().dismiss(action).has_value());
  ann.sync();
  EXPECT_EQ(record(ann, action), mine);
}

TEST_F(QuoteEvidence, is_broken_by_a_change_of_any_byte) {
  const Uuid action = approve(ann);
  ann.sync();
  const Bytes whole = record(ann, action);
  ASSERT_FALSE(whole.empty());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    Bytes changed = whole;
    changed[i] ^= static_cast<std::uint8_t>(1U << i % 8);
    const auto checked = actions::check_evidence(changed, std::nullopt);
    EXPECT_FALSE(checked.has_value() && checked->holds()) << "byte " << i;
  }
}

TEST_F(QuoteEvidence, is_made_of_a_rejection_and_of_what_staff_settled_late_too) {
  world.daemon().use_handlers([](std::string_view) { return nullptr; });
  const Uuid action = ann.reject_quote(world.quote());
  ann.sync();
  EXPECT_EQ(ann.verdict(action), Verdict::held);
  world.daemon().use_handlers(rules::find_rule);
  ASSERT_TRUE(
      world.daemon().settle_held({syncd::HeldDecision::Kind::retry, action, {}}).has_value());
  ann.sync();
  const auto checked = actions::check_evidence(record(ann, action), daemon_key());
  ASSERT_TRUE(checked.has_value());
  EXPECT_TRUE(checked->holds());
  EXPECT_EQ(checked->action->kind, actions::kinds::kQuoteReject);
}

TEST_F(QuoteEvidence, is_not_made_of_a_decision_that_was_not_used) {
  const Uuid action = approve(ann);
  world.change("quote", world.quote(), "totalamount", std::int64_t{77'0000});
  ann.sync();
  EXPECT_EQ(ann.reason(action), Reason::quote_changed);
  EXPECT_EQ(world.count(kDecision), 0U);
}

TEST_F(QuoteEvidence, takes_no_signature_that_is_none) {
  EXPECT_TRUE(ann.take("quote.approve", world.quote(),
                       {{std::string(names::kSignature), std::string("<svg/>")}})
                  .is_nil());
  EXPECT_EQ(ann.refusal(), Reason::invalid_value);
}

/// Quotes 0 and 2 of the first customer and 1 of the second, all of one opportunity; quote 3 of
/// none.
class QuoteWin : public QuoteEvidence {
 protected:
  QuoteWin() {
    for (int copy = 0; copy < 2; ++copy) quotes.push_back(another());
    for (std::size_t i = 0; i < 3; ++i)
      world.change("quote", quotes[i], "opportunityid", world.offer());
    world.sync_all();
  }
  /// A quote like the first.
  Uuid another() {
    const std::uint32_t entity = schema::Catalogue::embedded()->entity("quote").number;
    schema::Row row = *world.daemon().rows().at({entity, world.quote()});
    row.id = random_id(random);
    const schema::RowChange change = upsert(row);
    world.commit(std::span(&change, 1));
    return row.id;
  }
  SeededRandom random{9};
  std::vector<Uuid> quotes = world.organisation().quotes;
};

TEST_F(QuoteWin, closes_the_other_open_quotes_of_the_opportunity_as_lost) {
  const Uuid mine = ann.approve_quote(quotes[0]);
  const Uuid late = carl.approve_quote(quotes[2]);
  EXPECT_EQ(ann.value("quote", quotes[0], "statecode"), number(kWon));
  ann.sync();
  EXPECT_EQ(ann.verdict(mine), Verdict::applied);
  EXPECT_EQ(ann.value("quote", quotes[2], "statecode"), number(kClosed));
  for (const std::size_t i : {1U, 2U}) {
    EXPECT_EQ(state(quotes[i]), number(kClosed)) << i;
    EXPECT_EQ(status(quotes[i]), number(5)) << i;
  }
  // Whoever decided on one of those meanwhile is told that it is gone, not that it was rejected.
  carl.sync();
  EXPECT_EQ(carl.verdict(late), Verdict::superseded);
  EXPECT_EQ(carl.reason(late), Reason::quote_withdrawn);
  EXPECT_EQ(world.count(kDecision), 1U);
  world.sync_all();
  for (Carried* device : {&ann, &carl, &sam}) EXPECT_EQ(device->differences(), "");
}

TEST_F(QuoteWin, leaves_decided_quotes_and_those_of_no_opportunity_alone) {
  world.change("quote", quotes[2], "statecode", kClosed);
  world.change("quote", quotes[2], "statuscode", std::int64_t{7});
  ann.sync();
  ann.approve_quote(quotes[0]);
  ann.sync();
  EXPECT_EQ(status(quotes[2]), number(7));
  EXPECT_NE(state(quotes[3]), number(kClosed));
}

TEST_F(QuoteWin, of_a_rejection_closes_nothing_else) {
  ann.reject_quote(quotes[0]);
  ann.sync();
  EXPECT_EQ(state(quotes[0]), number(kClosed));
  EXPECT_EQ(state(quotes[2]), number(kOpen));
}

// domain.md 6.2, 6.4: behind a setting, one contract a quote, which staff open.
TEST_F(QuoteWin, becomes_a_contract_where_the_organisation_says_so) {
  world.daemon().use_rules({.contract_on_win = true});
  const Uuid mine = ann.approve_quote(quotes[0]);
  const Uuid contract = rules::contract_id(quotes[0]);
  EXPECT_FALSE(ann.sees("salesorder", contract)) << "no device forecasts it";
  world.sync_all();
  EXPECT_EQ(ann.verdict(mine), Verdict::applied);
  EXPECT_FALSE(ann.sees("salesorder", contract)) << "a draft";
  ASSERT_TRUE(sam.sees("salesorder", contract));
  const auto of = [&](const char* column) { return sam.value("salesorder", contract, column); };
  EXPECT_EQ(of("totalamount"), world.value("quote", quotes[0], "totalamount"));
  EXPECT_EQ(of("customerid"), world.value("quote", quotes[0], "customerid"));
  EXPECT_EQ(of("customeridtype"), schema::Value(std::string("account")));
  EXPECT_EQ(of("quoteid"), schema::Value(quotes[0]));
  EXPECT_EQ(of("msdyn_psastate"), number(192350000));
  EXPECT_EQ(of("statecode"), number(0));
  const schema::Value order = of("ordernumber");
  EXPECT_TRUE(
      std::regex_match(std::get<std::string>(order), std::regex("ORD-[0-9]{5,}-[A-Z0-9]{6}")))
      << std::get<std::string>(order);
  EXPECT_EQ(world.count("salesorderdetail"), 2U);
  // Staff open it: then the customer holds it, lines and all.
  for (const auto& [column, value] :
       {std::pair("msdyn_psastate", 192350002), std::pair("msdyn_psastatusreason", 192350003),
        std::pair("adx_visibletocustomer", 1)})
    world.change("salesorder", contract, column, std::int64_t{value});
  world.sync_all();
  EXPECT_EQ(ann.value("salesorder", contract, "ordernumber"), order);
  for (Carried* device : {&ann, &carl, &sam}) EXPECT_EQ(device->differences(), "");
}

TEST_F(QuoteWin, makes_no_second_contract_of_a_quote) {
  world.daemon().use_rules({.contract_on_win = true});
  const auto& catalogue = *schema::Catalogue::embedded();
  schema::RowChange known({catalogue.entity("salesorder").number, rules::contract_id(quotes[1])});
  known.set(catalogue.column("salesorder", "quoteid"), quotes[0])
      .set(catalogue.column("salesorder", "statecode"), std::int64_t{0})
      .set(catalogue.column("salesorder", "statuscode"), std::int64_t{1});
  world.commit({&known, 1});
  ann.approve_quote(quotes[0]);
  ann.sync();
  EXPECT_EQ(state(quotes[0]), number(kWon));
  EXPECT_EQ(world.count("salesorder"), 1U);
}

TEST_F(QuoteWin, is_not_there_where_staff_close_quotes) {
  world.daemon().use_rules({rules::QuotePolicy::record_only});
  world.sync_all();
  const Uuid mine = ann.approve_quote(quotes[0]);
  const Uuid other = carl.approve_quote(quotes[2]);
  EXPECT_EQ(ann.value("quote", quotes[0], "statecode"), number(kOpen)) << "as the daemon will";
  ann.sync();
  carl.sync();
  EXPECT_EQ(ann.verdict(mine), Verdict::applied);
  EXPECT_EQ(carl.verdict(other), Verdict::applied);
  for (const std::size_t i : {0U, 1U, 2U}) EXPECT_EQ(state(quotes[i]), number(kOpen)) << i;
  EXPECT_EQ(world.count(kDecision), 2U);
}

}  // namespace
}  // namespace fieldbook::tests
