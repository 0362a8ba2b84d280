// What people ask, and what is checked before anything runs.

#include "syncd/integrations/finance/desk.hpp"

#include <gmock/gmock.h>

#include "syncd/config/load.hpp"
#include "tests/unit/syncd/integrations/finance/finance_world.hpp"

namespace fieldbook::syncd::finance {
namespace {

using testing::HasSubstr;

/// Hands the calls to a peer that the test keeps.
class Borrowed final : public Target {
 public:
  explicit Borrowed(FakePeer& peer) : peer_(peer) {}
  PeerResult<void> read(const PeerQuery& query, const PageVisitor& visit) override {
    return peer_.read(query, visit);
  }
  PeerResult<std::vector<PeerResult<Json>>> fetch(const std::string& set,
                                                  const std::string& company,
                                                  std::span<const PeerKey> keys,
                                                  const std::vector<std::string>& select) override {
    return peer_.fetch(set, company, keys, select);
  }
  PeerResult<std::vector<RowAnswer>> write(const std::string& set, const std::string& company,
                                           std::span<const RowWrite> rows) override {
    return peer_.write(set, company, rows);
  }
  PeerResult<Json> call(const ActionCall& action) override { return peer_.call(action); }
  PeerResult<std::optional<PeerEntity>> describe(const std::string& set) override {
    return peer_.describe(set);
  }
  PeerUse use() const override { return peer_.use(); }
  void interrupt() override {}

 private:
  FakePeer& peer_;
};

class Desks : public testing::Test, public FinanceWorld {
 protected:
  Desks() {
    put(project_rows());
    put({an_actual("cost", 192350000), an_actual("sales")});
    environment_ = {{"FIELDBOOK_SYNCD_DATA_DIRECTORY", "/tmp"},
                    {"FIELDBOOK_SYNCD_FINANCE_MODE", "on_request"},
                    {"FIELDBOOK_SYNCD_FINANCE_URL", "https://contoso.example"},
                    {"FIELDBOOK_SYNCD_FINANCE_LEGAL_ENTITY", "usmf"},
                    {"FIELDBOOK_SYNCD_FINANCE_APPLICATION_VERSION", "10.0.1"},
                    {"FIELDBOOK_SYNCD_FINANCE_PLATFORM_UPDATE", "20"},
                    {"FIELDBOOK_SYNCD_FINANCE_PSA_VERSION", "9.1.0.0"},
                    {"FIELDBOOK_SYNCD_FINANCE_PROSPECT_TO_CASH_VERSION", "1.14.0.0"},
                    {"FIELDBOOK_SYNCD_FINANCE_PSA_SOLUTION_VERSION", "1.0.0.0"},
                    {"FIELDBOOK_SYNCD_FINANCE_FORECAST_MODEL", "Original"},
                    {"FIELDBOOK_SYNCD_FINANCE_PAYMENT_TERMS_2", "2-10-30"}};
  }
  LocalDesk& desk() {
    if (!desk_) {
      const LoadedConfig loaded = load_config(std::nullopt, "", environment_);
      for (const auto& finding : loaded.findings) ADD_FAILURE() << to_string(finding);
      config_ = loaded.config;
      desk_.emplace(
          DeskParts{config_, *store, committer, writer, clock, std::make_unique<Borrowed>(peer)});
    }
    return *desk_;
  }
  OrderedJson ask(std::string_view what, const Json& arguments = Json::object()) {
    auto answer = desk().ask(what, arguments);
    if (!answer) {
      ADD_FAILURE() << what << ": " << answer.error().message;
      return OrderedJson::object();
    }
    return *std::move(answer);
  }
  /// The findings as "topic where" of those that keep a run from beginning.
  std::set<std::string> errors() {
    std::set<std::string> out;
    const OrderedJson answer = ask("check");
    for (const auto& one : answer["checks"])
      if (one["severity"] == "error") {
        EXPECT_FALSE(one["remedy"].get<std::string>().empty()) << one.dump();
        out.insert(one["topic"].get<std::string>() + " " + one["where"].get<std::string>());
      }
    return out;
  }

