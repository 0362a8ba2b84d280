#include "syncd/distribution/alerts.hpp"

namespace fieldbook::syncd {

std::string_view to_string(Alert alert) {
  switch (alert) {
    case Alert::none: return "none";
    case Alert::fresh: return "new";
    case Alert::potentially_stalled: return "potentially_stalled";
    case Alert::overdue: return "overdue";
  }
  return "";
}

Result<AlertThresholds> AlertThresholds::make(std::chrono::days potentially_stalled,
                                              std::chrono::days overdue) {
  if (potentially_stalled.count() <= 0 || overdue <= potentially_stalled)
    return fail(Errc::invalid_argument,
                "overdue must come after potentially stalled, and both after the first day");
  return AlertThresholds(potentially_stalled, overdue);
}

Alert alert_of(std::int64_t state, std::int64_t status, std::optional<Instant> newest_note,
               Instant now, const AlertThresholds& thresholds) {
  if (state != opportunity_state::kOpen) return Alert::none;
  if (status == opportunity_status::kDelivered) return Alert::fresh;
  if (!newest_note) return Alert::none;
  if (*newest_note <= now - thresholds.overdue()) return Alert::overdue;
  if (*newest_note <= now - thresholds.potentially_stalled()) return Alert::potentially_stalled;
  return Alert::none;
}

}  // namespace fieldbook::syncd
