// Every map of DOMAIN.md 7.7, row by row as the published pages have them.

#include "tests/unit/syncd/integrations/finance/finance_world.hpp"

namespace fieldbook::syncd::finance {
namespace {

class Maps : public testing::Test {
 protected:
  Maps() {
    for (const schema::Row& row : project_rows()) rows_.put(row);
    rows_.put(an_actual("hours"));
  }
  const schema::Row& at(std::string_view entity, std::string_view name) {
    return rows_.at(entity, id_of(name));
  }
  MappedRow map(std::string_view task, std::string_view entity, std::string_view name) {
    const Mapper mapper(*Templates::embedded()->find_task(task), settings_, Gates::embedded(),
                        *schema::Catalogue::embedded());
    return must(mapper.map(rows_, at(entity, name)));
  }
  Json values(std::string_view task, std::string_view entity, std::string_view name) {
    const MappedRow mapped = map(task, entity, name);
    for (const RowProblem& problem : mapped.problems)
      ADD_FAILURE() << problem.field << ": " << problem.cause;
    return mapped.values;
  }
  bool concerns(std::string_view task, std::string_view entity, std::string_view name) {
    const Mapper mapper(*Templates::embedded()->find_task(task), settings_, Gates::embedded(),
                        *schema::Catalogue::embedded());
    return must(mapper.concerns(rows_, at(entity, name)));
  }
  static std::string id(std::string_view name) { return to_string(id_of(name)); }

