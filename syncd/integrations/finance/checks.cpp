#include "syncd/integrations/finance/checks.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "syncd/integrations/finance/run_state.hpp"

namespace fieldbook::syncd::finance {
namespace {

/// Rows of the small set-up tables that are looked at.
constexpr std::size_t kSetupRowsMax = 1'000;

/// PeerError::code where the peer's certificate was not accepted: odata puts the kind of failure
/// there when the peer gave no code of its own.
constexpr std::string_view kCertificateCode = "tls";

constexpr const char* kParametersPage =
    "Project management and accounting > Setup > Dynamics 365 for Project Service Automation "
    "integration parameters";

std::string text_of(const Json& row, const char* column) {
  const auto found = row.find(column);
  return found != row.end() && found->is_string() ? found->get<std::string>() : "";
}

class Checker {
 public:
  explicit Checker(const CheckParts& parts) : parts_(parts) {
    for (const Template& one : parts.templates.all())
      for (const Task& task : one.tasks)
        if (is_active(one, task, parts.settings)) active_.emplace_back(&one, &task);
  }

  Result<std::vector<CheckFinding>> run() {
    check_versions();
    CHECK(check_connection_set());
    check_demo_values();
    // Without an answer every further question would get the same one.
    if (check_company()) {
      check_parameters();
      check_locking();
      check_metadata();
    }
    return std::move(findings_);
  }

 private:
  void add(Severity severity, std::string topic, std::string where, std::string message,
           std::string remedy) {
    findings_.push_back(
        {severity, std::move(topic), std::move(where), std::move(message), std::move(remedy)});
  }
  void error(std::string topic, std::string where, std::string message, std::string remedy) {
    add(Severity::error, std::move(topic), std::move(where), std::move(message), std::move(remedy));
  }

  void check_versions() {
    const FinanceSettings& settings = parts_.settings;
    for (const Minimum& minimum : parts_.gates.minimums) {
      const auto found = settings.versions.find(minimum.system);
      const std::string version = found == settings.versions.end() ? "" : found->second;
      if (version.empty())
        error("versions", minimum.system, minimum.label + ": the version is not stated",
              fmt::format("set finance.{}{}", minimum.system,
                          minimum.system == "platform_update" ? "" : "_version"));
      else if (compare_versions(version, minimum.at_least) < 0)
        error("versions", minimum.system,
              fmt::format("{}: {} is older than {}", minimum.label, version, minimum.at_least),
              fmt::format("update to {} or later{}", minimum.at_least,
                          minimum.about.empty() ? "" : " (" + minimum.about + ")"));
    }
    std::set<std::string> said;
    for (const auto& [holder, task] : active_)
      for (const std::string& need : holder->needs) {
        if (!said.insert(holder->name + need).second) continue;
        const Capability* capability = parts_.gates.find(need);
        if (capability == nullptr) continue;
        if (const auto missing = missing_for(*capability, settings))
          error("versions", holder->name,
                fmt::format("{}: the installed version does not have it", capability->label),
                fmt::format("{}, or name the template in finance.without", *missing));
      }
    const std::string version =
        settings.versions.contains("application") ? settings.versions.at("application") : "";
    for (const Recommendation& one : parts_.gates.recommended)
      if (compare_versions(version, one.version) == 0 && !settings.articles.contains(one.article))
        add(Severity::advice, "versions", "", fmt::format("{} is not installed", one.article),
            one.about);
  }

  Status check_connection_set() {
    const FinanceSettings& settings = parts_.settings;
    if (settings.legal_entity.empty())
      error("connection set", "", "no legal entity is named", "set finance.legal_entity");
    TRY(const auto rows, parts_.store.begin_read());
    const schema::Entity& unit = parts_.store.catalogue().entity("msdyn_organizationalunit");
    const auto name = parts_.store.catalogue().column(unit.name, "msdyn_name");
    TRY(const auto units, rows->scan(unit, 0, kSetupRowsMax));
    std::set<std::string> known;
    for (const StoredRow& row : units) known.insert(row.row.text(name));
    for (const std::string& wanted : settings.business_units)
      if (!known.contains(wanted))
        error("connection set", wanted, "there is no organisational unit of this name",
              "correct finance.business_units, or make the unit");
    if (settings.business_units.empty() && known.size() > 1)
      add(Severity::advice, "connection set", "",
          fmt::format("there are {} organisational units and all of them go to {}", known.size(),
                      settings.legal_entity),
          "name those of this company in finance.business_units");
    if (const auto* companies = settings.map("legal_entities"))
      for (const auto& [wanted, company] : *companies)
        if (!known.contains(wanted))
          error("connection set", wanted, "there is no organisational unit of this name",
                "correct finance.legal_entities");
    return {};
  }

