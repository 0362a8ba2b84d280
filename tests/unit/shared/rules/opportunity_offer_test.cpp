// Offers by staff: opportunity.distribute and opportunity.offer (DOMAIN.md 3.1, 3.5).

#include "tests/unit/shared/rules/rules_world.hpp"

namespace fieldbook::tests {
namespace {

namespace kinds = actions::kinds;

constexpr std::int64_t kInProgress = 1, kDelivered = 100000001, kAccepted = 100000003;
constexpr std::int64_t kDeclined = 100000006, kReturned = 756150000;

class OpportunityOffer : public testing::Test {
 protected:
  OpportunityOffer() {
    sam = {id_of("sam"), "Sam", schema::Audience::staff, {}, {}};
    for (const char* partner : {"pipes", "rival"})
      world.rows.put(a_row("account", partner)
                         .with("name", partner)
                         .with("accountclassificationcode", std::int64_t{100000000})
                         .with("statecode", std::int64_t{0}));
    world.rows.put(a_row("account", "acme").with("name", "Acme"));
    set("customerid", id_of("acme"));
    set("customeridtype", std::string("account"));
    world.rows.put(a_row("fieldbook_opportunitydelivery", "first")
                       .with("opportunityid", id_of("offer"))
                       .with("partnerid", id_of("pipes"))
                       .with("way", std::int64_t{2})
                       .with("deliveredon", kToday - 2));
    facts = RulesWorld::facts_at(noon(kToday));
    facts.offer_days = 5;
    facts.plan_offer = [this](const Uuid&) -> Result<rules::OfferPlan> { return plan; };
    plan = {id_of("rival"), "rival", 2.5, {{"winrate", "5 * 0.5 = 2.5"}}};
  }
  void set(std::string_view column, schema::Value value) {
    world.set("opportunity", "offer", column, std::move(value));
  }
  void open_without_partner() {
    set("statuscode", kInProgress);
    set("msa_partnerid", schema::Null{});
    world.set("fieldbook_opportunitydelivery", "first", "withdrawnon", kToday - 1);
  }
  actions::Action distribute(std::string_view id = "action") {
    return world.act(kinds::kOpportunityDistribute, sam, id);
  }
  actions::Action offer(std::string_view partner, const std::string& why = "nearer") {
    actions::Action action = world.act(kinds::kOpportunityOffer, sam);
    action.arguments = {{"comment", why}, {"msa_partnerid", id_of(partner)}};
    return action;
  }
  std::string take(const actions::Action& action) {
    const Answer answer = world.on_daemon(action, sam, facts);
    world.apply(answer.changes);
    return describe(answer);
  }
  [[nodiscard]] schema::Value of(std::string_view column) const {
    return world.value("opportunity", id_of("offer"), column);
  }
  [[nodiscard]] schema::Value first(std::string_view column) const {
    return world.value("fieldbook_opportunitydelivery", id_of("first"), column);
  }
  /// The delivery that is not the first; null when there is none or more than one.
  [[nodiscard]] schema::Value second(std::string_view column) {
    const auto ids = world.rows.find(
        world.rows.catalogue().column("fieldbook_opportunitydelivery", "opportunityid"),
        id_of("offer"));
    std::vector<Uuid> others;
    for (const Uuid& id : *ids)
      if (id != id_of("first")) others.push_back(id);
    return others.size() == 1 ? world.value("fieldbook_opportunitydelivery", others.front(), column)
                              : schema::Null{};
  }
  static schema::Value number(std::int64_t value) { return value; }

