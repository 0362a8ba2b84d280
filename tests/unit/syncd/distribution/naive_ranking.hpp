#pragma once

// The ranking once more, as plainly as it can be said, sharing nothing with the planner but the
// facts: maps and loops, haversine instead of vectors, rates from the deliveries themselves.

#include <string>
#include <vector>

#include "syncd/distribution/model.hpp"

namespace fieldbook::syncd {

struct NaiveWeights {
  double distance = 0, win = 0, returned = 0, feedback = 0, stall = 0, touch = 0, days = 0;
};

struct NaivePartner {
  PartnerFacts facts;
  std::vector<Delivery> history;
  bool has_place = false;
  double latitude = 0, longitude = 0;
};

struct NaiveRanked {
  Uuid partner;
  double score = 0;
};

/// Who may get the opportunity, best first. `had_it` are deliveries of this opportunity.
std::vector<NaiveRanked> naive_ranking(const OpportunityFacts& opportunity, bool has_place,
                                       double latitude, double longitude,
                                       const std::vector<Delivery>& had_it,
                                       const std::vector<NaivePartner>& partners,
                                       const NaiveWeights& weights, std::int64_t today);

}  // namespace fieldbook::syncd
