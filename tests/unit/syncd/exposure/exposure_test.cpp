// The whole: names of buckets, settings, the list of entities, and who is looked at again.

#include <algorithm>
#include <filesystem>

#include "shared/base/limits.hpp"
#include "tests/unit/syncd/exposure/organisation.hpp"

namespace fieldbook::tests {
namespace {

using syncd::Bucket;
using syncd::BucketKind;
using Names = std::set<std::string>;

TEST(BucketName, reads_back_as_it_was_written) {
  for (int kind = 0; kind <= static_cast<int>(BucketKind::staff); ++kind) {
    Bucket bucket{static_cast<BucketKind>(kind), {}};
    if (bucket.kind != BucketKind::everyone && bucket.kind != BucketKind::staff) {
      bucket.key = id_of("acme");
    }
    EXPECT_EQ(value_of(syncd::parse_bucket(to_string(bucket))), bucket) << to_string(bucket);
  }
  EXPECT_EQ(to_string(Bucket{BucketKind::partner_psa, id_of("acme")}),
            "partner-psa:61636d65-0000-0000-0000-000000000000");
  EXPECT_EQ(to_string(Bucket{BucketKind::everyone, {}}), "public");
}

TEST(BucketName, refuses_what_is_not_one) {
  for (const char* name : {"", "staff:", "staff:61636d65-0000-0000-0000-000000000000", "partner",
                           "partner:", "partner:acme", "Partner:x", ":"}) {
    EXPECT_FALSE(syncd::parse_bucket(name).has_value()) << name;
  }
}

schema::Row flagged_work_order() {
  return a_row("msdyn_workorder", "wo")
      .naming("msdyn_serviceaccount", "account", "acme")
      .with("adx_exposetocustomer", true);
}

TEST(ExposureSettings, are_all_right_by_default) {
  EXPECT_EQ(Organisation().exposure.findings(), std::vector<std::string>{});
}

TEST(ExposureSettings, hide_an_entity_whose_flag_is_unknown_empty_missing_or_no_yes_no_column) {
  for (const char* column :
       {"adx_nosuchcolumn", "", "msdyn_name", static_cast<const char*>(nullptr)}) {
    auto settings = syncd::ExposureSettings::defaults();
    if (column == nullptr) {
      settings.expose_to_customer.erase("msdyn_workorder");
    } else {
      settings.expose_to_customer["msdyn_workorder"] = column;
    }
    Organisation organisation(settings);
    organisation.put(flagged_work_order());
    EXPECT_EQ(organisation.buckets("msdyn_workorder", "wo"), Names{});
    ASSERT_EQ(organisation.exposure.findings().size(), 1U);
    EXPECT_NE(organisation.exposure.findings()[0].find("msdyn_workorder"), std::string::npos);
  }
}

TEST(ExposureSettings, take_the_flag_from_the_column_they_name) {
  auto settings = syncd::ExposureSettings::defaults();
  settings.expose_to_customer["msdyn_workorder"] = "msdyn_taxable";
  Organisation organisation(settings);
  organisation.put(RowBuilder("msdyn_workorder", id_of("wo"))
                       .naming("msdyn_serviceaccount", "account", "acme")
                       .with("msdyn_taxable", true));
  EXPECT_EQ(organisation.buckets("msdyn_workorder", "wo"), Names{bucket("customer-fs", "acme")});
}

const std::vector<std::string>& entities_of_this_folder() {
  static const std::vector<std::string> kEntities{"account",
                                                  "adx_accountaccess",
                                                  "adx_caseaccess",
                                                  "adx_channelpermissions",
                                                  "adx_communityforum",
                                                  "adx_communityforumalert",
                                                  "adx_communityforumpost",
                                                  "adx_communityforumthread",
                                                  "adx_contactaccess",
                                                  "adx_dealregistrationrequest",
                                                  "adx_forumthreadtype",
                                                  "adx_invitation",
                                                  "adx_leadtype",
                                                  "adx_opportunity_contact",
                                                  "adx_opportunity_product",
                                                  "adx_opportunitynote",
                                                  "adx_opportunitypermissions",
                                                  "adx_publishingstate",
                                                  "annotation",
                                                  "bookableresource",
                                                  "bookableresourcebooking",
                                                  "bookableresourcecategory",
                                                  "bookingstatus",
                                                  "contact",
                                                  "feedback",
                                                  "fieldbook_conflict",
                                                  "fieldbook_quotedecision",
                                                  "incident",
                                                  "incident_opportunity_link",
                                                  "incidentresolution",
                                                  "invoice",
                                                  "invoicedetail",
                                                  "knowledgearticle",
                                                  "knowledgearticle_product_link",
                                                  "languagelocale",
                                                  "msdyn_agreement",
                                                  "msdyn_contractlinescheduleofvalue",
                                                  "msdyn_customerasset",
                                                  "msdyn_project",
                                                  "msdyn_projecttask",
                                                  "msdyn_projectteam",
                                                  "msdyn_resourceassignment",
                                                  "msdyn_workorder",
                                                  "msdyn_workorderincident",
                                                  "msdyn_workorderproduct",
                                                  "msdyn_workorderservice",
                                                  "msdyn_workorderservicetask",
                                                  "opportunity",
                                                  "opportunityproduct",
                                                  "product",
                                                  "quote",
                                                  "quotedetail",
                                                  "salesorder",
                                                  "salesorderdetail",
                                                  "territory",
                                                  "transactioncurrency",
                                                  "uom"};
  return kEntities;
}

TEST(Exposure, has_a_file_for_each_entity_that_devices_get) {
  const Organisation organisation;
  EXPECT_EQ(organisation.exposure.entities(), entities_of_this_folder());
  for (const std::string& entity : entities_of_this_folder()) {
    const auto file =
        std::filesystem::path(FIELDBOOK_SOURCE_DIR) / "syncd/exposure" / (entity + ".cpp");
    EXPECT_TRUE(std::filesystem::exists(file)) << file;
  }
}

TEST(Exposure, puts_reference_tables_into_public_and_other_entities_into_staff_alone) {
  Organisation organisation;
  for (const char* entity : {"transactioncurrency", "bookingstatus", "bookableresourcecategory",
                             "territory", "adx_leadtype", "uom", "product", "languagelocale",
                             "adx_forumthreadtype", "adx_publishingstate"}) {
    organisation.put(a_row(entity, "row"));
    EXPECT_EQ(organisation.buckets(entity, "row"), Names{"public"}) << entity;
  }
  for (const schema::Entity& entity : organisation.rows.catalogue().entities()) {
    if (std::ranges::binary_search(entities_of_this_folder(), entity.name)) continue;
    const schema::Row row(entity, id_of("row"));
    EXPECT_EQ(value_of(organisation.exposure.buckets(row, organisation.rows)),
              (syncd::BucketSet{{BucketKind::staff, {}}}))
        << entity.name;
  }
}

TEST(Exposure, refuses_a_row_in_more_buckets_than_a_row_may_be_in) {
  Organisation organisation;
  organisation.put(a_row("msdyn_project", "job"));
  organisation.put(a_status("scheduled", 2));
  for (std::size_t i = 0; i < limits::kBucketsPerRowMax; ++i) {
    const std::string name = "n" + std::to_string(i);
    organisation.put(a_contact(name));
    organisation.put(a_technician(name, name));
    organisation.put(
        a_booking(name, name, "scheduled").naming("msdyn_projectid", "msdyn_project", "job"));
  }
  const auto buckets = organisation.exposure.buckets(
      organisation.rows.at("msdyn_project", id_of("job")), organisation.rows);
  ASSERT_FALSE(buckets.has_value());
  EXPECT_EQ(buckets.error().code, Errc::limit_exceeded);
}

TEST(ExposureMatters, when_a_column_that_is_read_changes_or_a_row_comes_or_goes) {
  Organisation organisation;
  const schema::Row flagged = flagged_work_order();
  const schema::Row hidden =
      RowBuilder("msdyn_workorder", id_of("wo")).naming("msdyn_serviceaccount", "account", "acme");
  const schema::Row renamed = RowBuilder("msdyn_workorder", id_of("wo"))
                                  .naming("msdyn_serviceaccount", "account", "acme")
                                  .with("adx_exposetocustomer", true)
                                  .with("msdyn_name", "00009");
  EXPECT_TRUE(organisation.exposure.matters(&hidden, &flagged));
  EXPECT_TRUE(organisation.exposure.matters(nullptr, &flagged));
  EXPECT_TRUE(organisation.exposure.matters(&flagged, nullptr));
  EXPECT_FALSE(organisation.exposure.matters(&flagged, &renamed));
}

TEST(Dependants, follow_a_contact_to_resource_booking_work_order_and_details) {
  Organisation organisation;
  const schema::Row contact = a_contact_of("ana", "p");
  organisation.put(contact);
  organisation.put(a_technician("r", "ana"));
  organisation.put(a_booking("b", "r", "s")
                       .naming("msdyn_workorder", "msdyn_workorder", "wo")
                       .naming("msdyn_projectid", "msdyn_project", "job"));
  organisation.put(
      a_row("msdyn_workorder", "wo").naming("msdyn_customerasset", "msdyn_customerasset", "pump"));
  organisation.put(
      a_row("msdyn_workorderproduct", "part").naming("msdyn_workorder", "msdyn_workorder", "wo"));
  organisation.put(a_row("opportunity", "o").naming("msa_partneroppid", "contact", "ana"));
  EXPECT_EQ(
      organisation.dependants(contact),
      (std::set{organisation.key("bookableresource", "r"),
                organisation.key("bookableresourcebooking", "b"),
                organisation.key("msdyn_workorder", "wo"),
                organisation.key("msdyn_workorderproduct", "part"),
                organisation.key("msdyn_customerasset", "pump"),
                organisation.key("msdyn_project", "job"), organisation.key("opportunity", "o")}));
}

TEST(Dependants, follow_the_image_before_to_what_a_booking_was_on) {
  Organisation organisation;
  const schema::Row before =
      a_booking("b", "r", "s").naming("msdyn_workorder", "msdyn_workorder", "old");
  organisation.put(a_booking("b", "r", "s").naming("msdyn_workorder", "msdyn_workorder", "new"));
  EXPECT_EQ(organisation.dependants(before), std::set{organisation.key("msdyn_workorder", "old")});
}

TEST(AffectedPersons, are_the_person_itself_and_whom_a_link_permission_or_resource_names) {
  Organisation organisation;
  organisation.put(a_contact_of("ana", "acme"));
  const std::set<Uuid> ana{id_of("ana")};
  EXPECT_EQ(organisation.affected_persons(a_contact("ana")), ana);
  EXPECT_EQ(organisation.affected_persons(a_row("systemuser", "sam")), std::set{id_of("sam")});
  for (const auto& [entity, lookup] : {std::pair{"contact_adx_webrole_link", "contactid"},
                                       {"adx_opportunitypermissions", "adx_contactid"},
                                       {"adx_channelpermissions", "adx_contactid"},
                                       {"bookableresource", "contactid"}}) {
    EXPECT_EQ(organisation.affected_persons(a_row(entity, "row").naming(lookup, "contact", "ana")),
              ana)
        << entity;
  }
  EXPECT_EQ(organisation.affected_persons(
                a_row("account_adx_webrole_link", "link").naming("accountid", "account", "acme")),
            ana);
  EXPECT_EQ(organisation.affected_persons(
                a_row("opportunity", "o").naming("msa_partneroppid", "contact", "ana")),
            std::set<Uuid>{});
}

TEST(AffectedPersons, are_the_contacts_of_an_account_and_of_a_role) {
  Organisation organisation;
  organisation.put(a_contact_of("ana", "acme"));
  organisation.put(a_contact_of("ben", "acme"));
  organisation.put(a_contact("cleo"));
  give_role(organisation, "cleo", "Partner seller");
  organisation.put(a_row("account_adx_webrole_link", "link")
                       .naming("accountid", "account", "acme")
                       .naming("adx_webroleid", "adx_webrole", "Partner seller"));
  EXPECT_EQ(organisation.affected_persons(a_row("account", "acme")),
            (std::set{id_of("ana"), id_of("ben")}));
  EXPECT_EQ(organisation.affected_persons(a_role("Partner seller")),
            (std::set{id_of("ana"), id_of("ben"), id_of("cleo")}));
}

}  // namespace
}  // namespace fieldbook::tests
