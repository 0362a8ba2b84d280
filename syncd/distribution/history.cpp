#include "syncd/distribution/history.hpp"

#include <algorithm>

namespace fieldbook::syncd {
namespace {

namespace state = opportunity_state;
namespace status = opportunity_status;

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kFirstStage = 1;

void note(std::optional<std::int64_t>& day, std::optional<std::int64_t> known, std::int64_t today) {
  if (!day) day = known.value_or(today);
}

/// Whether the phase moved on since the delivery; phases are ordered by their number.
bool has_advanced(const OpportunityFacts& opportunity, const Delivery& delivery) {
  return opportunity.status == status::kInProgress ||
         opportunity.stage.value_or(kFirstStage) > delivery.stage.value_or(kFirstStage);
}

void follow_open(const OpportunityFacts& opportunity, Delivery& delivery, std::int64_t today) {
  // Open again: what closed it was taken back by staff.
  delivery.won.reset(), delivery.lost.reset(), delivery.returned.reset();
  if (opportunity.status == status::kDeclined) return note(delivery.declined, {}, today);
  if (opportunity.status == status::kExpired) return note(delivery.expired, {}, today);
  if (opportunity.status == status::kDelivered) {
    // Staff may move the deadline.
    if (opportunity.expires) delivery.expires = opportunity.expires;
    return;
  }
  note(delivery.accepted, opportunity.accepted, today);
  if (has_advanced(opportunity, delivery)) {
    note(delivery.advanced, {}, today);
    note(delivery.feedback, {}, today);
  }
}

void follow_closed(const OpportunityFacts& opportunity, Delivery& delivery, std::int64_t today) {
  note(delivery.accepted, opportunity.accepted, today);
  if (opportunity.state == state::kWon) {
    const auto day = opportunity.won ? opportunity.won : opportunity.closed;
    note(delivery.won, day, today);
    note(delivery.feedback, day, today);
    return;
  }
  const bool returned =
      opportunity.status == status::kReturned || opportunity.status == status::kReturnedFormer;
  note(returned ? delivery.returned : delivery.lost, opportunity.closed, today);
  if (!returned) note(delivery.feedback, opportunity.closed, today);
}

class Observer {
 public:
  Observer(const OpportunityFacts& opportunity, std::vector<Delivery> deliveries,
           std::int64_t today, std::int64_t offer_days)
      : opportunity_(opportunity), today_(today), offer_days_(offer_days) {
    out_.deliveries = std::move(deliveries);
  }

