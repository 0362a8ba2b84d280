#pragma once

// The catalogue of actions: one row a kind. Numbers are permanent and never used again; a golden
// (tests/golden/actions) holds what the table prints, so that every change of it is seen.

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "shared/actions/action.hpp"

namespace fieldbook::actions {

/// One argument that a kind takes under its name.
struct ArgumentRow {
  std::string_view name;
  schema::ColumnType type = schema::ColumnType::text;
  bool required = false;
  std::uint32_t length_max = 0;  ///< of text and memo, in code points
};

struct ActionRow {
  std::uint16_t number = 0;
  std::string_view kind;    ///< "quote.approve"
  std::string_view entity;  ///< of the target; empty = any (record.*) or none (withdraw)
  std::uint32_t version = 1;
  schema::AudienceSet audiences;            ///< sign-ins that may take it
  std::span<const std::string_view> roles;  ///< web roles that open it; empty = any
  std::span<const ArgumentRow> arguments;
  /// Unsent for longer than this it is shown as overdue. It never expires by itself.
  std::optional<std::chrono::hours> stale_after;
  std::string_view label;     ///< of the button: "Approve quote"
  std::string_view sentence;  ///< of the outbox: "Approve quote {name}"; {name} is the record's
};

/// All rows, ascending by number.
[[nodiscard]] std::span<const ActionRow> action_table();
/// Null for a kind this build does not know.
[[nodiscard]] const ActionRow* find_action(std::string_view kind);
/// The row's sentence with the record's name in it.
[[nodiscard]] std::string action_sentence(const ActionRow& row, std::string_view name);

/// Whether `action` has the shape of its row: version, entity, target, audience, arguments (known,
/// typed, the required ones present), fields only where they belong. Returns Errc::unsupported for
/// an unknown kind or a later version, Errc::invalid_argument with what is wrong otherwise.
[[nodiscard]] Status check_shape(const Action& action);

/// The table as text, one line a kind: the golden.
[[nodiscard]] std::string print_action_table();

// Names of kinds and arguments, for code that makes or decides actions.
namespace kinds {
inline constexpr std::string_view kQuoteApprove = "quote.approve";
inline constexpr std::string_view kQuoteReject = "quote.reject";
inline constexpr std::string_view kOpportunityAccept = "opportunity.accept";
inline constexpr std::string_view kOpportunityDecline = "opportunity.decline";
inline constexpr std::string_view kBookingAccept = "booking.accept";
inline constexpr std::string_view kBookingDecline = "booking.decline";
inline constexpr std::string_view kRecordUpdate = "record.update";
inline constexpr std::string_view kWithdraw = "withdraw";
inline constexpr std::string_view kRecordCreate = "record.create";
}  // namespace kinds

namespace arguments {
inline constexpr std::string_view kComment = "comment";
inline constexpr std::string_view kReason = "reason";
/// What stood on the screen when the quote was signed, for the evidence and for the answer.
inline constexpr std::string_view kShownRevision = "shown_revision";
inline constexpr std::string_view kShownTotal = "shown_total";
/// Of withdraw: the kind of the action that is taken back.
inline constexpr std::string_view kWithdrawnKind = "kind";
/// Of record.update: the conflict row that this update decides.
inline constexpr std::string_view kConflict = "conflict";
}  // namespace arguments

/// The web role that may decide on quotes (DOMAIN.md 2.1, 6.2).
inline constexpr std::string_view kQuoteApproverRole = "PSA Customer Approver";

}  // namespace fieldbook::actions