  tests::MapReader rows_;
  FinanceSettings settings_ = ready_settings();
};

TEST_F(Maps, project_contracts) {
  const Json expected = {{"EXCHANGERATE", nullptr},
                         {"NAME", "Roofs"},
                         {"CURRENCYCODE", "EUR"},
                         {"CUSTOMERACCOUNT", "US-001"},
                         {"PAYMENTTERMS", "2-10-30"},
                         {"PROJECTCONTRACTID", "ORD-1"},
                         {"SOURCEDATAID", "Project Service Automation"}};
  EXPECT_EQ(values("project_contracts", "salesorder", "contract"), expected);
}

TEST_F(Maps, projects) {
  const Json expected = {{"PROJECTID", "PRJ-1"},
                         {"PROJECTNAME", "Roof of hall 3"},
                         {"PROJECTEDSTARTDATE", "2026-11-18T11:06:40Z"},
                         {"PROJECTEDENDDATE", nullptr},
                         {"STARTDATE", nullptr},
                         {"ENDDATE", nullptr},
                         {"PROJECTCONTRACTID", "ORD-1"},
                         {"CUSTOMERACCOUNT", "US-001"},
                         {"SOURCEDATAID", "Project Service Automation"}};
  EXPECT_EQ(values("projects", "msdyn_project", "project"), expected);
}

TEST_F(Maps, contract_lines) {
  const Json expected = {{"DESCRIPTION", "Work"},     {"CONTRACTID", "ORD-1"},
                         {"CONTRACTLINE", 1},         {"PROJECTID", "PRJ-1"},
                         {"TYPE", "TimeAndMaterial"}, {"TRANSACTIONID", id("line")}};
  EXPECT_EQ(values("project_contract_lines", "salesorderdetail", "line"), expected);
}

TEST_F(Maps, milestones_of_both_versions) {
  Json expected = {{"CONTRACTLINEREF", id("line")},    {"CURRENCYID", "EUR"},
                   {"DESCRIPTION", "Half done"},       {"INVOICEDATE", "2026-12-13T00:00:00Z"},
                   {"TRANSACTIONID", id("milestone")}, {"AMOUNT", 1250.0}};
  EXPECT_EQ(values("contract_line_milestones", "msdyn_contractlinescheduleofvalue", "milestone"),
            expected);
  expected["CONTRACTLINEREF"] = "6c696e65-0000-0000-0000-000000000000";
  EXPECT_EQ(
      values("contract_line_milestones_psa2", "msdyn_contractlinescheduleofvalue", "milestone"),
      expected);
}

TEST_F(Maps, tasks) {
  const Json expected = {{"PROJECTID", "PRJ-1"},
                         {"TASK", id("task")},
                         {"NAME", "Tiles"},
                         {"WORKBREAKDOWNSTRUCTUREID", "1"},
                         {"PARENTTASK", nullptr}};
  EXPECT_EQ(values("project_tasks", "msdyn_projecttask", "task"), expected);
}

// domain.md 11.31
TEST_F(Maps, categories) {
  const Json expected = {{"INTEGRATIONID", id("travel")}, {"CATEGORYID", "Travel"}};
  EXPECT_EQ(values("categories_to_finance", "msdyn_transactioncategory", "travel"), expected);
}

TEST_F(Maps, hour_estimates) {
  const Json expected = {{"PROJECTID", "PRJ-1"},
                         {"TASKID", id("task")},
                         {"STARTDATE", nullptr},
                         {"DESCRIPTION", "Tiles"},
                         {"DURATION", 8.0},
                         {"SALESCURRENCY", "EUR"},
                         {"EXCHANGERATE", nullptr},
                         {"PLANNEDCOSTAMOUNT", 100.0},
                         {"PLANNEDSALESAMOUNT", 200.0},
                         {"FORECASTMODEL", "Original"}};
  EXPECT_EQ(values("hour_estimates", "msdyn_projecttask", "task"), expected);
}

TEST_F(Maps, relationships_of_expense_estimates) {
  const Json expected = {{"CONNECTIONID", id("of estimates")},
                         {"TRANSACTION1ID", "00000000-0000-0000-0000-000000000001"},
                         {"TRANSACTION1ROLE", "Cost"},
                         {"TRANSACTION1TYPE", "msdyn_estimateline"},
                         {"TRANSACTION2ID", "00000000-0000-0000-0000-000000000002"},
                         {"TRANSACTION2ROLE", "Unbilled Sales"},
                         {"TRANSACTION2TYPE", "msdyn_estimateline"}};
  EXPECT_EQ(values("expense_estimate_relationships", "msdyn_transactionconnection", "of estimates"),
            expected);
  EXPECT_FALSE(concerns("actual_relationships", "msdyn_transactionconnection", "of estimates"));
}

TEST_F(Maps, relationships_of_actuals) {
  const auto tie = [&](const char* role) {
    rows_.put(a_row("msdyn_transactionconnection", "tie")
                  .with("msdyn_transaction1", id("cost").c_str())
                  .with("msdyn_transaction1role", role)
                  .with("msdyn_transaction1type", "msdyn_actual")
                  .with("msdyn_transaction2", id("hours").c_str())
                  .with("msdyn_transaction2role", "Unbilled Sales")
                  .with("msdyn_transaction2type", "msdyn_actual"));
  };
  tie("Tax");
  EXPECT_FALSE(concerns("actual_relationships", "msdyn_transactionconnection", "tie"));
  tie("Cost");
  EXPECT_TRUE(concerns("actual_relationships", "msdyn_transactionconnection", "tie"));
  EXPECT_FALSE(concerns("expense_estimate_relationships", "msdyn_transactionconnection", "tie"));
  const Json expected = {
      {"CONNECTIONID", id("tie")},         {"TRANSACTION1ID", id("cost")},
      {"TRANSACTION1ROLE", "Cost"},        {"TRANSACTION1TYPE", "msdyn_actual"},
      {"TRANSACTION2ID", id("hours")},     {"TRANSACTION2ROLE", "Unbilled Sales"},
      {"TRANSACTION2TYPE", "msdyn_actual"}};
  EXPECT_EQ(values("actual_relationships", "msdyn_transactionconnection", "tie"), expected);
}

TEST_F(Maps, expense_estimates) {
  const Json expected = {{"EXCHANGERATE", nullptr},
                         {"PROJECTID", "PRJ-1"},
                         {"DOCUMENTDATE", nullptr},
                         {"DESCRIPTION", "Train"},
                         {"BILLINGTYPE", "Chargeable"},
                         {"CURRENCYID", "EUR"},
                         {"QUANTITY", 2.0},
                         {"PRICE", 50.0},
                         {"TRANSACTIONCATEGORY", id("travel")},
                         {"TASKID", id("task")},
                         {"ESTIMATELINEID", id("estimate")},
                         {"TRANSTYPE", "Cost"},
                         {"MODELID", "Original"}};
  EXPECT_EQ(values("expense_estimates", "msdyn_estimateline", "estimate"), expected);
}

TEST_F(Maps, actuals) {
  const Json expected = {{"ACTUALID", id("hours")},
                         {"ACCOUNTINGDATE", "2026-11-19T14:53:20Z"},
                         {"AMOUNT", 120.0},
                         {"AMOUNTMST", 120.0},
                         {"BILLINGTYPE", "Chargeable"},
                         {"CONTRACTID", "ORD-1"},
                         {"CONTRACTINGUNIT", id("unit")},
                         {"DESCRIPTION", "Hours on the roof"},
                         {"DOCUMENTDATE", nullptr},
                         {"EXCHANGERATEDATE", nullptr},
                         {"EXCHANGERATE", nullptr},
                         {"EXTERNALDESCRIPTION", nullptr},
                         {"EXTERNALREFERENCE", nullptr},
                         {"STARTDATE", nullptr},
                         {"ENDDATE", nullptr},
                         {"TASKID", id("task")},
                         {"PROJECTID", "PRJ-1"},
                         {"TRANSACTIONCATEGORY", id("travel")},
                         {"TRANSACTIONCLASSIFICATION", 192350000},
                         {"QUANTITY", 2.0},
                         {"TRANSACTIONCURRENCYID", "EUR"},
                         {"UNITPRICE", 60.0},
                         {"UNITPRICEMST", nullptr},
                         {"RESOURCEOPERATIONUNITID", id("unit")},
                         {"TRANSTYPE", "Sales"}};
  EXPECT_EQ(values("actuals", "msdyn_actual", "hours"), expected);
}

TEST_F(Maps, trade_between_companies_names_the_company_of_the_contracting_unit) {
  settings_.maps["legal_entities"] = {{"Contoso US", "ussi"}};
  EXPECT_EQ(values("actuals", "msdyn_actual", "hours")["PROJECTDATAAREAID"], "ussi");
  settings_.maps["legal_entities"] = {{"Contoso India", "inmf"}};
  EXPECT_EQ(values("actuals", "msdyn_actual", "hours")["PROJECTDATAAREAID"], "usmf");
}

TEST_F(Maps, only_rows_that_pass_the_filters) {
  EXPECT_TRUE(concerns("project_contracts", "salesorder", "contract"));
  rows_.put(a_row("salesorder", "contract").with("msdyn_ordertype", 192350000L));
  EXPECT_FALSE(concerns("project_contracts", "salesorder", "contract"));
  rows_.put(a_row("msdyn_project", "alone"));
  EXPECT_FALSE(concerns("projects", "msdyn_project", "alone"));
  rows_.put(a_row("msdyn_projecttask", "line task")
                .with("msdyn_islinetask", true)
                .naming("msdyn_project", "msdyn_project", "project"));
  EXPECT_FALSE(concerns("project_tasks", "msdyn_projecttask", "line task"));
  rows_.put(
      a_row("msdyn_projecttask", "summary").naming("msdyn_project", "msdyn_project", "project"));
  EXPECT_TRUE(concerns("project_tasks", "msdyn_projecttask", "summary"));
  EXPECT_FALSE(concerns("hour_estimates", "msdyn_projecttask", "summary"));
}

TEST_F(Maps, only_rows_of_the_business_units_of_the_company) {
  settings_.business_units = {"Contoso India"};
  EXPECT_FALSE(concerns("project_contracts", "salesorder", "contract"));
  EXPECT_FALSE(concerns("actuals", "msdyn_actual", "hours"));
  settings_.business_units.push_back("Contoso US");
  EXPECT_TRUE(concerns("project_contracts", "salesorder", "contract"));
  EXPECT_TRUE(concerns("actuals", "msdyn_actual", "hours"));
}

TEST_F(Maps, say_what_is_missing_by_field_and_cause) {
  rows_.put(a_row("account", "acme").with("name", "Acme"));
  const MappedRow mapped = map("projects", "msdyn_project", "project");
  ASSERT_EQ(mapped.problems.size(), 1U);
  EXPECT_EQ(mapped.problems[0],
            (RowProblem{"CUSTOMERACCOUNT", "", "msdyn_customer.accountnumber is empty"}));
}

TEST_F(Maps, a_null_category_of_an_expense_is_an_error_and_of_time_is_not) {
  schema::Row actual = an_actual("hours");
  const auto column = [](std::string_view name) {
    return schema::Catalogue::embedded()->column("msdyn_actual", name);
  };
  actual[column("msdyn_transactioncategory")] = schema::Null{};
  rows_.put(actual);
  EXPECT_TRUE(map("actuals", "msdyn_actual", "hours").problems.empty());
  actual[column("msdyn_transactionclassification")] = std::int64_t{192350001};
  rows_.put(actual);
  const auto problems = map("actuals", "msdyn_actual", "hours").problems;
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].field, "TRANSACTIONCATEGORY");
}

