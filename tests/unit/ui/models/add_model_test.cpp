#include "ui/models/add_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

using Fields = std::vector<std::pair<std::string, schema::Value>>;

class Adding : public ModelTest {
 protected:
  void show(const char* entity, const char* audience) {
    client_.status_now.audience = audience;
    add_.show(entity);
    add_.begin(context());
  }
  bool may(const char* entity, schema::Audience audience) {
    return may_add(client_.catalogue_now->entity(entity), audience, {});
  }

  AddModel add_{client_, mailbox_};
};

TEST_F(Adding, each_audience_adds_what_the_rules_let_it_add) {
  using enum schema::Audience;
  for (const char* entity : {"opportunity", "account", "contact", "incident",
                             "msdyn_workorderproduct", "msdyn_workorderservicetask"})
    EXPECT_TRUE(may(entity, partner)) << entity;
  EXPECT_FALSE(may("quote", partner));
  EXPECT_FALSE(may("account", customer));
  EXPECT_TRUE(may("incident", customer));
  EXPECT_TRUE(may("territory", staff));
  EXPECT_TRUE(may("msdyn_projectteam", staff)) << "its project is filled in once";
  EXPECT_FALSE(may("fieldbook_conflict", staff));
}

TEST_F(Adding, work_is_asked_for_by_approvers) {
  const schema::Entity& order = client_.catalogue_now->entity("msdyn_workorder");
  const std::vector<std::string> approver = {"FS Customer Approver"};
  const std::vector<std::string> reviewer = {"FS Customer Reviewer"};
  EXPECT_TRUE(may_add(order, schema::Audience::customer, approver));
  EXPECT_FALSE(may_add(order, schema::Audience::customer, reviewer));
  EXPECT_EQ(add_label(*english_, order, schema::Audience::customer), "Request work order");
  EXPECT_EQ(add_label(*english_, order, schema::Audience::staff), "Add");
}

TEST_F(Adding, what_follows_from_the_person_may_be_left_empty) {
  show("incident", "customer");
  add_.drafts().at("title").text = "The pump is loud";
  EXPECT_EQ(add_.question("customerid").targets, std::vector<std::string>{"account"});
  EXPECT_FALSE(add_.drafts().contains("opportunity")) << "customers have none";
  add_.save();
  ASSERT_EQ(client_.intents.size(), 1U);
  EXPECT_EQ(client_.intents[0].fields, (Fields{{"title", std::string("The pump is loud")}}));
}

TEST_F(Adding, a_case_is_opened_to_an_opportunity) {
  const auto under =
      added_under(*client_.catalogue_now, client_.catalogue_now->entity("opportunity"),
                  schema::Audience::partner, {});
  ASSERT_EQ(under.size(), 1U);
  client_.status_now.audience = "partner";
  add_.show_under(under[0].entity->name, under[0].column, {"opportunity", uuid_of(6), "Boiler"});
  add_.show(under[0].entity->name);
  add_.begin(context());
  EXPECT_EQ(add_.drafts().at("opportunity").text, "Boiler");
  add_.drafts().at("title").text = "Who pays the crane?";
  add_.save();
  ASSERT_EQ(client_.intents.size(), 1U);
  EXPECT_EQ(client_.intents[0].arguments, (Fields{{"opportunity", uuid_of(6)}}));
  EXPECT_EQ(client_.intents[0].fields, (Fields{{"title", std::string("Who pays the crane?")}}));
}

TEST_F(Adding, what_was_used_is_added_to_its_work_order) {
  client_.status_now.audience = "partner";
  const auto under =
      added_under(*client_.catalogue_now, client_.catalogue_now->entity("msdyn_workorder"),
                  schema::Audience::partner, {});
  ASSERT_EQ(under.size(), 3U);
  add_.show_under(under[0].entity->name, under[0].column, {"msdyn_workorder", uuid_of(7), "WO-7"});
  add_.begin(context());
  EXPECT_EQ(add_.drafts().at("msdyn_workorder").text, "WO-7");
  add_.show_under(under[0].entity->name, under[0].column, {"msdyn_workorder", uuid_of(8), "WO-8"});
  add_.begin(context());
  EXPECT_EQ(add_.drafts().at("msdyn_workorder").text, "WO-8") << "another one begins anew";
}

TEST_F(Adding, the_form_has_what_the_person_fills_in_and_no_state) {
  show("opportunity", "partner");
  EXPECT_TRUE(add_.drafts().contains("name"));
  EXPECT_TRUE(add_.drafts().contains("customerid")) << "set once, at creation";
  EXPECT_TRUE(add_.drafts().contains("estimatedvalue"));
  EXPECT_FALSE(add_.drafts().contains("statuscode"));
  EXPECT_FALSE(add_.drafts().contains("msa_partnerid"));
  EXPECT_EQ(add_.question("customerid").targets, std::vector<std::string>{"account"});
  EXPECT_FALSE(add_.can_save());
}

TEST_F(Adding, what_is_missing_is_marked_and_nothing_is_saved) {
  show("contact", "partner");
  add_.drafts().at("firstname").text = "Omar";
  add_.save();
  EXPECT_EQ(add_.drafts().at("lastname").problem, "A value is needed here.");
  EXPECT_TRUE(client_.intents.empty());
}

TEST_F(Adding, what_is_filled_in_goes_as_one_creation) {
  show("opportunity", "partner");
  add_.drafts().at("name").text = "Boiler";
  add_.question("customerid").take({"account", uuid_of(4), "Adatum"});
  ASSERT_TRUE(add_.can_save());
  add_.save();
  EXPECT_TRUE(add_.saving());
  ASSERT_EQ(client_.intents.size(), 1U);
  EXPECT_EQ(client_.intents[0].kind, "record.create");
  EXPECT_EQ(client_.intents[0].entity, "opportunity");
  EXPECT_TRUE(client_.intents[0].target.is_nil()) << "the client gives the id";
  EXPECT_EQ(client_.intents[0].fields,
            (Fields{{"customerid", uuid_of(4)}, {"name", std::string("Boiler")}}));
  arrive();
  EXPECT_TRUE(add_.outcome()->saved);
}

TEST_F(Adding, what_was_typed_stays_until_another_kind_is_added) {
  show("opportunity", "partner");
  add_.drafts().at("name").text = "Boiler";
  show("opportunity", "partner");
  EXPECT_EQ(add_.drafts().at("name").text, "Boiler");
  show("account", "partner");
  show("opportunity", "partner");
  EXPECT_EQ(add_.drafts().at("name").text, "");
}

TEST_F(Adding, what_may_not_be_added_has_no_form) {
  show("account", "customer");
  EXPECT_EQ(add_.entity(), nullptr);
  EXPECT_TRUE(add_.drafts().empty());
}

}  // namespace
}  // namespace fieldbook::ui
