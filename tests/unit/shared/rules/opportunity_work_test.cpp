#include <gmock/gmock.h>

#include "tests/unit/shared/rules/rules_world.hpp"

namespace fieldbook::tests {
namespace {

namespace kinds = actions::kinds;

constexpr std::int64_t kInProgress = 1, kAccepted = 100000003, kPurchased = 100000004;

class OpportunityWork : public testing::Test {
 protected:
  OpportunityWork() {
    set("statuscode", kAccepted);
    set("adx_accepteddate", kToday - 1);
    for (const char* flag : {"adx_assign", "adx_delete"})
      world.set("adx_opportunitypermissions", "permission", flag, std::int64_t{1});
  }
  void set(std::string_view column, schema::Value value) {
    world.set("opportunity", "offer", column, std::move(value));
  }
  actions::Action act(std::string_view kind, std::string_view argument = "",
                      schema::Value value = schema::Null{}) {
    actions::Action action = world.act(kind, world.paul);
    if (!argument.empty()) action.arguments = {{std::string(argument), std::move(value)}};
    return action;
  }
  std::string take(const actions::Action& action) {
    const Answer answer = world.on_device(action, world.paul);
    world.apply(answer.changes);
    return describe(answer);
  }
  [[nodiscard]] schema::Value of(std::string_view column) const {
    return world.value("opportunity", id_of("offer"), column);
  }
  [[nodiscard]] std::vector<std::string> notes() {
    std::vector<std::string> out;
    const auto handle = world.rows.catalogue().column("adx_opportunitynote", "adx_opportunityid");
    const auto ids = world.rows.find(handle, id_of("offer"));
    for (const Uuid& id : *ids)
      out.push_back(std::get<std::string>(world.value("adx_opportunitynote", id, "adx_name")));
    return out;
  }
  static schema::Value number(std::int64_t value) { return value; }

