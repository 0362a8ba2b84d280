// What partners and technicians see: opportunities, managed customers, and work through their
// resources (DOMAIN.md 1.10, 2.3, 4.4, 5.1).

#include "tests/unit/syncd/exposure/organisation.hpp"

namespace fieldbook::tests {
namespace {

using Names = std::set<std::string>;

TEST(OpportunityExposure, is_in_the_buckets_of_partner_contact_and_the_contact_s_account) {
  Organisation organisation;
  organisation.put(a_contact_of("ana", "partner-b"));
  organisation.put(a_row("opportunity", "o")
                       .naming("msa_partnerid", "account", "partner-a")
                       .naming("msa_partneroppid", "contact", "ana"));
  EXPECT_EQ(organisation.buckets("opportunity", "o"),
            (Names{bucket("partner", "partner-a"), bucket("partner", "partner-b"),
                   bucket("partner-contact", "ana")}));
}

TEST(OpportunityExposure, is_staff_s_alone_before_it_is_distributed) {
  Organisation organisation;
  organisation.put(a_row("opportunity", "o").naming("customerid", "account", "acme"));
  EXPECT_EQ(organisation.buckets("opportunity", "o"), Names{});
}

TEST(OpportunityExposure, takes_products_along) {
  Organisation organisation;
  organisation.put(a_row("opportunity", "o").naming("msa_partnerid", "account", "p"));
  organisation.put(a_row("opportunityproduct", "line").naming("opportunityid", "opportunity", "o"));
  organisation.put(
      a_row("adx_opportunity_product", "link").naming("opportunityid", "opportunity", "o"));
  EXPECT_EQ(organisation.buckets("opportunityproduct", "line"), Names{bucket("partner", "p")});
  EXPECT_EQ(organisation.buckets("adx_opportunity_product", "link"), Names{bucket("partner", "p")});
}

TEST(CustomerOfPartner, is_shown_to_the_managing_partner_with_its_contacts) {
  Organisation organisation;
  organisation.put(a_row("account", "acme").naming("msa_managingpartnerid", "account", "p"));
  organisation.put(a_contact_of("ana", "acme"));
  organisation.put(a_contact("ben").naming("msa_managingpartnerid", "account", "p"));
  EXPECT_EQ(organisation.buckets("account", "acme"),
            (Names{bucket("account", "acme"), bucket("partner-customers", "p")}));
  EXPECT_EQ(organisation.buckets("contact", "ana"),
            (Names{bucket("contact", "ana"), bucket("partner-customers", "p"),
                   bucket("partner-people", "acme")}));
  EXPECT_EQ(organisation.buckets("contact", "ben"),
            (Names{bucket("contact", "ben"), bucket("partner-customers", "p")}));
}

TEST(CustomerOfPartner, does_not_follow_a_parent_that_is_a_contact) {
  Organisation organisation;
  organisation.put(a_row("account", "acme").naming("msa_managingpartnerid", "account", "p"));
  organisation.put(a_contact("ana").naming("parentcustomerid", "contact", "acme"));
  EXPECT_EQ(organisation.buckets("contact", "ana"), Names{bucket("contact", "ana")});
}

/// A technician "ana" of partner "p" with resource "r", booked on work order "wo" (of asset
/// "pump") and project "job".
class ThroughBookings : public testing::Test {
 protected:
  void SetUp() override {
    organisation.put(a_contact_of("ana", "p"));
    organisation.put(a_technician("r", "ana"));
    organisation.put(a_status("scheduled", 2));
    organisation.put(a_status("cancelled", 3));
    organisation.put(a_row("msdyn_workorder", "wo")
                         .naming("msdyn_serviceaccount", "account", "acme")
                         .naming("msdyn_customerasset", "msdyn_customerasset", "pump"));
    organisation.put(
        a_row("msdyn_workorderproduct", "part").naming("msdyn_workorder", "msdyn_workorder", "wo"));
    organisation.put(
        a_row("msdyn_customerasset", "pump").naming("msdyn_account", "account", "acme"));
    organisation.put(a_row("msdyn_project", "job"));
    organisation.put(booking("scheduled"));
  }
  static RowBuilder booking(std::string_view status) {
    return a_booking("b", "r", status)
        .naming("msdyn_workorder", "msdyn_workorder", "wo")
        .naming("msdyn_projectid", "msdyn_project", "job");
  }
  /// The buckets of everything that a booking opens; they must be the same.
  Names opened() {
    const Names out = organisation.buckets("msdyn_workorder", "wo");
    EXPECT_EQ(organisation.buckets("msdyn_workorderproduct", "part"), out);
    EXPECT_EQ(organisation.buckets("msdyn_customerasset", "pump"), out);
    EXPECT_EQ(organisation.buckets("msdyn_project", "job"), out);
    return out;
  }
  Names of_booking() { return organisation.buckets("bookableresourcebooking", "b"); }

