#include "ui/models/navigation.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"

namespace fieldbook::ui {
namespace {

using Menu = std::map<std::string, std::vector<std::string>>;

class Navigation : public ModelTest {
 protected:
  Menu menu(const char* audience, std::vector<std::string> roles = {},
            const std::set<std::string>& empty = {}) {
    Menu out;
    for (const NavigationArea& area : navigation(
             *client_.catalogue_now, {.audience = audience, .roles = std::move(roles)}, empty))
      for (const NavigationItem& item : area.items) out[area.key].push_back(item.id);
    return out;
  }
  const std::vector<std::string> tools_ = {"search", "conflicts", "sync_centre"};
  const std::vector<std::string> support_ = {"incident", "knowledgearticle", "adx_communityforum"};
};

TEST_F(Navigation, nobody_sees_nothing) { EXPECT_EQ(menu(""), Menu{}); }

TEST_F(Navigation, a_customer_sees_the_areas_of_the_roles) {
  EXPECT_EQ(menu("customer"),
            (Menu{{"area.home", {"home"}}, {"area.support", support_}, {"area.tools", tools_}}));
  EXPECT_EQ(menu("customer", {"PSA Customer Reviewer"}),
            (Menu{{"area.home", {"home"}},
                  {"area.project_service",
                   {"msdyn_project", "quote", "invoice", "salesorder", "msdyn_projectteam"}},
                  {"area.support", support_},
                  {"area.tools", tools_}}));
  EXPECT_EQ(
      menu("customer", {"FS Customer Approver"}),
      (Menu{{"area.home", {"home"}},
            {"area.field_service", {"msdyn_workorder", "msdyn_agreement", "msdyn_customerasset"}},
            {"area.support", support_},
            {"area.tools", tools_}}));
}

TEST_F(Navigation, a_partner_sees_opportunities_bookings_and_customers_and_no_quotes) {
  EXPECT_EQ(menu("partner", {"PSA Partner Approver"}),
            (Menu{{"area.home", {"home"}},
                  {"area.partner_program", {"opportunity"}},
                  {"area.project_service", {"msdyn_project", "msdyn_projectteam"}},
                  {"area.field_service",
                   {"schedule", "bookableresourcebooking", "msdyn_workorder", "msdyn_agreement",
                    "msdyn_customerasset", "bookableresource"}},
                  {"area.customers", {"account", "contact"}},
                  {"area.support", support_},
                  {"area.tools", tools_}}));
}

TEST_F(Navigation, an_area_without_rows_is_left_out_unless_the_person_can_add_some) {
  const std::set<std::string> none = {
      "incident", "knowledgearticle", "adx_communityforum", "account",
      "contact",  "msdyn_workorder",  "msdyn_agreement",    "msdyn_customerasset"};
  const Menu reviewer = menu("customer", {"FS Customer Reviewer"}, none);
  EXPECT_FALSE(reviewer.contains("area.field_service"));
  EXPECT_TRUE(reviewer.contains("area.support")) << "customers open cases";
  EXPECT_TRUE(menu("customer", {"FS Customer Approver"}, none).contains("area.field_service"))
      << "approvers ask for work";
  EXPECT_TRUE(menu("partner", {}, none).contains("area.customers")) << "partners add customers";
}

TEST_F(Navigation, staff_see_every_area_without_any_role) {
  const Menu all = menu("staff");
  for (const char* area : {"area.partner_program", "area.project_service", "area.field_service",
                           "area.customers", "area.support"})
    EXPECT_TRUE(all.contains(area)) << area;
  EXPECT_EQ(all.at("area.tools"),
            (std::vector<std::string>{"search", "conflicts", "sync_centre", "administration"}));
}

TEST_F(Navigation, areas_stand_in_the_order_of_the_portal) {
  std::vector<std::string> keys;
  for (const NavigationArea& area : navigation(*client_.catalogue_now, {.audience = "staff"}))
    keys.push_back(area.key);
  EXPECT_EQ(keys, (std::vector<std::string>{"area.home", "area.partner_program",
                                            "area.project_service", "area.field_service",
                                            "area.customers", "area.support", "area.tools"}));
}

TEST_F(Navigation, an_entity_that_the_catalogue_lacks_has_no_item) {
  const schema::Catalogue none;
  for (const NavigationArea& area : navigation(none, {.audience = "staff"}))
    EXPECT_TRUE(area.key == "area.home" || area.key == "area.tools") << area.key;
}

TEST_F(Navigation, every_item_has_a_name_an_icon_and_a_place) {
  for (const NavigationArea& area : navigation(*client_.catalogue_now, {.audience = "staff"})) {
    EXPECT_TRUE(english_->has(area.key)) << area.key;
    for (const NavigationItem& item : area.items) {
      EXPECT_NE(item.icon, Icon::none) << item.id;
      if (item.label_is_key)
        EXPECT_TRUE(english_->has(item.label)) << item.label;
      else
        EXPECT_EQ(item.place, (Place{.kind = PlaceKind::list, .entity = item.id}));
    }
  }
}

}  // namespace
}  // namespace fieldbook::ui
