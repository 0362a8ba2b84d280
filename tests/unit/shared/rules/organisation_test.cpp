// People of a partner and of its customers, and how one becomes a partner (DOMAIN.md 4, 5.1).

#include "tests/unit/shared/rules/rules_world.hpp"

namespace fieldbook::tests {
namespace {

namespace kinds = actions::kinds;
using Arguments = std::vector<std::pair<std::string, schema::Value>>;

class OrganisationPeople : public testing::Test {
 protected:
  OrganisationPeople() {
    for (const char* entity : {"adx_channelpermissions", "adx_contactaccess", "adx_accountaccess"})
      world.rows.put(a_row(entity, entity)
                         .with("adx_contactid", world.paul.id)
                         .with("adx_accountid", world.paul.account)
                         .with("adx_write", true));
    world.set("adx_accountaccess", "adx_accountaccess", "adx_managepermissions", number(1));
    for (const char* name : {"mill", "farm"})
      world.rows.put(a_row("account", name)
                         .with("name", name)
                         .with("msa_managingpartnerid", world.paul.account));
    world.rows.put(a_row("contact", "mia")
                       .with("fullname", "Mia")
                       .naming("parentcustomerid", "account", "mill"));
    world.rows.put(a_row("adx_webrole", "seller").with("adx_name", "Partner seller"));
    world.rows.put(a_row("adx_webrole", "approver").with("adx_name", "PSA Customer Approver"));
    world.rows.put(a_row("adx_webrole", "admin").with("adx_name", "Partner administrator"));
  }
  std::string take(std::string_view kind, std::string_view target, const rules::Actor& actor,
                   Arguments arguments = {}) {
    actions::Action action;
    action.id = id_of("action");
    action.kind = kind;
    action.entity = actions::find_action(kind)->entity;
    action.target = id_of(target);
    action.actor = actor.id;
    action.audience = actor.audience;
    action.arguments = std::move(arguments);
    const Answer answer = world.on_daemon(action, actor, RulesWorld::facts_at(noon(kToday)));
    for (const schema::RowChange& change : answer.changes)
      if (change.kind == schema::ChangeKind::remove) world.rows.remove(change.key);
    auto kept = answer.changes;
    std::erase_if(kept,
                  [](const auto& change) { return change.kind == schema::ChangeKind::remove; });
    world.apply(kept);
    return describe(answer);
  }
  [[nodiscard]] std::size_t count(std::string_view entity) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        world.rows.all(), [&](const auto& one) { return one.second.entity->name == entity; }));
  }
  static schema::Value number(std::int64_t value) { return value; }

  RulesWorld world;
  rules::Actor sam{id_of("sam"), "Sam", schema::Audience::staff, {}, {}};
};

// domain.md 11.26: a customer's contact moves between accounts that the partner manages, no others.
TEST_F(OrganisationPeople, a_contact_moves_between_managed_customers_alone) {
  EXPECT_EQ(take(kinds::kContactMove, "mia", world.paul, {{"parentcustomerid", id_of("farm")}}),
            "applied none");
  EXPECT_EQ(world.value("contact", id_of("mia"), "parentcustomerid"), schema::Value(id_of("farm")));
  EXPECT_EQ(take(kinds::kContactMove, "mia", world.paul, {{"parentcustomerid", id_of("acme")}}),
            "refused not_available");
  // domain.md 11.25: another partner's customer cannot even be asked about.
  world.set("account", "farm", "msa_managingpartnerid", id_of("rival"));
  EXPECT_EQ(take(kinds::kContactMove, "mia", world.paul, {{"parentcustomerid", id_of("mill")}}),
            "refused not_available");
  EXPECT_EQ(take(kinds::kContactRemove, "mia", world.paul), "refused not_available");
}