  RulesWorld world;
  rules::Actor sam;
  rules::DaemonFacts facts;
  rules::OfferPlan plan;
};

TEST_F(OpportunityOffer, distribution_offers_to_whom_the_plan_names_and_says_why) {
  open_without_partner();
  EXPECT_EQ(take(distribute()), "applied none partner=" + to_string(id_of("rival")) +
                                    " partner_name=rival score=2.5 winrate=5 * 0.5 = 2.5");
  EXPECT_EQ(of("msa_partnerid"), schema::Value(id_of("rival")));
  EXPECT_EQ(of("statuscode"), number(kDelivered));
  EXPECT_EQ(of("adx_delivereddate"), number(kToday));
  EXPECT_EQ(of("adx_expirydate"), number(kToday + 5));
  EXPECT_EQ(second("partnerid"), schema::Value(id_of("rival")));
  EXPECT_EQ(second("way"), number(2));
  EXPECT_EQ(second("expireson"), number(kToday + 5));
  EXPECT_EQ(second("score"), schema::Value(2.5));
  EXPECT_EQ(world.value("account", id_of("rival"), "adx_partnerranking"), schema::Value(2.5));
}

TEST_F(OpportunityOffer, a_device_leaves_the_choice_to_the_daemon) {
  open_without_partner();
  const Answer answer = world.on_device(distribute(), sam);
  ASSERT_TRUE(answer.applied);
  ASSERT_EQ(answer.changes.size(), 1U);
  EXPECT_EQ(answer.changes.front().values.size(), 1U) << "when it was modified, and nothing else";
}

TEST_F(OpportunityOffer, says_when_nobody_is_available) {
  open_without_partner();
  plan = {};
  EXPECT_EQ(take(distribute()), "refused nobody_available");
  EXPECT_EQ(of("msa_partnerid"), schema::Value(schema::Null{}));
}

TEST_F(OpportunityOffer, stays_undecided_where_nothing_plans) {
  open_without_partner();
  facts.plan_offer = nullptr;
  const auto outcome = rules::find_rule(kinds::kOpportunityDistribute)
                           ->run({world.rows, sam, distribute(), facts.latest, &facts, {}});
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, Errc::unavailable);
}

TEST_F(OpportunityOffer, what_is_offered_is_not_distributed_again_but_may_be_given_to_another) {
  EXPECT_EQ(take(distribute()),
            "superseded already_decided decided_on=2026-11-19 decision=Delivered");
  EXPECT_EQ(take(offer("rival")),
            "applied none partner=" + to_string(id_of("rival")) + " partner_name=rival");
  EXPECT_EQ(first("withdrawnon"), number(kToday));
  EXPECT_EQ(second("way"), number(3));
  EXPECT_EQ(second("reason"), schema::Value(std::string("nearer")));
  EXPECT_EQ(of("msa_partnerid"), schema::Value(id_of("rival")));
}

TEST_F(OpportunityOffer, the_device_shows_a_choice_of_staff_at_once_but_for_its_deadline) {
  const Answer answer = world.on_device(offer("rival"), sam);
  ASSERT_TRUE(answer.applied);
  world.apply(answer.changes);
  EXPECT_EQ(of("msa_partnerid"), schema::Value(id_of("rival")));
  EXPECT_EQ(of("statuscode"), number(kDelivered));
  EXPECT_EQ(of("adx_expirydate"), schema::Value(schema::Null{}));
}

TEST_F(OpportunityOffer, offering_to_the_one_that_has_the_offer_changes_nothing) {
  EXPECT_EQ(take(offer("pipes")), "applied already_done");
  EXPECT_EQ(first("withdrawnon"), schema::Value(schema::Null{}));
}

TEST_F(OpportunityOffer, what_a_partner_accepted_or_closed_is_theirs) {
  set("statuscode", kAccepted);
  set("adx_accepteddate", kToday - 1);
  for (const auto& action : {distribute(), offer("rival")})
    EXPECT_EQ(take(action), "superseded already_decided decided_on=2026-11-20 decision=Accepted");
  set("statuscode", std::int64_t{4});
  set("statecode", std::int64_t{2});
  set("actualclosedate", kToday);
  EXPECT_EQ(take(offer("rival")),
            "superseded already_decided decided_on=2026-11-21 decision=Canceled");
}

TEST_F(OpportunityOffer, notes_what_became_of_the_offer_before) {
  set("statuscode", kDeclined);
  take(offer("rival"));
  EXPECT_EQ(first("declinedon"), number(kToday));
  EXPECT_EQ(first("withdrawnon"), schema::Value(schema::Null{}));
}

TEST_F(OpportunityOffer, a_returned_one_is_open_again_and_counted_as_returned) {
  set("statecode", std::int64_t{2});
  set("statuscode", kReturned);
  set("actualclosedate", kToday - 1);
  take(distribute());
  EXPECT_EQ(first("returnedon"), number(kToday - 1));
  EXPECT_EQ(first("acceptedon"), number(kToday));
  EXPECT_EQ(of("statecode"), number(0));
  EXPECT_EQ(of("actualclosedate"), schema::Value(schema::Null{}));
}

TEST_F(OpportunityOffer, an_offer_past_its_day_counts_as_expired) {
  set("adx_expirydate", kToday - 1);
  take(distribute());
  EXPECT_EQ(first("expiredon"), number(kToday - 1));
  EXPECT_EQ(of("msa_partnerid"), schema::Value(id_of("rival")));
}

TEST_F(OpportunityOffer, who_did_not_see_the_latest_offer_is_told_of_it) {
  set("adx_delivereddate", kToday - 1);
  EXPECT_EQ(take(offer("rival")),
            "superseded already_decided decided_on=2026-11-20 decision=Delivered");
}

TEST_F(OpportunityOffer, a_partners_own_and_a_shared_one_are_not_distributed) {
  set("adx_partnercreated", std::int64_t{1});
  EXPECT_EQ(take(offer("rival")), "refused not_distributed");
  set("adx_partnercreated", std::int64_t{0});
  set("adx_partnercollaboration", std::int64_t{1});
  EXPECT_EQ(take(distribute()), "refused not_distributed");
}

TEST_F(OpportunityOffer, needs_an_active_partner_other_than_the_customer_and_a_reason) {
  EXPECT_EQ(take(offer("acme")), "refused invalid_value fields=Partner");
  EXPECT_EQ(take(offer("nobody")), "refused invalid_value fields=Partner");
  set("customerid", id_of("rival"));
  EXPECT_EQ(take(offer("rival")), "refused invalid_value fields=Partner");
  set("customerid", id_of("acme"));
  EXPECT_EQ(take(offer("rival", "  ")), "refused invalid_value fields=Comment");
  world.set("account", "rival", "statecode", std::int64_t{1});
  EXPECT_EQ(take(offer("rival")), "refused invalid_value fields=Partner");
}

TEST_F(OpportunityOffer, is_for_staff_alone) {
  const actions::Action action = world.act(kinds::kOpportunityDistribute, world.paul);
  EXPECT_EQ(describe(world.on_device(action, world.paul)), "refused not_permitted");
  EXPECT_EQ(describe(world.on_daemon(action, world.paul, facts)), "refused not_permitted");
}

TEST_F(OpportunityOffer, the_same_partner_may_get_it_twice_a_day) {
  take(offer("rival"));
  set("statuscode", kDeclined);
  actions::Action again = offer("rival");
  again.basis.delivered_day = kToday;
  take(again);
  const auto ids = world.rows.find(
      world.rows.catalogue().column("fieldbook_opportunitydelivery", "opportunityid"),
      id_of("offer"));
  EXPECT_EQ(ids->size(), 3U);
}

}  // namespace
}  // namespace fieldbook::tests
