#pragma once

// What a site says about its integration, in the form in which templates ask for it: the connection
// set (legal entity, business units, keys), the versions of both sides, its own values for what
// templates hold as demo data.

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "syncd/config/config.hpp"

namespace fieldbook::syncd::finance {

struct FinanceSettings {
  FinanceMode mode = FinanceMode::off;

  // The connection set (DOMAIN.md 7.6).
  std::string legal_entity;                 ///< "usmf"
  std::vector<std::string> business_units;  ///< names of organisational units; none: all
  /// Names of the peer's entity sets that differ from the published ones.
  std::map<std::string, std::string> entity_sets;

  // Versions (7.4), as the operator states them: neither side tells them over its interface.
  std::map<std::string, std::string> versions;  ///< "application", "platform_update", "psa", …
  std::set<std::string> articles;               ///< "KB4132657"

  // The site's own values.
  std::map<std::string, std::string> texts;                        ///< "forecast_model"
  std::map<std::string, std::map<std::string, std::string>> maps;  ///< "payment_terms"
  std::set<std::string> templates_off;  ///< names of templates that do not run here
  std::set<std::string> left_out;       ///< "task.COLUMN" that the site has taken out of the map

  // Running.
  bool finance_masters_categories = true;
  bool retries_rows = true;  ///< false: a refused row is skipped until it changes
  std::uint32_t row_tries = 0;
  bool posts_journal = true;
  std::string period_unit = "Months";
  std::chrono::minutes schedule{15};
  bool runs_on_change = true;
  std::chrono::hours history{};

  [[nodiscard]] const std::string& entity_set(const std::string& published) const;
  [[nodiscard]] const std::string* text(const std::string& name) const;
  [[nodiscard]] const std::map<std::string, std::string>* map(const std::string& name) const;
  [[nodiscard]] bool leaves_out(const std::string& task, const std::string& column) const;
  /// 3 for "3.10.0.0"; 3 when nothing is said.
  [[nodiscard]] std::int64_t psa_major() const;
};

[[nodiscard]] FinanceSettings finance_settings(const Config& config);

}  // namespace fieldbook::syncd::finance