TEST_F(Maps, a_text_that_is_too_long_is_cut_where_the_template_says_so_else_refused) {
  rows_.put(a_row("msdyn_transactioncategory", "travel")
                .with("msdyn_name", "Travelling by aeroplane to islands"));
  const auto problems =
      map("categories_to_finance", "msdyn_transactioncategory", "travel").problems;
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].cause, "is longer than 30 characters");
  const std::string umlauts(140, '\0');
  std::string name;
  for (std::size_t i = 0; i < umlauts.size(); ++i) name += "ü";
  rows_.put(a_row("msdyn_projecttask", "task")
                .with("msdyn_subject", name.c_str())
                .naming("msdyn_project", "msdyn_project", "project"));
  EXPECT_EQ(values("project_tasks", "msdyn_projecttask", "task")["NAME"], name.substr(0, 120));
}

TEST_F(Maps, a_lookup_to_a_row_that_is_gone_says_so) {
  rows_.remove({schema::Catalogue::embedded()->entity("msdyn_project").number, id_of("project")});
  const auto problems = map("actuals", "msdyn_actual", "hours").problems;
  ASSERT_FALSE(problems.empty());
  EXPECT_NE(problems[0].cause.find("which is not here"), std::string::npos);
}

TEST_F(Maps, fixed_price_needs_its_update_and_names_it) {
  rows_.put(a_row("salesorderdetail", "line")
                .with("msdyn_billingmethod", 192350001L)
                .naming("salesorderid", "salesorder", "contract")
                .naming("msdyn_project", "msdyn_project", "project"));
  EXPECT_TRUE(map("project_contract_lines", "salesorderdetail", "line").problems.empty());
  settings_.versions["application"] = "7.3.0";
  const auto problems = map("project_contract_lines", "salesorderdetail", "line").problems;
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].cause.find("install KB4074835"), std::string::npos);
}

