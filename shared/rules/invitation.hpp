#pragma once

// Invitations (DOMAIN.md 1.19, 4.2): the code that an invited person brings, whether it may be
// redeemed, and what follows when it is (redemption.cpp). Who may invite stands in invitation.cpp.
//
// A single invitation names the contact who redeems it, once. One of a group names an account:
// whoever brings its code becomes a contact of it, as many people as the invitation says.
//
// A code is 128 random bytes in base64 with "-" for "+", "/" and "=". The daemon alone makes it.
// The row keeps only its hash, "blake2b-256:…"; the code itself goes into the verdict of whoever
// invited. Rows that an import brought keep the code as they came with it, and count too.

#include "shared/base/random.hpp"
#include "shared/rules/rule.hpp"

namespace fieldbook::rules {

/// The most people whom one code of a group may let in: a code that got about ends somewhere.
inline constexpr std::int64_t kGroupRedemptionsMax = 100;

/// The row that contact.invite or account.invite makes.
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

[[nodiscard]] bool is_group_invitation(const schema::Catalogue& catalogue,
                                       const schema::Row& invitation);

/// Who redeems the code of a group.
struct Newcomer {
  Uuid id;  ///< newcomer_id()
  std::string signin;
  std::string firstname, lastname;  ///< may be empty: then they are called as they sign in
};
/// The contact that whoever redeems the invitation under this sign-in name becomes.
[[nodiscard]] Uuid newcomer_id(const Uuid& invitation, std::string_view signin);
/// What redeeming an open invitation of a group changes: it is counted, and Redeemed with the last
/// one; the newcomer is a contact of its account, who may sign in, with the role of DOMAIN.md 2.1
/// and, where a colleague invited, the permissions that colleagues begin with. Nothing (empty)
/// where the account is gone or closed, or the newcomer was let in before.
[[nodiscard]] Result<std::vector<schema::RowChange>> redeem_group_invitation(
    schema::RowReader& rows, const schema::Row& invitation, const Newcomer& newcomer, Instant now);

/// The rows that an invited colleague begins with: own opportunities to read, and an empty channel
/// permission (DOMAIN.md 4.2); those that are there already stay.
[[nodiscard]] Status give_first_permissions(const RuleInput& input, const Uuid& person,
                                            const Uuid& account,
                                            std::vector<schema::RowChange>& changes);

}  // namespace fieldbook::rules
