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

TEST_F(RecordCreate, an_opportunity_needs_a_managed_customer_with_a_primary_contact) {
  world.set("account", "customer", "primarycontactid", schema::Null{});
  EXPECT_EQ(describe(world.on_device(opportunity(), world.paul)), "refused not_available");
}

TEST_F(RecordCreate, device_and_daemon_add_the_same_row) {
  const auto action = create("account", {{"name", std::string("Mill")}});
  EXPECT_EQ(world.on_device(action, world.paul),
            world.on_daemon(action, world.paul, RulesWorld::facts_at(noon(kToday))));
}

}  // namespace
}  // namespace fieldbook::tests
