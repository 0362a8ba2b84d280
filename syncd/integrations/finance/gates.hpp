#pragma once

// Which parts of the integration the versions of both sides allow, as data (gates.json, after
// DOMAIN.md 7.4), and what to install where they do not.

#include <optional>

#include "syncd/integrations/finance/settings.hpp"
#include "syncd/integrations/finance/template.hpp"

namespace fieldbook::syncd::finance {

/// One way in which a capability is given.
struct GateWay {
  std::string at_least, after, version;  ///< one of them
  std::vector<std::string> articles;     ///< with `version`: all of them
};

struct Capability {
  std::string name, label;
  std::vector<GateWay> any_of;
};

struct Minimum {
  std::string system, label, at_least, about;
};

struct Recommendation {
  std::string version, article, about;
};

struct Gates {
  std::vector<Minimum> minimums;
  std::vector<Capability> capabilities;
  std::vector<Recommendation> recommended;

  /// Returns Errc::invalid_argument with every finding.
  [[nodiscard]] static Result<Gates> load(std::string_view document);
  [[nodiscard]] static const Gates& embedded();
  [[nodiscard]] const Capability* find(std::string_view name) const;
};

/// -1, 0, 1: numbers between dots, missing ones as 0 ("8.0" = "8.0.0").
[[nodiscard]] int compare_versions(std::string_view a, std::string_view b);

/// What has to be done for the capability, as a sentence; nothing when it is given.
[[nodiscard]] std::optional<std::string> missing_for(const Capability& capability,
                                                     const FinanceSettings& settings);
/// Whether the versions allow it. A name that no gate has is not given.
[[nodiscard]] bool is_given(const Gates& gates, std::string_view capability,
                            const FinanceSettings& settings);

}  // namespace fieldbook::syncd::finance
