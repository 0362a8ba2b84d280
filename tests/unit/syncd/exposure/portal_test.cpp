// Cases, articles, forums, permission rows and deal registrations (DOMAIN.md 4.2 to 4.4, 5.2
// to 5.5).

#include "syncd/exposure/web_roles.hpp"
#include "tests/unit/syncd/exposure/organisation.hpp"

namespace fieldbook::tests {
namespace {

using Names = std::set<std::string>;
const Names kPublic{"public"};

RowBuilder a_case(std::string_view type, std::string_view customer) {
  return a_row("incident", "case")
      .naming("customerid", type, customer)
      .with("statecode", std::int64_t{0});
}

TEST(CaseExposure, is_where_its_customer_is) {
  Organisation organisation;
  organisation.put(a_case("account", "acme").naming("msa_partnerid", "account", "p"));
  EXPECT_EQ(organisation.buckets("incident", "case"), Names{bucket("cases", "acme")});
  organisation.put(a_case("contact", "ana"));
  EXPECT_EQ(organisation.buckets("incident", "case"), Names{bucket("own-cases", "ana")});
  organisation.put(a_case("contact", "ana").without("customeridtype"));
  EXPECT_EQ(organisation.buckets("incident", "case"), Names{});
}

TEST(CaseExposure, is_public_too_when_resolved_and_published) {
  Organisation organisation;
  const auto published = a_case("account", "acme").with("adx_publishtoweb", true);
  organisation.put(RowBuilder(published).with("statecode", std::int64_t{1}));
  EXPECT_EQ(organisation.buckets("incident", "case"), (Names{bucket("cases", "acme"), "public"}));
  organisation.put(
      a_case("contact", "ana").with("adx_publishtoweb", true).with("statecode", std::int64_t{1}));
  EXPECT_EQ(organisation.buckets("incident", "case"),
            (Names{bucket("own-cases", "ana"), "public"}));
  for (const std::int64_t state : {0, 2}) {
    organisation.put(RowBuilder(published).with("statecode", state));
    EXPECT_EQ(organisation.buckets("incident", "case"), Names{bucket("cases", "acme")});
  }
  organisation.put(a_case("account", "acme").with("statecode", std::int64_t{1}));
  EXPECT_EQ(organisation.buckets("incident", "case"), Names{bucket("cases", "acme")});
}

TEST(CaseExposure, is_never_public_where_the_site_says_so) {
  auto settings = syncd::ExposureSettings::defaults();
  settings.published_cases = false;
  Organisation organisation(settings);
  organisation.put(
      a_case("account", "acme").with("adx_publishtoweb", true).with("statecode", std::int64_t{1}));
  EXPECT_EQ(organisation.buckets("incident", "case"), Names{bucket("cases", "acme")});
}

TEST(CaseExposure, keeps_resolutions_and_portal_notes_from_the_public) {
  Organisation organisation;
  organisation.put(
      a_case("account", "acme").with("adx_publishtoweb", true).with("statecode", std::int64_t{1}));
  organisation.put(a_row("incidentresolution", "r").naming("incidentid", "incident", "case"));
  organisation.put(a_row("incident_opportunity_link", "link")
                       .naming("incidentid", "incident", "case")
                       .naming("opportunityid", "opportunity", "o"));
  EXPECT_EQ(organisation.buckets("incidentresolution", "r"), Names{bucket("cases", "acme")});
  EXPECT_EQ(organisation.buckets("incident_opportunity_link", "link"),
            Names{bucket("partner-cases", "acme")});
  organisation.put(a_case("contact", "ana"));
  EXPECT_EQ(organisation.buckets("incidentresolution", "r"), Names{bucket("own-cases", "ana")});
  EXPECT_EQ(organisation.buckets("incident_opportunity_link", "link"),
            Names{bucket("partner-own-cases", "ana")});
}

TEST(NoteExposure, shows_what_says_web_anywhere_on_a_case) {
  Organisation organisation;
  organisation.put(a_case("account", "acme"));
  organisation.put(a_row("account", "acme"));
  const auto note = [&](const char* text, const char* entity, std::string_view name) {
    organisation.put(
        a_row("annotation", "n").naming("objectid", entity, name).with("notetext", text));
    return organisation.buckets("annotation", "n");
  };
  EXPECT_EQ(note("*WEB* Bitte um Rückruf", "incident", "case"), Names{bucket("cases", "acme")});
  EXPECT_EQ(note("see below\n*WEB*", "incident", "case"), Names{bucket("cases", "acme")});
  EXPECT_EQ(note("*web* small", "incident", "case"), Names{});
  EXPECT_EQ(note("WEB", "incident", "case"), Names{});
  EXPECT_EQ(note("*WEB* elsewhere", "account", "acme"), Names{});
  EXPECT_EQ(note("*WEB* on nothing that is there", "msdyn_workorder", "gone"), Names{});
  organisation.put(a_row("annotation", "n").naming("objectid", "incident", "case"));
  EXPECT_EQ(organisation.buckets("annotation", "n"), Names{});
}

class Articles : public testing::Test {
 protected:
  void SetUp() override {
    organisation.put(a_row("languagelocale", "english").with("code", "en-US"));
    organisation.put(a_row("languagelocale", "german").with("code", "de-DE"));
    organisation.put(a_row("knowledgearticle_product_link", "link")
                         .naming("knowledgearticleid", "knowledgearticle", "a"));
    organisation.put(rating().naming("createdbycontact", "contact", "ana"));
  }
  static RowBuilder rating() {
    return a_row("feedback", "f").naming("regardingobjectid", "knowledgearticle", "a");
  }
  static RowBuilder article() {
    return a_row("knowledgearticle", "a")
        .with("statecode", std::int64_t{3})
        .with("isrootarticle", false)
        .with("isinternal", false)
        .naming("languagelocaleid", "languagelocale", "english");
  }
  Names shown(const schema::Row& row) {
    organisation.put(row);
    const Names out = organisation.buckets("knowledgearticle", "a");
    EXPECT_EQ(organisation.buckets("knowledgearticle_product_link", "link"), out);
    EXPECT_EQ(organisation.buckets("feedback", "f"),
              out.empty() ? Names{} : Names{bucket("contact", "ana")});
    return out;
  }
  Organisation organisation;
};

TEST_F(Articles, are_public_when_published) {
  EXPECT_EQ(shown(article()), kPublic);
  for (const std::int64_t state : {0, 1, 2, 4, 5, 6}) {
    EXPECT_EQ(shown(article().with("statecode", state)), Names{});
  }
}

// domain.md 11.28
TEST_F(Articles, are_hidden_when_root_internal_or_unknown_to_be_neither) {
  for (const char* column : {"isrootarticle", "isinternal"}) {
    EXPECT_EQ(shown(article().with(column, true)), Names{});
    EXPECT_EQ(shown(article().without(column)), Names{});
  }
}

TEST_F(Articles, do_not_carry_votes_for_posts) {
  organisation.put(article());
  organisation.put(a_row("feedback", "vote")
                       .naming("regardingobjectid", "adx_communityforumpost", "a")
                       .naming("createdbycontact", "contact", "ana"));
  EXPECT_EQ(organisation.buckets("feedback", "vote"), Names{bucket("contact", "ana")});
  organisation.put(a_row("feedback", "vote")
                       .naming("regardingobjectid", "incident", "a")
                       .naming("createdbycontact", "contact", "ana"));
  EXPECT_EQ(organisation.buckets("feedback", "vote"), Names{});
}

TEST_F(Articles, are_in_the_language_of_the_site) {
  EXPECT_EQ(shown(article().naming("languagelocaleid", "languagelocale", "german")), Names{});
  EXPECT_EQ(shown(article().without("languagelocaleid")), Names{});
  EXPECT_TRUE(organisation.dependants(a_row("languagelocale", "german")).empty());
}

TEST(ArticleLanguage, is_what_the_site_says_and_every_one_when_it_says_nothing) {
  for (const auto& [site, german] : {std::pair{"de-DE", true}, {"en-US", false}, {"", true}}) {
    auto settings = syncd::ExposureSettings::defaults();
    settings.article_language = site;
    Organisation organisation(settings);
    organisation.put(a_row("languagelocale", "german").with("code", "de-DE"));
    organisation.put(a_row("knowledgearticle", "a")
                         .with("statecode", std::int64_t{3})
                         .with("isrootarticle", false)
                         .with("isinternal", false)
                         .naming("languagelocaleid", "languagelocale", "german"));
    EXPECT_EQ(organisation.buckets("knowledgearticle", "a"), german ? kPublic : Names{}) << site;
  }
}

TEST_F(Articles, show_a_rating_to_its_author_alone) {
  organisation.put(article());
  organisation.put(rating());
  EXPECT_EQ(organisation.buckets("feedback", "f"), Names{});
}

/// A published forum "f" with thread "t" and post "p".
class Forums : public testing::Test {
 protected:
  void SetUp() override {
    organisation.put(a_row("adx_publishingstate", "published").with("adx_isvisible", true));
    organisation.put(a_row("adx_publishingstate", "draft").with("adx_isvisible", false));
    organisation.put(a_row("adx_webrole", "everyone")
                         .with("adx_name", "Authenticated Users")
                         .with("adx_authenticatedusersrole", true));
    for (const char* role : {"Partner seller", "FS Customer Reviewer"}) {
      organisation.put(a_role(role));
    }
    organisation.put(forum());
    organisation.put(thread());
    organisation.put(post());
  }
  static RowBuilder published(std::string_view entity, std::string_view name) {
    return a_row(entity, name).naming("adx_publishingstateid", "adx_publishingstate", "published");
  }
  static RowBuilder forum() { return published("adx_communityforum", "f"); }
  static RowBuilder thread() {
    return published("adx_communityforumthread", "t")
        .naming("adx_forumid", "adx_communityforum", "f");
  }
  static RowBuilder post() {
    return published("adx_communityforumpost", "p")
        .naming("adx_forumthreadid", "adx_communityforumthread", "t");
  }
  void rule(std::string_view name, std::int64_t right, std::string_view role) {
    organisation.put(a_row("adx_communityforumaccesspermission", name)
                         .naming("adx_forumid", "adx_communityforum", "f")
                         .with("adx_right", right));
    organisation.put(a_row("adx_communityforumaccesspermission_adx_webrole_link", name)
                         .naming("adx_communityforumaccesspermissionid",
                                 "adx_communityforumaccesspermission", name)
                         .naming("adx_webroleid", "adx_webrole", role));
  }
  Names of_forum() { return organisation.buckets("adx_communityforum", "f"); }
  Names of_thread() { return organisation.buckets("adx_communityforumthread", "t"); }
  Names of_post() { return organisation.buckets("adx_communityforumpost", "p"); }
  static Names role(std::string_view name) { return {to_string(syncd::bucket_of_role(name))}; }