  /// Values that templates hold for demonstration only.
  void check_demo_values() {
    for (const auto& [holder, task] : active_)
      for (const FieldMap& map : task->map) {
        if (!map.is_demo || parts_.settings.leaves_out(task->name, map.to)) continue;
        const bool is_set = map.constant.is_null() ? parts_.settings.map(map.setting) != nullptr
                                                   : parts_.settings.text(map.setting) != nullptr;
        if (is_set) continue;
        error("templates", fmt::format("{}.{}", task->name, map.to),
              "the template holds demonstration data",
              fmt::format("set {}, or name the column in [finance.left_out]",
                          map.constant.is_null() ? fmt::format("[finance.{}]", map.setting)
                                                 : fmt::format("finance.{}", map.setting)));
      }
  }

  /// The rows of a set-up table; nothing, and a finding, when it cannot be read.
  std::optional<std::vector<Json>> read(std::string_view published, bool of_company,
                                        std::string_view topic) {
    std::vector<Json> out;
    const std::string set = parts_.settings.entity_set(std::string(published));
    const auto done = parts_.target.read(
        {.entity_set = set, .legal_entity = of_company ? parts_.settings.legal_entity : ""},
        [&](std::span<const Json> rows) {
          out.insert(out.end(), rows.begin(), rows.end());
          return out.size() < kSetupRowsMax;
        });
    if (done) return out;
    report_peer(topic, set, done.error());
    return std::nullopt;
  }

  void report_peer(std::string_view topic, const std::string& where, const PeerError& problem) {
    std::string remedy = "look at finance.url, and whether the entity is public";
    if (problem.kind == PeerFailure::unauthorised)
      remedy =
          "look at the client credentials, and at System administration > Setup > Azure Active "
          "Directory applications";
    else if (problem.code == kCertificateCode)
      remedy = "look at the certificate of finance.url; name its authority in finance.ca_file";
    else if (problem.kind == PeerFailure::later)
      remedy = "try again later";
    error(std::string(topic), where, problem.message, std::move(remedy));
  }

  bool check_company() {
    const auto rows = read(kLegalEntitiesSet, false, "connection set");
    if (!rows) return false;
    std::set<std::string> known;
    for (const Json& row : *rows) known.insert(text_of(row, "LEGALENTITYID"));
    const auto wanted = [&](const std::string& company, const char* key) {
      if (!company.empty() && !known.contains(company))
        error("connection set", company, "there is no legal entity of this name over there",
              fmt::format("correct {}", key));
    };
    wanted(parts_.settings.legal_entity, "finance.legal_entity");
    if (const auto* companies = parts_.settings.map("legal_entities"))
      for (const auto& [unit, company] : *companies) wanted(company, "finance.legal_entities");
    return true;
  }

  [[nodiscard]] bool runs(std::string_view name) const {
    return std::ranges::any_of(active_, [&](const auto& one) { return one.first->name == name; });
  }

  void check_parameters() {
    if (const auto rows = read(kParametersSet, true, "parameters")) check_parameters_row(*rows);
    const bool types = runs("projects_and_contracts");
    const bool lines = runs("hour_estimates") || runs("expense_estimates") || runs("actuals");
    if (types)
      if (const auto rows = read(kProjectGroupsSet, true, "parameters"))
        for (const char* type : {"TimeMaterial", "FixedPrice"})
          want_row(*rows, "PROJECTTYPE", type, "PROJECTGROUP", "Project group defaults");
    if (lines)
      if (const auto rows = read(kLinePropertiesSet, true, "parameters"))
        for (const char* type : {"NonChargeable", "Chargeable", "Complimentary", "NotAvailable"})
          want_row(*rows, "BILLINGTYPE", type, "LINEPROPERTY", "Billing type defaults");
  }

  void check_parameters_row(const std::vector<Json>& rows) {
    if (rows.empty())
      return error("parameters", "", "there are no integration parameters in this company",
                   fmt::format("fill in {}", kParametersPage));
    const Json& row = rows.front();
    if (text_of(row, "INTEGRATIONENABLED") == "No")
      error("parameters", "INTEGRATIONENABLED", "the integration is switched off",
            fmt::format("switch it on: {}", kParametersPage));
    const auto want = [&](const char* column, const char* label, bool is_needed) {
      if (is_needed && text_of(row, column).empty())
        error("parameters", column, fmt::format("{} is empty", label),
              fmt::format("fill it in: {}, General", kParametersPage));
    };
    want("DEFAULTPROJECTTYPE", "Default project type", runs("projects_and_contracts"));
    want("TIMECATEGORY", "Time category", runs("hour_estimates") || runs("actuals"));
    want("FEECATEGORY", "Fee category", runs("actuals"));
  }

