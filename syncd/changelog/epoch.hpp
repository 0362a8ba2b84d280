#pragma once

// Which history a device stands in (design.md section 6, Epoch; sync.md D10). A checkpoint's seal
// proves that a daemon of this organisation was once at a commit with that chain value. If it is
// not in this daemon's history, then this daemon was restored, and a new epoch begins.

#include "shared/base/random.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

/// What a position that a device presents comes to.
enum class Standing : std::uint8_t {
  fresh,      ///< claims nothing: commit 0
  continues,  ///< on this history: a delta will do
  restored,   ///< proven, of a history that was lost; an epoch begins after that already
  must_open,  ///< the same, and no epoch has begun since: open_epoch_on_evidence() first
  unverified  ///< the seal does not verify: reconcile this device alone, and report it
};
[[nodiscard]] std::string_view to_string(Standing standing);

struct Examined {
  Standing standing = Standing::fresh;
  /// Up to here both histories are known to be one; 0 when that cannot be known.
  Commit common = 0;
};

/// Compares a position with the history of this snapshot.
[[nodiscard]] Result<Examined> examine(ReadTransaction& transaction,
                                       const protocol::Position& position);
/// Of the request's cursor, and of the page or `restored` frame after it: the worse of both. The
/// common point comes from the request's trail.
[[nodiscard]] Result<Examined> examine(ReadTransaction& transaction,
                                       const protocol::SyncRequest& request);

/// The position of this snapshot, sealed.
[[nodiscard]] protocol::Position position_of(const OrganisationHead& head);

/// Begins an epoch because of what a device proved. Examines again inside the transaction, so that
/// two devices at once open one epoch; false when there was no need (any more). Remembers the
/// device's epoch, so that others of that history open none. The caller commits.
[[nodiscard]] Result<bool> open_epoch_on_evidence(WriteTransaction& transaction,
                                                  const protocol::SyncRequest& request,
                                                  Random& random);
/// Begins an epoch after a restore that the daemon itself knows of. The caller commits.
[[nodiscard]] Status open_epoch_after_restore(WriteTransaction& transaction, Random& random);

}  // namespace fieldbook::syncd
