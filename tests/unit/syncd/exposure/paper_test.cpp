// Contracts and invoices of a customer, and what belongs to them (DOMAIN.md 1.7, 2.3, 6.3, 6.4).

#include "tests/unit/syncd/exposure/organisation.hpp"

namespace fieldbook::tests {
namespace {

using Names = std::set<std::string>;

constexpr std::int64_t kWorkBased = 192'350'001;
constexpr std::int64_t kItemBased = 192'350'000;
constexpr std::int64_t kActive = 192'350'002;
constexpr std::int64_t kClosed = 192'350'003;
constexpr std::int64_t kConfirmed = 192'350'003;
const Names kPsa{bucket("customer-psa", "acme")};
const Names kFs{bucket("customer-fs", "acme")};

RowBuilder a_contract() {
  return a_row("salesorder", "c")
      .naming("customerid", "account", "acme")
      .with("msdyn_ordertype", kWorkBased)
      .with("msdyn_psastate", kActive)
      .with("msdyn_psastatusreason", kConfirmed)
      .with("adx_visibletocustomer", true);
}
Names shown(const schema::Row& contract,
            syncd::ExposureSettings settings = syncd::ExposureSettings::defaults()) {
  Organisation organisation(std::move(settings));
  organisation.put(contract);
  return organisation.buckets("salesorder", "c");
}

TEST(ContractExposure, shows_an_opened_contract_and_a_closed_one) {
  EXPECT_EQ(shown(a_contract()), kPsa);
  for (const std::int64_t reason : {192'350'004, 192'350'005, 192'350'006}) {
    EXPECT_EQ(
        shown(a_contract().with("msdyn_psastate", kClosed).with("msdyn_psastatusreason", reason)),
        kPsa);
  }
}

TEST(ContractExposure, hides_a_closed_contract_where_the_site_says_so) {
  auto settings = syncd::ExposureSettings::defaults();
  settings.closed_contracts = false;
  EXPECT_EQ(shown(a_contract().with("msdyn_psastate", kClosed), settings), Names{});
  EXPECT_EQ(shown(a_contract(), settings), kPsa);
}

// domain.md 11.4
TEST(ContractExposure, hides_drafts_reviews_and_contracts_on_hold) {
  for (const auto& [state, reason] :
       {std::pair<std::int64_t, std::int64_t>{192'350'000, 192'350'000},
        {192'350'000, 192'350'001},
        {192'350'001, 192'350'002},
        {192'350'002, 192'350'001}}) {
    EXPECT_EQ(
        shown(a_contract().with("msdyn_psastate", state).with("msdyn_psastatusreason", reason)),
        Names{});
  }
  EXPECT_EQ(shown(a_contract().without("msdyn_psastate")), Names{});
}

TEST(ContractExposure, needs_the_flag_the_account_and_a_work_based_order) {
  EXPECT_EQ(shown(a_contract().with("adx_visibletocustomer", false)), Names{});
  EXPECT_EQ(shown(a_contract().without("adx_visibletocustomer")), Names{});
  EXPECT_EQ(shown(a_contract().naming("customerid", "contact", "acme")), Names{});
  EXPECT_EQ(shown(a_contract().without("customerid")), Names{});
  EXPECT_EQ(shown(a_contract().with("msdyn_ordertype", kItemBased)), Names{});
}

TEST(ContractExposure, hides_every_contract_when_the_flag_names_no_column) {
  auto settings = syncd::ExposureSettings::defaults();
  settings.visible_to_customer["salesorder"] = "";
  EXPECT_EQ(shown(a_contract(), settings), Names{});
}

TEST(ContractExposure, takes_lines_and_schedule_of_values_along) {
  Organisation organisation;
  organisation.put(a_contract());
  organisation.put(a_row("salesorderdetail", "l").naming("salesorderid", "salesorder", "c"));
  organisation.put(
      a_row("msdyn_contractlinescheduleofvalue", "m").naming("msdyn_contract", "salesorder", "c"));
  EXPECT_EQ(organisation.buckets("salesorderdetail", "l"), kPsa);
  EXPECT_EQ(organisation.buckets("msdyn_contractlinescheduleofvalue", "m"), kPsa);
}

/// An invoice "i" with a line "l" of a type.
class Invoices : public testing::Test {
 protected:
  static RowBuilder invoice(std::int64_t order_type) {
    return a_row("invoice", "i")
        .naming("customerid", "account", "acme")
        .with("msdyn_ordertype", order_type);
  }
  static RowBuilder project_invoice() {
    return invoice(kWorkBased)
        .with("msdyn_projectinvoicestatus", std::int64_t{192'350'002})
        .with("adx_visibletocustomer", true);
  }
  static RowBuilder line(std::int64_t type) {
    return a_row("invoicedetail", "l")
        .naming("invoiceid", "invoice", "i")
        .with("msdyn_linetype", type);
  }
  /// The buckets of the invoice, which its line shares.
  Names shown(const schema::Row& row) {
    organisation.put(row);
    const Names out = organisation.buckets("invoice", "i");
    EXPECT_EQ(organisation.buckets("invoicedetail", "l"), out);
    return out;
  }
  static constexpr std::int64_t kFieldServiceLine = 690'970'001;
  static constexpr std::int64_t kProjectLine = 690'970'000;
  Organisation organisation;
};

// domain.md 11.10
TEST_F(Invoices, of_field_service_are_shown_by_their_own_flag_in_every_state) {
  organisation.put(line(kFieldServiceLine));
  for (const std::int64_t state : {0, 1, 2, 3}) {
    const auto exposed = invoice(690'970'002).with("statecode", state);
    EXPECT_EQ(shown(RowBuilder(exposed).with("adx_exposetocustomer", true)), kFs);
    EXPECT_EQ(shown(RowBuilder(exposed).with("adx_exposetocustomer", false)), Names{});
    EXPECT_EQ(shown(RowBuilder(exposed).with("adx_visibletocustomer", true)), Names{});
    EXPECT_EQ(shown(exposed), Names{});
  }
  EXPECT_EQ(shown(invoice(kItemBased).with("adx_exposetocustomer", true)), kFs);
}

// domain.md 11.1: Expose to Customer on a project invoice opens nothing, and the other way round
// above.
TEST_F(Invoices, of_projects_are_shown_when_confirmed_or_paid_by_their_own_flag) {
  organisation.put(line(kProjectLine));
  for (const std::int64_t status : {192'350'002, 192'350'003}) {
    EXPECT_EQ(shown(project_invoice().with("msdyn_projectinvoicestatus", status)), kPsa);
  }
  for (const std::int64_t status : {192'350'000, 192'350'001}) {
    EXPECT_EQ(shown(project_invoice().with("msdyn_projectinvoicestatus", status)), Names{});
  }
  EXPECT_EQ(shown(project_invoice().without("msdyn_projectinvoicestatus")), Names{});
  EXPECT_EQ(shown(project_invoice()
                      .with("adx_visibletocustomer", false)
                      .with("adx_exposetocustomer", true)),
            Names{});
}

TEST_F(Invoices, of_neither_kind_are_hidden_whatever_their_flags) {
  const auto flagged = invoice(kItemBased)
                           .with("adx_exposetocustomer", true)
                           .with("adx_visibletocustomer", true)
                           .with("msdyn_projectinvoicestatus", std::int64_t{192'350'002});
  organisation.put(line(kFieldServiceLine).without("msdyn_linetype"));
  EXPECT_EQ(shown(flagged), Names{});
  organisation.put(line(kProjectLine));
  EXPECT_EQ(shown(flagged), Names{});
}

TEST_F(Invoices, for_a_person_or_without_a_customer_are_hidden) {
  organisation.put(line(kFieldServiceLine));
  EXPECT_EQ(shown(project_invoice()
                      .with("adx_exposetocustomer", true)
                      .naming("customerid", "contact", "acme")),
            Names{});
  EXPECT_EQ(shown(project_invoice().without("customerid")), Names{});
}

TEST_F(Invoices, are_looked_at_again_with_all_lines_when_one_changes) {
  organisation.put(invoice(kItemBased));
  organisation.put(line(kFieldServiceLine));
  organisation.put(a_row("invoicedetail", "other").naming("invoiceid", "invoice", "i"));
  EXPECT_EQ(organisation.dependants(line(kFieldServiceLine)),
            (std::set{organisation.key("invoice", "i"), organisation.key("invoicedetail", "l"),
                      organisation.key("invoicedetail", "other")}));
}

/// What a site without an add-on shows.
// domain.md 11.12
TEST(Features, hide_rows_and_roles_of_an_add_on_that_the_site_lacks) {
  auto settings = syncd::ExposureSettings::defaults();
  settings.project_service = false;
  Organisation organisation(settings);
  organisation.put(a_contract());
  organisation.put(a_row("account", "acme"));
  organisation.put(a_contact_of("ana", "acme"));
  give_role(organisation, "ana", "PSA Customer Approver");
  give_role(organisation, "ana", "FS Customer Review");
  organisation.put(a_row("msdyn_agreement", "a")
                       .naming("msdyn_serviceaccount", "account", "acme")
                       .with("adx_exposetocustomer", true));
  EXPECT_EQ(organisation.buckets("salesorder", "c"), Names{});
  EXPECT_EQ(organisation.buckets("msdyn_agreement", "a"), kFs);
  EXPECT_EQ(value_of(organisation.exposure.person(id_of("ana"), organisation.rows)).roles,
            std::vector<std::string>{"FS Customer Reviewer"});

  settings.field_service = false;
  settings.project_service = true;
  Organisation other(settings);
  for (const auto& [key, row] : organisation.rows.all()) other.put(row);
  EXPECT_EQ(other.buckets("salesorder", "c"), kPsa);
  EXPECT_EQ(other.buckets("msdyn_agreement", "a"), Names{});
  EXPECT_EQ(value_of(other.exposure.person(id_of("ana"), other.rows)).roles,
            std::vector<std::string>{"PSA Customer Approver"});
}

TEST(ResourceList, is_what_the_site_calls_confirmed) {
  using syncd::ResourceList;
  for (const auto& [list, assigned, booked, requested] :
       {std::tuple{ResourceList::confirmed, true, true, false},
        std::tuple{ResourceList::hard_booked, false, true, false},
        std::tuple{ResourceList::named, true, true, true}}) {
    auto settings = syncd::ExposureSettings::defaults();
    settings.resource_list = list;
    Organisation organisation(settings);
    organisation.put(a_row("msdyn_project", "p").naming("msdyn_customer", "account", "acme"));
    organisation.put(a_row("bookableresource", "r").with("resourcetype", std::int64_t{3}));
    const auto team = [&](std::int64_t membership, std::int64_t hours) {
      organisation.put(a_row("msdyn_projectteam", "t")
                           .naming("msdyn_project", "msdyn_project", "p")
                           .naming("msdyn_bookableresourceid", "bookableresource", "r")
                           .with("msdyn_membershipstatus", membership)
                           .with("msdyn_hardbookedhours", hours));
      organisation.put(a_row("msdyn_resourceassignment", "work")
                           .naming("msdyn_projectteamid", "msdyn_projectteam", "t"));
      const Names out = organisation.buckets("msdyn_projectteam", "t");
      EXPECT_EQ(organisation.buckets("bookableresource", "r"), out);
      EXPECT_EQ(organisation.buckets("msdyn_resourceassignment", "work"), out);
      return !out.empty();
    };
    EXPECT_EQ(team(2, 0), assigned);
    EXPECT_EQ(team(1, schema::kDecimalScale), booked);
    EXPECT_EQ(team(1, 0), requested);
    EXPECT_FALSE(team(3, schema::kDecimalScale));
  }
}

}  // namespace
}  // namespace fieldbook::tests
