#pragma once

// Stage 1: which partners may get an opportunity at all (DOMAIN.md 3.2). Five documented rules and
// the conditions that go without saying; each answers for each partner, also after another failed.

#include <array>
#include <string_view>

#include "syncd/distribution/model.hpp"

namespace fieldbook::syncd {

/// The conditions first, then the five rules of DOMAIN.md 3.2.
enum class Rule : std::uint8_t {
  account_active,
  is_partner,
  program_running,
  not_customer,
  not_offered_before,
  capacity,
  revenue,
  territory,
  lead_type,
  products
};
inline constexpr std::size_t kRuleCount = 10;
[[nodiscard]] std::string_view to_string(Rule rule);  ///< "capacity"

enum class RuleAnswer : std::uint8_t {
  passed,
  nothing_to_test,  ///< passed: the opportunity or the partner sets no such limit
  inactive,
  not_classified,
  program_ended,
  program_not_started,
  is_customer,
  declined_before,
  returned_before,
  expired_before,
  no_capacity_set,
  full,
  below_minimum,
  above_maximum,
  territory_unknown,
  territory_not_covered,
  lead_type_not_covered,
  product_not_covered
};
[[nodiscard]] bool is_pass(RuleAnswer answer);
[[nodiscard]] std::string_view to_string(RuleAnswer answer);  ///< "declined_before"
/// The same as a sentence for people, without a full stop.
[[nodiscard]] std::string_view sentence(RuleAnswer answer);

using RuleAnswers = std::array<RuleAnswer, kRuleCount>;
[[nodiscard]] bool is_available(const RuleAnswers& answers);

/// A partner that had this opportunity, and how that ended.
struct Exclusion {
  Uuid partner;
  RuleAnswer why = RuleAnswer::declined_before;
  auto operator<=>(const Exclusion&) const = default;
};
/// Whom the opportunity's history excludes, ascending by partner, one a partner; a decline counts
/// before a return, a return before an expiry.
[[nodiscard]] std::vector<Exclusion> exclusions_of(const OpportunityFacts& opportunity,
                                                   const std::vector<Delivery>& deliveries);

/// `today` decides whether a partner's programme is running; `excluded` is ascending.
[[nodiscard]] RuleAnswers check_availability(const OpportunityFacts& opportunity,
                                             const std::vector<Exclusion>& excluded,
                                             const PartnerFacts& partner, std::int64_t today);

}  // namespace fieldbook::syncd
