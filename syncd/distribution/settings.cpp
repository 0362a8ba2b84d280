#include "syncd/distribution/settings.hpp"

namespace fieldbook::syncd {

std::string_view to_string(DistributionMode mode) {
  switch (mode) {
    case DistributionMode::automatic: return "automatic";
    case DistributionMode::on_request: return "on_request";
    case DistributionMode::off: break;
  }
  return "off";
}

DistributionSettings distribution_settings(const Config& config) {
  const Config::DistributionWeights& weights = config.distribution_weights;
  DistributionSettings out;
  out.plan.weights = {
      weights.distance,   weights.win_rate,   weights.return_rate,          weights.feedback_rate,
      weights.stall_rate, weights.touch_rate, weights.average_time_to_close};
  ASSERT(check_weights(out.plan.weights).has_value());
  out.plan.basis = config.distribution.rates == RatesOver::accepted ? RateBasis::accepted
                                                                    : RateBasis::distributed;
  out.plan.unit = config.distribution.distance_unit == LengthUnit::miles ? DistanceUnit::miles
                                                                         : DistanceUnit::kilometres;
  out.automatic = config.distribution.mode == DistributionMode::automatic;
  out.offer_days = config.distribution.offer_days;
  out.offer_grace = config.decisions.offer_grace;
  const auto alerts =
      AlertThresholds::make(std::chrono::days(config.distribution_alerts.potentially_stalled_days),
                            std::chrono::days(config.distribution_alerts.overdue_days));
  ASSERT(alerts.has_value());
  out.alerts = *alerts;
  return out;
}

}  // namespace fieldbook::syncd