TEST_F(Maps, equal_rows_have_equal_hashes_and_others_do_not) {
  const auto before = map("actuals", "msdyn_actual", "hours").hash;
  EXPECT_EQ(map("actuals", "msdyn_actual", "hours").hash, before);
  rows_.put(an_actual("hours", 192350000));
  EXPECT_NE(map("actuals", "msdyn_actual", "hours").hash, before);
}

TEST_F(Maps, a_column_that_the_site_has_taken_out_stays_out_but_no_key) {
  settings_.left_out = {"project_contracts.PAYMENTTERMS", "project_contracts.PROJECTCONTRACTID"};
  const Json mapped = values("project_contracts", "salesorder", "contract");
  EXPECT_FALSE(mapped.contains("PAYMENTTERMS"));
  EXPECT_EQ(mapped["PROJECTCONTRACTID"], "ORD-1");
}

TEST(Differences, take_numbers_moments_and_ids_by_value) {
  const Json ours = {{"A", 1.5},
                     {"B", "2026-01-01T00:00:00Z"},
                     {"C", nullptr},
                     {"D", "9e8d31ea-b150-4238-a429-4c653356f94d"}};
  EXPECT_TRUE(has_values({{"A", "1.50"},
                          {"B", "2026-01-01T01:00:00+01:00"},
                          {"C", ""},
                          {"D", "9E8D31EA-B150-4238-A429-4C653356F94D"},
                          {"E", 1}},
                         ours));
  const auto found = differences({{"A", 2}, {"B", "2026-01-01T00:00:00Z"}}, ours);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].field, "A");
  EXPECT_EQ(found[1].field, "D");
}

}  // namespace
}  // namespace fieldbook::syncd::finance
