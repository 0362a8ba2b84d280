#pragma once

// What the distribution of opportunities knows, as values: an opportunity, its deliveries, and
// the partners. No rows, no store, no clock (DOMAIN.md 3).

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/uuid.hpp"

namespace fieldbook::syncd {

/// opportunity.statecode and statuscode (DOMAIN.md 1.8.1).
namespace opportunity_state {
inline constexpr std::int64_t kOpen = 0, kWon = 1, kLost = 2;
}
namespace opportunity_status {
inline constexpr std::int64_t kInProgress = 1, kOnHold = 2, kOpenForBidding = 200000;
inline constexpr std::int64_t kDelivered = 100000001, kAccepted = 100000003;
inline constexpr std::int64_t kDeclined = 100000006, kExpired = 100000007;
inline constexpr std::int64_t kReturned = 756150000;
inline constexpr std::int64_t kReturnedFormer = 100000005;  ///< read, never written (10.1, 1)
}  // namespace opportunity_status

/// A place on the earth, as the unit vector that makes distances cheap.
struct Place {
  double x = 0, y = 0, z = 0;
  bool operator==(const Place&) const = default;
  [[nodiscard]] static Place at(double latitude, double longitude) {
    constexpr double kRadian = 3.14159265358979323846 / 180;
    const double phi = latitude * kRadian;
    const double lambda = longitude * kRadian;
    return {std::cos(phi) * std::cos(lambda), std::cos(phi) * std::sin(lambda), std::sin(phi)};
  }
};

/// How a delivery came about.
enum class Way : std::uint8_t {
  manual = 1,      ///< staff named the partner
  automatic = 2,   ///< the planner chose
  overridden = 3,  ///< staff chose against or without the planner, with a reason
  earlier = 4      ///< it was there before the daemon looked: an import or a connector
};

/// One offer of an opportunity to a partner, with the day of everything that became of it. The
/// history that all metrics are computed from; a day stays once it is known, except where staff
/// open again what was closed.
struct Delivery {
  Uuid id;
  Uuid opportunity;
  Uuid partner;
  std::optional<std::int64_t> delivered;  ///< nothing: known only from a decline link
  std::optional<std::int64_t> expires;
  Way way = Way::earlier;
  std::optional<std::int64_t> accepted, declined, expired, feedback, advanced;
  std::optional<std::int64_t> returned, won, lost, withdrawn;
  bool decided_in_time = false;       ///< decided before the deadline, heard of too late
  std::optional<std::int64_t> stage;  ///< salesstagecode when it was delivered
  std::optional<double> score;
  std::string reason;  ///< of an override

  /// Neither undecided nor in the partner's hands any more.
  [[nodiscard]] bool has_ended() const {
    return declined || returned || won || lost || withdrawn || (expired && !accepted);
  }
  bool operator==(const Delivery&) const = default;
};

/// A partner's history in numbers (DOMAIN.md 3.3, 3.4).
struct PartnerRecord {
  std::int64_t delivered = 0, accepted = 0, declined = 0, expired = 0;
  std::int64_t won = 0, lost = 0, returned = 0, with_feedback = 0;
  std::int64_t touched = 0;     ///< accepted, declined, or decided in time
  std::int64_t stalled = 0;     ///< accepted, open, and not one phase further
  std::int64_t active = 0;      ///< count against capacity: undecided or in progress
  std::int64_t close_days = 0;  ///< of all that were won, together
  std::int64_t closes = 0;
  bool operator==(const PartnerRecord&) const = default;
};

/// An account as the planner sees it. Lists are ascending.
struct PartnerFacts {
  Uuid id;
  std::string name;
  bool is_active = false;
  bool is_partner = false;                                  ///< classified Partner
  bool program_ended = false, program_not_started = false;  ///< by its status
  std::optional<std::int64_t> program_start, program_end;   ///< days
  std::optional<std::int64_t> revenue_min, revenue_max;     ///< ten-thousandths, base currency
  std::optional<std::int64_t> capacity;
  std::vector<Uuid> territories, lead_types, products;
  std::optional<Place> place;
  PartnerRecord record;
  bool operator==(const PartnerFacts&) const = default;
};

struct OpportunityFacts {
  Uuid id;
  std::string name;
  std::int64_t state = 0, status = 0;
  std::optional<Uuid> partner;
  bool partner_created = false, collaboration = false, ready = false, feedback_yet = false;
  std::optional<std::int64_t> delivered, expires, accepted, won, closed;  ///< days
  std::optional<std::int64_t> stage;                                      ///< salesstagecode
  std::vector<Uuid> declined_by;                                          ///< decline links

  // Only the planner reads these.
  Uuid customer_account;  ///< of a contact its account; nil when there is none
  std::optional<Place> customer_place;
  std::optional<Uuid> territory, lead_type;
  std::vector<Uuid> products;
  std::optional<std::int64_t> revenue;  ///< ten-thousandths, base currency
};

}  // namespace fieldbook::syncd
