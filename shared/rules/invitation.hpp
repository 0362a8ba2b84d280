#pragma once

// Invitations (DOMAIN.md 1.19, 4.2): the code that an invited person brings, whether it may be
// redeemed, and what follows when it is. Who may invite stands in invitation.cpp.
//
// A code is 128 random bytes in base64 with "-" for "+", "/" and "=". The daemon alone makes it.
// The row keeps only its hash, "blake2b-256:…"; the code itself goes into the verdict of whoever
// invited. Rows that an import brought keep the code as they came with it, and count too.

#include "shared/base/random.hpp"
#include "shared/rules/rule.hpp"

namespace fieldbook::rules {

/// The row that contact.invite makes.
[[nodiscard]] Uuid invitation_id(const Uuid& action);

[[nodiscard]] std::string make_invitation_code(Random& random);
/// What `adx_invitationcode` holds of a code.
[[nodiscard]] std::string kept_invitation_code(std::string_view code);
/// Whether a row's `adx_invitationcode` is that of `code`; never for an empty one.
[[nodiscard]] bool is_invitation_code(std::string_view kept, std::string_view code);

enum class InvitationState : std::uint8_t {
  open,
  withdrawn,  ///< by whoever invited or by staff, or replaced by a later one
  used,       ///< as often as it may be
  expired
};
[[nodiscard]] InvitationState invitation_state(const schema::Catalogue& catalogue,
                                               const schema::Row& invitation, Instant now);

/// What redeeming an open invitation changes: it is counted, its contact may sign in and gets the
/// role of DOMAIN.md 2.1 where it has none. Nothing (empty) where the invitation names no contact
/// who can sign in: none at all, or one who was removed.
[[nodiscard]] Result<std::vector<schema::RowChange>> redeem_invitation(
    schema::RowReader& rows, const schema::Row& invitation, Instant now);

}  // namespace fieldbook::rules
