// Who may sign in, as what, and what they then hold (DOMAIN.md 1.2, 2.1, 2.3, 4.3, 4.4, 5.1).

#include "shared/base/limits.hpp"
#include "syncd/exposure/web_roles.hpp"
#include "tests/unit/syncd/exposure/organisation.hpp"

namespace fieldbook::tests {
namespace {

using Names = std::set<std::string>;
using schema::Audience;

class Persons : public testing::Test {
 protected:
  syncd::Person person(std::string_view name) {
    return value_of(organisation.exposure.person(id_of(name), organisation.rows));
  }
  /// "ana" of the customer "acme", with roles.
  void ana_with(std::initializer_list<const char*> roles) {
    organisation.put(a_row("account", "acme"));
    organisation.put(a_contact_of("ana", "acme").with("fullname", "Ana"));
    for (const char* role : roles) give_role(organisation, "ana", role);
  }
  /// "paul" of the partner "p", with roles.
  void paul_with(std::initializer_list<const char*> roles) {
    organisation.put(a_partner_account("p"));
    organisation.put(a_contact_of("paul", "p"));
    for (const char* role : roles) give_role(organisation, "paul", role);
  }
  static RowBuilder permission(std::string_view name, std::int64_t scope) {
    return a_row("adx_opportunitypermissions", name)
        .naming("adx_contactid", "contact", "paul")
        .naming("adx_accountid", "account", "p")
        .with("adx_scope", scope)
        .with("adx_read", true);
  }
  static RowBuilder channel() {
    return a_row("adx_channelpermissions", "channel")
        .naming("adx_contactid", "contact", "paul")
        .naming("adx_accountid", "account", "p")
        .with("adx_read", true);
  }
  static RowBuilder contact_access() {
    return a_row("adx_contactaccess", "people")
        .naming("adx_contactid", "contact", "paul")
        .naming("adx_accountid", "account", "p")
        .with("adx_scope", std::int64_t{2})
        .with("adx_read", true);
  }
  static RowBuilder account_access() {
    return a_row("adx_accountaccess", "own")
        .naming("adx_contactid", "contact", "paul")
        .naming("adx_accountid", "account", "p")
        .with("adx_managepermissions", true);
  }
  static RowBuilder case_access(std::string_view name, std::int64_t scope) {
    return a_row("adx_caseaccess", name)
        .naming("adx_contactid", "contact", "ana")
        .naming("adx_accountid", "account", "acme")
        .with("adx_scope", scope)
        .with("adx_read", true);
  }
  /// The buckets that somebody holds, without those of forums, which have tests of their own.
  Names scope(std::string_view name, Audience audience) {
    Names out = organisation.scope(name, audience);
    std::erase_if(out, [](const std::string& held) { return held.starts_with("web-role:"); });
    return out;
  }
  Names partner_scope() { return scope("paul", Audience::partner); }

