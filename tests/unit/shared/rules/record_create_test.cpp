#include "tests/unit/shared/rules/rules_world.hpp"

namespace fieldbook::tests {
namespace {

using Fields = std::vector<std::pair<std::string, schema::Value>>;

class RecordCreate : public testing::Test {
 protected:
  RecordCreate() {
    for (const char* entity : {"adx_channelpermissions", "adx_contactaccess"})
      world.rows.put(a_row(entity, entity)
                         .with("adx_contactid", world.paul.id)
                         .with("adx_accountid", world.paul.account)
                         .with("adx_create", true));
    world.set("adx_opportunitypermissions", "permission", "adx_create", std::int64_t{1});
    world.rows.put(a_row("account", "customer")
                       .with("name", "Customer")
                       .with("msa_managingpartnerid", world.paul.account)
                       .naming("primarycontactid", "contact", "owner"));
  }
  actions::Action create(std::string_view entity, Fields fields) {
    actions::Action action = world.update(world.paul, entity, "new", std::move(fields));
    action.kind = actions::kinds::kRecordCreate;
    action.basis = {};
    return action;
  }
  [[nodiscard]] actions::Action opportunity() {
    return create("opportunity",
                  {{"name", std::string("Pump")}, {"customerid", id_of("customer")}});
  }
  [[nodiscard]] schema::Value of(std::string_view entity, const char* column) const {
    return world.value(entity, id_of("new"), column);
  }