  void want_row(const std::vector<Json>& rows, const char* column, const char* type,
                const char* value, const char* tab) {
    const bool found = std::ranges::any_of(rows, [&](const Json& row) {
      return text_of(row, column) == type && !text_of(row, value).empty();
    });
    if (!found)
      error("parameters", type, fmt::format("{} has no line for {}", tab, type),
            fmt::format("add it: {}, {}", kParametersPage, tab));
  }

  void check_locking() {
    if (!is_given(parts_.gates, "locking", parts_.settings)) return;
    const auto rows = read(kLockingSet, true, "locking");
    if (!rows) return;
    const bool any = std::ranges::any_of(
        *rows, [](const Json& row) { return text_of(row, "ISLOCKED") == "Yes"; });
    if (!any)
      add(Severity::advice, "locking", "",
          "nothing is locked: what came from here can be changed over there",
          fmt::format("choose what to lock: {}, Functionality locking", kParametersPage));
  }

  void check_metadata() {
    for (const auto& [holder, task] : active_) check_task(*holder, *task);
    if (!runs("actuals") || !parts_.settings.posts_journal) return;
    const std::string set = parts_.settings.entity_set(std::string(kJournalsSet));
    const auto described = describe(set, "actuals");
    if (!described) return;
    for (const std::string_view action : {kImportAction, kPostAction})
      if (std::ranges::find(described->actions, action) == described->actions.end())
        error("metadata", set, fmt::format("there is no action {}", action),
              "install the integration journal, or set finance.post_journal = false");
  }

  std::optional<PeerEntity> describe(const std::string& set, const std::string& where) {
    auto described = parts_.target.describe(set);
    if (!described) {
      report_peer("metadata", set, described.error());
      return std::nullopt;
    }
    if (!*described)
      error("metadata", where, fmt::format("there is no entity set {}", set),
            "install the data entity, or name it in [finance.entity_sets]");
    return *std::move(described);
  }

  void check_task(const Template& holder, const Task& task) {
    const bool is_out = holder.direction == Direction::to_finance;
    const std::string set = parts_.settings.entity_set(is_out ? task.target : task.source);
    const auto described = describe(set, task.name);
    if (!described) return;
    const schema::Entity& entity =
        parts_.store.catalogue().entity(is_out ? task.source : task.target);
    for (const FieldMap& map : task.map) {
      const std::string& column = is_out ? map.to : map.from;
      if (column.empty() || parts_.settings.leaves_out(task.name, column)) continue;
      if (map.only_with_setting && parts_.settings.map(map.setting) == nullptr) continue;
      const PeerColumn* found = described->find(column);
      if (found == nullptr) {
        error("metadata", fmt::format("{}.{}", task.name, column),
              fmt::format("{} has no column {}", set, column),
              "refresh the data entity, or name the column in [finance.left_out]");
        continue;
      }
      if (is_out) check_length(task, map, entity, *found);
    }
    // What is read from there is matched here, by whatever column the template names.
    for (const PeerColumn& column : described->columns)
      if (is_out && column.is_key && column.name != "dataAreaId" &&
          std::ranges::find(task.key, column.name) == task.key.end())
        error(
            "metadata", fmt::format("{}.{}", task.name, column.name),
            fmt::format("{} is part of the key of {} and not of the template's", column.name, set),
            "use the published data entity, whose key is the integration key");
  }

  void check_length(const Task& task, const FieldMap& map, const schema::Entity& entity,
                    const PeerColumn& column) {
    if (column.max_length == 0 || map.from.empty() || !map.values.empty() ||
        map.too_long == TooLong::cut)
      return;
    const auto ours = resolve_path(parts_.store.catalogue(), entity, map.from);
    if (!ours || *ours == nullptr || (*ours)->type != schema::ColumnType::text) return;
    if ((*ours)->max_length > column.max_length)
      add(Severity::advice, "metadata", fmt::format("{}.{}", task.name, map.to),
          fmt::format("takes {} characters, {} may have {}", column.max_length, map.from,
                      (*ours)->max_length),
          "rows with longer texts will be refused here");
  }

  const CheckParts& parts_;
  std::vector<std::pair<const Template*, const Task*>> active_;
  std::vector<CheckFinding> findings_;
};

}  // namespace

Result<std::vector<CheckFinding>> check_integration(const CheckParts& parts) {
  return Checker(parts).run();
}

bool may_run(const std::vector<CheckFinding>& findings) {
  return std::ranges::none_of(
      findings, [](const CheckFinding& one) { return one.severity == Severity::error; });
}

}  // namespace fieldbook::syncd::finance