  Organisation organisation;
};

TEST_F(Forums, are_closed_without_a_rule) {
  EXPECT_EQ(of_forum(), Names{});
  EXPECT_EQ(of_post(), Names{});
}

TEST_F(Forums, are_read_by_the_roles_of_a_rule_and_by_those_that_moderate) {
  for (const std::int64_t right : {1, 2}) {
    rule("r", right, "Partner seller");
    EXPECT_EQ(of_forum(), role("Partner seller"));
    EXPECT_EQ(of_thread(), role("Partner seller"));
    EXPECT_EQ(of_post(), role("Partner seller"));
  }
  rule("r", 3, "Partner seller");
  EXPECT_EQ(of_forum(), Names{});
}

TEST_F(Forums, are_public_by_the_role_of_every_signed_in_visitor_whatever_else_is_named) {
  rule("one", 2, "Partner seller");
  rule("two", 2, "everyone");
  EXPECT_EQ(of_forum(), kPublic);
  EXPECT_EQ(of_post(), kPublic);
}

TEST_F(Forums, are_not_opened_by_an_inactive_rule_or_role) {
  rule("r", 2, "Partner seller");
  organisation.put(a_role("Partner seller").with("statecode", std::int64_t{1}));
  EXPECT_EQ(of_forum(), Names{});
  organisation.put(a_role("Partner seller"));
  organisation.put(a_row("adx_communityforumaccesspermission", "r")
                       .naming("adx_forumid", "adx_communityforum", "f")
                       .with("adx_right", std::int64_t{2})
                       .with("statecode", std::int64_t{1}));
  EXPECT_EQ(of_forum(), Names{});
}

TEST_F(Forums, hide_what_is_not_published_and_what_is_below_it) {
  rule("r", 2, "everyone");
  const auto hide = [](RowBuilder row) {
    return row.naming("adx_publishingstateid", "adx_publishingstate", "draft");
  };
  organisation.put(hide(post()));
  EXPECT_EQ(of_post(), Names{});
  EXPECT_EQ(of_thread(), kPublic);
  organisation.put(post());
  organisation.put(hide(thread()));
  EXPECT_EQ(of_post(), Names{});
  EXPECT_EQ(of_thread(), Names{});
  EXPECT_EQ(of_forum(), kPublic);
  organisation.put(thread());
  organisation.put(hide(forum()));
  EXPECT_EQ(of_post(), Names{});
  EXPECT_EQ(of_forum(), Names{});
  organisation.put(forum().without("adx_publishingstateid"));
  EXPECT_EQ(of_forum(), Names{});
  organisation.put(forum().with("statecode", std::int64_t{1}));
  EXPECT_EQ(of_forum(), Names{});
}

TEST_F(Forums, are_looked_at_again_when_rule_link_role_or_publishing_state_changes) {
  rule("r", 2, "Partner seller");
  const std::set<schema::RowKey> all{organisation.key("adx_communityforum", "f"),
                                     organisation.key("adx_communityforumthread", "t"),
                                     organisation.key("adx_communityforumpost", "p")};
  for (const auto& [entity, name] : {std::pair{"adx_communityforumaccesspermission", "r"},
                                     {"adx_communityforumaccesspermission_adx_webrole_link", "r"},
                                     {"adx_webrole", "Partner seller"},
                                     {"adx_publishingstate", "published"}}) {
    EXPECT_EQ(organisation.dependants(organisation.rows.at(entity, id_of(name))), all) << entity;
  }
}

TEST(AlertExposure, is_the_subscriber_s) {
  Organisation organisation;
  organisation.put(
      a_row("adx_communityforumalert", "a").naming("adx_subscriberid", "contact", "ana"));
  EXPECT_EQ(organisation.buckets("adx_communityforumalert", "a"), Names{bucket("contact", "ana")});
}

TEST(PermissionExposure, is_whom_it_names_and_of_who_changes_rights_at_the_named_account) {
  Organisation organisation;
  organisation.put(a_contact_of("ana", "p"));
  for (const char* entity : {"adx_opportunitypermissions", "adx_channelpermissions"}) {
    const auto row = a_row(entity, "x").naming("adx_contactid", "contact", "ana");
    organisation.put(RowBuilder(row).naming("adx_accountid", "account", "p"));
    EXPECT_EQ(organisation.buckets(entity, "x"),
              (Names{bucket("partner-own", "ana"), bucket("partner-rights", "p")}));
    organisation.put(RowBuilder(row).naming("adx_accountid", "account", "former"));
    EXPECT_EQ(organisation.buckets(entity, "x"), Names{bucket("partner-own", "ana")});
    organisation.put(a_row(entity, "x").naming("adx_accountid", "account", "p"));
    EXPECT_EQ(organisation.buckets(entity, "x"), Names{});
  }
  for (const char* entity : {"adx_accountaccess", "adx_contactaccess"}) {
    organisation.put(a_row(entity, "x")
                         .naming("adx_contactid", "contact", "ana")
                         .naming("adx_accountid", "account", "p")
                         .with("statecode", std::int64_t{1}));
    EXPECT_EQ(organisation.buckets(entity, "x"), Names{bucket("partner-own", "ana")});
  }
  organisation.put(a_row("adx_caseaccess", "x").naming("adx_contactid", "contact", "ana"));
  EXPECT_EQ(organisation.buckets("adx_caseaccess", "x"), Names{bucket("contact", "ana")});
  organisation.put(a_row("adx_invitation", "x").naming("adx_invitercontact", "contact", "ana"));
  EXPECT_EQ(organisation.buckets("adx_invitation", "x"), Names{bucket("partner-own", "ana")});
}

TEST(OpportunityDetails, take_notes_and_contacts_along_but_not_who_declined) {
  Organisation organisation;
  organisation.put(a_row("opportunity", "o").naming("msa_partnerid", "account", "p"));
  organisation.put(
      a_row("adx_opportunitynote", "n").naming("adx_opportunityid", "opportunity", "o"));
  organisation.put(
      a_row("adx_opportunity_contact", "c").naming("opportunityid", "opportunity", "o"));
  organisation.put(a_row("adx_account_declinedopportunity", "d")
                       .naming("accountid", "account", "q")
                       .naming("opportunityid", "opportunity", "o"));
  EXPECT_EQ(organisation.buckets("adx_opportunitynote", "n"), Names{bucket("partner", "p")});
  EXPECT_EQ(organisation.buckets("adx_opportunity_contact", "c"), Names{bucket("partner", "p")});
  EXPECT_EQ(organisation.buckets("adx_account_declinedopportunity", "d"), Names{});
}

TEST(DealRegistration, is_of_the_partner_that_asked_while_the_opportunity_is_there) {
  Organisation organisation;
  organisation.put(a_contact_of("ana", "p"));
  organisation.put(a_row("opportunity", "o")
                       .naming("msa_partnerid", "account", "p")
                       .naming("msa_partneroppid", "contact", "ana"));
  const auto deal =
      a_row("adx_dealregistrationrequest", "d").naming("adx_opportunityid", "opportunity", "o");
  organisation.put(RowBuilder(deal).naming("adx_partnerid", "account", "p"));
  const auto of_deal = [&] { return organisation.buckets("adx_dealregistrationrequest", "d"); };
  EXPECT_EQ(of_deal(), (Names{bucket("partner", "p"), bucket("partner-contact", "ana")}));
  organisation.put(a_row("opportunity", "o").naming("msa_partnerid", "account", "q"));
  EXPECT_EQ(of_deal(), Names{});
  organisation.put(RowBuilder(deal).naming("adx_partnerid", "account", "q"));
  EXPECT_EQ(of_deal(), Names{bucket("partner", "q")});
  organisation.put(deal);
  EXPECT_EQ(of_deal(), Names{});
}

}  // namespace
}  // namespace fieldbook::tests