// domain.md 11.24: who is removed loses every right with it.
TEST_F(OrganisationPeople, removing_an_employee_ends_their_rights) {
  world.rows.put(a_row("adx_channelpermissions", "tinas")
                     .with("adx_contactid", world.tina.id)
                     .with("adx_accountid", world.tina.account));
  EXPECT_EQ(take(kinds::kContactRemove, "tina", world.paul), "applied none");
  EXPECT_EQ(world.value("contact", world.tina.id, "statecode"), number(1));
  EXPECT_EQ(world.value("adx_channelpermissions", id_of("tinas"), "statecode"), number(1));
  EXPECT_EQ(take(kinds::kContactRemove, "tina", world.paul), "applied already_done");
  EXPECT_EQ(take(kinds::kContactRemove, "paul", world.paul), "refused not_permitted");
}

TEST_F(OrganisationPeople, an_editor_gives_only_rights_that_they_hold) {
  EXPECT_EQ(take(kinds::kAccessSet, "tina", world.paul, {{"opportunity_acceptdecline", number(1)}}),
            "applied none");
  EXPECT_EQ(count("adx_opportunitypermissions"), 2U);
  EXPECT_EQ(take(kinds::kAccessSet, "tina", world.paul, {{"opportunity_acceptdecline", number(1)}}),
            "applied already_done");
  EXPECT_EQ(take(kinds::kAccessSet, "tina", world.paul, {{"opportunity_assign", number(1)}}),
            "refused role_ended fields=opportunity_assign");
  EXPECT_EQ(take(kinds::kAccessSet, "tina", sam, {{"opportunity_assign", number(1)}}),
            "applied none");
  EXPECT_EQ(count("adx_opportunitypermissions"), 2U);
  world.set("adx_accountaccess", "adx_accountaccess", "adx_managepermissions", number(0));
  EXPECT_EQ(take(kinds::kAccessSet, "tina", world.paul, {{"opportunity_acceptdecline", number(0)}}),
            "refused role_ended");
}

TEST_F(OrganisationPeople, an_administrator_gives_partner_roles_to_colleagues) {
  EXPECT_EQ(take(kinds::kRoleGrant, "tina", world.paul, {{"role", id_of("seller")}}),
            "applied none");
  EXPECT_EQ(take(kinds::kRoleGrant, "tina", world.paul, {{"role", id_of("seller")}}),
            "applied already_done");
  EXPECT_EQ(take(kinds::kRoleGrant, "tina", world.paul, {{"role", id_of("approver")}}),
            "refused not_permitted");
  EXPECT_EQ(take(kinds::kRoleGrant, "mia", world.paul, {{"role", id_of("seller")}}),
            "refused role_ended role=Partner administrator");
  EXPECT_EQ(take(kinds::kRoleRevoke, "tina", world.paul, {{"role", id_of("seller")}}),
            "applied none");
  EXPECT_EQ(count("contact_adx_webrole_link"), 0U);
  EXPECT_EQ(take(kinds::kRoleGrant, "ana", sam, {{"role", id_of("approver")}}), "applied none");
}

// DOMAIN.md 2.1, 4.2: devices of partners carry no web roles, so that a role is given by its name.
TEST_F(OrganisationPeople, a_role_is_given_and_taken_by_its_name) {
  const auto named = [](const char* name) { return Arguments{{"role_name", std::string(name)}}; };
  EXPECT_EQ(take(kinds::kRoleGrant, "tina", world.paul, named("partner SELLER ")), "applied none");
  EXPECT_EQ(count("contact_adx_webrole_link"), 1U);
  EXPECT_EQ(take(kinds::kRoleGrant, "tina", world.paul, named("Partner seller")),
            "applied already_done");
  EXPECT_EQ(take(kinds::kRoleGrant, "tina", world.paul, named("PSA Customer Approver")),
            "refused not_permitted");
  EXPECT_EQ(take(kinds::kRoleGrant, "tina", world.paul, named("Partner pilot")),
            "refused not_available");
  EXPECT_EQ(take(kinds::kRoleGrant, "tina", world.paul), "refused invalid_value fields=Web Role");
  EXPECT_EQ(take(kinds::kRoleRevoke, "tina", world.paul, named("Partner seller")), "applied none");
  EXPECT_EQ(count("contact_adx_webrole_link"), 0U);
}

