// What the embedded documents promise about security, signing and lists.

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "shared/schema/catalogue.hpp"

namespace fieldbook::schema {
namespace {

using Names = std::vector<std::string>;

Names columns_that(std::string_view entity, bool (*wanted)(const Column&)) {
  const auto catalogue = Catalogue::embedded();
  Names out;
  for (const Column& column : catalogue->entity(entity).columns)
    if (wanted(column)) out.push_back(column.name);
  return out;
}

TEST(Entities, hold_the_55_of_the_reference_under_their_numbers) {
  std::set<std::uint32_t> numbers;
  const auto catalogue = Catalogue::embedded();
  for (const Entity& entity : catalogue->entities())
    if (entity.kind == EntityKind::business) numbers.insert(entity.number);
  std::set<std::uint32_t> expected;
  for (std::uint32_t number = 1; number <= 55; ++number) expected.insert(number);
  EXPECT_EQ(numbers, expected);
}

TEST(Entities, keep_identity_and_codes_inside_the_daemon) {
  const auto hidden = [](const Column& column) { return column.audiences == AudienceSet{}; };
  EXPECT_EQ(
      columns_that("contact", hidden),
      (Names{"adx_identity_emailaddress1confirmed", "adx_identity_mobilephoneconfirmed",
             "adx_identity_locallogindisabled", "adx_identity_lockoutenabled",
             "adx_identity_lockoutenddate", "adx_identity_accessfailedcount",
             "adx_identity_twofactorenabled", "adx_identity_passwordhash",
             "adx_identity_securitystamp", "adx_identity_lastsuccessfullogin", "versionnumber"}));
  EXPECT_EQ(columns_that("adx_invitation", hidden), (Names{"adx_invitationcode", "versionnumber"}));
  EXPECT_EQ(columns_that("fieldbook_conflict", hidden), (Names{"bucketowner", "versionnumber"}));
}

TEST(Entities, show_flags_of_exposure_to_staff_alone) {
  AudienceSet staff;
  staff.add(Audience::staff);
  std::size_t flags = 0;
  const auto catalogue = Catalogue::embedded();
  for (const Entity& entity : catalogue->entities()) {
    for (const Column& column : entity.columns) {
      if (column.name != "adx_exposetocustomer" && column.name != "adx_visibletocustomer") continue;
      ++flags;
      EXPECT_EQ(column.audiences, staff) << entity.name;
    }
  }
  EXPECT_EQ(flags, 6U);
}

// domain.md 11.8: the lists have the views that the portals had, by name.
TEST(Entities, have_the_views_of_the_portals_by_name) {
  const auto catalogue = Catalogue::embedded();
  const auto has = [&](std::string_view entity, std::initializer_list<const char*> labels) {
    for (const char* label : labels)
      EXPECT_TRUE(std::ranges::any_of(catalogue->entity(entity).views,
                                      [&](const View& view) { return view.label == label; }))
          << entity << ": " << label;
  };
  has("msdyn_project", {"All Active Projects", "Closed Projects", "All Projects"});
  has("quote", {"Last 7 Days"});
  has("msdyn_agreement", {"Active Agreements", "All Agreements", "Expired Agreements"});
  has("msdyn_workorder", {"Active Work Orders", "Inactive Work Orders"});
  has("invoice", {"Active Invoices", "Inactive Invoices"});
  has("salesorder", {"Active Contracts"});
  // Who adds an agreement must change the view to see it: the default one is not "all".
  for (const View& view : catalogue->entity("msdyn_agreement").views)
    EXPECT_EQ(view.is_default, view.label == "Active Agreements") << view.label;
}

TEST(Entities, keep_opportunities_from_customers_and_quotes_from_partners) {
  const auto catalogue = Catalogue::embedded();
  for (const char* entity : {"opportunity", "opportunityproduct", "adx_opportunitynote",
                             "adx_opportunity_product", "adx_account_declinedopportunity"})
    EXPECT_TRUE(catalogue->entity(entity).projection(Audience::customer).empty()) << entity;
  for (const char* entity : {"quote", "quotedetail", "invoice", "invoicedetail", "salesorder",
                             "salesorderdetail", "fieldbook_quotedecision"})
    EXPECT_TRUE(catalogue->entity(entity).projection(Audience::partner).empty()) << entity;
}

TEST(Entities, let_a_customer_sign_only_what_the_customer_sees) {
  const auto material = [](const Column& column) { return column.material; };
  EXPECT_EQ(columns_that("quote", material),
            (Names{"revisionnumber", "customerid", "customeridtype", "effectivefrom", "effectiveto",
                   "expireson", "requestdeliveryby", "transactioncurrencyid", "totallineitemamount",
                   "totaldiscountamount", "totalamountlessfreight", "freightamount", "totaltax",
                   "totalamount", "paymenttermscode", "msdyn_ordertype"}));
  const auto catalogue = Catalogue::embedded();
  for (const char* entity : {"quote", "quotedetail"})
    for (const Column& column : catalogue->entity(entity).columns)
      EXPECT_TRUE(!column.material || column.audiences.has(Audience::customer)) << column.name;
}

TEST(Entities, let_no_partner_move_a_contact_or_a_customer) {
  const auto catalogue = Catalogue::embedded();
  const auto editable = [&](const char* entity, const char* column) {
    return catalogue->entity(entity).find(column)->editable.has(Audience::partner);
  };
  EXPECT_FALSE(editable("contact", "parentcustomerid"));
  EXPECT_FALSE(editable("contact", "msa_managingpartnerid"));
  EXPECT_FALSE(editable("account", "msa_managingpartnerid"));
  EXPECT_FALSE(editable("opportunity", "msa_partnerid"));
  EXPECT_TRUE(editable("contact", "telephone1"));
}

TEST(Entities, have_views_whose_conditions_every_reader_can_evaluate) {
  const auto catalogue = Catalogue::embedded();
  for (const Entity& entity : catalogue->entities()) {
    if (entity.kind == EntityKind::intersect) continue;
    EXPECT_FALSE(entity.views.empty()) << entity.name;
    const AudienceSet readers = entity.find(entity.name_column)->audiences;
    for (const View& view : entity.views) {
      for (const Condition& condition : view.conditions)
        EXPECT_EQ(readers.bits & ~entity.find(condition.column)->audiences.bits, 0)
            << entity.name << " " << view.name << " " << condition.column;
      for (const SortKey& key : view.sort)
        EXPECT_EQ(readers.bits & ~entity.find(key.column)->audiences.bits, 0)
            << entity.name << " " << view.name << " " << key.column;
    }
  }
}

TEST(Entities, list_quotes_with_the_mail_address_of_their_customer) {
  const auto catalogue = Catalogue::embedded();
  const View* view = catalogue->entity("quote").find_view("last_seven_days");
  ASSERT_NE(view, nullptr);
  EXPECT_EQ(view->label, "Last 7 Days");
  EXPECT_EQ(view->columns, (Names{"name", "statecode", "totalamount", "customerid", "createdon"}));
  ASSERT_EQ(view->related.size(), 1U);
  EXPECT_EQ(view->related[0].lookup, "customerid");
  EXPECT_EQ(view->related[0].column, "emailaddress1");
  EXPECT_EQ(view->related[0].after, "customerid");
}

TEST(Catalogue, refuses_a_related_column_that_leads_nowhere) {
  const std::string document = R"({"number": 1, "name": "a", "set": "as", "kind": "business",
    "label": "A", "plural": "As", "primary_key": "aid", "name_column": "name",
    "columns": [{"number": 1, "name": "name", "type": "text", "label": "Name"},
                {"number": 2, "name": "other", "type": "lookup", "targets": ["a"],
                 "label": "Other"}],
    "views": [{"name": "all", "label": "All", "default": true, "columns": ["name"],
               "related": [{"lookup": "name", "column": "name", "after": "name"},
                           {"lookup": "other", "column": "size", "after": "name"},
                           {"lookup": "other", "column": "name", "after": "other"}]}]})";
  const auto loaded = Catalogue::load(std::vector{document});
  ASSERT_FALSE(loaded);
  const std::string& message = loaded.error().message;
  EXPECT_NE(message.find("\"name\" is not a lookup"), std::string::npos) << message;
  EXPECT_NE(message.find("no target of \"other\" has the column \"size\""), std::string::npos);
  EXPECT_NE(message.find("\"other\" is not a column of the view to follow"), std::string::npos);
  EXPECT_EQ(std::ranges::count(message, '\n'), 2) << message;
}

}  // namespace
}  // namespace fieldbook::schema
