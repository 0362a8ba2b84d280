// The templates of this build, and what is wrong with others.

#include <fstream>
#include <gmock/gmock.h>

#include "tests/unit/syncd/integrations/finance/finance_world.hpp"

namespace fieldbook::syncd::finance {
namespace {

using testing::HasSubstr;

std::string findings(std::string_view document) {
  const auto loaded =
      Templates::load({{"x.json", std::string(document)}}, *schema::Catalogue::embedded());
  return loaded ? "" : loaded.error().message;
}

// domain.md 11.30
TEST(TemplateDocuments, of_this_build_are_good_and_in_the_mandatory_order) {
  const auto loaded = Templates::load(embedded_templates(), *schema::Catalogue::embedded());
  ASSERT_TRUE(loaded) << loaded.error().message;
  std::vector<std::string> names;
  for (const Template& one : (*loaded)->all())
    if (one.is_available()) names.push_back(one.name);
  EXPECT_THAT(names, testing::ElementsAre("projects_and_contracts", "project_tasks",
                                          "categories_from_finance", "categories_to_finance",
                                          "hour_estimates", "expense_estimates", "actuals",
                                          "actuals_update"));
}

// domain.md 11.36
TEST(TemplateDocuments, declare_what_is_announced_and_say_why_it_cannot_run) {
  for (const char* name :
       {"expense_reports", "work_breakdown_structure", "billing", "purchase_orders"}) {
    const Template* one = Templates::embedded()->find(name);
    ASSERT_NE(one, nullptr) << name;
    EXPECT_FALSE(one->is_available());
    EXPECT_FALSE(one->unavailable.empty());
  }
}

TEST(TemplateDocuments, the_one_that_the_readme_shows_is_the_one_that_runs) {
  const auto text_of = [](const std::string& path) {
    std::ifstream file(std::string(FIELDBOOK_SOURCE_DIR "/syncd/integrations/finance/") + path);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string readme = text_of("README.md");
  const auto begin = readme.find("```json\n");
  ASSERT_NE(begin, std::string::npos);
  const auto end = readme.find("\n```", begin);
  EXPECT_EQ(Json::parse(readme.substr(begin + 8, end - begin - 8)),
            Json::parse(text_of("templates/hour_estimates.json")));
}

TEST(TemplateDocuments, name_capabilities_that_the_gates_have) {
  for (const Template& one : Templates::embedded()->all()) {
    for (const std::string& need : one.needs)
      EXPECT_NE(Gates::embedded().find(need), nullptr) << need;
    for (const Task& task : one.tasks)
      for (const FieldMap& map : task.map)
        for (const auto& [value, need] : map.needs)
          EXPECT_NE(Gates::embedded().find(need), nullptr) << need;
  }
}

TEST(TemplateDocuments, tell_everything_that_is_wrong_with_file_and_path) {
  const std::string text = findings(R"({
    "name": "bad", "label": "Bad", "order": 0, "direction": "sideways", "colour": "red",
    "after": ["nothing"],
    "tasks": [{"name": "t", "label": "T", "source": "msdyn_actual", "target": "Set",
      "filter": [{"column": "msdyn_type", "is": "like", "value": 1}],
      "key": ["ID", "OTHER"],
      "map": [{"from": "msdyn_amuont", "to": "A"},
              {"from": "msdyn_project.name", "to": "B"},
              {"from": "msdyn_amount.x", "to": "B"},
              {"to": "ID"}]}]})");
  for (const char* line :
       {"x.json: order: is not a whole number", "x.json: direction: is neither",
        "x.json: colour: is not known", "bad: after: there is no template nothing",
        "tasks[0].filter[0].column: msdyn_actual has no column msdyn_type",
        "tasks[0].filter[0].is: like is no comparison", "tasks[0].key: OTHER is not mapped",
        "tasks[0].map[0].from: msdyn_actual has no column msdyn_amuont",
        "tasks[0].map[1].from: msdyn_project has no column name",
        "tasks[0].map[2].from: msdyn_actual.msdyn_amount is no lookup",
        "tasks[0].map[2].to: B is mapped twice", "tasks[0].map[3]: has either from or constant"})
    EXPECT_THAT(text, HasSubstr(line));
}

TEST(TemplateDocuments, are_refused_when_they_are_no_json_or_a_name_is_used_twice) {
  EXPECT_THAT(findings("<html>"), HasSubstr("x.json: is not JSON"));
  const std::string one = R"({"name": "a", "label": "A", "order": 1, "direction": "to_finance",
    "unavailable": "no", "tasks": []})";
  const auto loaded =
      Templates::load({{"1.json", one}, {"2.json", one}}, *schema::Catalogue::embedded());
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message, HasSubstr("used twice"));
}

