#pragma once

// The seven metrics: their site settings and ranges, and their values for one partner
// (DOMAIN.md 3.3).

#include <array>
#include <span>
#include <string_view>

#include "syncd/distribution/model.hpp"

namespace fieldbook::syncd {

enum class Metric : std::uint8_t {
  distance,
  win_rate,
  return_rate,
  feedback_rate,
  stall_rate,
  touch_rate,
  average_time_to_close
};
inline constexpr std::size_t kMetricCount = 7;

struct MetricRow {
  Metric metric;
  std::string_view name;     ///< "distance", as the last part of `setting`
  std::string_view setting;  ///< "distribution/weights/distance"
  std::string_view label;
  double minimum, maximum;  ///< of the weight, inclusive
};
/// In the order of Metric.
[[nodiscard]] std::span<const MetricRow, kMetricCount> metric_table();

/// By Metric. Zero leaves a metric out altogether.
using Weights = std::array<double, kMetricCount>;

/// Returns Errc::invalid_argument with the first weight outside of its range, named by its setting.
[[nodiscard]] Status check_weights(const Weights& weights);

/// What return and feedback rates are shares of. The document that asks for them says distributed
/// opportunities; the published portal divides by accepted ones (DOMAIN.md 10.1, 2).
enum class RateBasis : std::uint8_t { distributed, accepted };

/// Shares from 0 to 1, and days. Nothing where there is no history to compute it from.
struct PartnerRates {
  std::optional<double> win, loss, returned, feedback, stall, touch;
  std::optional<double> days_to_close;
  bool operator==(const PartnerRates&) const = default;
};

[[nodiscard]] PartnerRecord record_of(std::span<const Delivery> deliveries);
[[nodiscard]] PartnerRates rates_of(const PartnerRecord& record, RateBasis basis);
/// Of any metric but distance.
[[nodiscard]] std::optional<double> value_of(const PartnerRates& rates, Metric metric);

enum class DistanceUnit : std::uint8_t { kilometres, miles };
/// Along the great circle.
[[nodiscard]] double distance_between(const Place& a, const Place& b, DistanceUnit unit);

}  // namespace fieldbook::syncd
