// The maps of DOMAIN.md 7.7 that lead here, row by row: categories (7.7.6), actuals and their
// relationships (7.7.12).

#include <gmock/gmock.h>

#include "shared/schema/json_form.hpp"
#include "tests/unit/syncd/integrations/finance/finance_world.hpp"

namespace fieldbook::syncd::finance {
namespace {

constexpr Instant kNow{1'795'200'000'000};
constexpr const char* kNowText = "2026-11-20T18:40:00Z";
constexpr const char* kPosted = "2026-11-20T12:00:00Z";

/// Project PRJ-1, contract ORD-1, currency EUR and the category Travel are here, nothing else.
class KnownKeys final : public NaturalKeys {
 public:
  [[nodiscard]] Result<std::optional<Uuid>> find(schema::ColumnHandle,
                                                 const std::string& text) override {
    const std::map<std::string, std::string_view> names = {
        {"PRJ-1", "project"}, {"ORD-1", "contract"}, {"EUR", "euro"}, {"Travel", "travel"}};
    const auto found = names.find(text);
    return found == names.end() ? std::nullopt : std::optional(id_of(found->second));
  }
};

class Received : public testing::Test {
 protected:
  Received() {
    for (const schema::Row& row : project_rows()) rows_.put(row);
    rows_.put(an_actual("hours"));
  }
  ReceivedRow map(std::string_view task, const Json& peer_row) {
    const Receiver receiver(*Templates::embedded()->find_task(task), settings_,
                            *schema::Catalogue::embedded());
    KnownKeys keys;
    return must(receiver.map(rows_, keys, peer_row, kNow));
  }
  /// What the change sets, by name.
  static Json values(const ReceivedRow& row) {
    for (const RowProblem& problem : row.problems)
      ADD_FAILURE() << problem.field << ": " << problem.cause;
    const auto& columns =
        schema::Catalogue::embedded()->find_number(row.change.key.entity)->columns;
    Json out = Json::object();
    for (const auto& [ordinal, value] : row.change.values)
      out[columns[ordinal].name] =
          schema::is_null(value) ? Json() : Json(schema::value_to_json(columns[ordinal], value));
    return out;
  }
  static Json with(Json values, const Json& more) {
    values.update(more);
    return values;
  }
  static std::string id(std::string_view name) { return to_string(id_of(name)); }
  /// An actual over there as the double and the published page have it.
  static Json posted(std::string_view name) {
    return {{"ACTUALID", id(name)},
            {"ACCOUNTINGDATE", "2026-12-01T00:00:00Z"},
            {"DOCUMENTDATE", nullptr},
            {"STARTDATE", nullptr},
            {"ENDDATE", nullptr},
            {"EXCHANGERATEDATE", nullptr},
            {"AMOUNT", 9.6},
            {"AMOUNTMST", 9.6},
            {"UNITPRICE", 9.6},
            {"UNITPRICEMST", 9.6},
            {"QUANTITY", 1},
            {"EXCHANGERATE", 1},
            {"BILLINGTYPE", "Chargeable"},
            {"CONTRACTID", "ORD-1"},
            {"CONTRACTINGUNIT", id("unit")},
            {"DESCRIPTION", "Sales tax"},
            {"EXTERNALDESCRIPTION", nullptr},
            {"EXTERNALREFERENCE", "PSA-7"},
            {"VOUCHER", "PSA-7"},
            {"MODIFIEDDATETIME", kPosted},
            {"ISJOURNALIZED", "Yes"},
            {"TASKID", id("task")},
            {"TRANSACTIONCATEGORY", nullptr},
            {"RESOURCEOPERATIONUNITID", id("unit")},
            {"PROJECTID", "PRJ-1"},
            {"TRANSACTIONCLASSIFICATION", 690970002},
            {"TRANSACTIONCURRENCYID", "EUR"},
            {"TRANSTYPE", "Sales"}};
  }

  tests::MapReader rows_;
  FinanceSettings settings_ = ready_settings();
};

TEST_F(Received, a_category_with_our_id_takes_its_name_and_is_chargeable) {
  const ReceivedRow row =
      map("categories_from_finance", {{"INTEGRATIONID", id("travel")}, {"CATEGORYID", "Journeys"}});
  EXPECT_EQ(row.change.key.id, id_of("travel"));
  EXPECT_FALSE(row.is_new);
  EXPECT_EQ(values(row), (Json{{"msdyn_name", "Journeys"}, {"msdyn_billingtype", 192350001}}));
}

TEST_F(Received, a_category_without_an_id_is_the_one_of_its_name_or_a_row_of_its_own) {
  const auto from = [&](const char* name) {
    return map("categories_from_finance", {{"INTEGRATIONID", nullptr}, {"CATEGORYID", name}});
  };
  EXPECT_EQ(from("Travel").change.key.id, id_of("travel"));
  const ReceivedRow made = from("Hotel");
  EXPECT_TRUE(made.is_new);
  EXPECT_EQ(made.change.key, from("Hotel").change.key);
  EXPECT_NE(made.change.key, from("Meals").change.key);
  EXPECT_EQ(values(made)["statecode"], 0);
}

TEST_F(Received, a_category_without_a_name_is_an_error_that_says_so) {
  const auto problems =
      map("categories_from_finance", {{"INTEGRATIONID", nullptr}, {"CATEGORYID", nullptr}})
          .problems;
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0], (RowProblem{"CATEGORYID", "", "is empty"}));
}

