#pragma once

// Opportunities and partners for the distribution's tests: by default each partner is available for
// each opportunity, so that a test names only what it is about.

#include "syncd/distribution/planner.hpp"
#include "tests/support/map_reader.hpp"

namespace fieldbook::syncd {

inline constexpr std::int64_t kToday = 20'700;

inline Uuid named(std::string_view name) { return tests::id_of(name); }

inline OpportunityFacts an_opportunity() {
  OpportunityFacts out;
  out.id = named("opportunity");
  out.name = "Roof";
  out.status = opportunity_status::kInProgress;
  out.territory = named("north");
  out.customer_account = named("customer");
  return out;
}

inline PartnerFacts a_partner(std::string_view name) {
  PartnerFacts out;
  out.id = named(name);
  out.name = name;
  out.is_active = out.is_partner = true;
  out.capacity = 10;
  out.territories = {named("north")};
  return out;
}

/// Delivered yesterday, undecided.
inline Delivery a_delivery(std::string_view partner) {
  return {.id = named(std::string("delivery ") + std::string(partner)),
          .opportunity = named("opportunity"),
          .partner = named(partner),
          .delivered = kToday - 1,
          .expires = kToday + 13};
}

}  // namespace fieldbook::syncd
