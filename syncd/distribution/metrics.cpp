#include "syncd/distribution/metrics.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace fieldbook::syncd {
namespace {

constexpr std::array<MetricRow, kMetricCount> kMetrics = {{
    {Metric::distance, "distance", "distribution/weights/distance", "Distance", -0.01, 0},
    {Metric::win_rate, "winrate", "distribution/weights/winrate", "Win rate", 0, 5},
    {Metric::return_rate, "returnrate", "distribution/weights/returnrate", "Return rate", -5, 0},
    {Metric::feedback_rate, "feedbackrate", "distribution/weights/feedbackrate", "Feedback rate", 0,
     5},
    {Metric::stall_rate, "stallrate", "distribution/weights/stallrate", "Stall rate", -5, 0},
    {Metric::touch_rate, "touchrate", "distribution/weights/touchrate", "Touch rate", 0, 5},
    {Metric::average_time_to_close, "avgtimetoclose", "distribution/weights/avgtimetoclose",
     "Days to close", -0.5, 0},
}};

std::optional<double> share(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

constexpr double kEarthKilometres = 6371.0088;  // mean radius, IUGG
constexpr double kKilometresPerMile = 1.609344;

}  // namespace

std::span<const MetricRow, kMetricCount> metric_table() { return kMetrics; }

Status check_weights(const Weights& weights) {
  for (const MetricRow& row : kMetrics) {
    const double weight = weights[static_cast<std::size_t>(row.metric)];
    // Written so that not-a-number is refused as well.
    if (!(weight >= row.minimum && weight <= row.maximum))
      return fail(Errc::invalid_argument,
                  fmt::format("{}: {} is not between {} and {}", row.setting, weight, row.minimum,
                              row.maximum));
  }
  return {};
}

PartnerRecord record_of(std::span<const Delivery> deliveries) {
  PartnerRecord out;
  for (const Delivery& one : deliveries) {
    ++out.delivered;
    out.accepted += one.accepted.has_value();
    out.declined += one.declined.has_value();
    out.expired += one.expired.has_value();
    out.won += one.won.has_value();
    out.lost += one.lost.has_value();
    out.returned += one.returned.has_value();
    out.with_feedback += one.feedback.has_value();
    out.touched += one.accepted || one.declined || one.decided_in_time;
    out.active += !one.has_ended();
    out.stalled += one.accepted && !one.advanced && !one.has_ended();
    if (one.won && (one.delivered || one.accepted)) {
      out.close_days += *one.won - one.delivered.value_or(one.accepted.value_or(0));
      ++out.closes;
    }
  }
  return out;
}

PartnerRates rates_of(const PartnerRecord& record, RateBasis basis) {
  const std::int64_t whole = basis == RateBasis::distributed ? record.delivered : record.accepted;
  return {.win = share(record.won, record.delivered),
          .loss = share(record.lost + record.returned, record.delivered),
          .returned = share(record.returned, whole),
          .feedback = share(record.with_feedback, whole),
          .stall = share(record.stalled, record.delivered),
          .touch = share(record.touched, record.delivered),
          .days_to_close = share(record.close_days, record.closes)};
}

std::optional<double> value_of(const PartnerRates& rates, Metric metric) {
  switch (metric) {
    case Metric::distance: return std::nullopt;
    case Metric::win_rate: return rates.win;
    case Metric::return_rate: return rates.returned;
    case Metric::feedback_rate: return rates.feedback;
    case Metric::stall_rate: return rates.stall;
    case Metric::touch_rate: return rates.touch;
    case Metric::average_time_to_close: return rates.days_to_close;
  }
  return std::nullopt;
}

double distance_between(const Place& a, const Place& b, DistanceUnit unit) {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  const double dz = a.z - b.z;
  const double half_chord = std::min(1.0, std::sqrt(dx * dx + dy * dy + dz * dz) / 2);
  const double kilometres = 2 * kEarthKilometres * std::asin(half_chord);
  return unit == DistanceUnit::kilometres ? kilometres : kilometres / kKilometresPerMile;
}

}  // namespace fieldbook::syncd