TEST_F(Received, an_actual_of_ours_takes_only_date_voucher_mark_and_moment) {
  const Json expected = {{"msdyn_accountingdate", "2026-12-01T00:00:00Z"},
                         {"msdyn_externalreferenceid", "PSA-7"},
                         {"msdyn_externalreferencedate", kPosted},
                         {"msdyn_isjournalized", true}};
  EXPECT_EQ(values(map("actuals_update", posted("hours"))), expected);
}

TEST_F(Received, a_tax_actual_comes_whole) {
  const ReceivedRow row = map("actuals_update", posted("tax"));
  EXPECT_TRUE(row.is_new);
  const Json expected = {{"statecode", 0},
                         {"statuscode", 1},
                         {"createdon", kNowText},
                         {"modifiedon", kNowText},
                         {"msdyn_accountingdate", "2026-12-01T00:00:00Z"},
                         {"msdyn_documentdate", nullptr},
                         {"msdyn_startdatetime", nullptr},
                         {"msdyn_enddatetime", nullptr},
                         {"msdyn_exchangeratedate", nullptr},
                         {"msdyn_amount", 9.6},
                         {"msdyn_amount_base", 9.6},
                         {"msdyn_price", 9.6},
                         {"msdyn_price_base", 9.6},
                         {"msdyn_quantity", 1.0},
                         {"exchangerate", 1.0},
                         {"msdyn_billingtype", 192350001},
                         {"msdyn_salescontract", id("contract")},
                         {"msdyn_contractorganizationalunitid", id("unit")},
                         {"msdyn_description", "Sales tax"},
                         {"msdyn_externaldescription", nullptr},
                         {"msdyn_externalreferenceid", "PSA-7"},
                         {"msdyn_externalreferencedate", kPosted},
                         {"msdyn_isjournalized", true},
                         {"msdyn_task", id("task")},
                         {"msdyn_transactioncategory", nullptr},
                         {"msdyn_resourceorganizationalunitid", id("unit")},
                         {"msdyn_project", id("project")},
                         {"msdyn_transactionclassification", 690970002},
                         {"transactioncurrencyid", id("euro")},
                         {"msdyn_transactiontypecode", 192350005}};
  EXPECT_EQ(values(row), expected) << Json::diff(values(row), expected).dump(1);
}

TEST_F(Received, the_voucher_is_taken_from_its_own_column_where_the_reference_is_empty) {
  const Json row = with(posted("hours"), {{"EXTERNALREFERENCE", ""}, {"VOUCHER", "V-9"}});
  EXPECT_EQ(values(map("actuals_update", row))["msdyn_externalreferenceid"], "V-9");
}

TEST_F(Received, an_actual_of_a_project_that_is_not_here_is_an_error_by_field_and_value) {
  const auto problems =
      map("actuals_update", with(posted("tax"), {{"PROJECTID", "PRJ-9"}})).problems;
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0], (RowProblem{"msdyn_project.msdynce_projectnumber", "PRJ-9",
                                     "names no row that is here"}));
}

TEST_F(Received, a_value_of_another_kind_and_a_key_that_is_none_are_errors) {
  const auto field = [&](const Json& more) {
    const auto problems = map("actuals_update", with(posted("tax"), more)).problems;
    return problems.size() == 1 ? problems[0].field : std::to_string(problems.size());
  };
  EXPECT_EQ(field({{"AMOUNT", "much"}}), "msdyn_amount");
  EXPECT_EQ(field({{"ACTUALID", "7"}}), "ACTUALID");
  EXPECT_EQ(field({{"ACTUALID", nullptr}}), "ACTUALID");
  EXPECT_EQ(field({{"DESCRIPTION", std::string(501, 'x')}}), "msdyn_description");
}

TEST_F(Received, relationships_of_actuals) {
  const ReceivedRow row =
      map("actual_relationships_update", {{"CONNECTIONID", id("tie")},
                                          {"TRANSACTION1ID", id("tax")},
                                          {"TRANSACTION1ROLE", "Tax"},
                                          {"TRANSACTION1TYPE", "msdyn_actual"},
                                          {"TRANSACTION2ID", id("hours")},
                                          {"TRANSACTION2ROLE", "Original"},
                                          {"TRANSACTION2TYPE", "msdyn_actual"}});
  EXPECT_EQ(row.change.key.id, id_of("tie"));
  const Json found = values(row);
  for (const auto& [name, value] :
       std::map<std::string, std::string>{{"msdyn_transaction1", id("tax")},
                                          {"msdyn_transaction1role", "Tax"},
                                          {"msdyn_transaction1type", "msdyn_actual"},
                                          {"msdyn_transaction2", id("hours")},
                                          {"msdyn_transaction2role", "Original"},
                                          {"msdyn_transaction2type", "msdyn_actual"}})
    EXPECT_EQ(found[name], value) << name;
}

}  // namespace
}  // namespace fieldbook::syncd::finance
