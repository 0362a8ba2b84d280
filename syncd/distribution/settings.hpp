#pragma once

// What an operator set about distribution, in the planner's terms.

#include "syncd/config/config.hpp"
#include "syncd/distribution/alerts.hpp"
#include "syncd/distribution/planner.hpp"

namespace fieldbook::syncd {

struct DistributionSettings {
  PlanSettings plan;
  bool automatic = true;         ///< distributes what is marked ready by itself
  std::int64_t offer_days = 14;  ///< the day of delivery + this is the last day of an offer
  std::chrono::milliseconds offer_grace{std::chrono::hours(2)};  ///< as the decider's
  AlertThresholds alerts = *AlertThresholds::make(std::chrono::days(14), std::chrono::days(30));
};

/// "automatic", "on_request", "off": the word of the configuration.
[[nodiscard]] std::string_view to_string(DistributionMode mode);

/// The configuration was checked when it was loaded (ASSERT on weights and alerts).
[[nodiscard]] DistributionSettings distribution_settings(const Config& config);

}  // namespace fieldbook::syncd
