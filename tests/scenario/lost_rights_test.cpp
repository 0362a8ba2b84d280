// Rights that end while a device is away: the rows go at the next contact, with everything that
// belongs to them, and come where somebody else gained them (DOMAIN.md 2.3, 4.3, 5.1; 11.5, 11.25,
// 11.26). Each story ends with every device compared with the naive model.

#include "tests/support/world/world.hpp"

namespace fieldbook::tests {
namespace {

class LostRights : public testing::Test {
 protected:
  LostRights() {
    world.change("msdyn_workorder", order(), "adx_exposetocustomer", true);
    world.sync_all();
  }

  [[nodiscard]] const Uuid& person(const char* name) const {
    return world.organisation().person(name).id;
  }
  [[nodiscard]] const Uuid& order() const { return world.organisation().work_orders[0]; }
  [[nodiscard]] const Uuid& project() const { return world.organisation().projects[0]; }
  /// The row of `entity` whose `column` names `id`.
  [[nodiscard]] Uuid naming(const char* entity, const char* column, const Uuid& id) {
    for (const auto& [key, row] : world.daemon().rows()) {
      if (row->entity->name != entity) continue;
      if (row->lookup({row->entity->number, row->entity->find(column)->ordinal}) == id)
        return key.id;
    }
    ADD_FAILURE() << "no " << entity << " of " << to_string(id);
    return {};
  }
  Uuid make(RowBuilder row) {
    const schema::RowChange change = upsert(row.row());
    world.commit(std::span(&change, 1));
    return row.row().id;
  }
  RowBuilder a(const char* entity) {
    return RowBuilder(entity, random_id(random)).with("statecode", std::int64_t{0});
  }
  Uuid make_committed_booking(const Uuid& resource, const Uuid& work_order) {
    return make(a("bookableresourcebooking")
                    .with("resource", resource)
                    .with("bookingstatus", world.organisation().statuses.at("committed"))
                    .with("msdyn_workorder", work_order));
  }
  /// Everybody in step with the naive model.
  void expect_in_step() {
    for (const char* name : {"ann", "carl", "cleo", "paul", "pia", "petra"}) {
      world.device(name).sync();
      EXPECT_EQ(world.device(name).differences(), "") << name;
    }
  }

