#pragma once

// Stage 2, and the whole: an opportunity and the partners in; every partner's answers, metrics and
// score out, ranked, with the choice (DOMAIN.md 3.3, design.md section 10). Pure.
//
// score = Σ weight · value over the metrics whose weight is not zero; the highest wins. Of equals
// the one with fewer active opportunities, then the lower account id: the order of the partners
// passed in never matters.

#include <span>

#include "syncd/distribution/availability.hpp"
#include "syncd/distribution/metrics.hpp"

namespace fieldbook::syncd {

enum class MetricNote : std::uint8_t {
  none,
  left_out,               ///< the weight is zero: not even read
  no_history,             ///< counts as 0
  farthest_assumed,       ///< the partner has no coordinates: as far as the farthest candidate
  customer_place_unknown  ///< nobody's distance is known: counts as 0 for all
};
[[nodiscard]] std::string_view to_string(MetricNote note);

struct MetricScore {
  double value = 0;
  double weight = 0;
  double contribution = 0;
  MetricNote note = MetricNote::left_out;
  bool operator==(const MetricScore&) const = default;
};

/// One partner in a plan.
struct Candidate {
  Uuid partner;
  std::uint32_t position = 0;  ///< in the partners that were passed in
  std::int64_t active = 0;
  bool available = false;
  RuleAnswers answers{};
  /// Of available partners; the contributions sum up to `score` in this order.
  std::array<MetricScore, kMetricCount> metrics{};
  double score = 0;
};

struct PlanSettings {
  Weights weights{};  ///< checked (check_weights)
  RateBasis basis = RateBasis::distributed;
  DistanceUnit unit = DistanceUnit::kilometres;
};

struct Plan {
  /// The available ones as ranked, then the others ascending by id.
  std::vector<Candidate> candidates;
  std::size_t available = 0;

  /// Null when nobody is available.
  [[nodiscard]] const Candidate* choice() const {
    return available == 0 ? nullptr : &candidates.front();
  }
};

[[nodiscard]] Plan make_plan(const OpportunityFacts& opportunity,
                             const std::vector<Delivery>& deliveries,
                             std::span<const PartnerFacts> partners, const PlanSettings& settings,
                             std::int64_t today);

}  // namespace fieldbook::syncd