  Environment environment_;
  Config config_;
  std::optional<LocalDesk> desk_;
};

TEST_F(Desks, a_site_that_is_ready_has_no_findings_and_runs) {
  EXPECT_THAT(errors(), testing::IsEmpty());
  const OrderedJson run = ask("run");
  EXPECT_EQ(run["status"], "completed") << run.dump(2);
  EXPECT_TRUE(run["findings"].empty());
}

TEST_F(Desks, everything_that_is_missing_is_said_at_once_and_nothing_starts) {
  environment_ = {{"FIELDBOOK_SYNCD_DATA_DIRECTORY", "/tmp"},
                  {"FIELDBOOK_SYNCD_FINANCE_MODE", "on_request"},
                  {"FIELDBOOK_SYNCD_FINANCE_URL", "https://contoso.example"},
                  {"FIELDBOOK_SYNCD_FINANCE_LEGAL_ENTITY", "dat"},
                  {"FIELDBOOK_SYNCD_FINANCE_BUSINESS_UNITS", "Nowhere"},
                  {"FIELDBOOK_SYNCD_FINANCE_APPLICATION_VERSION", "7.3.0"},
                  {"FIELDBOOK_SYNCD_FINANCE_PLATFORM_UPDATE", "11"}};
  peer.remove_set("ProjCDSTaskEntity");
  peer.set("ProjCDSProjectEntity").described.columns.pop_back();
  peer.set(std::string(kJournalsSet)).described.actions.clear();
  const auto found = errors();
  for (const char* one :
       {"versions platform_update", "versions psa", "versions prospect_to_cash",
        "versions project_tasks", "versions actuals", "connection set Nowhere",
        "connection set dat", "templates project_contracts.PAYMENTTERMS",
        "templates hour_estimates.FORECASTMODEL", "parameters ", "parameters TimeMaterial",
        "parameters Chargeable", "metadata project_tasks", "metadata projects.SOURCEDATAID",
        "metadata ProjCDSIntegrationJournalEntity"})
    EXPECT_TRUE(found.contains(one)) << one;
  const std::uint64_t written = peer.set("ProjCDSProjectContractEntity").writes;
  const auto run = desk().ask("run", Json::object());
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().code, Errc::conflict);
  EXPECT_THAT(run.error().message, HasSubstr("update to 12 or later"));
  EXPECT_EQ(peer.set("ProjCDSProjectContractEntity").writes, written);
}

// domain.md 11.33
TEST_F(Desks, parameters_that_are_off_or_empty_are_named_with_their_page) {
  peer.put(std::string(kParametersSet), {{"INTEGRATIONENABLED", "No"}, {"TIMECATEGORY", ""}});
  const auto found = errors();
  for (const char* one : {"parameters INTEGRATIONENABLED", "parameters DEFAULTPROJECTTYPE",
                          "parameters TIMECATEGORY", "parameters FEECATEGORY"})
    EXPECT_TRUE(found.contains(one)) << one;
}

TEST_F(Desks, nothing_locked_is_advice_and_no_error) {
  peer.put(std::string(kLockingSet), {{"LOCKINGOPTION", "EditProjects"}, {"ISLOCKED", "No"}});
  const OrderedJson check = ask("check");
  EXPECT_TRUE(check["may_run"].get<bool>());
  EXPECT_THAT(check.dump(), HasSubstr("nothing is locked"));
}

TEST_F(Desks, a_peer_that_refuses_the_sign_in_is_one_finding) {
  peer.read_faults.push_back(
      {{.kind = PeerFailure::unauthorised, .status = 401, .message = "no token"}});
  EXPECT_EQ(errors(), std::set<std::string>{"connection set LegalEntities"});
}

TEST_F(Desks, a_certificate_that_is_not_trusted_names_the_key_to_set) {
  peer.read_faults.push_back(
      {{.kind = PeerFailure::stop, .code = "tls", .message = "self-signed certificate"}});
  const OrderedJson check = ask("check");
  EXPECT_FALSE(check["may_run"].get<bool>());
  EXPECT_THAT(check.dump(), HasSubstr("finance.ca_file"));
}

TEST_F(Desks, errors_are_counted_by_cause_whatever_the_values) {
  const auto error = [](const char* task, const char* field, const char* cause) {
    return RowError{.task = task, .problem = {field, "", cause}};
  };
  const auto causes = count_causes(
      {error("tasks", "PROJECTID", "The value 'PRJ-1' in field 'PROJECTID' is not found"),
       error("tasks", "PROJECTID", "The value 'PRJ-2' in field 'PROJECTID' is not found"),
       error("tasks", "NAME", "The value 'PRJ-2' in field 'NAME' is not found"),
       error("projects", "CUSTOMERACCOUNT", "is empty"),
       error("projects", "CUSTOMERACCOUNT", "the value 'never ends")});
  ASSERT_EQ(causes.size(), 4U);
  EXPECT_EQ(causes[0].rows, 2U);
  EXPECT_EQ(causes[0].cause, "The value '…' in field 'PROJECTID' is not found");
  EXPECT_EQ(causes[1].field, "NAME");
  EXPECT_EQ(causes[2].cause, "is empty");
  EXPECT_EQ(causes[3].cause, "the value 'never ends");
}

TEST_F(Desks, answer_with_structs_what_verbs_have_as_json) {
  set("account", "acme", "accountnumber", schema::Null{});
  const auto preview = must(desk().preview({.templates = {"projects_and_contracts"}}));
  ASSERT_FALSE(preview.empty());
  EXPECT_EQ(preview[0].would, Would::be_refused);
  EXPECT_EQ(preview[0].problems[0].field, "CUSTOMERACCOUNT");
  EXPECT_EQ(must(desk().run({})).status, RunStatus::warning);
  const ErrorsAnswer errors = must(desk().errors("projects"));
  ASSERT_EQ(errors.errors.size(), 1U);
  EXPECT_EQ(errors.errors[0].row, id_of("project"));
  EXPECT_EQ(must(desk().history(5)).size(), 1U);
  const Trace trace = must(desk().trace(id_of("sales")));
  EXPECT_EQ(trace.actual, id_of("sales"));
  EXPECT_FALSE(trace.steps.empty());
  for (const TemplateLine& line : must(desk().list()))
    EXPECT_EQ(line.state == TemplateState::not_available, !line.unavailable.empty()) << line.name;
}

TEST_F(Desks, a_template_that_is_off_asks_for_nothing) {
  environment_.emplace_back("FIELDBOOK_SYNCD_FINANCE_WITHOUT", "project_tasks, billing");
  peer.remove_set("ProjCDSTaskEntity");
  EXPECT_THAT(errors(), testing::IsEmpty());
}

TEST_F(Desks, list_names_every_template_and_why_one_cannot_run) {
  const OrderedJson list = ask("list");
  EXPECT_EQ(list["templates"].size(), 12U);
  std::size_t unavailable = 0;
  for (const auto& one : list["templates"]) unavailable += one["state"] == "not available";
  EXPECT_EQ(unavailable, 4U);
}

TEST_F(Desks, a_preview_shows_what_would_change_and_changes_nothing) {
  peer.put("ProjCDSProjectEntity", {{"PROJECTID", "PRJ-1"}, {"PROJECTNAME", "Old name"}});
  const Json before = peer.state();
  const OrderedJson preview = ask("preview", {{"template", "projects_and_contracts"}});
  EXPECT_EQ(peer.state(), before);
  std::map<std::string, std::string> would;
  for (const auto& row : preview["rows"]) would[row["task"]] = row["would"];
  EXPECT_EQ(would["project_contracts"], "be made");
  EXPECT_EQ(would["projects"], "be changed");
  for (const auto& row : preview["rows"]) {
    if (row["task"] != "projects") continue;
    EXPECT_THAT(row["differences"].dump(), HasSubstr("Old name"));
  }
  EXPECT_TRUE(ask("history")["runs"].empty());
}

TEST_F(Desks, errors_name_row_field_value_and_cause_and_retry_lets_them_go_again) {
  set("account", "acme", "accountnumber", schema::Null{});
  EXPECT_FALSE(ask("run")["findings"].empty());
  const OrderedJson listed = ask("errors", {{"task", "projects"}});
  ASSERT_EQ(listed["errors"].size(), 1U);
  const auto& one = listed["errors"][0];
  EXPECT_EQ(one["entity"], "msdyn_project");
  EXPECT_EQ(one["row"], to_string(id_of("project")));
  EXPECT_EQ(one["field"], "CUSTOMERACCOUNT");
  EXPECT_EQ(one["cause"], "msdyn_customer.accountnumber is empty");
  EXPECT_GE(ask("retry")["waiting_again"].get<int>(), 1);
  EXPECT_TRUE(ask("errors")["errors"].empty());
  EXPECT_EQ(desk().ask("retry", {{"task", "x"}}).error().code, Errc::not_found);
}

TEST_F(Desks, history_has_each_run_with_counts_and_duration) {
  ask("run"), ask("run");
  const OrderedJson history = ask("history");
  ASSERT_EQ(history["runs"].size(), 2U);
  EXPECT_EQ(history["runs"][0]["run"], 2);
  EXPECT_GT(history["runs"][1]["sent"].get<int>(), 8);
  EXPECT_TRUE(history["runs"][1].contains("seconds"));
}

TEST_F(Desks, trace_follows_an_actual_to_journal_line_voucher_and_tax) {
  peer.tax_rate = 0.2;
  ask("run");
  const OrderedJson trace = ask("trace", {{"id", to_string(id_of("sales"))}});
  std::map<std::string, std::pair<bool, std::string>> steps;
  for (const auto& step : trace["steps"])
    steps[step["step"]] = {step["done"].get<bool>(), step["what"]};
  EXPECT_TRUE(steps["actual"].first);
  EXPECT_TRUE(steps["journal line"].first) << trace.dump(1);
  EXPECT_THAT(steps["journal line"].second, HasSubstr("Posted"));
  EXPECT_THAT(steps["voucher"].second, HasSubstr("PSA-"));
  EXPECT_TRUE(steps["sales tax"].first);
  EXPECT_FALSE(steps["invoice"].first);
  EXPECT_EQ(desk().ask("trace", {{"id", to_string(id_of("nobody"))}}).error().code,
            Errc::not_found);
}

TEST_F(Desks, say_how_the_integration_stands) {
  ask("run");
  const Standing standing = must(desk().standing());
  EXPECT_EQ(standing.run.status, RunStatus::completed);
  EXPECT_EQ(standing.last_good, standing.run.ended);
  EXPECT_FALSE(standing.counts.empty());
  EXPECT_GT(standing.use.requests, 10U);
}

TEST(FinanceConfiguration, keeps_secrets_out_of_the_file_and_out_of_every_dump) {
  const LoadedConfig from_file =
      load_config("[finance]\nclient_secret = \"hush-hush\"\n", "syncd.toml", {});
  ASSERT_FALSE(from_file.findings.empty());
  EXPECT_THAT(to_string(from_file.findings[0]), HasSubstr("does not belong here"));
  const LoadedConfig loaded =
      load_config(std::nullopt, "", {{"FIELDBOOK_SYNCD_FINANCE_CLIENT_SECRET", "hush-hush"}});
  EXPECT_EQ(loaded.config.finance.client_secret, "hush-hush");
  const std::string printed = print_config(loaded) + print_config(from_file);
  EXPECT_THAT(printed, testing::Not(HasSubstr("hush-hush")));
  EXPECT_THAT(printed, HasSubstr("finance.client_secret = (set)"));
}

TEST(FinanceConfiguration, takes_the_sites_own_values_from_tables_within_its_section) {
  const LoadedConfig loaded = load_config(
      "[finance.payment_terms]\n2 = \"N030\"\n[finance.entity_sets]\nProjCDSTaskEntity = "
      "\"Tasks\"\n",
      "syncd.toml", {});
  const FinanceSettings settings = finance_settings(loaded.config);
  EXPECT_EQ(settings.map("payment_terms")->at("2"), "N030");
  EXPECT_EQ(settings.entity_set("ProjCDSTaskEntity"), "Tasks");
  EXPECT_EQ(settings.entity_set("ProjCDSProjectEntity"), "ProjCDSProjectEntity");
}

}  // namespace
}  // namespace fieldbook::syncd::finance
