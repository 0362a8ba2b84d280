#pragma once

// Backups looked at and taken back (design.md section 14). A backup is what `syncd backup` writes:
// the database with its keys. It is never opened itself: a copy is, in a directory of its own
// beside the data, as the daemon would open it, and the doctor reads everything in it.
//
//   syncd verify FILE    the restore drill: would this backup do? A daemon may run meanwhile.
//   syncd restore FILE   puts the copy in the place of the data, and begins an epoch in it, by
//                        which devices know that what they saw since may be gone: they compare
//                        their rows, and send again what was decided beyond the backup. Refused
//                        while a daemon runs. What was there is set aside, not removed.

#include <span>

#include "syncd/admin/verbs.hpp"

namespace fieldbook::syncd {

/// A verb that works in this process and never in the daemon.
struct OfflineVerb {
  std::string_view name;
  std::string_view about;
  Result<OrderedJson> (*run)(const Config& config, const Json& arguments, const Clock& clock,
                             Random& random);
};
[[nodiscard]] std::span<const OfflineVerb> offline_verb_table();
/// Null when the verb is none of these.
[[nodiscard]] const OfflineVerb* find_offline_verb(std::string_view name);

/// What the doctor says about the copy. Returns Errc::not_found for a file that is absent or holds
/// no organisation, Errc::corrupt for a damaged one, Errc::unavailable while another verify runs.
[[nodiscard]] Result<OrderedJson> verify_backup(const Config& config, const Json& arguments,
                                                const Clock& clock, Random& random);
/// The same, and "restored": false with the findings where there are any; nothing is touched then.
/// Returns Errc::unavailable while a daemon runs, Errc::conflict when the data is of another
/// organisation, and what verify_backup returns; Errc::storage may leave the data set aside with
/// the copy not in its place, which another restore mends.
[[nodiscard]] Result<OrderedJson> restore_backup(const Config& config, const Json& arguments,
                                                 const Clock& clock, Random& random);

}  // namespace fieldbook::syncd