TEST_F(OrganisationPeople, a_device_without_roles_leaves_a_named_one_to_the_daemon) {
  for (const char* role : {"seller", "approver", "admin"})
    world.rows.remove({world.rows.catalogue().entity("adx_webrole").number, id_of(role)});
  actions::Action action = world.act(kinds::kRoleGrant, world.paul);
  action.entity = "contact";
  action.target = id_of("tina");
  action.arguments = {{"role_name", std::string("Partner seller")}};
  const Answer answer = world.on_device(action, world.paul);
  EXPECT_EQ(describe(answer), "applied none");
  EXPECT_TRUE(answer.changes.empty());
  action.arguments = {{"role_name", std::string("FS Customer Approver")}};
  EXPECT_EQ(describe(world.on_device(action, world.paul)), "refused not_permitted");
}

// domain.md 11.23: an application is written to account and contact; staff decide, once.
TEST_F(OrganisationPeople, an_application_is_decided_once_by_staff) {
  rules::Actor eve{id_of("eve"), "Eve", schema::Audience::customer, {}, {}};
  world.rows.put(a_row("contact", "eve").with("fullname", "Eve"));
  EXPECT_EQ(take(kinds::kPartnerApply, "eve", eve), "refused invalid_value fields=Company");
  EXPECT_EQ(take(kinds::kPartnerApply, "eve", eve,
                 {{"address1_city", std::string("Ulm")}, {"company", std::string("Eve & Co")}}),
            "applied none");
  const auto account = std::get<Uuid>(world.value("contact", eve.id, "parentcustomerid"));
  EXPECT_EQ(world.value("account", account, "adx_partner_status"), number(100000000));
  EXPECT_EQ(world.value("account", account, "address1_city"), schema::Value(std::string("Ulm")));
  EXPECT_EQ(take(kinds::kPartnerApply, "eve", eve), "applied already_done");

  actions::Action approve;
  approve.id = id_of("approve");
  approve.kind = kinds::kPartnerApprove;
  approve.entity = "account";
  approve.target = account;
  const auto facts = RulesWorld::facts_at(noon(kToday));
  const Answer approved = world.on_daemon(approve, sam, facts);
  ASSERT_EQ(describe(approved), "applied none");
  world.apply(approved.changes);
  EXPECT_EQ(world.value("account", account, "accountclassificationcode"), number(100000000));
  EXPECT_EQ(count("contact_adx_webrole_link"), 1U);
  EXPECT_EQ(count("adx_caseaccess"), 1U);
  EXPECT_EQ(describe(world.on_daemon(approve, sam, facts)), "applied already_done");
  approve.kind = kinds::kPartnerReject;
  EXPECT_EQ(describe(world.on_daemon(approve, sam, facts)),
            "superseded already_decided decision=Approved");
}

// One contact of many speaks for the organisation only where it said nothing yet.
TEST_F(OrganisationPeople, an_application_overwrites_nothing_of_who_has_another_head) {
  rules::Actor eve{id_of("eve"), "Eve", schema::Audience::customer, id_of("works"), {}};
  world.rows.put(a_row("account", "works")
                     .with("name", "Works")
                     .with("telephone1", "+49 1")
                     .naming("primarycontactid", "contact", "mia"));
  world.rows.put(a_row("contact", "eve").naming("parentcustomerid", "account", "works"));
  const Arguments told = {{"address1_city", std::string("Ulm")},
                          {"telephone1", std::string("+49 2")}};
  EXPECT_EQ(take(kinds::kPartnerApply, "eve", eve, told), "applied none");
  EXPECT_EQ(world.value("account", id_of("works"), "adx_partner_status"), number(100000000));
  EXPECT_EQ(world.value("account", id_of("works"), "address1_city"),
            schema::Value(std::string("Ulm")));
  EXPECT_EQ(world.value("account", id_of("works"), "telephone1"),
            schema::Value(std::string("+49 1")));
}

}  // namespace
}  // namespace fieldbook::tests