  World world;
  SeededRandom random{7};
};

TEST_F(LostRights, a_cleared_flag_takes_the_work_order_with_its_tasks) {
  Carried& ann = world.device("ann");
  ann.sync();
  const Uuid task = naming("msdyn_workorderservicetask", "msdyn_workorder", order());
  EXPECT_TRUE(ann.sees("msdyn_workorder", order()));
  EXPECT_TRUE(ann.sees("msdyn_workorderservicetask", task));
  world.change("msdyn_workorder", order(), "adx_exposetocustomer", schema::Null{});
  ann.sync();
  EXPECT_FALSE(ann.sees("msdyn_workorder", order()));
  EXPECT_FALSE(ann.sees("msdyn_workorderservicetask", task));
  expect_in_step();
}

TEST_F(LostRights, a_role_that_ends_takes_its_area_alone) {
  Carried& ann = world.device("ann");
  ann.sync();
  for (const auto& [key, row] : world.daemon().rows()) {
    const schema::Entity& entity = *row->entity;
    if (entity.name != "contact_adx_webrole_link") continue;
    const auto names = [&](const char* column, const Uuid& id) {
      return row->lookup({entity.number, entity.find(column)->ordinal}) == id;
    };
    if (!names("contactid", person("ann")) ||
        !names("adx_webroleid", world.organisation().roles.at("FS Customer Approver"))) {
      continue;
    }
    world.remove("contact_adx_webrole_link", key.id);
    break;
  }
  ann.sync();
  EXPECT_FALSE(ann.sees("msdyn_workorder", order()));
  EXPECT_TRUE(ann.sees("quote", world.quote()));
  expect_in_step();
}

TEST_F(LostRights, a_role_that_is_deactivated_ends_for_all_who_have_it) {
  world.device("ann").sync();
  world.device("carl").sync();
  world.change("adx_webrole", world.organisation().roles.at("PSA Customer Approver"), "statecode",
               std::int64_t{1});
  for (const char* name : {"ann", "carl"}) {
    world.device(name).sync();
    EXPECT_FALSE(world.device(name).sees("quote", world.quote())) << name;
  }
  expect_in_step();
}

TEST_F(LostRights, a_contact_of_another_account_leaves_the_rows_and_takes_up_the_new_ones) {
  Carried& carl = world.device("carl");
  carl.sync();
  const Uuid& theirs = world.organisation().quotes[1];
  EXPECT_TRUE(carl.sees("quote", world.quote()));
  EXPECT_FALSE(carl.sees("quote", theirs));
  world.change("contact", person("carl"), "parentcustomerid", world.organisation().customers[1]);
  carl.sync();
  EXPECT_FALSE(carl.sees("quote", world.quote()));
  EXPECT_FALSE(carl.sees("account", world.organisation().customers[0]));
  EXPECT_TRUE(carl.sees("quote", theirs));
  EXPECT_TRUE(carl.sees("account", world.organisation().customers[1]));
  expect_in_step();
}

TEST_F(LostRights, a_contact_without_an_account_keeps_only_what_is_their_own) {
  Carried& carl = world.device("carl");
  carl.sync();
  world.change("contact", person("carl"), "parentcustomerid", schema::Null{});
  carl.sync();
  EXPECT_TRUE(carl.sees("contact", person("carl")));
  EXPECT_FALSE(carl.sees("quote", world.quote()));
  EXPECT_FALSE(carl.sees("account", world.organisation().customers[0]));
  expect_in_step();
}

TEST_F(LostRights, a_customer_s_contact_that_moves_is_seen_by_the_other_partner) {
  world.change("account", world.organisation().customers[0], "msa_managingpartnerid",
               world.organisation().partners[1]);
  Carried& paul = world.device("paul");
  Carried& petra = world.device("petra");
  world.sync_all();
  EXPECT_TRUE(petra.sees("contact", person("ann")));
  EXPECT_FALSE(paul.sees("contact", person("ann")));
  world.change("contact", person("ann"), "parentcustomerid", world.organisation().customers[1]);
  world.sync_all();
  EXPECT_FALSE(petra.sees("contact", person("ann")));
  EXPECT_TRUE(paul.sees("contact", person("ann")));
  expect_in_step();
}

TEST_F(LostRights, a_customer_of_another_partner_leaves_with_its_contacts) {
  Carried& paul = world.device("paul");
  Carried& petra = world.device("petra");
  world.sync_all();
  const Uuid& customer = world.organisation().customers[1];
  EXPECT_TRUE(paul.sees("account", customer));
  EXPECT_TRUE(paul.sees("contact", person("cleo")));
  world.change("account", customer, "msa_managingpartnerid", world.organisation().partners[1]);
  world.sync_all();
  EXPECT_FALSE(paul.sees("account", customer));
  EXPECT_FALSE(paul.sees("contact", person("cleo")));
  EXPECT_TRUE(petra.sees("account", customer));
  EXPECT_TRUE(petra.sees("contact", person("cleo")));
  expect_in_step();
}

TEST_F(LostRights, a_channel_permission_ends_when_its_contact_moves_to_another_account) {
  Carried& paul = world.device("paul");
  paul.sync();
  EXPECT_TRUE(paul.sees("account", world.organisation().customers[1]));
  world.change("contact", person("paul"), "parentcustomerid", world.organisation().partners[1]);
  paul.sync();
  EXPECT_FALSE(paul.sees("account", world.organisation().customers[1]));
  expect_in_step();
}

TEST_F(LostRights, an_opportunity_that_goes_elsewhere_leaves_with_its_notes) {
  const Uuid note = make(
      a("adx_opportunitynote").with("adx_name", "Call").with("adx_opportunityid", world.offer()));
  Carried& paul = world.device("paul");
  Carried& petra = world.device("petra");
  world.sync_all();
  EXPECT_TRUE(paul.sees("adx_opportunitynote", note));
  world.change("opportunity", world.offer(), "msa_partnerid", world.organisation().partners[1]);
  world.sync_all();
  EXPECT_FALSE(paul.sees("opportunity", world.offer()));
  EXPECT_FALSE(paul.sees("adx_opportunitynote", note));
  EXPECT_TRUE(petra.sees("opportunity", world.offer()));
  EXPECT_TRUE(petra.sees("adx_opportunitynote", note));
  expect_in_step();
}

// domain.md 11.5
TEST_F(LostRights, a_resource_that_leaves_a_project_takes_the_project_with_its_tasks) {
  const Uuid job = make(a("msdyn_project").with("msdyn_subject", "Tower"));
  const Uuid task =
      make(a("msdyn_projecttask").with("msdyn_subject", "Wiring").with("msdyn_project", job));
  const Uuid place = make(a("msdyn_projectteam")
                              .with("msdyn_name", "Fitter")
                              .with("msdyn_project", job)
                              .with("msdyn_bookableresourceid", world.organisation().resources[0])
                              .with("msdyn_membershipstatus", std::int64_t{2}));
  Carried& paul = world.device("paul");
  paul.sync();
  EXPECT_TRUE(paul.sees("msdyn_project", job));
  EXPECT_TRUE(paul.sees("msdyn_projecttask", task));
  EXPECT_TRUE(paul.sees("msdyn_projectteam", place));
  world.remove("msdyn_projectteam", place);
  paul.sync();
  EXPECT_FALSE(paul.sees("msdyn_project", job));
  EXPECT_FALSE(paul.sees("msdyn_projecttask", task));
  EXPECT_FALSE(paul.sees("msdyn_projectteam", place));
  expect_in_step();
}

TEST_F(LostRights, a_resource_of_another_organisation_takes_its_projects_there) {
  const Uuid job = make(a("msdyn_project").with("msdyn_subject", "Tower"));
  make(a("msdyn_projectteam")
           .with("msdyn_project", job)
           .with("msdyn_bookableresourceid", world.organisation().resources[2]));
  Carried& paul = world.device("paul");
  paul.sync();
  EXPECT_FALSE(paul.sees("msdyn_project", job));
  world.change("bookableresource", world.organisation().resources[2], "accountid",
               world.organisation().partners[0]);
  paul.sync();
  EXPECT_TRUE(paul.sees("msdyn_project", job));
  world.change("bookableresource", world.organisation().resources[2], "accountid", schema::Null{});
  paul.sync();
  EXPECT_FALSE(paul.sees("msdyn_project", job));
  expect_in_step();
}

TEST_F(LostRights, a_booking_of_somebody_else_takes_the_work_to_that_technician) {
  const auto& organisation = world.organisation();
  const Uuid job = make(a("msdyn_workorder").with("msdyn_name", "WO-77"));
  const Uuid booking = make_committed_booking(organisation.resources[1], job);
  Carried& pia = world.device("pia");
  pia.sync();
  EXPECT_TRUE(pia.sees("msdyn_workorder", job));
  world.change("bookableresourcebooking", booking, "resource", organisation.resources[2]);
  pia.sync();
  EXPECT_FALSE(pia.sees("msdyn_workorder", job));
  EXPECT_FALSE(pia.sees("bookableresourcebooking", booking));
  EXPECT_TRUE((world.device("petra").sync(), world.device("petra").sees("msdyn_workorder", job)));
  expect_in_step();
}

TEST_F(LostRights, a_cancelled_booking_takes_the_work_and_stays_itself) {
  const auto& organisation = world.organisation();
  const Uuid job = make(a("msdyn_workorder").with("msdyn_name", "WO-78"));
  const Uuid booking = make_committed_booking(organisation.resources[1], job);
  Carried& pia = world.device("pia");
  pia.sync();
  world.change("bookableresourcebooking", booking, "bookingstatus",
               organisation.statuses.at("cancelled"));
  pia.sync();
  EXPECT_FALSE(pia.sees("msdyn_workorder", job));
  EXPECT_TRUE(pia.sees("bookableresourcebooking", booking));
  expect_in_step();
}

TEST_F(LostRights, an_article_that_is_no_longer_published_leaves_everybody) {
  const Uuid english = make(RowBuilder("languagelocale", random_id(random)).with("code", "en-US"));
  const Uuid article = make(a("knowledgearticle")
                                .with("title", "Reset the pump")
                                .with("statecode", std::int64_t{3})
                                .with("isrootarticle", false)
                                .with("isinternal", false)
                                .with("languagelocaleid", english));
  world.sync_all();
  for (const char* name : {"ann", "pia", "petra"}) {
    world.device(name).sync();
    EXPECT_TRUE(world.device(name).sees("knowledgearticle", article)) << name;
  }
  world.change("knowledgearticle", article, "statecode", std::int64_t{5});
  for (const char* name : {"ann", "pia", "petra"}) {
    world.device(name).sync();
    EXPECT_FALSE(world.device(name).sees("knowledgearticle", article)) << name;
  }
  expect_in_step();
}

TEST_F(LostRights, a_contact_that_is_deactivated_keeps_nothing) {
  Carried& carl = world.device("carl");
  carl.sync();
  world.change("contact", person("carl"), "statecode", std::int64_t{1});
  carl.sync();
  EXPECT_FALSE(carl.sees("quote", world.quote()));
  EXPECT_FALSE(carl.sees("contact", person("carl")));
  EXPECT_EQ(carl.differences(), "");
}

}  // namespace
}  // namespace fieldbook::tests