  static constexpr std::int64_t kSelf = 100'000'000;
  static constexpr std::int64_t kAccount = 100'000'001;
  const Names of_ana{"public", bucket("contact", "ana"), bucket("account", "acme"),
                     bucket("own-cases", "ana")};
  const Names of_paul{"public", bucket("contact", "paul"), bucket("account", "p"),
                      bucket("own-cases", "paul"), bucket("partner-own-cases", "paul")};
  /// With a partner role, paul sees what is his own as a partner.
  const Names of_partner_paul = with(of_paul, {bucket("partner-own", "paul")});
  static Names with(Names names, std::initializer_list<std::string> more) {
    names.insert(more);
    return names;
  }
  Organisation organisation;
};

TEST_F(Persons, are_not_found_when_there_is_neither_contact_nor_systemuser) {
  const auto found = organisation.exposure.person(id_of("nobody"), organisation.rows);
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().code, Errc::not_found);
}

TEST_F(Persons, without_a_role_are_customers_who_see_themselves_and_their_account) {
  ana_with({});
  EXPECT_EQ(person("ana").audiences, std::vector{Audience::customer});
  EXPECT_EQ(scope("ana", Audience::customer), of_ana);
  EXPECT_EQ(scope("ana", Audience::partner), Names{});
  EXPECT_EQ(scope("ana", Audience::staff), Names{});
}

class FieldServiceRole : public Persons, public testing::WithParamInterface<const char*> {};

TEST_P(FieldServiceRole, opens_field_service_rows_of_the_account_in_either_spelling) {
  ana_with({GetParam()});
  EXPECT_EQ(scope("ana", Audience::customer), with(of_ana, {bucket("customer-fs", "acme")}));
}

INSTANTIATE_TEST_SUITE_P(Spellings, FieldServiceRole,
                         testing::Values("FS Customer Approver", "FS Customer Reviewer",
                                         "FS Customer Review"));

TEST_F(Persons, have_the_other_spelling_of_reviewer_written_as_reviewer) {
  ana_with({"FS Customer Review", "FS Customer Reviewer"});
  EXPECT_EQ(person("ana").roles, std::vector<std::string>{"FS Customer Reviewer"});
}

TEST_F(Persons, hold_their_work_as_technicians_only_when_signed_in_as_partners) {
  ana_with({"FS Customer Approver"});
  organisation.put(a_technician("r", "ana"));
  EXPECT_EQ(person("ana").audiences, (std::vector{Audience::partner, Audience::customer}));
  EXPECT_TRUE(scope("ana", Audience::partner).contains(bucket("technician", "ana")));
  EXPECT_EQ(scope("ana", Audience::customer), with(of_ana, {bucket("customer-fs", "acme")}));
  organisation.put(a_technician("r", "ana").with("statecode", std::int64_t{1}));
  EXPECT_EQ(scope("ana", Audience::partner), Names{});
}

TEST_F(Persons, match_role_names_exactly) {
  ana_with({"fs customer approver", "FS Customer Approver "});
  EXPECT_EQ(scope("ana", Audience::customer), of_ana);
}

TEST_F(Persons, hold_project_rows_by_a_psa_customer_role) {
  ana_with({"PSA Customer Reviewer"});
  EXPECT_EQ(scope("ana", Audience::customer), with(of_ana, {bucket("customer-psa", "acme")}));
}

TEST_F(Persons, inherit_the_roles_of_their_account) {
  ana_with({});
  organisation.put(a_role("FS Customer Approver"));
  organisation.put(a_row("account_adx_webrole_link", "link")
                       .naming("accountid", "account", "acme")
                       .naming("adx_webroleid", "adx_webrole", "FS Customer Approver"));
  EXPECT_EQ(scope("ana", Audience::customer), with(of_ana, {bucket("customer-fs", "acme")}));
}

TEST_F(Persons, lose_an_inactive_role) {
  ana_with({"FS Customer Approver"});
  organisation.put(a_role("FS Customer Approver").with("statecode", std::int64_t{1}));
  EXPECT_EQ(person("ana").roles, std::vector<std::string>{});
}

TEST_F(Persons, cannot_sign_in_when_inactive_or_without_logon) {
  ana_with({"FS Customer Approver"});
  const auto deactivated = a_contact_of("ana", "acme").with("statecode", std::int64_t{1});
  const auto without_logon = a_contact_of("ana", "acme").with("adx_identity_logonenabled", false);
  const auto unset = a_contact_of("ana", "acme").without("adx_identity_logonenabled");
  for (const schema::Row& row : {deactivated.row(), without_logon.row(), unset.row()}) {
    organisation.put(row);
    EXPECT_FALSE(person("ana").active);
    EXPECT_EQ(scope("ana", Audience::customer), Names{});
  }
}

TEST_F(Persons, have_no_account_under_a_contact_an_untyped_parent_or_a_missing_account) {
  ana_with({"FS Customer Approver"});
  const auto under_contact = a_contact("ana").naming("parentcustomerid", "contact", "acme");
  const auto untyped = a_contact_of("ana", "acme").without("parentcustomeridtype");
  const auto missing = a_contact_of("ana", "nowhere");
  for (const schema::Row& row : {under_contact.row(), untyped.row(), missing.row()}) {
    organisation.put(row);
    EXPECT_TRUE(person("ana").account.is_nil());
    EXPECT_EQ(scope("ana", Audience::customer),
              (Names{"public", bucket("contact", "ana"), bucket("own-cases", "ana")}));
  }
}

TEST_F(Persons, of_a_partner_account_are_partners_without_any_role) {
  paul_with({});
  EXPECT_EQ(person("paul").audiences, std::vector{Audience::partner});
  EXPECT_EQ(partner_scope(), of_paul);
}

TEST_F(Persons, are_partners_while_an_active_resource_points_to_them) {
  ana_with({});
  organisation.put(a_technician("r", "ana"));
  EXPECT_EQ(person("ana").audiences, std::vector{Audience::partner});
  organisation.put(a_technician("r", "ana").with("statecode", std::int64_t{1}));
  EXPECT_EQ(person("ana").audiences, std::vector{Audience::customer});
}

TEST_F(Persons, of_two_audiences_hold_the_rows_of_one_at_a_time) {
  paul_with({"PSA Partner Approver", "FS Customer Approver"});
  EXPECT_EQ(person("paul").audiences, (std::vector{Audience::partner, Audience::customer}));
  EXPECT_EQ(partner_scope(), with(of_partner_paul, {bucket("partner-psa", "p")}));
  EXPECT_EQ(scope("paul", Audience::customer),
            (Names{"public", bucket("contact", "paul"), bucket("account", "p"),
                   bucket("own-cases", "paul"), bucket("customer-fs", "p")}));
}

TEST_F(Persons, hold_all_opportunities_of_the_account_by_account_scope) {
  paul_with({"Partner manager"});
  organisation.put(permission("one", kAccount));
  EXPECT_EQ(partner_scope(),
            with(of_partner_paul, {bucket("partner", "p"), bucket("partner-contact", "paul")}));
}

TEST_F(Persons, hold_their_own_opportunities_by_self_scope) {
  paul_with({"Partner seller"});
  organisation.put(permission("one", kSelf));
  EXPECT_EQ(partner_scope(), with(of_partner_paul, {bucket("partner-contact", "paul")}));
}

TEST_F(Persons, hold_opportunities_of_the_account_that_a_permission_names_after_a_move) {
  paul_with({"Partner manager"});
  organisation.put(permission("one", kAccount).naming("adx_accountid", "account", "former"));
  EXPECT_EQ(partner_scope(), with(of_partner_paul, {bucket("partner", "former"),
                                                    bucket("partner-contact", "paul")}));
}

TEST_F(Persons, hold_no_opportunities_by_an_inactive_or_unreadable_permission) {
  paul_with({"Partner manager"});
  organisation.put(permission("one", kAccount).with("statecode", std::int64_t{1}));
  organisation.put(permission("two", kAccount).with("adx_read", false));
  organisation.put(permission("three", kAccount).naming("adx_contactid", "contact", "other"));
  EXPECT_EQ(partner_scope(), of_partner_paul);
}

TEST_F(Persons, hold_nothing_by_permission_rows_without_a_partner_role) {
  paul_with({});
  organisation.put(permission("one", kAccount));
  organisation.put(channel());
  EXPECT_EQ(partner_scope(), of_paul);
}

TEST_F(Persons, hold_managed_customers_while_the_channel_permission_names_the_current_account) {
  paul_with({"Partner seller"});
  organisation.put(channel());
  EXPECT_EQ(partner_scope(), with(of_partner_paul, {bucket("partner-customers", "p")}));
  for (const schema::Row& row : {channel().naming("adx_accountid", "account", "former").row(),
                                 channel().with("adx_read", false).row(),
                                 channel().with("statecode", std::int64_t{1}).row()}) {
    organisation.put(row);
    EXPECT_EQ(partner_scope(), of_partner_paul);
  }
}

TEST_F(Persons, list_colleagues_of_the_current_account_by_contact_access) {
  paul_with({"Partner administrator"});
  organisation.put(contact_access());
  EXPECT_EQ(partner_scope(), with(of_partner_paul, {bucket("partner-people", "p")}));
  for (const schema::Row& row :
       {contact_access().with("adx_scope", std::int64_t{1}).row(),
        contact_access().with("adx_read", false).row(),
        contact_access().with("statecode", std::int64_t{1}).row(),
        contact_access().naming("adx_accountid", "account", "former").row()}) {
    organisation.put(row);
    EXPECT_EQ(partner_scope(), of_partner_paul);
  }
}

TEST_F(Persons, change_rights_of_colleagues_by_contact_access_and_account_access_together) {
  paul_with({"Partner administrator"});
  const Names both =
      with(of_partner_paul, {bucket("partner-people", "p"), bucket("partner-rights", "p")});
  const Names people = with(of_partner_paul, {bucket("partner-people", "p")});
  organisation.put(account_access());
  EXPECT_EQ(partner_scope(), of_partner_paul);
  organisation.put(contact_access().with("adx_write", true));
  EXPECT_EQ(partner_scope(), both);
  for (const schema::Row& row : {account_access().with("adx_managepermissions", false).row(),
                                 account_access().with("statecode", std::int64_t{1}).row(),
                                 account_access().naming("adx_accountid", "account", "x").row()}) {
    organisation.put(row);
    EXPECT_EQ(partner_scope(), people);
  }
}

TEST_F(Persons, list_no_colleagues_without_a_partner_role) {
  paul_with({});
  organisation.put(contact_access().with("adx_write", true));
  organisation.put(account_access());
  EXPECT_EQ(partner_scope(), of_paul);
}

TEST_F(Persons, hold_cases_of_the_account_that_readable_case_access_names) {
  ana_with({});
  organisation.put(case_access("one", 2));
  const Names cases = with(of_ana, {bucket("cases", "acme")});
  EXPECT_EQ(scope("ana", Audience::customer), cases);
  for (const schema::Row& row : {case_access("one", 2).with("adx_read", false).row(),
                                 case_access("one", 2).without("adx_read").row(),
                                 case_access("one", 2).with("statecode", std::int64_t{1}).row(),
                                 case_access("one", 2).without("adx_scope").row()}) {
    organisation.put(row);
    EXPECT_EQ(scope("ana", Audience::customer), of_ana);
  }
}

TEST_F(Persons, hold_links_of_cases_to_opportunities_as_partners_only) {
  paul_with({});
  organisation.put(case_access("one", 2).naming("adx_contactid", "contact", "paul"));
  EXPECT_EQ(partner_scope(),
            with(of_paul, {bucket("cases", "acme"), bucket("partner-cases", "acme")}));
}

TEST_F(Persons, lose_their_own_cases_by_a_self_scope_that_denies_unless_another_grants) {
  ana_with({});
  Names without = of_ana;
  without.erase(bucket("own-cases", "ana"));
  organisation.put(case_access("one", 1).with("adx_read", false));
  EXPECT_EQ(scope("ana", Audience::customer), without);
  organisation.put(case_access("two", 1));
  EXPECT_EQ(scope("ana", Audience::customer), of_ana);
  organisation.put(case_access("two", 1).without("adx_read"));
  EXPECT_EQ(scope("ana", Audience::customer), without);
  organisation.put(case_access("one", 1).with("statecode", std::int64_t{1}));
  organisation.put(case_access("two", 1).with("statecode", std::int64_t{1}));
  EXPECT_EQ(scope("ana", Audience::customer), of_ana);
}

TEST_F(Persons, hold_one_bucket_for_both_spellings_of_a_role) {
  ana_with({"FS Customer Review"});
  const Names held = organisation.scope("ana", Audience::customer);
  EXPECT_TRUE(held.contains(to_string(syncd::bucket_of_role("FS Customer Reviewer"))));
  EXPECT_EQ(syncd::bucket_of_role("FS Customer Review"),
            syncd::bucket_of_role("FS Customer Reviewer"));
  EXPECT_NE(syncd::bucket_of_role("FS Customer Approver"),
            syncd::bucket_of_role("FS Customer Reviewer"));
}

TEST_F(Persons, of_the_staff_hold_everything_unless_disabled) {
  organisation.put(a_row("systemuser", "sam").with("fullname", "Sam"));
  EXPECT_EQ(person("sam").name, "Sam");
  EXPECT_EQ(scope("sam", Audience::staff), Names{"staff"});
  EXPECT_EQ(scope("sam", Audience::partner), Names{});
  organisation.put(a_row("systemuser", "sam").with("isdisabled", true));
  EXPECT_FALSE(person("sam").active);
  EXPECT_EQ(scope("sam", Audience::staff), Names{});
}

TEST_F(Persons, are_refused_more_buckets_than_a_person_may_hold) {
  paul_with({"Partner manager"});
  for (std::size_t i = 0; i <= limits::kBucketsPerUserMax; ++i) {
    const std::string name = "n" + std::to_string(i);
    organisation.put(permission(name, kAccount).naming("adx_accountid", "account", name));
  }
  const auto scope =
      organisation.exposure.scope(person("paul"), Audience::partner, organisation.rows);
  ASSERT_FALSE(scope.has_value());
  EXPECT_EQ(scope.error().code, Errc::limit_exceeded);
}

}  // namespace
}  // namespace fieldbook::tests
