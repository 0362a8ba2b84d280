#include "client/actions/time_evidence.hpp"

namespace fieldbook::client {

Result<actions::TimeEvidence> time_evidence(Meta& meta, const Clock& clock) {
  actions::TimeEvidence out;
  out.boot_id = clock.boot_id();
  out.since_boot_ms = clock.since_boot().count();
  out.wall_ms = clock.now().ms;
  TRY(out.contact_server_ms, meta.integer(kMetaServer));
  TRY(out.contact_boot_id, meta.text(kMetaContactBoot));
  TRY(out.contact_since_boot_ms, meta.integer(kMetaContactSinceBoot));
  TRY(const std::int64_t offset, meta.integer(kMetaOffset));
  TRY(const std::int64_t saved, meta.integer(kMetaEstimate));
  if (out.contact_server_ms != 0 && out.contact_boot_id == out.boot_id)
    out.estimate_ms = out.contact_server_ms + (out.since_boot_ms - out.contact_since_boot_ms);
  else
    out.estimate_ms = std::max(out.wall_ms + offset, saved);
  return out;
}

Instant decided_at(const actions::TimeEvidence& evidence) {
  return {evidence.estimate_ms != 0 ? evidence.estimate_ms : evidence.wall_ms};
}

}  // namespace fieldbook::client