  Observation run() {
    const std::size_t current = find_current();
    if (current < out_.deliveries.size()) {
      Delivery& delivery = out_.deliveries[current];
      if (opportunity_.state == state::kOpen)
        follow_open(opportunity_, delivery, today_);
      else
        follow_closed(opportunity_, delivery, today_);
      if (opportunity_.feedback_yet) note(delivery.feedback, {}, today_);
      out_.set_feedback = delivery.feedback && !opportunity_.feedback_yet;
    }
    for (const Uuid& partner : opportunity_.declined_by) note_decline(partner);
    for (std::size_t i = 0; i < out_.deliveries.size(); ++i)
      if (i != current && !out_.deliveries[i].has_ended()) out_.deliveries[i].withdrawn = today_;
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::size_t none() const { return out_.deliveries.size(); }

  template <class Predicate>
  std::size_t find(Predicate predicate) const {
    return static_cast<std::size_t>(std::ranges::find_if(out_.deliveries, predicate) -
                                    out_.deliveries.begin());
  }

  /// The delivery that the row speaks of; made where it is missing.
  std::size_t find_current() {
    if (!opportunity_.partner || opportunity_.partner_created || opportunity_.collaboration)
      return none();
    const Uuid& partner = *opportunity_.partner;
    const auto open =
        find([&](const Delivery& one) { return one.partner == partner && !one.has_ended(); });
    if (open < out_.deliveries.size()) return open;
    if (opportunity_.status == status::kDelivered && opportunity_.state == state::kOpen)
      return add_offer(partner);
    if (!opportunity_.delivered) return none();
    const auto ended = find([&](const Delivery& one) {
      return one.partner == partner && one.delivered == opportunity_.delivered && !one.withdrawn;
    });
    return ended < out_.deliveries.size() ? ended : add(partner, *opportunity_.delivered);
  }

  /// An offer that the history does not have. Its day is the row's, unless that is the day of an
  /// earlier one: staff name a partner, they cannot set the day.
  std::size_t add_offer(const Uuid& partner) {
    const bool is_stale = std::ranges::any_of(out_.deliveries, [&](const Delivery& one) {
      return one.delivered == opportunity_.delivered;
    });
    if (opportunity_.delivered && !is_stale) return add(partner, *opportunity_.delivered);
    out_.set_delivered = today_;
    if (!opportunity_.expires || *opportunity_.expires < today_)
      out_.set_expires = today_ + offer_days_;
    const std::size_t at = add(partner, today_);
    out_.deliveries[at].way = Way::manual;
    if (out_.set_expires) out_.deliveries[at].expires = out_.set_expires;
    return at;
  }

  std::size_t add(const Uuid& partner, std::int64_t day) {
    out_.deliveries.push_back({.opportunity = opportunity_.id,
                               .partner = partner,
                               .delivered = day,
                               .expires = opportunity_.expires,
                               .stage = opportunity_.stage});
    return out_.deliveries.size() - 1;
  }

  /// A decline link whose decline the history lacks: of the open offer, or of one before its time.
  void note_decline(const Uuid& partner) {
    const auto declined =
        find([&](const Delivery& one) { return one.partner == partner && one.declined; });
    if (declined < out_.deliveries.size()) return;
    const auto open = find([&](const Delivery& one) {
      return one.partner == partner && !one.has_ended() && opportunity_.partner != partner;
    });
    if (open < out_.deliveries.size())
      out_.deliveries[open].declined = today_;
    else
      out_.deliveries.push_back(
          {.opportunity = opportunity_.id, .partner = partner, .declined = today_});
  }

  const OpportunityFacts& opportunity_;
  std::int64_t today_;
  std::int64_t offer_days_;
  Observation out_;
};

}  // namespace

Observation observe(const OpportunityFacts& opportunity, std::vector<Delivery> deliveries,
                    std::int64_t today, std::int64_t offer_days) {
  return Observer(opportunity, std::move(deliveries), today, offer_days).run();
}

const Delivery* open_delivery(const std::vector<Delivery>& deliveries) {
  const auto found =
      std::ranges::find_if(deliveries, [](const Delivery& one) { return !one.has_ended(); });
  return found == deliveries.end() ? nullptr : &*found;
}

Instant deadline_of(std::int64_t expiry_day) { return {(expiry_day + 1) * kDayMs}; }

Due due_of(const OpportunityFacts& opportunity, std::chrono::milliseconds offer_grace,
           bool automatic) {
  if (opportunity.partner_created || opportunity.collaboration) return {};
  const bool is_open = opportunity.state == state::kOpen;
  if (is_open && opportunity.status == status::kDelivered && opportunity.partner) {
    if (!opportunity.expires) return {};
    return {Task::expire, deadline_of(*opportunity.expires)};
  }
  if (!automatic || !opportunity.ready) return {};
  const Due at_once{Task::distribute, {}};
  if (opportunity.state == state::kLost)
    return opportunity.status == status::kReturned || opportunity.status == status::kReturnedFormer
               ? at_once
               : Due{};
  if (!is_open) return {};
  if (opportunity.status == status::kDeclined) return at_once;
  if (opportunity.status == status::kExpired) {
    if (!opportunity.partner || !opportunity.expires || offer_grace.count() == 0) return at_once;
    return {Task::distribute, deadline_of(*opportunity.expires) + offer_grace, true};
  }
  return opportunity.status == status::kInProgress && !opportunity.partner ? at_once : Due{};
}

}  // namespace fieldbook::syncd
