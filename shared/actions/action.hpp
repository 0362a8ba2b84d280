#pragma once

// A user's decision as it is queued, signed, sent, journaled and decided (design.md section 7).
// An action never changes once it is saved: editing makes another one with another id.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/time.hpp"
#include "shared/base/uuid.hpp"
#include "shared/schema/row.hpp"

namespace fieldbook::actions {

/// What a device knows about when the user decided; the wall clock decides nothing (sync.md D8).
struct TimeEvidence {
  std::string boot_id;                 ///< of the boot in which the decision was saved
  std::int64_t since_boot_ms = 0;      ///< CLOCK_BOOTTIME at that moment
  std::int64_t contact_server_ms = 0;  ///< the daemon's clock at the last contact before; 0 = none
  std::string contact_boot_id;         ///< boot of that contact
  std::int64_t contact_since_boot_ms = 0;
  std::int64_t estimate_ms = 0;  ///< the device's best estimate, saved each minute
  std::int64_t wall_ms = 0;      ///< the device's wall clock, only shown
  bool operator==(const TimeEvidence&) const = default;
};

/// What the action was decided against; which fields are used depends on the kind.
struct Basis {
  /// quote.*: hash over the material columns of quote and lines as the actor's audience sees them.
  Bytes material_hash;
  /// opportunity.*: the delivery instance, with the target: partner and delivered day.
  Uuid partner;
  std::int64_t delivered_day = 0;
  /// booking.*: the start that was agreed to, UTC milliseconds.
  std::int64_t start_ms = 0;
  /// record.update: the value before, for each changed field, by column number.
  std::vector<std::pair<std::uint32_t, schema::Value>> fields;
  bool operator==(const Basis&) const = default;
};

struct Action {
  Uuid id;                    ///< UUIDv7, made on the device
  std::string kind;           ///< "quote.approve"; a row of the table in action_table.hpp
  std::uint32_t version = 1;  ///< of the kind's arguments
  std::string entity;         ///< logical name of the target's entity
  Uuid target;
  /// Arguments under their names ("comment"); field values of record.update stand in `fields`.
  std::vector<std::pair<std::string, schema::Value>> arguments;  ///< ascending by name
  std::vector<std::pair<std::uint32_t, schema::Value>> fields;   ///< (column number, new value)
  Basis basis;
  Uuid actor;  ///< contact or systemuser that decided
  schema::Audience audience = schema::Audience::customer;
  TimeEvidence time;
  std::vector<Uuid> depends_on;
  bool operator==(const Action&) const = default;

  [[nodiscard]] const schema::Value* argument(std::string_view name) const;
};

/// The canonical CBOR of an action (README.md): what is signed, journaled, kept in the queue and
/// sent. Unset fields are left out and fields are sorted by number, arguments by name, so that the
/// same action always has the same bytes.
[[nodiscard]] Bytes encode(const Action& action);
/// Returns Errc::invalid_argument for anything that encode() does not write, for more than
/// limits::kActionBytesMax bytes, and for depth over limits::kNestingDepthMax.
[[nodiscard]] Result<Action> decode_action(ByteView bytes);

/// An action in its unsigned envelope.
struct SignedAction {
  std::uint64_t number = 0;  ///< dense from 1 in its stream
  Bytes body;                ///< encode(action)
  FixedBytes<64> signature{};
  bool operator==(const SignedAction&) const = default;
};

/// Ed25519 key pair of a device or of the daemon (libsodium).
struct SigningKey {
  FixedBytes<32> seed{};
  [[nodiscard]] FixedBytes<32> public_key() const;
};
[[nodiscard]] SigningKey make_signing_key(Random& random);
/// Signs `domain` ‖ 0 ‖ bytes. Domains: kActionDomain, kReceiptDomain.
[[nodiscard]] FixedBytes<64> sign(const SigningKey& key, std::string_view domain, ByteView bytes);
[[nodiscard]] bool verify(const FixedBytes<32>& public_key, std::string_view domain, ByteView bytes,
                          const FixedBytes<64>& signature);
inline constexpr std::string_view kActionDomain = "fieldbook action 1";
inline constexpr std::string_view kReceiptDomain = "fieldbook receipt 1";

/// Exactly one lasting verdict an action.
enum class Verdict : std::uint8_t {
  applied,
  merged,
  refused,
  superseded,
  expired,
  held,
  withdrawn
};
[[nodiscard]] std::string_view to_string(Verdict verdict);
[[nodiscard]] Result<Verdict> parse_verdict(std::string_view text);

/// Why an action was not (wholly) applied: a closed list, each with a text on screen and a problem
/// type. The table is in action_table.cpp; `none` goes with applied and withdrawn.
enum class Reason : std::uint8_t {
  none,
  // who
  not_permitted,
  role_ended,
  not_available,
  // quote
  quote_changed,
  quote_expired,
  quote_withdrawn,
  already_decided,
  // opportunity
  offer_moved,
  offer_expired,
  offer_withdrawn,
  accepted_late,
  nobody_available,  ///< no partner passes the rules of the distribution
  not_distributed,   ///< a partner's own, or one that several partners work on
  // booking
  booking_cancelled,
  booking_moved,
  booking_reassigned,  ///< held: work on a booking that went to somebody else meanwhile
  // forum
  thread_locked,
  // record.create
  already_exists,  ///< "existing" is the record with the same natural key
  // record.update
  conflict,
  record_deleted,
  column_not_editable,
  invalid_value,
  // any
  dependency_refused,
  already_done,
  unknown_kind,
  malformed,
  too_old,
  defect,
  bad_signature,  ///< its device's signature does not fit: nothing in it counts, its id included
  staff_refused   ///< staff looked at a held action and did not use it; "why" says why
};
[[nodiscard]] std::string_view to_string(Reason reason);
[[nodiscard]] Result<Reason> parse_reason(std::string_view text);

/// What the daemon answers for one action, and keeps for ever beside its id.
struct Receipt {
  /// In the stream that the receipt is given to; 0 for a later verdict on an action that was held.
  std::uint64_t number = 0;
  Uuid action;
  Verdict verdict = Verdict::held;
  Reason reason = Reason::none;
  std::int64_t commit = 0;  ///< the commit that decided it
  /// Facts for the sentence on screen, by name: "by", "decided_on", "total_before", "total_now",
  /// "expired_on", "old_start", "new_start", "conflict" (id of the conflict row), …
  std::vector<std::pair<std::string, std::string>> detail;  ///< ascending by name
  FixedBytes<32> action_hash{};                             ///< BLAKE2b-256 of the action's bytes
  bool operator==(const Receipt&) const = default;
};

/// BLAKE2b-256 of an action's bytes: what a receipt names and the journal compares.
[[nodiscard]] FixedBytes<32> action_hash(ByteView body);

/// Canonical bytes of one receipt, as the daemon journals it.
[[nodiscard]] Bytes encode_receipt(const Receipt& receipt);
/// Returns Errc::invalid_argument for anything that encode_receipt() does not write.
[[nodiscard]] Result<Receipt> decode_receipt(ByteView bytes);
/// Canonical bytes of receipts in order: what the daemon signs once a response.
[[nodiscard]] Bytes encode_receipts(std::span<const Receipt> receipts);

}  // namespace fieldbook::actions
