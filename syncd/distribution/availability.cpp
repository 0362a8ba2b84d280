#include "syncd/distribution/availability.hpp"

#include <algorithm>

namespace fieldbook::syncd {
namespace {

using enum RuleAnswer;

bool holds(const std::vector<Uuid>& ascending, const Uuid& id) {
  return std::ranges::binary_search(ascending, id);
}

RuleAnswer program(const PartnerFacts& partner, std::int64_t today) {
  if (partner.program_ended || (partner.program_end && *partner.program_end < today))
    return program_ended;
  if (partner.program_not_started || (partner.program_start && *partner.program_start > today))
    return program_not_started;
  return passed;
}

RuleAnswer offered_before(const std::vector<Exclusion>& excluded, const Uuid& partner) {
  const auto found = std::ranges::lower_bound(excluded, partner, {}, &Exclusion::partner);
  return found != excluded.end() && found->partner == partner ? found->why : passed;
}

// A maximum: the offer itself must still fit under it.
RuleAnswer capacity_of(const PartnerFacts& partner) {
  if (!partner.capacity) return no_capacity_set;
  return partner.record.active + 1 <= *partner.capacity ? passed : full;
}

RuleAnswer revenue_of(const OpportunityFacts& opportunity, const PartnerFacts& partner) {
  if (!opportunity.revenue || (!partner.revenue_min && !partner.revenue_max))
    return nothing_to_test;
  if (partner.revenue_min && *opportunity.revenue < *partner.revenue_min) return below_minimum;
  if (partner.revenue_max && *opportunity.revenue > *partner.revenue_max) return above_maximum;
  return passed;
}

RuleAnswer territory_of(const OpportunityFacts& opportunity, const PartnerFacts& partner) {
  if (!opportunity.territory) return territory_unknown;
  return holds(partner.territories, *opportunity.territory) ? passed : territory_not_covered;
}

RuleAnswer lead_type_of(const OpportunityFacts& opportunity, const PartnerFacts& partner) {
  if (!opportunity.lead_type) return nothing_to_test;
  return holds(partner.lead_types, *opportunity.lead_type) ? passed : lead_type_not_covered;
}

RuleAnswer products_of(const OpportunityFacts& opportunity, const PartnerFacts& partner) {
  if (opportunity.products.empty()) return nothing_to_test;
  const bool all = std::ranges::all_of(
      opportunity.products, [&](const Uuid& product) { return holds(partner.products, product); });
  return all ? passed : product_not_covered;
}

void exclude(std::vector<Exclusion>& out, const Uuid& partner, RuleAnswer why) {
  const auto found = std::ranges::lower_bound(out, partner, {}, &Exclusion::partner);
  if (found == out.end() || found->partner != partner)
    out.insert(found, {partner, why});
  else
    found->why = std::min(found->why, why);
}

}  // namespace

std::string_view to_string(Rule rule) {
  constexpr std::array<std::string_view, kRuleCount> kNames = {
      "account_active", "is_partner", "program_running", "not_customer", "not_offered_before",
      "capacity",       "revenue",    "territory",       "lead_type",    "products"};
  return kNames[static_cast<std::size_t>(rule)];
}

bool is_pass(RuleAnswer answer) { return answer == passed || answer == nothing_to_test; }

std::string_view to_string(RuleAnswer answer) {
  switch (answer) {
    case passed: return "passed";
    case nothing_to_test: return "nothing_to_test";
    case inactive: return "inactive";
    case not_classified: return "not_classified";
    case program_ended: return "program_ended";
    case program_not_started: return "program_not_started";
    case is_customer: return "is_customer";
    case declined_before: return "declined_before";
    case returned_before: return "returned_before";
    case expired_before: return "expired_before";
    case no_capacity_set: return "no_capacity_set";
    case full: return "full";
    case below_minimum: return "below_minimum";
    case above_maximum: return "above_maximum";
    case territory_unknown: return "territory_unknown";
    case territory_not_covered: return "territory_not_covered";
    case lead_type_not_covered: return "lead_type_not_covered";
    case product_not_covered: return "product_not_covered";
  }
  return "";
}

std::string_view sentence(RuleAnswer answer) {
  switch (answer) {
    case passed: return "passed";
    case nothing_to_test: return "passed, there is no limit to test";
    case inactive: return "the account is inactive";
    case not_classified: return "the account is not classified as a partner";
    case program_ended: return "the partner programme has ended";
    case program_not_started: return "the partner programme has not begun";
    case is_customer: return "the partner is the customer";
    case declined_before: return "declined this opportunity";
    case returned_before: return "returned this opportunity";
    case expired_before: return "let this opportunity expire";
    case no_capacity_set: return "no capacity is set";
    case full: return "no capacity is left";
    case below_minimum: return "the estimated revenue is below the minimum";
    case above_maximum: return "the estimated revenue is above the maximum";
    case territory_unknown: return "the customer's territory is not known";
    case territory_not_covered: return "does not cover the territory";
    case lead_type_not_covered: return "does not work on this lead type";
    case product_not_covered: return "does not cover each product";
  }
  return "";
}

bool is_available(const RuleAnswers& answers) { return std::ranges::all_of(answers, is_pass); }

std::vector<Exclusion> exclusions_of(const OpportunityFacts& opportunity,
                                     const std::vector<Delivery>& deliveries) {
  std::vector<Exclusion> out;
  for (const Uuid& partner : opportunity.declined_by) exclude(out, partner, declined_before);
  for (const Delivery& delivery : deliveries) {
    if (delivery.declined) exclude(out, delivery.partner, declined_before);
    if (delivery.returned) exclude(out, delivery.partner, returned_before);
    if (delivery.expired && !delivery.accepted) exclude(out, delivery.partner, expired_before);
  }
  return out;
}

RuleAnswers check_availability(const OpportunityFacts& opportunity,
                               const std::vector<Exclusion>& excluded, const PartnerFacts& partner,
                               std::int64_t today) {
  return {partner.is_active ? passed : inactive,
          partner.is_partner ? passed : not_classified,
          program(partner, today),
          opportunity.customer_account == partner.id ? is_customer : passed,
          offered_before(excluded, partner.id),
          capacity_of(partner),
          revenue_of(opportunity, partner),
          territory_of(opportunity, partner),
          lead_type_of(opportunity, partner),
          products_of(opportunity, partner)};
}

}  // namespace fieldbook::syncd
