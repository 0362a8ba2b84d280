#pragma once

// Every problem that the daemon answers (RFC 9457): a stable type, a title, a status and a text
// that says what happened, what it means for the work, and what to do. One table, in problems.cpp.

#include <optional>
#include <span>
#include <string_view>

#include "shared/protocol/messages.hpp"

namespace fieldbook::protocol {

enum class ProblemKind : std::uint8_t {
  malformed,             ///< the request cannot be read
  too_large,             ///< a body, frame or list over its bound
  unsupported_media,     ///< neither media type of frames.hpp, or another encoding than zstd
  unsupported_protocol,  ///< a protocol version the daemon does not speak
  sign_in_failed,        ///< unknown name or wrong password, said alike
  sign_in_required,      ///< no token, or one that has ended
  token_reused,          ///< a refresh token came twice: the sign-in was ended
  user_disabled,
  audience_not_held,  ///< this person may not sign in as that audience
  device_conflict,    ///< the device's id is known under another person or key
  device_revoked,
  wipe,  ///< the device is told to remove its replica
  not_permitted,
  not_found,
  method_not_allowed,
  rate_limited,
  too_many_sign_ins,
  signature_missing,  ///< an unsigned action where unsigned devices are not allowed
  position_unknown,   ///< the seal does not verify: reported, and reconciled
  busy,               ///< the daemon has no room at this moment
  stopping,           ///< the daemon is going down in an orderly way
  storage_full,
  internal,
  invitation_refused,   ///< no invitation of this code, or one that cannot be redeemed any more
  sign_in_name_taken,   ///< another person signs in under this name
  credentials_refused,  ///< a name or a password that nobody may choose
  reset_refused,        ///< a wrong, expired or used code, or a name that nobody has: said alike
  mail_off              ///< the daemon sends no e-mail
};

struct ProblemText {
  ProblemKind kind;
  std::string_view name;  ///< the end of the type
  std::string_view title;
  int status;
  std::string_view detail;
};

/// The whole table, in the order of ProblemKind.
[[nodiscard]] std::span<const ProblemText> problem_table();
[[nodiscard]] const ProblemText& text_of(ProblemKind kind);
/// "urn:fieldbook:problem:rate_limited"
[[nodiscard]] std::string type_of(ProblemKind kind);
/// Nothing for a type that this build does not know.
[[nodiscard]] std::optional<ProblemKind> parse_problem_type(std::string_view type);

/// The problem as it is sent. `detail` replaces the table's text when it is not empty.
[[nodiscard]] Problem make_problem(ProblemKind kind, std::string_view detail = {},
                                   std::int64_t retry_after_s = 0);
/// What an error of ours comes to. The message of internal, storage and corrupt errors stays in
/// the log.
[[nodiscard]] Problem problem_of(const Error& error);

/// The RFC 9457 body, and back. Returns Errc::invalid_argument unless `json` has a type.
[[nodiscard]] std::string problem_body(const Problem& problem);
[[nodiscard]] Result<Problem> problem_from_body(std::string_view body);
inline constexpr const char* kProblemMediaType = "application/problem+json";

}  // namespace fieldbook::protocol
