// What a customer account's rows need to be seen: flag, account, state (DOMAIN.md 2.3).

#include "tests/unit/syncd/exposure/organisation.hpp"

namespace fieldbook::tests {
namespace {

using Names = std::set<std::string>;

RowBuilder a_work_order(std::string_view name) {
  return a_row("msdyn_workorder", name)
      .naming("msdyn_serviceaccount", "account", "acme")
      .with("adx_exposetocustomer", true);
}
RowBuilder an_asset(std::string_view name) {
  return a_row("msdyn_customerasset", name)
      .naming("msdyn_account", "account", "acme")
      .with("adx_exposetocustomer", true);
}
RowBuilder a_quote(std::string_view name) {
  return a_row("quote", name)
      .naming("customerid", "account", "acme")
      .with("msdyn_ordertype", std::int64_t{192'350'001});
}
RowBuilder a_project(std::string_view name) {
  return a_row("msdyn_project", name).naming("msdyn_customer", "account", "acme");
}

TEST(WorkOrderExposure, shows_a_flagged_work_order_to_its_service_account) {
  Organisation organisation;
  organisation.put(a_work_order("wo").naming("msdyn_billingaccount", "account", "payer"));
  EXPECT_EQ(organisation.buckets("msdyn_workorder", "wo"), Names{bucket("customer-fs", "acme")});
}

TEST(WorkOrderExposure, shows_an_inactive_work_order_too) {
  Organisation organisation;
  organisation.put(a_work_order("wo").with("statecode", std::int64_t{1}));
  EXPECT_EQ(organisation.buckets("msdyn_workorder", "wo"), Names{bucket("customer-fs", "acme")});
}

TEST(WorkOrderExposure, takes_neither_no_nor_null_for_yes) {
  Organisation organisation;
  organisation.put(a_work_order("no").with("adx_exposetocustomer", false));
  organisation.put(a_work_order("null").without("adx_exposetocustomer"));
  EXPECT_EQ(organisation.buckets("msdyn_workorder", "no"), Names{});
  EXPECT_EQ(organisation.buckets("msdyn_workorder", "null"), Names{});
}

TEST(WorkOrderExposure, needs_a_service_account) {
  Organisation organisation;
  organisation.put(a_work_order("wo").without("msdyn_serviceaccount"));
  EXPECT_EQ(organisation.buckets("msdyn_workorder", "wo"), Names{});
}

TEST(DetailExposure, puts_each_detail_where_its_work_order_is) {
  Organisation organisation;
  organisation.put(a_work_order("wo"));
  for (const char* entity : {"msdyn_workorderproduct", "msdyn_workorderservice",
                             "msdyn_workorderservicetask", "msdyn_workorderincident"}) {
    organisation.put(a_row(entity, "detail").naming("msdyn_workorder", "msdyn_workorder", "wo"));
    EXPECT_EQ(organisation.buckets(entity, "detail"), Names{bucket("customer-fs", "acme")});
  }
}

TEST(DetailExposure, hides_a_detail_without_a_parent) {
  Organisation organisation;
  organisation.put(a_row("msdyn_workorderproduct", "none"));
  organisation.put(
      a_row("msdyn_workorderproduct", "gone").naming("msdyn_workorder", "msdyn_workorder", "x"));
  EXPECT_EQ(organisation.buckets("msdyn_workorderproduct", "none"), Names{});
  EXPECT_EQ(organisation.buckets("msdyn_workorderproduct", "gone"), Names{});
}

TEST(AssetExposure, shows_an_active_flagged_asset_to_its_account) {
  Organisation organisation;
  organisation.put(an_asset("pump"));
  EXPECT_EQ(organisation.buckets("msdyn_customerasset", "pump"),
            Names{bucket("customer-fs", "acme")});
}

TEST(AssetExposure, hides_a_retired_asset_although_it_is_flagged) {
  Organisation organisation;
  organisation.put(an_asset("pump").with("statecode", std::int64_t{1}));
  EXPECT_EQ(organisation.buckets("msdyn_customerasset", "pump"), Names{});
}

TEST(AssetExposure, does_not_show_an_unexposed_parent_because_its_child_is_shown) {
  Organisation organisation;
  organisation.put(an_asset("parent").with("adx_exposetocustomer", false));
  organisation.put(an_asset("child").naming("msdyn_parentasset", "msdyn_customerasset", "parent"));
  EXPECT_EQ(organisation.buckets("msdyn_customerasset", "parent"), Names{});
  EXPECT_EQ(organisation.buckets("msdyn_customerasset", "child"),
            Names{bucket("customer-fs", "acme")});
}

TEST(AgreementExposure, shows_a_flagged_agreement_in_every_state) {
  Organisation organisation;
  organisation.put(a_row("msdyn_agreement", "a")
                       .naming("msdyn_serviceaccount", "account", "acme")
                       .with("adx_exposetocustomer", true)
                       .with("statecode", std::int64_t{1}));
  organisation.put(a_row("msdyn_agreement", "b").naming("msdyn_serviceaccount", "account", "acme"));
  EXPECT_EQ(organisation.buckets("msdyn_agreement", "a"), Names{bucket("customer-fs", "acme")});
  EXPECT_EQ(organisation.buckets("msdyn_agreement", "b"), Names{});
}

TEST(QuoteExposure, shows_a_work_based_quote_of_the_account_in_every_state) {
  Organisation organisation;
  for (const std::int64_t state : {0, 1, 2, 3}) {
    organisation.put(a_quote("q").with("statecode", state));
    EXPECT_EQ(organisation.buckets("quote", "q"), Names{bucket("customer-psa", "acme")});
  }
}

TEST(QuoteExposure, hides_an_item_based_quote_and_a_quote_for_a_person) {
  Organisation organisation;
  organisation.put(a_quote("items").with("msdyn_ordertype", std::int64_t{192'350'000}));
  organisation.put(a_quote("person").naming("customerid", "contact", "acme"));
  organisation.put(a_quote("untyped").without("customeridtype"));
  for (const char* name : {"items", "person", "untyped"}) {
    EXPECT_EQ(organisation.buckets("quote", name), Names{}) << name;
  }
}

TEST(QuoteExposure, takes_lines_and_decisions_along) {
  Organisation organisation;
  organisation.put(a_quote("q"));
  organisation.put(a_row("quotedetail", "line").naming("quoteid", "quote", "q"));
  organisation.put(a_row("fieldbook_quotedecision", "yes").naming("quoteid", "quote", "q"));
  EXPECT_EQ(organisation.buckets("quotedetail", "line"), Names{bucket("customer-psa", "acme")});
  EXPECT_EQ(organisation.buckets("fieldbook_quotedecision", "yes"),
            Names{bucket("customer-psa", "acme")});
}

TEST(ProjectExposure, shows_a_project_to_its_customer_unless_it_is_a_template) {
  Organisation organisation;
  organisation.put(a_project("p").with("statecode", std::int64_t{1}));
  organisation.put(a_project("t").with("msdyn_istemplate", true));
  EXPECT_EQ(organisation.buckets("msdyn_project", "p"), Names{bucket("customer-psa", "acme")});
  EXPECT_EQ(organisation.buckets("msdyn_project", "t"), Names{});
}

/// A team row of project "p" with resource "r", for the customer "acme".
class ConfirmedTeam : public testing::Test {
 protected:
  void SetUp() override {
    organisation.put(a_project("p").naming("msdyn_projectmanager", "systemuser", "boss"));
    organisation.put(resource());
  }
  static RowBuilder resource() {
    return a_row("bookableresource", "r").with("resourcetype", std::int64_t{3});
  }
  static RowBuilder team() {
    return a_row("msdyn_projectteam", "t")
        .naming("msdyn_project", "msdyn_project", "p")
        .naming("msdyn_bookableresourceid", "bookableresource", "r");
  }
  /// Buckets of the team row; those of the resource must be the same.
  Names shown(const schema::Row& row) {
    organisation.put(row);
    const Names out = organisation.buckets("msdyn_projectteam", "t");
    EXPECT_EQ(organisation.buckets("bookableresource", "r"), out);
    return out;
  }
  const Names yes{bucket("customer-psa", "acme")};
  const Names no{};
  Organisation organisation;
};

TEST_F(ConfirmedTeam, shows_hard_booked_hours) {
  EXPECT_EQ(shown(team().with("msdyn_hardbookedhours", 4 * schema::kDecimalScale)), yes);
  EXPECT_EQ(shown(team().with("msdyn_hardbookedhours", std::int64_t{0})), no);
}

TEST_F(ConfirmedTeam, shows_an_assigned_member_without_hours) {
  EXPECT_EQ(shown(team().with("msdyn_membershipstatus", std::int64_t{2})), yes);
}

TEST_F(ConfirmedTeam, shows_the_project_manager_without_hours) {
  organisation.put(resource().naming("userid", "systemuser", "boss"));
  EXPECT_EQ(shown(team()), yes);
  organisation.put(resource().naming("userid", "systemuser", "other"));
  EXPECT_EQ(shown(team()), no);
}

// domain.md 11.7: the resource list holds the confirmed alone.
TEST_F(ConfirmedTeam, hides_a_requested_or_softly_booked_member) {
  EXPECT_EQ(shown(team().with("msdyn_membershipstatus", std::int64_t{1})), no);
  EXPECT_EQ(shown(team().with("msdyn_softbookedhours", 4 * schema::kDecimalScale)), no);
}

TEST_F(ConfirmedTeam, hides_a_declined_or_inactive_member_whatever_the_hours) {
  const auto booked = team().with("msdyn_hardbookedhours", schema::kDecimalScale);
  EXPECT_EQ(shown(RowBuilder(booked).with("msdyn_membershipstatus", std::int64_t{3})), no);
  EXPECT_EQ(shown(RowBuilder(booked).with("statecode", std::int64_t{1})), no);
}

TEST_F(ConfirmedTeam, hides_a_generic_resource_and_an_open_position) {
  const auto assigned = team().with("msdyn_membershipstatus", std::int64_t{2});
  organisation.put(resource().with("resourcetype", std::int64_t{1}));
  EXPECT_EQ(shown(assigned), no);
  EXPECT_EQ(shown(RowBuilder(assigned).without("msdyn_bookableresourceid")), no);
}

TEST_F(ConfirmedTeam, hides_the_team_of_a_template) {
  organisation.put(a_project("p").with("msdyn_istemplate", true));
  EXPECT_EQ(shown(team().with("msdyn_membershipstatus", std::int64_t{2})), no);
}

}  // namespace
}  // namespace fieldbook::tests
