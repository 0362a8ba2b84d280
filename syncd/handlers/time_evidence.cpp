#include "syncd/handlers/time_evidence.hpp"

#include <algorithm>

#include "shared/base/limits.hpp"

namespace fieldbook::syncd {
namespace {

// Longer than any device runs without a boot: beyond it the numbers are not believed.
constexpr std::int64_t kBootClockMsMax = 20LL * 366 * 86'400'000;

bool is_believable(const actions::TimeEvidence& evidence, Instant received) {
  const auto is_boot_clock = [](std::int64_t ms) { return ms >= 0 && ms <= kBootClockMsMax; };
  return evidence.contact_server_ms > 0 && evidence.contact_server_ms <= received.ms &&
         is_boot_clock(evidence.since_boot_ms) && is_boot_clock(evidence.contact_since_boot_ms);
}

bool is_same_boot(const actions::TimeEvidence& evidence) {
  return !evidence.boot_id.empty() && evidence.boot_id == evidence.contact_boot_id &&
         evidence.since_boot_ms >= evidence.contact_since_boot_ms;
}

}  // namespace

DecisionTime decision_time(const actions::TimeEvidence& evidence, Instant received) {
  if (!is_believable(evidence, received)) return {received, received};
  const std::int64_t contact = evidence.contact_server_ms;
  if (!is_same_boot(evidence)) {
    // An estimate after the arrival is a clock that ran wrong; the contact still holds.
    const bool helps = evidence.estimate_ms > contact && evidence.estimate_ms <= received.ms;
    return {Instant{helps ? evidence.estimate_ms : contact}, received};
  }
  const std::int64_t elapsed = evidence.since_boot_ms - evidence.contact_since_boot_ms;
  // Rounded up to a millisecond.
  const std::int64_t drift = (elapsed * limits::kClockDriftPpm + 999'999) / 1'000'000;
  const Instant earliest{std::max(contact, contact + elapsed - drift)};
  if (earliest > received) return {received, received};
  return {earliest, std::min(received, Instant{contact + elapsed + drift})};
}

}  // namespace fieldbook::syncd
