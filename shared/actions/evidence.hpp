#pragma once

// The evidence record of a decision on a quote (design.md section 12): what the device signed, what
// the daemon answered, and what only the daemon knows, signed by the daemon over all of it. It is
// whole in itself: `check_evidence` needs no network and no store, and any bit that is flipped
// breaks it.
//
// Canonical CBOR, one map with ascending integer keys, unset members left out: 1 the action's bytes
// (who, kind, hash and version of what was shown, the device's clocks, comment, typed name, strokes
// of a written signature), 2 the device's signature over them, 3 the device's public key, 4 the
// receipt's bytes, 5 the organisation's name, 6 the person's name, 7 the role, 8 the quote's name,
// 9 its revision, 10 its total (four places), 11 and 12 the earliest and latest moment of the
// decision, 13 when it arrived (milliseconds, UTC), 14 the daemon's public key, 15 the daemon's
// signature over the map of 1 to 14 under kEvidenceDomain.

#include <optional>

#include "shared/actions/action.hpp"

namespace fieldbook::actions {

inline constexpr std::string_view kEvidenceDomain = "fieldbook evidence 1";

namespace arguments {
/// Of quote.*: the name that the person typed to sign.
inline constexpr std::string_view kSignerName = "signer_name";
/// Of quote.*: a written signature, see is_signature().
inline constexpr std::string_view kSignature = "signature";
}  // namespace arguments

/// Whether a text is a written signature: strokes parted by ";", each of points "x,y" parted by
/// spaces, whole numbers from 0 to 9999 in a box of 10,000 by 10,000, y downwards.
[[nodiscard]] bool is_signature(std::string_view strokes);
inline constexpr std::size_t kSignatureLengthMax = 8000;

struct Evidence {
  Bytes action_body;  ///< encode(action)
  FixedBytes<64> device_signature{};
  FixedBytes<32> device_key{};  ///< zero: a device that signs nothing
  Bytes receipt;                ///< encode_receipt(receipt)
  std::string organisation;
  std::string person;
  std::string role;
  std::string quote;
  std::int64_t revision = 0;
  std::int64_t total = 0;  ///< scaled by 10,000
  Instant earliest, latest, received;
  FixedBytes<32> daemon_key{};
  FixedBytes<64> daemon_signature{};
  bool operator==(const Evidence&) const = default;
};

/// Signs with the daemon's key and gives the record's bytes.
[[nodiscard]] Bytes seal_evidence(Evidence evidence, const SigningKey& daemon_key);

/// One thing that the record claims, and whether it holds.
struct EvidenceCheck {
  std::string claim;
  bool holds = false;
};

struct CheckedEvidence {
  Evidence evidence;
  std::optional<Action> action;    ///< absent: the bytes are no action
  std::optional<Receipt> receipt;  ///< absent: the bytes are no receipt
  std::vector<EvidenceCheck> checks;
  /// Every claim holds.
  [[nodiscard]] bool holds() const;
};

/// Reads a record and checks every claim of it. `trusted` is the daemon's key where the reader has
/// it; without it the record proves only that one daemon, whose key it names, made it as it is.
/// Returns Errc::invalid_argument for what is no record in its canonical form.
[[nodiscard]] Result<CheckedEvidence> check_evidence(ByteView bytes,
                                                     const std::optional<FixedBytes<32>>& trusted);

}  // namespace fieldbook::actions