  RulesWorld world;
};

// domain.md 3.1, collaboration: several partners share it, and none closes it for the others.
TEST_F(OpportunityWork, one_of_several_partners_goes_on_with_it_and_does_not_close_it) {
  set("adx_partnercollaboration", std::int64_t{1});
  EXPECT_EQ(take(act(kinds::kOpportunityWin)), "refused not_permitted");
  EXPECT_EQ(take(act(kinds::kOpportunityReturn, "reason", number(100000001))),
            "refused not_permitted");
  EXPECT_EQ(take(act(kinds::kOpportunityPhase, "salesstagecode", number(100000001))),
            "applied none");
}

// domain.md 11.19: the phase history reaches the daemon, with a note a step.
TEST_F(OpportunityWork, goes_through_phases_forward_only) {
  EXPECT_EQ(take(act(kinds::kOpportunityPhase, "salesstagecode", number(100000001))),
            "applied none");
  EXPECT_EQ(of("statuscode"), number(kInProgress));
  EXPECT_EQ(of("stepname"), schema::Value(std::string("3-Interest Confirmed")));
  EXPECT_EQ(of("adx_feedbackyet"), number(1));
  EXPECT_EQ(notes(), std::vector<std::string>{"3-Interest Confirmed"});
  EXPECT_EQ(take(act(kinds::kOpportunityPhase, "salesstagecode", number(1))),
            "superseded already_decided decision=moved on to 3-Interest Confirmed");
  EXPECT_EQ(take(act(kinds::kOpportunityPhase, "salesstagecode", number(7))),
            "refused invalid_value fields=Pipeline Phase");
}

TEST_F(OpportunityWork, is_won_once) {
  EXPECT_EQ(take(act(kinds::kOpportunityWin)), "applied none");
  EXPECT_EQ(of("statuscode"), number(kPurchased));
  EXPECT_EQ(of("adx_wondate"), number(kToday));
  EXPECT_EQ(take(act(kinds::kOpportunityWin)), "applied already_done");
  EXPECT_EQ(take(act(kinds::kOpportunityPhase, "salesstagecode", number(1))),
            "superseded already_decided decided_on=2026-11-21 decision=Purchased");
}

// domain.md 11.20: return comes after acceptance, has a reason, and is not for the partner's own.
TEST_F(OpportunityWork, returns_what_was_distributed_with_a_reason) {
  EXPECT_EQ(describe(world.on_device(act(kinds::kOpportunityReturn), world.paul)),
            "refused invalid_value fields=Reason for Return");
  EXPECT_EQ(take(act(kinds::kOpportunityReturn, "reason", number(100000005))), "applied none");
  EXPECT_EQ(of("statuscode"), number(756150000));
  EXPECT_EQ(of("closeprobability"), number(0));
  EXPECT_EQ(of("adx_reasonforreturn"), number(100000005));
}

TEST_F(OpportunityWork, cancels_only_its_own_and_returns_only_what_was_distributed) {
  EXPECT_EQ(take(act(kinds::kOpportunityCancel)), "refused not_permitted");
  set("adx_partnercreated", number(1));
  EXPECT_EQ(take(act(kinds::kOpportunityReturn, "reason", number(100000005))),
            "refused not_permitted");
  world.set("adx_opportunitypermissions", "permission", "adx_delete", number(0));
  EXPECT_EQ(take(act(kinds::kOpportunityCancel)), "refused not_permitted");
  world.set("adx_opportunitypermissions", "permission", "adx_delete", number(1));
  EXPECT_EQ(take(act(kinds::kOpportunityCancel)), "applied none");
  EXPECT_EQ(of("statecode"), number(2));
}

TEST_F(OpportunityWork, is_assigned_to_active_colleagues_alone) {
  world.set("contact", "tina", "statecode", number(1));
  EXPECT_EQ(take(act(kinds::kOpportunityAssign, "msa_partneroppid", world.tina.id)),
            "refused not_available");
  world.set("contact", "tina", "statecode", number(0));
  EXPECT_EQ(take(act(kinds::kOpportunityAssign, "msa_partneroppid", world.ana.id)),
            "refused not_available");
  EXPECT_EQ(take(act(kinds::kOpportunityAssign, "msa_partneroppid", world.tina.id)),
            "applied none");
  EXPECT_EQ(of("msa_partneroppid"), schema::Value(world.tina.id));
}

TEST_F(OpportunityWork, gains_a_contact_once) {
  const auto add = act(kinds::kOpportunityAddContact, "contact", world.ana.id);
  EXPECT_EQ(take(add), "applied none");
  EXPECT_EQ(notes(), std::vector<std::string>{"Contact Added: Ana"});
  EXPECT_EQ(take(add), "applied already_done");
}

// domain.md 11.21: a partner's own opportunity is approved by staff and registered as a deal.
TEST_F(OpportunityWork, of_the_partner_is_registered_and_approved_by_staff) {
  set("adx_partnercreated", number(1));
  set("statuscode", kInProgress);
  EXPECT_EQ(take(act(kinds::kOpportunityRegister)), "applied none");
  EXPECT_NE(of("adx_dealregistrationrequestid"), schema::Value());
  EXPECT_EQ(take(act(kinds::kOpportunityRegister)), "applied already_done");
  rules::Actor sam{id_of("sam"), "Sam", schema::Audience::staff, {}, {}};
  auto approve = world.act(kinds::kOpportunityApprove, sam, "approval");
  approve.basis.partner = {};
  const Answer approved = world.on_daemon(approve, sam, RulesWorld::facts_at(noon(kToday)));
  EXPECT_EQ(describe(approved), "applied none");
  world.apply(approved.changes);
  EXPECT_EQ(of("statuscode"), number(kAccepted));
  EXPECT_EQ(of("adx_accepteddate"), number(kToday));
  EXPECT_THAT(notes(), testing::UnorderedElementsAre("Registered", "Approved"));
}

TEST_F(OpportunityWork, of_an_earlier_delivery_is_not_touched) {
  const auto win = act(kinds::kOpportunityWin);
  set("adx_delivereddate", number(kToday));
  EXPECT_EQ(take(win), "superseded offer_withdrawn offered_again=yes");
  set("msa_partnerid", id_of("rival"));
  EXPECT_EQ(take(win), "superseded offer_moved");
}

TEST_F(OpportunityWork, that_was_not_accepted_has_no_phases) {
  set("statuscode", number(100000001));
  EXPECT_EQ(take(act(kinds::kOpportunityPhase, "salesstagecode", number(1))),
            "superseded already_decided decision=Delivered");
}

TEST_F(OpportunityWork, needs_the_right_that_each_step_has) {
  world.set("adx_opportunitypermissions", "permission", "adx_write", number(0));
  EXPECT_EQ(take(act(kinds::kOpportunityWin)), "refused not_permitted");
  EXPECT_EQ(describe(world.on_daemon(act(kinds::kOpportunityWin), world.paul,
                                     RulesWorld::facts_at(noon(kToday)))),
            "refused role_ended");
}

}  // namespace
}  // namespace fieldbook::tests