// domain.md 11.37
TEST(RunOrder, follows_the_mandatory_order_with_the_journal_after_the_actuals) {
  std::vector<std::string> names;
  for (const RunStep& step : plan_run(*Templates::embedded(), ready_settings(), {}))
    names.push_back(step.task);
  EXPECT_THAT(
      names, testing::ElementsAre("project_contracts", "projects", "project_contract_lines",
                                  "contract_line_milestones", "project_tasks",
                                  "categories_from_finance", "categories_to_finance",
                                  "hour_estimates", "expense_estimate_relationships",
                                  "expense_estimates", "actuals", "actual_relationships", "journal",
                                  "actuals_update", "actual_relationships_update"));
}

TEST(RunOrder, sends_categories_first_and_last_where_psa_is_their_master) {
  FinanceSettings settings = ready_settings();
  settings.finance_masters_categories = false;
  std::vector<std::string> names;
  for (const RunStep& step : plan_run(*Templates::embedded(), settings, {}))
    if (step.task.starts_with("categories")) names.push_back(step.task);
  EXPECT_THAT(names, testing::ElementsAre("categories_to_finance", "categories_from_finance",
                                          "categories_to_finance"));
}

TEST(RunOrder, takes_the_milestones_of_the_installed_version) {
  FinanceSettings settings = ready_settings();
  settings.versions["psa"] = "2.4.15.33";
  const auto steps = plan_run(*Templates::embedded(), settings, {"projects_and_contracts"});
  EXPECT_EQ(steps.back().task, "contract_line_milestones_psa2");
}

TEST(RunOrder, leaves_out_templates_that_are_off) {
  FinanceSettings settings = ready_settings();
  settings.templates_off = {"hour_estimates", "actuals"};
  for (const RunStep& step : plan_run(*Templates::embedded(), settings, {}))
    EXPECT_TRUE(step.task != "hour_estimates" && step.task != "actuals" && step.task != "journal");
}

TEST(Versions, compare_number_by_number) {
  EXPECT_EQ(compare_versions("8.0", "8.0.0"), 0);
  EXPECT_LT(compare_versions("8.0.1", "8.0.10"), 0);
  EXPECT_GT(compare_versions("10.0", "8.1.3"), 0);
}

TEST(CapabilityGates, follow_the_published_table) {
  struct Case {
    const char* version;
    std::set<std::string> articles;
    std::set<std::string> given;
  };
  const std::set<std::string> pair = {"KB4132657", "KB4132660"};
  const std::vector<Case> cases = {
      {"7.2", {}, {}},
      {"7.3.0", {}, {"projects"}},
      {"7.3.0", {"KB4074835"}, {"projects", "fixed_price"}},
      {"7.3.0", {"KB4132657"}, {"projects"}},
      {"7.3.0", pair, {"projects", "tasks", "categories", "estimates", "locking", "actuals"}},
      {"7.3.0", {"KB4345320"}, {"projects", "fees"}},
      {"8.0",
       {},
       {"projects", "fixed_price", "fees", "tasks", "categories", "estimates", "locking"}},
      {"8.0.1",
       {},
       {"projects", "fixed_price", "fees", "tasks", "categories", "estimates", "locking",
        "actuals"}}};
  for (const Case& one : cases) {
    FinanceSettings settings = ready_settings();
    settings.versions["application"] = one.version;
    settings.articles = one.articles;
    std::set<std::string> given;
    for (const Capability& capability : Gates::embedded().capabilities)
      if (is_given(Gates::embedded(), capability.name, settings)) given.insert(capability.name);
    EXPECT_EQ(given, one.given) << one.version;
  }
}

// domain.md 11.34
TEST(CapabilityGates, name_the_update_that_is_missing) {
  FinanceSettings settings = ready_settings();
  settings.versions["application"] = "7.3.0";
  settings.articles = {"KB4132657"};
  const auto missing = missing_for(*Gates::embedded().find("actuals"), settings);
  ASSERT_TRUE(missing);
  EXPECT_THAT(*missing, HasSubstr("update to version 8.0.1 or later"));
  EXPECT_THAT(*missing, HasSubstr("install KB4132660"));
  EXPECT_THAT(*missing, testing::Not(HasSubstr("KB4132657")));
}

}  // namespace
}  // namespace fieldbook::syncd::finance
