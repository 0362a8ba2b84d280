#include "syncd/distribution/planner.hpp"

#include <algorithm>

namespace fieldbook::syncd {
namespace {

constexpr auto kDistance = static_cast<std::size_t>(Metric::distance);

MetricScore make_score(std::optional<double> value, double weight, MetricNote missing) {
  if (weight == 0) return {};
  if (!value) return {0, weight, 0, missing};
  return {*value, weight, weight * *value, MetricNote::none};
}

/// Everything but what depends on the other candidates.
void score_alone(const OpportunityFacts& opportunity, const PartnerFacts& partner,
                 const PlanSettings& settings, Candidate& out) {
  const PartnerRates rates = rates_of(partner.record, settings.basis);
  for (std::size_t i = 0; i < kMetricCount; ++i) {
    if (i == kDistance) continue;
    out.metrics[i] = make_score(value_of(rates, static_cast<Metric>(i)), settings.weights[i],
                                MetricNote::no_history);
  }
  std::optional<double> distance;
  if (settings.weights[kDistance] != 0 && opportunity.customer_place && partner.place)
    distance = distance_between(*opportunity.customer_place, *partner.place, settings.unit);
  out.metrics[kDistance] =
      make_score(distance, settings.weights[kDistance],
                 opportunity.customer_place ? MetricNote::farthest_assumed
                                            : MetricNote::customer_place_unknown);
}

/// Zero would be the best distance there is: who says nothing of where they are must not gain by
/// it, so they count as the farthest candidate does.
void assume_farthest(std::span<Candidate> candidates) {
  double farthest = 0;
  for (const Candidate& candidate : candidates)
    farthest = std::max(farthest, candidate.metrics[kDistance].value);
  for (Candidate& candidate : candidates) {
    MetricScore& distance = candidate.metrics[kDistance];
    if (distance.note != MetricNote::farthest_assumed) continue;
    distance.value = farthest;
    distance.contribution = distance.weight * farthest;
  }
}

/// What a candidate is sorted by; small, because candidates are large and there are many.
struct SortKey {
  bool available;
  double score;
  std::int64_t active;
  Uuid partner;
  std::size_t at;
};

bool ranks_before(const SortKey& a, const SortKey& b) {
  if (a.available != b.available) return a.available;
  // The others have no score, and their work does not matter.
  if (a.available && a.score != b.score) return a.score > b.score;
  if (a.available && a.active != b.active) return a.active < b.active;
  return a.partner < b.partner;
}

std::vector<Candidate> in_order(const std::vector<Candidate>& candidates) {
  std::vector<SortKey> keys;
  keys.reserve(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& one = candidates[i];
    keys.push_back({one.available, one.score, one.active, one.partner, i});
  }
  std::ranges::sort(keys, ranks_before);
  std::vector<Candidate> out;
  out.reserve(candidates.size());
  for (const SortKey& key : keys) out.push_back(candidates[key.at]);
  return out;
}

}  // namespace

std::string_view to_string(MetricNote note) {
  switch (note) {
    case MetricNote::none: return "";
    case MetricNote::left_out: return "left_out";
    case MetricNote::no_history: return "no_history";
    case MetricNote::farthest_assumed: return "farthest_assumed";
    case MetricNote::customer_place_unknown: return "customer_place_unknown";
  }
  return "";
}

Plan make_plan(const OpportunityFacts& opportunity, const std::vector<Delivery>& deliveries,
               std::span<const PartnerFacts> partners, const PlanSettings& settings,
               std::int64_t today) {
  const std::vector<Exclusion> excluded = exclusions_of(opportunity, deliveries);
  Plan plan;
  plan.candidates.reserve(partners.size());
  for (std::size_t i = 0; i < partners.size(); ++i) {
    const PartnerFacts& partner = partners[i];
    Candidate& candidate = plan.candidates.emplace_back();
    candidate.partner = partner.id;
    candidate.position = static_cast<std::uint32_t>(i);
    candidate.active = partner.record.active;
    candidate.answers = check_availability(opportunity, excluded, partner, today);
    candidate.available = is_available(candidate.answers);
    if (candidate.available) score_alone(opportunity, partner, settings, candidate);
  }
  plan.available =
      static_cast<std::size_t>(std::ranges::count_if(plan.candidates, &Candidate::available));
  assume_farthest(plan.candidates);
  for (Candidate& candidate : plan.candidates)
    for (const MetricScore& metric : candidate.metrics) candidate.score += metric.contribution;
  plan.candidates = in_order(plan.candidates);
  return plan;
}

}  // namespace fieldbook::syncd
