#pragma once

// Setting a password again by a code that came by e-mail. The store keeps only when the code was
// asked for and how often it was tried; the code itself follows from that, the organisation's key
// and the password that it replaces, so it stands nowhere and ends with the password.
//
// A name that nobody has is treated like one that somebody has, under the nil id: neither answer
// nor time tells which it is.

#include <chrono>

#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

inline constexpr std::chrono::minutes kPasswordResetTime{30};
inline constexpr std::uint32_t kPasswordResetTriesMax = 5;
/// Settings of this prefix, by person.
inline constexpr std::string_view kPasswordResetSetting = "password_reset.";

struct PasswordReset {
  Uuid person;  ///< nil: of names that nobody has
  Instant asked;
  std::uint32_t tries = 0;
};

/// Begins a reset of the person, and voids the code before; unless that was asked for within the
/// last minute: then it stays, so that nobody's mailbox is filled.
[[nodiscard]] Status ask_password_reset(WriteTransaction& transaction, const Uuid& person,
                                        Instant now);
[[nodiscard]] Result<std::optional<PasswordReset>> password_reset_of(ReadTransaction& transaction,
                                                                     const Uuid& person);
/// Resets that may still be used, without that of the nil id.
[[nodiscard]] Result<std::vector<PasswordReset>> open_password_resets(ReadTransaction& transaction,
                                                                      Instant now);
/// "K7MZQ-2WXHD".
[[nodiscard]] std::string password_reset_code(const OrganisationHead& head, const User& user,
                                              Instant asked);
/// Whether the code is that of the user's open reset; counts the try. `user` null: nobody has the
/// name. The caller commits either way.
[[nodiscard]] Result<bool> try_password_reset(WriteTransaction& transaction, const User* user,
                                              std::string_view code, Instant now);
[[nodiscard]] Status end_password_reset(WriteTransaction& transaction, const Uuid& person);

}  // namespace fieldbook::syncd
