// Points of domain.md 11 that need more than one person to be told: who sees what by which column,
// and that customers and partners work by the same rules.

#include "tests/support/world/world.hpp"

namespace fieldbook::tests {
namespace {

using actions::Verdict;

constexpr std::int64_t kActive = 0, kInactive = 1;
constexpr const char* kOrder = "msdyn_workorder";
constexpr const char* kAsset = "msdyn_customerasset";

class FortyPoints : public testing::Test {
 protected:
  FortyPoints() {
    world.change(kOrder, order, "adx_exposetocustomer", true);
    world.change(kAsset, asset, "adx_exposetocustomer", true);
    world.change("msdyn_agreement", agreement, "adx_exposetocustomer", true);
    world.sync_all();
  }
  bool sees(Carried& device, const char* entity, const Uuid& id) {
    device.sync();
    EXPECT_EQ(device.differences(), "");
    return device.sees(entity, id);
  }
  /// The row goes from Ann's account to Cleo's, and its viewers with it.
  void moves_by(const char* column, const char* entity, const Uuid& id) {
    EXPECT_TRUE(sees(ann, entity, id)) << entity;
    EXPECT_FALSE(sees(cleo, entity, id)) << entity;
    world.change(entity, id, column, organisation.customers[1]);
    EXPECT_FALSE(sees(ann, entity, id)) << entity;
    EXPECT_TRUE(sees(cleo, entity, id)) << entity;
  }

  World world;
  const SmallOrganisation& organisation = world.organisation();
  const Uuid order = organisation.work_orders[0];
  const Uuid asset = organisation.assets[0];
  const Uuid agreement = organisation.agreements[0];
  const Uuid project = organisation.projects[0];
  Carried& ann = world.device("ann");    // first customer, both approver roles
  Carried& cleo = world.device("cleo");  // second customer
  Carried& paul = world.device("paul");
  Carried& petra = world.device("petra");
};

// domain.md 11.2: role, account and flag must hold together.
TEST_F(FortyPoints, any_one_of_role_account_and_flag_that_is_missing_hides_the_row) {
  EXPECT_TRUE(sees(ann, kOrder, order));
  world.change(kOrder, order, "adx_exposetocustomer", false);
  EXPECT_FALSE(sees(ann, kOrder, order));
  world.change(kOrder, order, "adx_exposetocustomer", true);
  world.change(kOrder, order, "msdyn_serviceaccount", organisation.customers[1]);
  EXPECT_FALSE(sees(ann, kOrder, order));
  world.change(kOrder, order, "msdyn_serviceaccount", organisation.customers[0]);
  const Uuid role = organisation.roles.at("FS Customer Approver");
  world.change("adx_webrole", role, "statecode", kInactive);
  EXPECT_FALSE(sees(ann, kOrder, order));
  world.change("adx_webrole", role, "statecode", kActive);
  EXPECT_TRUE(sees(ann, kOrder, order)) << "all three again";
}

// domain.md 11.3: the account column differs per entity.
TEST_F(FortyPoints, each_entity_follows_its_own_account_column) {
  // The other account columns open nothing.
  world.change(kOrder, order, "msdyn_billingaccount", organisation.customers[1]);
  world.change("msdyn_agreement", agreement, "msdyn_billingaccount", organisation.customers[1]);
  moves_by("msdyn_serviceaccount", kOrder, order);
  moves_by("msdyn_serviceaccount", "msdyn_agreement", agreement);
  moves_by("msdyn_account", kAsset, asset);
  moves_by("customerid", "quote", world.quote());
  moves_by("msdyn_customer", "msdyn_project", project);
}

// domain.md 11.6: customers and partners have the same pages with different filters.
TEST_F(FortyPoints, customer_and_partner_see_one_project_and_its_resources_each_by_an_own_filter) {
  const Uuid team = organisation.teams[0];
  world.change("msdyn_projectteam", team, "msdyn_bookableresourceid", organisation.resources[0]);
  for (Carried* device : {&ann, &paul}) {
    EXPECT_TRUE(sees(*device, "msdyn_project", project)) << device->device().name();
    EXPECT_TRUE(sees(*device, "msdyn_projectteam", team)) << device->device().name();
  }
  EXPECT_EQ(ann.value("msdyn_project", project, "msdyn_subject"),
            paul.value("msdyn_project", project, "msdyn_subject"));
  for (Carried* device : {&cleo, &petra})
    EXPECT_FALSE(sees(*device, "msdyn_project", project)) << device->device().name();
}

// domain.md 11.9: parent and/or master, either may be empty.
TEST_F(FortyPoints, an_asset_shows_its_parent_or_its_master_or_both) {
  const Uuid other = organisation.assets[1];
  const auto shown = [&](const char* column) {
    ann.sync();
    return ann.value(kAsset, asset, column);
  };
  EXPECT_EQ(shown("msdyn_parentasset"), schema::Value());
  world.change(kAsset, asset, "msdyn_parentasset", other);
  EXPECT_EQ(shown("msdyn_parentasset"), schema::Value(other));
  EXPECT_EQ(shown("msdyn_masterasset"), schema::Value());
  world.change(kAsset, asset, "msdyn_masterasset", other);
  EXPECT_EQ(shown("msdyn_masterasset"), schema::Value(other));
  world.change(kAsset, asset, "msdyn_parentasset", schema::Null{});
  EXPECT_EQ(shown("msdyn_parentasset"), schema::Value());
  EXPECT_EQ(shown("msdyn_masterasset"), schema::Value(other));
}

// domain.md 11.25: partners never see each other's customers.
TEST_F(FortyPoints, two_partners_of_one_organisation_see_nothing_of_each_others_customers) {
  const Uuid customer = organisation.customers[1];
  const Uuid contact = organisation.person("cleo").id;
  EXPECT_TRUE(sees(paul, "account", customer));
  EXPECT_TRUE(sees(paul, "contact", contact));
  EXPECT_FALSE(sees(petra, "account", customer));
  EXPECT_FALSE(sees(petra, "contact", contact));
  world.change("account", customer, "msa_managingpartnerid", organisation.partners[1]);
  EXPECT_FALSE(sees(paul, "account", customer));
  EXPECT_FALSE(sees(paul, "contact", contact));
  EXPECT_TRUE(sees(petra, "account", customer));
  EXPECT_TRUE(sees(petra, "contact", contact));
}

// domain.md 11.29: the audience of self-service differs, its rules do not.
TEST_F(FortyPoints, customer_and_partner_serve_themselves_by_the_same_rules) {
  for (Carried* device : {&ann, &paul}) {
    const std::string who = device->device().name();
    const std::pair<std::string, schema::Value> words{"comment", std::string("How?")};
    const Uuid rating =
        device->take("article.rate", organisation.article, {{"rating", std::int64_t{4}}});
    const Uuid thread = device->take("forum.start", organisation.forum,
                                     {words, {"title", schema::Value(std::string("Radiator"))}});
    device->sync();
    EXPECT_EQ(device->verdict(rating), Verdict::applied) << who;
    EXPECT_EQ(device->verdict(thread), Verdict::applied) << who;
  }
  world.sync_all();
  EXPECT_EQ(world.count("adx_communityforumthread"), 2U);
}

}  // namespace
}  // namespace fieldbook::tests
