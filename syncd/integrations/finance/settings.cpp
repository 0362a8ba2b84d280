#include "syncd/integrations/finance/settings.hpp"

#include <charconv>

#include "shared/base/ascii.hpp"

namespace fieldbook::syncd::finance {
namespace {

/// "A, B" as its parts, without blanks around them.
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto comma = text.find(',');
    std::string_view part = text.substr(0, comma);
    const auto first = part.find_first_not_of(' ');
    if (first != std::string_view::npos) {
      part = part.substr(first, part.find_last_not_of(' ') - first + 1);
      out.emplace_back(part);
    }
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  return out;
}

constexpr std::string_view kPeriods[] = {"Days", "Months", "Years", "All"};

}  // namespace

const std::string& FinanceSettings::entity_set(const std::string& published) const {
  const auto found = entity_sets.find(published);
  return found == entity_sets.end() ? published : found->second;
}

const std::string* FinanceSettings::text(const std::string& name) const {
  const auto found = texts.find(name);
  return found == texts.end() || found->second.empty() ? nullptr : &found->second;
}

const std::map<std::string, std::string>* FinanceSettings::map(const std::string& name) const {
  const auto found = maps.find(name);
  return found == maps.end() || found->second.empty() ? nullptr : &found->second;
}

bool FinanceSettings::leaves_out(const std::string& task, const std::string& column) const {
  return left_out.contains(task + "." + column);
}

std::int64_t FinanceSettings::psa_major() const {
  const auto found = versions.find("psa");
  std::int64_t out = 3;
  if (found != versions.end())
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), out);
  // The solution counts on from CRM 9: 9.0 is the second major version of PSA, 9.1 and 3.x the
  // third.
  if (out == 9) return found->second.starts_with("9.0") ? 2 : 3;
  return out < 3 ? 2 : 3;
}

FinanceSettings finance_settings(const Config& config) {
  const Config::Finance& from = config.finance;
  FinanceSettings out;
  out.mode = from.mode;
  out.legal_entity = from.legal_entity;
  out.business_units = parts_of(from.business_units);
  out.entity_sets = config.finance_entity_sets;
  out.versions = {{"application", from.application_version},
                  {"platform_update", from.platform_update},
                  {"psa", from.psa_version},
                  {"prospect_to_cash", from.prospect_to_cash_version},
                  {"psa_solution", from.psa_solution_version}};
  for (std::string& article : parts_of(from.articles)) out.articles.insert(std::move(article));
  out.texts = {{"forecast_model", from.forecast_model}, {"legal_entity", from.legal_entity}};
  out.maps = {{"payment_terms", config.finance_payment_terms},
              {"billing_methods", config.finance_billing_methods},
              {"transaction_types", config.finance_transaction_types},
              {"legal_entities", config.finance_legal_entities}};
  for (std::string& name : parts_of(from.without)) out.templates_off.insert(std::move(name));
  for (const auto& [task, columns] : config.finance_left_out)
    for (const std::string& column : parts_of(columns)) out.left_out.insert(task + "." + column);
  out.finance_masters_categories = from.category_master == CategoryMaster::finance;
  out.retries_rows = from.row_policy == RowPolicy::retry;
  out.row_tries = static_cast<std::uint32_t>(from.row_tries);
  out.posts_journal = from.post_journal;
  out.period_unit = kPeriods[static_cast<std::size_t>(from.journal_period)];
  out.schedule = from.schedule;
  out.runs_on_change = from.run_on_change;
  out.history = from.history;
  return out;
}

}  // namespace fieldbook::syncd::finance
