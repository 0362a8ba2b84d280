#include "tests/unit/syncd/distribution/naive_ranking.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace fieldbook::syncd {
namespace {

double haversine_km(double lat1, double lon1, double lat2, double lon2) {
  const double r = M_PI / 180;
  const double a =
      std::pow(std::sin((lat2 - lat1) * r / 2), 2) +
      std::cos(lat1 * r) * std::cos(lat2 * r) * std::pow(std::sin((lon2 - lon1) * r / 2), 2);
  return 2 * 6371.0088 * std::asin(std::min(1.0, std::sqrt(a)));
}

bool contains(const std::vector<Uuid>& list, const Uuid& id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

int busy(const NaivePartner& partner) {
  int count = 0;
  for (const Delivery& d : partner.history) {
    bool over = d.declined || d.returned || d.won || d.lost || d.withdrawn;
    if (d.expired && !d.accepted) over = true;
    if (!over) ++count;
  }
  return count;
}

bool may_get(const OpportunityFacts& opportunity, const std::vector<Delivery>& had_it,
             const NaivePartner& partner, std::int64_t today) {
  const PartnerFacts& f = partner.facts;
  if (!f.is_active || !f.is_partner) return false;
  if (f.program_ended || f.program_not_started) return false;
  if (f.program_end && *f.program_end < today) return false;
  if (f.program_start && *f.program_start > today) return false;
  if (f.id == opportunity.customer_account) return false;
  if (contains(opportunity.declined_by, f.id)) return false;
  for (const Delivery& d : had_it) {
    if (d.partner != f.id) continue;
    if (d.declined || d.returned || (d.expired && !d.accepted)) return false;
  }
  if (!f.capacity || busy(partner) >= *f.capacity) return false;
  if (opportunity.revenue && f.revenue_min && *opportunity.revenue < *f.revenue_min) return false;
  if (opportunity.revenue && f.revenue_max && *opportunity.revenue > *f.revenue_max) return false;
  if (!opportunity.territory || !contains(f.territories, *opportunity.territory)) return false;
  if (opportunity.lead_type && !contains(f.lead_types, *opportunity.lead_type)) return false;
  for (const Uuid& product : opportunity.products)
    if (!contains(f.products, product)) return false;
  return true;
}

double score_without_distance(const NaivePartner& partner, const NaiveWeights& w) {
  double total = 0, won = 0, back = 0, feedback = 0, stalled = 0, touched = 0, days = 0, closed = 0;
  for (const Delivery& d : partner.history) {
    total += 1;
    if (d.won) won += 1;
    if (d.returned) back += 1;
    if (d.feedback) feedback += 1;
    if (d.accepted || d.declined || d.decided_in_time) touched += 1;
    if (d.accepted && !d.advanced && !d.won && !d.lost && !d.returned && !d.declined &&
        !d.withdrawn)
      stalled += 1;
    if (d.won && d.delivered) {
      days += static_cast<double>(*d.won - *d.delivered);
      closed += 1;
    }
  }
  double score = 0;
  if (total > 0)
    score = w.win * won / total + w.returned * back / total + w.feedback * feedback / total +
            w.stall * stalled / total + w.touch * touched / total;
  if (closed > 0) score += w.days * days / closed;
  return score;
}

}  // namespace

std::vector<NaiveRanked> naive_ranking(const OpportunityFacts& opportunity, bool has_place,
                                       double latitude, double longitude,
                                       const std::vector<Delivery>& had_it,
                                       const std::vector<NaivePartner>& partners,
                                       const NaiveWeights& weights, std::int64_t today) {
  std::vector<const NaivePartner*> available;
  for (const NaivePartner& partner : partners)
    if (may_get(opportunity, had_it, partner, today)) available.push_back(&partner);
  double farthest = 0;
  for (const NaivePartner* partner : available)
    if (has_place && partner->has_place)
      farthest = std::max(farthest,
                          haversine_km(latitude, longitude, partner->latitude, partner->longitude));
  struct Line {
    NaiveRanked ranked;
    int busy;
  };
  std::vector<Line> lines;
  for (const NaivePartner* partner : available) {
    double distance = 0;
    if (has_place)
      distance = partner->has_place
                     ? haversine_km(latitude, longitude, partner->latitude, partner->longitude)
                     : farthest;
    lines.push_back({{partner->facts.id,
                      weights.distance * distance + score_without_distance(*partner, weights)},
                     busy(*partner)});
  }
  std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    // Two ways of computing one number differ in the last digits.
    if (std::abs(a.ranked.score - b.ranked.score) > 1e-9) return a.ranked.score > b.ranked.score;
    if (a.busy != b.busy) return a.busy < b.busy;
    return a.ranked.partner < b.ranked.partner;
  });
  std::vector<NaiveRanked> out;
  for (const Line& line : lines) out.push_back(line.ranked);
  return out;
}

}  // namespace fieldbook::syncd
