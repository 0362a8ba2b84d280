// Every person of the sample: what buckets and scope give together equals what the naive model
// says, row by row; and the edge cases that the sample's README announces, one by one.

#include "tests/support/naive_exposure.hpp"
#include "tests/unit/syncd/exposure/sample_views.hpp"

namespace fieldbook::tests {
namespace {

using schema::Audience;

/// The sample with everybody's view; computed once for all tests of this file.
struct Sample {
  Organisation organisation;
  Membership membership;
  std::map<syncd::Bucket, std::set<schema::RowKey>> rows;
  Grants grants;
};

Sample& sample() {
  static Sample* const kSample = [] {
    static Sample loaded;
    for (const schema::Row& row : sample_rows()) loaded.organisation.put(row);
    loaded.membership = all_buckets(loaded.organisation);
    loaded.rows = rows_by_bucket(loaded.membership);
    loaded.grants = all_grants(loaded.organisation);
    return &loaded;
  }();
  return *kSample;
}

std::set<schema::RowKey> view(const Uuid& person, Audience audience) {
  const auto scope = sample().grants.find({person, audience});
  if (scope == sample().grants.end()) return {};
  return view_of(sample().rows, scope->second, sample().organisation);
}

/// How many rows of an entity a person sees.
std::size_t count(std::string_view user, Audience audience, std::string_view entity) {
  const std::uint32_t number = sample().organisation.rows.catalogue().entity(entity).number;
  std::size_t out = 0;
  for (const auto& key : view(sample_user(user).id, audience)) out += key.entity == number ? 1 : 0;
  return out;
}

syncd::Person person(std::string_view user) {
  return value_of(
      sample().organisation.exposure.person(sample_user(user).id, sample().organisation.rows));
}

TEST(ExposureOfSample, agrees_with_the_naive_model_for_everybody_in_every_audience) {
  const NaiveExposure naive(sample().organisation.rows.catalogue(), sample_rows());
  for (const auto& [key, row] : sample().organisation.rows.all()) {
    if (row.entity->name != "contact" && row.entity->name != "systemuser") continue;
    for (const Audience audience : kAudiences) {
      const auto expected = naive.view(key.id, audience);
      const auto actual = view(key.id, audience);
      EXPECT_EQ(expected, actual) << to_string(key.id) << " as " << to_string(audience) << "\n"
                                  << difference(sample().organisation, expected, actual);
    }
  }
}

// domain.md 11.38
TEST(ExposureOfSample, shows_the_same_field_service_rows_to_all_three_spellings_of_the_role) {
  const auto field_service = [](std::string_view user) {
    auto out = view(sample_user(user).id, Audience::customer);
    std::set<std::uint32_t> kept;
    for (const char* entity :
         {"msdyn_workorder", "msdyn_workorderproduct", "msdyn_workorderservice",
          "msdyn_workorderservicetask", "msdyn_workorderincident", "msdyn_customerasset",
          "msdyn_agreement", "invoice", "invoicedetail", "adx_communityforum",
          "adx_communityforumthread", "adx_communityforumpost"}) {
      kept.insert(sample().organisation.rows.catalogue().entity(entity).number);
    }
    std::erase_if(out, [&](const auto& key) { return !kept.contains(key.entity); });
    return out;
  };
  EXPECT_GT(count("siobhan.oconnor", Audience::customer, "msdyn_workorder"), 0U);
  EXPECT_GT(count("siobhan.oconnor", Audience::customer, "msdyn_customerasset"), 0U);
  EXPECT_GT(count("siobhan.oconnor", Audience::customer, "msdyn_agreement"), 0U);
  EXPECT_GT(count("siobhan.oconnor", Audience::customer, "invoice"), 0U);
  EXPECT_EQ(field_service("siobhan.oconnor"), field_service("fatima.alzahrani.2"));
  EXPECT_EQ(field_service("siobhan.oconnor"), field_service("na.wang"));
}

TEST(ExposureOfSample, shows_projects_and_quotes_but_no_field_service_rows_to_a_psa_role) {
  for (const char* user : {"arjun.mehta", "elena.petrova"}) {
    EXPECT_GT(count(user, Audience::customer, "msdyn_project"), 0U) << user;
    EXPECT_GT(count(user, Audience::customer, "quote"), 0U) << user;
    EXPECT_GT(count(user, Audience::customer, "quotedetail"), 0U) << user;
    EXPECT_GT(count(user, Audience::customer, "msdyn_projectteam"), 0U) << user;
    EXPECT_EQ(count(user, Audience::customer, "msdyn_workorder"), 0U) << user;
    EXPECT_EQ(count(user, Audience::customer, "msdyn_customerasset"), 0U) << user;
  }
}

TEST(ExposureOfSample, shows_nothing_of_the_account_without_a_role) {
  for (const char* entity :
       {"msdyn_workorder", "msdyn_customerasset", "msdyn_agreement", "quote", "msdyn_project"}) {
    EXPECT_EQ(count("joao.goncalves", Audience::customer, entity), 0U) << entity;
  }
  EXPECT_EQ(count("joao.goncalves", Audience::customer, "account"), 1U);
}

TEST(ExposureOfSample, shows_a_moved_contact_the_rows_of_the_new_account_alone) {
  EXPECT_EQ(person("sarah.johnson").account, person("joao.goncalves").account);
  EXPECT_EQ(count("sarah.johnson", Audience::customer, "msdyn_workorder"),
            count("camille.lefevre", Audience::customer, "msdyn_workorder"));
}

TEST(ExposureOfSample, gives_no_account_to_a_contact_without_one_or_under_a_contact) {
  for (const char* user : {"tane.walker.9", "guenther.weiss"}) {
    EXPECT_TRUE(person(user).account.is_nil()) << user;
    EXPECT_EQ(count(user, Audience::customer, "msdyn_workorder"), 0U) << user;
    EXPECT_EQ(count(user, Audience::customer, "account"), 0U) << user;
    EXPECT_EQ(count(user, Audience::customer, "contact"), 1U) << user;
  }
}

TEST(ExposureOfSample, lets_a_deactivated_contact_hold_nothing) {
  EXPECT_FALSE(person("olivia.hartley").active);
  for (const Audience audience : kAudiences) {
    EXPECT_TRUE(view(sample_user("olivia.hartley").id, audience).empty());
  }
}

// domain.md 11.1
TEST(ExposureOfSample, hides_rows_that_are_not_flagged_or_flagged_for_another_role) {
  EXPECT_EQ(count("layla.haddad", Audience::customer, "msdyn_workorder"), 0U);
  EXPECT_EQ(count("layla.haddad", Audience::customer, "msdyn_customerasset"), 0U);
  EXPECT_EQ(count("ken.sato.13", Audience::customer, "msdyn_workorder"), 0U);
  EXPECT_GT(count("maartje.devries", Audience::customer, "msdyn_workorder"), 0U);
}

TEST(ExposureOfSample, inherits_the_role_of_the_account) {
  EXPECT_EQ(person("lukasz.wojcik").roles, std::vector<std::string>{"PSA Customer Reviewer"});
  EXPECT_GT(count("lukasz.wojcik", Audience::customer, "msdyn_project"), 0U);
  EXPECT_EQ(count("lukasz.wojcik", Audience::customer, "msdyn_project"),
            count("soeren.kjaer", Audience::customer, "msdyn_project"));
}

TEST(ExposureOfSample, shows_opportunities_by_account_scope_and_by_self_scope) {
  EXPECT_GT(count("renee.stclair", Audience::partner, "opportunity"), 0U);
  EXPECT_EQ(count("renee.stclair", Audience::partner, "opportunity"),
            count("jose.delacruz", Audience::partner, "opportunity"));
  EXPECT_LT(count("luca.bianchi.20", Audience::partner, "opportunity"),
            count("renee.stclair", Audience::partner, "opportunity"));
  EXPECT_GT(count("renee.stclair", Audience::partner, "adx_opportunity_product"), 0U);
}

TEST(ExposureOfSample, shows_managed_customers_with_a_channel_permission_only) {
  EXPECT_GT(count("renee.stclair", Audience::partner, "account"), 1U);
  EXPECT_GT(count("luca.bianchi.20", Audience::partner, "contact"), 1U);
  EXPECT_EQ(count("michael.brown", Audience::partner, "account"), 1U);
  EXPECT_EQ(count("fang.li", Audience::partner, "account"), 1U);
}

TEST(ExposureOfSample, needs_both_a_partner_role_and_an_active_permission_row) {
  EXPECT_EQ(count("michael.brown", Audience::partner, "opportunity"), 0U);
  EXPECT_EQ(count("joerg.schaefer", Audience::partner, "opportunity"), 0U);
}

TEST(ExposureOfSample, follows_opportunity_permissions_to_the_account_they_name_after_a_move) {
  // The formula of DOMAIN.md 4.4 takes the permission's account; 4.3 revokes only the channel.
  EXPECT_GT(count("sebnem.celik", Audience::partner, "opportunity"), 0U);
  EXPECT_EQ(count("sebnem.celik", Audience::partner, "account"), 1U);
}

TEST(ExposureOfSample, shows_a_technician_without_a_role_bookings_and_work) {
  EXPECT_EQ(person("amina.diallo").audiences, std::vector{Audience::partner});
  EXPECT_GT(count("amina.diallo", Audience::partner, "bookableresourcebooking"), 0U);
  EXPECT_GT(count("amina.diallo", Audience::partner, "msdyn_workorder"), 0U);
  EXPECT_GT(count("amina.diallo", Audience::partner, "msdyn_workorderservicetask"), 0U);
  EXPECT_EQ(count("amina.diallo", Audience::partner, "bookableresource"), 1U);
  EXPECT_EQ(count("amina.diallo", Audience::partner, "opportunity"), 0U);
}

TEST(ExposureOfSample, shows_a_psa_partner_role_all_bookings_of_the_organisation) {
  EXPECT_GT(count("fang.li", Audience::partner, "bookableresourcebooking"),
            count("amina.diallo", Audience::partner, "bookableresourcebooking"));
  EXPECT_GT(count("fang.li", Audience::partner, "msdyn_project"), 0U);
  EXPECT_GT(count("fang.li", Audience::partner, "msdyn_projectteam"), 0U);
  EXPECT_EQ(count("renee.stclair", Audience::partner, "bookableresourcebooking"), 0U);
}

TEST(ExposureOfSample, signs_an_account_that_is_partner_and_customer_in_as_one_or_the_other) {
  EXPECT_EQ(person("yoko.tanaka").audiences, (std::vector{Audience::partner, Audience::customer}));
  EXPECT_GT(count("yoko.tanaka", Audience::partner, "account"), 0U);
  EXPECT_EQ(count("yoko.tanaka", Audience::partner, "quote"), 0U);
  EXPECT_EQ(count("yoko.tanaka", Audience::customer, "opportunity"), 0U);
}

TEST(ExposureOfSample, treats_an_applicant_as_a_customer_who_sees_the_own_account) {
  for (const char* user : {"giorgos.papadopoulos", "etienne.dubois.38"}) {
    EXPECT_EQ(person(user).audiences, std::vector{Audience::customer}) << user;
    EXPECT_EQ(count(user, Audience::customer, "account"), 1U) << user;
    EXPECT_EQ(count(user, Audience::customer, "contact"), 1U) << user;
    EXPECT_EQ(count(user, Audience::customer, "opportunity"), 0U) << user;
  }
}

// domain.md 11.4
TEST(ExposureOfSample, shows_only_opened_contracts_and_approved_project_invoices) {
  EXPECT_GT(count("arjun.mehta", Audience::customer, "salesorder"), 0U);
  EXPECT_GT(count("arjun.mehta", Audience::customer, "salesorderdetail"), 0U);
  EXPECT_GT(count("arjun.mehta", Audience::customer, "msdyn_contractlinescheduleofvalue"), 0U);
  EXPECT_GT(count("arjun.mehta", Audience::customer, "invoice"), 0U);
  EXPECT_EQ(count("arjun.mehta", Audience::customer, "salesorder"),
            count("elena.petrova", Audience::customer, "salesorder"));
  const auto& catalogue = sample().organisation.rows.catalogue();
  const auto state = catalogue.column("salesorder", "msdyn_psastate");
  const auto status = catalogue.column("invoice", "msdyn_projectinvoicestatus");
  const auto order_type = catalogue.column("invoice", "msdyn_ordertype");
  for (const auto& [key, buckets] : sample().membership) {
    const schema::Row& row = *sample().organisation.rows.peek(key);
    if (row.entity->name == "salesorder") {
      EXPECT_GE(row.integer(state).value_or(0), 192'350'002);
    } else if (row.entity->name == "invoice" && row.integer(order_type) == 192'350'001) {
      EXPECT_GE(row.integer(status).value_or(0), 192'350'002);
    }
  }
}

// domain.md 11.7
TEST(ExposureOfSample, shows_tasks_of_projects_and_assignments_of_confirmed_members) {
  for (const auto& [user, audience] :
       {std::pair{"arjun.mehta", Audience::customer}, {"fang.li", Audience::partner}}) {
    EXPECT_GT(count(user, audience, "msdyn_projecttask"), 0U) << user;
    EXPECT_GT(count(user, audience, "msdyn_resourceassignment"), 0U) << user;
  }
  EXPECT_EQ(count("renee.stclair", Audience::partner, "msdyn_projecttask"), 0U);
}

TEST(ExposureOfSample, shows_own_cases_unless_denied_and_those_of_the_account_by_access) {
  EXPECT_GT(count("tane.walker", Audience::customer, "incident"),
            count("guenther.weiss", Audience::customer, "incident"));  // public ones alone
  EXPECT_EQ(count("maartje.devries", Audience::customer, "incident"),
            count("guenther.weiss", Audience::customer, "incident"));
  EXPECT_GT(count("kwame.mensah", Audience::customer, "annotation"), 0U);
  EXPECT_GT(count("kwame.mensah", Audience::customer, "incident"),
            count("arjun.mehta", Audience::customer, "incident"));
  EXPECT_EQ(count("kwame.mensah", Audience::customer, "incident_opportunity_link"), 0U);
  EXPECT_GT(count("renee.stclair", Audience::partner, "incident_opportunity_link"), 0U);
  EXPECT_EQ(count("priya.raman", Audience::partner, "annotation"), 0U);  // access without read
}

TEST(ExposureOfSample, shows_published_resolved_cases_to_everybody_without_what_belongs_to_them) {
  const auto& catalogue = sample().organisation.rows.catalogue();
  const auto publish = catalogue.column("incident", "adx_publishtoweb");
  const auto state = catalogue.column("incident", "statecode");
  std::size_t published = 0;
  for (const auto& [key, row] : sample().organisation.rows.all()) {
    if (row.entity->name != "incident") continue;
    if (row.flag(publish) && row.integer(state) == 1) ++published;
  }
  EXPECT_EQ(published, 8U);
  EXPECT_EQ(count("guenther.weiss", Audience::customer, "incident"), published);
  EXPECT_EQ(count("guenther.weiss", Audience::customer, "incidentresolution"), 0U);
  EXPECT_EQ(count("guenther.weiss", Audience::customer, "annotation"), 0U);
}

TEST(ExposureOfSample, shows_published_articles_in_the_language_of_the_site_and_own_ratings) {
  EXPECT_EQ(count("guenther.weiss", Audience::customer, "knowledgearticle"), 8U);
  EXPECT_EQ(count("renee.stclair", Audience::partner, "knowledgearticle"), 8U);
  EXPECT_LE(count("guenther.weiss", Audience::customer, "feedback"), 1U);
  EXPECT_EQ(count("arjun.mehta", Audience::customer, "feedback"), 0U);
}

TEST(ExposureOfSample, opens_forums_by_role_and_hides_those_without_rule_or_unpublished) {
  EXPECT_EQ(count("joao.goncalves", Audience::customer, "adx_communityforum"), 2U);
  EXPECT_EQ(count("siobhan.oconnor", Audience::customer, "adx_communityforum"), 3U);
  EXPECT_EQ(count("na.wang", Audience::customer, "adx_communityforum"), 3U);
  EXPECT_EQ(count("renee.stclair", Audience::partner, "adx_communityforum"), 3U);
  EXPECT_EQ(count("amina.diallo", Audience::partner, "adx_communityforum"), 2U);
  EXPECT_GT(count("renee.stclair", Audience::partner, "adx_communityforumpost"),
            count("amina.diallo", Audience::partner, "adx_communityforumpost"));
  EXPECT_EQ(count("renee.stclair", Audience::partner, "adx_communityforumaccesspermission"), 0U);
}

TEST(ExposureOfSample, shows_permission_rows_to_whom_they_name_and_colleagues_to_administrators) {
  EXPECT_EQ(count("luca.bianchi", Audience::partner, "adx_opportunitypermissions"), 1U);
  EXPECT_GT(count("renee.stclair", Audience::partner, "adx_opportunitypermissions"), 1U);
  EXPECT_EQ(count("joerg.schaefer", Audience::partner, "adx_opportunitypermissions"), 0U);
  EXPECT_EQ(count("maartje.devries", Audience::customer, "adx_caseaccess"), 1U);
  EXPECT_GT(count("renee.stclair", Audience::partner, "contact"),
            count("jose.delacruz", Audience::partner, "contact"));
  EXPECT_GT(count("renee.stclair", Audience::partner, "adx_opportunitynote"), 0U);
  EXPECT_GT(count("renee.stclair", Audience::partner, "adx_dealregistrationrequest"), 0U);
}

TEST(ExposureOfSample, shows_staff_every_row) {
  EXPECT_EQ(view(sample_user("beatrice.rossi").id, Audience::staff).size(), sample_rows().size());
}

TEST(ExposureOfSample, never_shows_templates_item_quotes_or_price_lists_to_anybody_but_staff) {
  const auto& catalogue = sample().organisation.rows.catalogue();
  const auto is_template = catalogue.column("msdyn_project", "msdyn_istemplate");
  const auto order_type = catalogue.column("quote", "msdyn_ordertype");
  std::map<std::string, int> hidden;
  for (const auto& [key, row] : sample().organisation.rows.all()) {
    const std::string& entity = row.entity->name;
    const bool hide = entity == "pricelevel" || entity == "adx_webrole" ||
                      entity == "msdyn_actual" ||
                      (entity == "msdyn_project" && row.flag(is_template)) ||
                      (entity == "quote" && row.integer(order_type) != 192'350'001);
    if (!hide) continue;
    ++hidden[entity];
    EXPECT_FALSE(sample().membership.contains(key)) << entity;
  }
  EXPECT_EQ(hidden.size(), 5U);
}

TEST(ExposureOfSample, hides_every_partner_s_customers_and_bookings_from_other_partners) {
  const auto own = view(sample_user("renee.stclair").id, Audience::partner);
  const auto other = view(sample_user("priya.raman").id, Audience::partner);
  const auto& catalogue = sample().organisation.rows.catalogue();
  for (const char* entity : {"account", "contact", "bookableresourcebooking", "opportunity"}) {
    const std::uint32_t number = catalogue.entity(entity).number;
    for (const auto& key : own) {
      EXPECT_FALSE(key.entity == number && other.contains(key)) << entity;
    }
  }
}

}  // namespace
}  // namespace fieldbook::tests