  RulesWorld world;
};

TEST_F(RecordCreate, a_partner_adds_a_customer_that_is_theirs) {
  const Answer answer =
      world.on_device(create("account", {{"name", std::string("Mill")}}), world.paul);
  ASSERT_EQ(describe(answer), "applied none");
  world.apply(answer.changes);
  EXPECT_EQ(of("account", "name"), schema::Value(std::string("Mill")));
  EXPECT_EQ(of("account", "msa_managingpartnerid"), schema::Value(world.paul.account));
  EXPECT_EQ(of("account", "statecode"), schema::Value(std::int64_t{0}));
  EXPECT_EQ(of("account", "createdon"), schema::Value(noon(kToday).ms));
}

TEST_F(RecordCreate, a_contact_needs_a_customer_that_the_partner_manages) {
  Fields fields = {{"firstname", std::string("Mia")},
                   {"lastname", std::string("Moss")},
                   {"parentcustomerid", id_of("customer")}};
  const Answer answer = world.on_device(create("contact", fields), world.paul);
  ASSERT_EQ(describe(answer), "applied none");
  world.apply(answer.changes);
  EXPECT_EQ(of("contact", "fullname"), schema::Value(std::string("Mia Moss")));
  world.set("account", "customer", "msa_managingpartnerid", id_of("rival"));
  auto other = create("contact", fields);
  other.target = id_of("other");
  EXPECT_EQ(describe(world.on_device(other, world.paul)), "refused not_available");
}

TEST_F(RecordCreate, without_the_right_nothing_is_added) {
  world.set("adx_channelpermissions", "adx_channelpermissions", "adx_create", std::int64_t{0});
  const auto action = create("account", {{"name", std::string("Mill")}});
  EXPECT_EQ(describe(world.on_device(action, world.paul)), "refused not_permitted");
  EXPECT_EQ(describe(world.on_daemon(action, world.paul, RulesWorld::facts_at(noon(kToday)))),
            "refused role_ended");
}

TEST_F(RecordCreate, other_entities_are_not_a_partners_to_add) {
  EXPECT_EQ(
      describe(world.on_device(
          create("bookableresourcebooking", {{"description", std::string("x")}}), world.paul)),
      "refused not_permitted");
}

TEST_F(RecordCreate, required_fields_must_be_there) {
  const Answer answer = world.on_device(
      create("contact",
             {{"firstname", std::string("Mia")}, {"parentcustomerid", id_of("customer")}}),
      world.paul);
  EXPECT_EQ(answer.reason, actions::Reason::invalid_value);
  EXPECT_NE(answer.fact("fields").find("Last Name"), std::string::npos);
}

TEST_F(RecordCreate, an_id_that_is_taken_is_another_record) {
  auto action = create("account", {{"name", std::string("Mill")}});
  action.target = id_of("customer");
  EXPECT_EQ(describe(world.on_device(action, world.paul)), "refused not_available");
}

TEST_F(RecordCreate, an_opportunity_belongs_to_the_partner_and_gets_a_reference) {
  const Answer answer = world.on_device(opportunity(), world.paul);
  ASSERT_EQ(describe(answer), "applied none");
  world.apply(answer.changes);
  EXPECT_EQ(of("opportunity", "msa_partnerid"), schema::Value(world.paul.account));
  EXPECT_EQ(of("opportunity", "msa_partneroppid"), schema::Value(world.paul.id));
  EXPECT_EQ(of("opportunity", "adx_partnercreated"), schema::Value(std::int64_t{1}));
  EXPECT_EQ(of("opportunity", "statuscode"), schema::Value(std::int64_t{1}));
  const auto code = std::get<std::string>(of("opportunity", "adx_referencecode"));
  EXPECT_EQ(code.size(), 16U);
  EXPECT_EQ(code.substr(0, 4), "OPP-");
  EXPECT_EQ(code.find_first_not_of("0123456789ABCDEF", 4), std::string::npos);
}

// DOMAIN.md 4.4: its lead type says that a partner made it, where the organisation has that type.
TEST_F(RecordCreate, an_opportunity_of_a_partner_has_the_lead_type_that_says_so) {
  world.rows.put(a_row("adx_leadtype", "fair").with("adx_name", "Trade fair"));
  world.rows.put(a_row("adx_leadtype", "partner created").with("adx_name", "Partner Created"));
  const Answer answer = world.on_device(opportunity(), world.paul);
  ASSERT_EQ(describe(answer), "applied none");
  world.apply(answer.changes);
  EXPECT_EQ(of("opportunity", "adx_leadtypeid"), schema::Value(id_of("partner created")));
}

TEST_F(RecordCreate, an_opportunity_needs_a_managed_customer_with_a_primary_contact) {
  world.set("account", "customer", "primarycontactid", schema::Null{});
  EXPECT_EQ(describe(world.on_device(opportunity(), world.paul)), "refused not_available");
}

TEST_F(RecordCreate, device_and_daemon_add_the_same_row) {
  const auto action = create("account", {{"name", std::string("Mill")}});
  EXPECT_EQ(world.on_device(action, world.paul),
            world.on_daemon(action, world.paul, RulesWorld::facts_at(noon(kToday))));
}

TEST_F(RecordCreate, a_customer_that_is_there_already_is_named_and_nothing_is_added) {
  world.set("account", "customer", "name", std::string("Mill"));
  const auto again = create("account", {{"name", std::string(" MILL")}});
  const Answer answer = world.on_device(again, world.paul);
  EXPECT_EQ(answer.verdict, actions::Verdict::superseded);
  EXPECT_EQ(answer.reason, actions::Reason::already_exists);
  EXPECT_EQ(answer.fact("existing"), to_string(id_of("customer")));
  // domain.md 11.25: another partner's customer of the same name is not told of.
  world.set("account", "customer", "msa_managingpartnerid", id_of("rival"));
  EXPECT_EQ(describe(world.on_device(again, world.paul)), "applied none");
}

TEST_F(RecordCreate, a_technician_adds_what_was_used_while_the_order_is_open) {
  world.rows.put(
      a_row("msdyn_workorder", "order").with("msdyn_systemstatus", std::int64_t{690970002}));
  auto add = world.update(world.tina, "msdyn_workorderproduct", "new",
                          {{"msdyn_workorder", id_of("order")},
                           {"msdyn_product", id_of("pipe")},
                           {"msdyn_quantity", std::int64_t{20'000}},
                           {"msdyn_linestatus", std::int64_t{690970001}}});
  add.kind = actions::kinds::kRecordCreate;
  const Answer answer = world.on_device(add, world.tina);
  EXPECT_EQ(describe(answer), "applied none");
  rules::DaemonFacts facts = RulesWorld::facts_at(noon(kToday));
  facts.may_see = [](const schema::RowKey&) -> Result<bool> { return false; };
  EXPECT_EQ(describe(world.on_daemon(add, world.tina, facts)), "refused not_available");
  world.set("msdyn_workorder", "order", "msdyn_systemstatus", std::int64_t{690970004});
  EXPECT_EQ(describe(world.on_device(add, world.tina)), "refused not_permitted");
}

TEST_F(RecordCreate, a_customer_asks_for_work_at_the_own_account) {
  auto ask = world.update(world.ana, "msdyn_workorder", "new",
                          {{"msdyn_workordersummary", std::string("Boiler is cold")}});
  ask.kind = actions::kinds::kRecordCreate;
  EXPECT_EQ(describe(world.on_device(ask, world.ana)), "refused not_permitted");
  world.ana.roles.emplace_back("FS Customer Approver");
  const Answer answer = world.on_daemon(ask, world.ana, RulesWorld::facts_at(noon(kToday)));
  ASSERT_EQ(describe(answer), "applied none");
  world.apply(answer.changes);
  EXPECT_EQ(of("msdyn_workorder", "msdyn_serviceaccount"), schema::Value(world.ana.account));
  EXPECT_EQ(of("msdyn_workorder", "msdyn_systemstatus"), schema::Value(std::int64_t{690970000}));
  EXPECT_EQ(of("msdyn_workorder", "adx_exposetocustomer"), schema::Value(std::int64_t{1}));
}

}  // namespace
}  // namespace fieldbook::tests
