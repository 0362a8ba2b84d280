#pragma once

// The audit log's lines: one JSON object a line, chained by hash. Members: "at" (ISO 8601), "kind",
// "actor", "device", "action", "target", "verdict", "reason", "facts", "rows" (how many changed),
// "changes" (BLAKE2b-256 over the changed rows' keys and images after, in order), and for few rows
// "changed": [entity/id, what]. Members without a value are left out.

#include "syncd/changelog/change_set.hpp"
#include "syncd/changelog/commit.hpp"

namespace fieldbook::syncd {

[[nodiscard]] std::string print_audit_body(const Cause& cause, std::span<const RowEdit> edits,
                                           const schema::Catalogue& catalogue, Instant now);

/// What verifying the log found.
struct AuditCheck {
  std::uint64_t lines = 0;  ///< that were read
  /// The first line whose chain value is not what its body and the line before make it, or that is
  /// out of order; nothing when all is well.
  std::optional<std::pair<Commit, std::uint32_t>> broken_at;
  /// The last line's value is the organisation's.
  bool head_matches = false;
  [[nodiscard]] bool is_sound() const { return !broken_at && head_matches; }
};

/// Reads the whole log from the first line.
[[nodiscard]] Result<AuditCheck> verify_audit(ReadTransaction& store);

}  // namespace fieldbook::syncd