  const Names both{bucket("partner-psa", "p"), bucket("technician", "ana")};
  Organisation organisation;
};

TEST_F(ThroughBookings, shows_work_to_the_organisation_and_the_technician) {
  EXPECT_EQ(opened(), both);
  EXPECT_EQ(of_booking(), both);
  EXPECT_EQ(organisation.buckets("bookableresource", "r"), both);
}

TEST_F(ThroughBookings, shows_portal_notes_to_who_works_there_and_not_to_the_customer) {
  organisation.put(a_row("msdyn_workorder", "wo")
                       .naming("msdyn_serviceaccount", "account", "acme")
                       .naming("msdyn_customerasset", "msdyn_customerasset", "pump")
                       .with("adx_exposetocustomer", true));
  organisation.put(a_row("account", "acme"));
  ASSERT_TRUE(
      organisation.buckets("msdyn_workorder", "wo").contains(bucket("customer-fs", "acme")));
  const auto note = [&](const char* entity, const char* name, const char* text) {
    organisation.put(
        a_row("annotation", "n").naming("objectid", entity, name).with("notetext", text));
    return organisation.buckets("annotation", "n");
  };
  for (const auto& [entity, name] :
       {std::pair("msdyn_workorder", "wo"), std::pair("bookableresourcebooking", "b"),
        std::pair("msdyn_customerasset", "pump")}) {
    EXPECT_EQ(note(entity, name, "*WEB* The seal was worn."), both) << entity;
    EXPECT_EQ(note(entity, name, "They pay late."), Names{}) << entity;
  }
  EXPECT_EQ(note("msdyn_project", "job", "*WEB* Started"), Names{});
  note("msdyn_workorder", "wo", "*WEB* The seal was worn.");
  organisation.put(booking("cancelled"));
  EXPECT_EQ(organisation.buckets("annotation", "n"), Names{});
}

TEST_F(ThroughBookings, shows_work_to_the_account_of_a_resource_of_type_account) {
  organisation.put(a_row("bookableresource", "r").naming("accountid", "account", "p"));
  EXPECT_EQ(opened(), Names{bucket("partner-psa", "p")});
}

TEST_F(ThroughBookings, closes_work_but_keeps_the_booking_when_it_is_cancelled) {
  organisation.put(booking("cancelled"));
  EXPECT_EQ(opened(), Names{});
  EXPECT_EQ(of_booking(), both);
}

TEST_F(ThroughBookings, takes_the_kind_from_the_status_row_not_from_its_name) {
  organisation.put(a_row("bookingstatus", "scheduled")
                       .with("name", "Scheduled")
                       .with("msdyn_fieldservicestatus", std::int64_t{690'970'005}));
  EXPECT_EQ(opened(), Names{});
  organisation.put(a_row("bookingstatus", "scheduled")
                       .with("name", "Canceled")
                       .with("msdyn_fieldservicestatus", std::int64_t{690'970'000}));
  EXPECT_EQ(opened(), both);
}

TEST_F(ThroughBookings, closes_work_when_the_booking_is_inactive) {
  organisation.put(booking("scheduled").with("statecode", std::int64_t{1}));
  EXPECT_EQ(opened(), Names{});
  EXPECT_EQ(of_booking(), both);
}

TEST_F(ThroughBookings, opens_nothing_when_the_status_is_not_known) {
  organisation.put(booking("nowhere"));
  EXPECT_EQ(opened(), Names{});
  organisation.put(a_row("bookingstatus", "nowhere"));
  EXPECT_EQ(opened(), Names{});
}

TEST_F(ThroughBookings, keeps_work_open_through_another_booking) {
  organisation.put(booking("cancelled"));
  organisation.put(a_booking("b2", "r", "scheduled")
                       .naming("msdyn_workorder", "msdyn_workorder", "wo")
                       .naming("msdyn_projectid", "msdyn_project", "job"));
  EXPECT_EQ(opened(), both);
}

TEST_F(ThroughBookings, does_not_show_a_partner_the_booking_of_another_on_the_same_work) {
  organisation.put(a_row("bookableresource", "r2").naming("accountid", "account", "p2"));
  organisation.put(
      a_booking("b2", "r2", "scheduled").naming("msdyn_workorder", "msdyn_workorder", "wo"));
  EXPECT_EQ(of_booking(), both);
  EXPECT_EQ(organisation.buckets("bookableresourcebooking", "b2"),
            Names{bucket("partner-psa", "p2")});
}

TEST_F(ThroughBookings, leaves_the_technician_of_an_inactive_resource_out) {
  organisation.put(a_technician("r", "ana").with("statecode", std::int64_t{1}));
  EXPECT_EQ(opened(), Names{bucket("partner-psa", "p")});
  EXPECT_EQ(of_booking(), Names{bucket("partner-psa", "p")});
}

TEST_F(ThroughBookings, never_opens_a_template) {
  organisation.put(a_row("msdyn_project", "job").with("msdyn_istemplate", true));
  EXPECT_EQ(organisation.buckets("msdyn_project", "job"), Names{});
}

TEST_F(ThroughBookings, does_not_show_the_service_account_or_its_other_assets) {
  organisation.put(a_row("account", "acme"));
  organisation.put(a_row("msdyn_customerasset", "fan").naming("msdyn_account", "account", "acme"));
  EXPECT_EQ(organisation.buckets("account", "acme"), Names{bucket("account", "acme")});
  EXPECT_EQ(organisation.buckets("msdyn_customerasset", "fan"), Names{});
}

TEST_F(ThroughBookings, shows_a_project_through_a_team_row_to_the_organisation_alone) {
  organisation.put(booking("cancelled"));
  const auto team = a_row("msdyn_projectteam", "t")
                        .naming("msdyn_project", "msdyn_project", "job")
                        .naming("msdyn_bookableresourceid", "bookableresource", "r");
  organisation.put(team);
  EXPECT_EQ(organisation.buckets("msdyn_project", "job"), Names{bucket("partner-psa", "p")});
  EXPECT_EQ(organisation.buckets("msdyn_projectteam", "t"), Names{});  // on it, not confirmed
  organisation.put(RowBuilder(team).with("msdyn_membershipstatus", std::int64_t{2}));
  EXPECT_EQ(organisation.buckets("msdyn_projectteam", "t"), Names{bucket("partner-psa", "p")});
  organisation.put(RowBuilder(team).with("msdyn_membershipstatus", std::int64_t{3}));
  EXPECT_EQ(organisation.buckets("msdyn_project", "job"), Names{});
  organisation.put(RowBuilder(team).with("statecode", std::int64_t{1}));
  EXPECT_EQ(organisation.buckets("msdyn_project", "job"), Names{});
}

TEST(ConflictExposure, is_in_the_author_s_bucket_alone) {
  Organisation organisation;
  organisation.put(a_row("fieldbook_conflict", "c").with("bucketowner", id_of("ana")));
  organisation.put(a_row("fieldbook_conflict", "nobody"));
  EXPECT_EQ(organisation.buckets("fieldbook_conflict", "c"), Names{bucket("contact", "ana")});
  EXPECT_EQ(organisation.buckets("fieldbook_conflict", "nobody"), Names{});
}

}  // namespace
}  // namespace fieldbook::tests
