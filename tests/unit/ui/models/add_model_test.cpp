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
    return may_add(client_.catalogue_now->entity(entity), audience);
  }

  AddModel add_{client_, mailbox_};
};

TEST_F(Adding, partners_add_opportunities_customers_and_contacts_and_customers_nothing) {
  using enum schema::Audience;
  for (const char* entity : {"opportunity", "account", "contact"})
    EXPECT_TRUE(may(entity, partner)) << entity;
  EXPECT_FALSE(may("quote", partner));
  EXPECT_FALSE(may("account", customer));
  EXPECT_TRUE(may("territory", staff));
  EXPECT_FALSE(may("msdyn_projectteam", staff)) << "its project cannot be filled in";
  EXPECT_FALSE(may("fieldbook_conflict", staff));
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
