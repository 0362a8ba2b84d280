#pragma once

// How the history of deliveries follows an opportunity's row, whoever changed it: a partner's
// decision, staff, an import, a connector. Pure, and idempotent: what the history says already is
// not said again (DOMAIN.md 3.4, 3.5).

#include "syncd/distribution/model.hpp"

namespace fieldbook::syncd {

struct Observation {
  /// The whole history after it; those that differ from before, or are not there yet, are to be
  /// written. The ids of those that are not there yet are nil.
  std::vector<Delivery> deliveries;
  /// Staff named a partner and set Delivered (the manual way): days that the row still lacks.
  std::optional<std::int64_t> set_delivered, set_expires;
  bool set_feedback = false;  ///< adx_feedbackyet becomes yes
};

/// `deliveries` are all of the opportunity. What the row gives no day for happened `today`.
[[nodiscard]] Observation observe(const OpportunityFacts& opportunity,
                                  std::vector<Delivery> deliveries, std::int64_t today,
                                  std::int64_t offer_days);

/// The delivery that is undecided or in its partner's hands; null when there is none.
[[nodiscard]] const Delivery* open_delivery(const std::vector<Delivery>& deliveries);

/// What the distribution has to do about an opportunity by itself.
enum class Task : std::uint8_t {
  none,
  expire,     ///< the deadline is over
  distribute  ///< to the best available partner, or to nobody
};
struct Due {
  Task task = Task::none;
  Instant at;  ///< when; for `none` without meaning
  /// An expired offer waits until `at`, unless all devices of its partner were heard of after the
  /// deadline.
  bool waits_for_devices = false;
  bool operator==(const Due&) const = default;
};

/// Opportunities are distributed while they are marked ready (adx_readyfordistribution): the first
/// time when nobody has them, again after a decline, a return and an expiry. Partners' own ones and
/// those of several partners never are. A passed deadline counts for every offer.
[[nodiscard]] Due due_of(const OpportunityFacts& opportunity, std::chrono::milliseconds offer_grace,
                         bool automatic);

/// The first moment after the day on which an offer expires.
[[nodiscard]] Instant deadline_of(std::int64_t expiry_day);

}  // namespace fieldbook::syncd
