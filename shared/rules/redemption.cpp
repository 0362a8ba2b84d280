// Codes of invitations, and what redeeming one does (DOMAIN.md 1.19, 2.1, 4.1, 4.2).

#include <algorithm>
#include <sodium.h>

#include "shared/rules/invitation.hpp"
#include "shared/rules/support.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kGroup = 756150001;            // adx_type
constexpr std::int64_t kRedeemed = 756150001;         // statuscode
constexpr std::int64_t kPartner = 100000000;          // account.accountclassificationcode
constexpr std::int64_t kOpportunitySelf = 100000000;  // adx_opportunitypermissions
constexpr std::string_view kAdministrator = "Partner administrator", kSeller = "Partner seller";
constexpr std::string_view kRoleLink = "contact_adx_webrole_link";
constexpr std::string_view kHashed = "blake2b-256:";
constexpr std::size_t kCodeBytes = 128;  // DOMAIN.md 4.2

schema::ColumnHandle handle(schema::RowReader& rows, std::string_view entity,
                            std::string_view column) {
  return rows.catalogue().column(entity, column);
}
schema::ColumnHandle of_invitation(schema::RowReader& rows, std::string_view column) {
  return handle(rows, "adx_invitation", column);
}

/// The web role that a partner's contact begins with: its account's first contact administers
/// (DOMAIN.md 2.1), everybody else sees what is shared with them.
Result<std::optional<schema::RowChange>> first_role(const RuleInput& input, const Uuid& person,
                                                    const schema::Row& account) {
  schema::RowReader& rows = input.rows;
  if (account.integer(handle(rows, "account", "accountclassificationcode")) != kPartner)
    return std::optional<schema::RowChange>();
  TRY(const auto held, rows.find(handle(rows, kRoleLink, "contactid"), person));
  if (!held.empty()) return std::optional<schema::RowChange>();
  const bool is_first = account.lookup(handle(rows, "account", "primarycontactid")) == person;
  const std::string_view wanted = is_first ? kAdministrator : kSeller;
  const schema::Entity& roles = rows.catalogue().entity("adx_webrole");
  TRY(const auto ids, rows.all_ids(roles));
  for (const Uuid& id : ids) {
    TRY(const auto role, rows.get({roles.number, id}));
    if (!role || name_of(*role) != wanted || !is_active(*role)) continue;
    NewRow link(input, kRoleLink, derived_id(person, "role " + to_string(id)));
    link.set("contactid", person).set("adx_webroleid", id);
    return std::optional(link.change());
  }
  return std::optional<schema::RowChange>();
}

/// The invitation, once more redeemed.
schema::RowChange counted(schema::RowReader& rows, const schema::Row& invitation,
                          const Uuid& person, Instant now) {
  schema::RowChange used(invitation.key());
  const std::int64_t times =
      invitation.integer(of_invitation(rows, "adx_redemptions")).value_or(0) + 1;
  const std::int64_t most =
      invitation.integer(of_invitation(rows, "adx_maximumredemptions")).value_or(1);
  used.set(of_invitation(rows, "adx_redemptions"), times)
      .set(of_invitation(rows, "adx_redeemedcontact"), person);
  if (times >= most) used.set(of_invitation(rows, "statuscode"), kRedeemed);
  stamp_modified(used, *invitation.entity, now);
  return used;
}

/// The contact that a newcomer becomes. Without a name they are called as they sign in.
schema::RowChange contact_of(const RuleInput& input, const Newcomer& newcomer,
                             const std::optional<schema::Row>& account) {
  const schema::Entity& entity = input.rows.catalogue().entity("contact");
  const auto fitting = [&](std::string_view column, std::string text) {
    return shortened(*entity.find(column), std::move(text));
  };
  std::string first = fitting("firstname", newcomer.firstname);
  std::string last = fitting("lastname", newcomer.lastname);
  if (last.empty()) last = fitting("lastname", std::exchange(first, {}));
  if (last.empty()) last = fitting("lastname", newcomer.signin);
  NewRow contact(input, "contact", newcomer.id);
  contact.set("lastname", last)
      .set("fullname", first.empty() ? last : first + " " + last)
      .set("adx_identity_username", fitting("adx_identity_username", newcomer.signin))
      .set("adx_identity_logonenabled", std::int64_t{1});
  if (!first.empty()) contact.set("firstname", first);
  if (account) contact.refer("parentcustomerid", "account", account->id);
  return contact.change();
}

/// What rules of rows are asked with when a code is redeemed: nobody acts by an action.
struct Redeeming {
  Redeeming(schema::RowReader& rows, const schema::Row& invitation, const Uuid& person,
            std::string name, const Uuid& account, Instant now)
      : actor{person, std::move(name), schema::Audience::partner, account, {}},
        input{rows, actor, action, now} {
    action.id = invitation.id;
  }
  Actor actor;
  actions::Action action;
  RuleInput input;
};

}  // namespace

Uuid invitation_id(const Uuid& action) { return derived_id(action, "invitation"); }

std::string make_invitation_code(Random& random) {
  FixedBytes<kCodeBytes> bytes{};
  random.fill(bytes);
  std::string code = to_base64url(bytes);
  std::ranges::replace(code, '_', '-');
  while (code.size() % 4 != 0) code += '-';
  return code;
}

std::string kept_invitation_code(std::string_view code) {
  FixedBytes<32> hash{};
  const ByteView bytes = as_bytes(code);
  crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
  return std::string(kHashed) + to_base64url(hash);
}

bool is_invitation_code(std::string_view kept, std::string_view code) {
  if (kept.empty() || code.empty()) return false;
  const std::string given =
      kept.starts_with(kHashed) ? kept_invitation_code(code) : std::string(code);
  return given.size() == kept.size() && sodium_memcmp(given.data(), kept.data(), kept.size()) == 0;
}

InvitationState invitation_state(const schema::Catalogue& catalogue, const schema::Row& invitation,
                                 Instant now) {
  const auto number = [&](std::string_view column) {
    return invitation.integer(catalogue.column("adx_invitation", column));
  };
  if (number("statecode").value_or(0) != 0) return InvitationState::withdrawn;
  const std::int64_t most = number("adx_maximumredemptions").value_or(1);
  if (number("statuscode") == kRedeemed || number("adx_redemptions").value_or(0) >= most)
    return InvitationState::used;
  const auto expires = number("adx_expirydate");
  return expires && *expires <= now.ms ? InvitationState::expired : InvitationState::open;
}

bool is_group_invitation(const schema::Catalogue& catalogue, const schema::Row& invitation) {
  return invitation.integer(catalogue.column("adx_invitation", "adx_type")) == kGroup;
}

Uuid newcomer_id(const Uuid& invitation, std::string_view signin) {
  return derived_id(invitation, "redeemed as " + std::string(signin));
}

Status give_first_permissions(const RuleInput& input, const Uuid& person, const Uuid& account,
                              std::vector<schema::RowChange>& changes) {
  for (const std::string_view entity : {"adx_opportunitypermissions", "adx_channelpermissions"}) {
    const schema::ColumnHandle of_account = handle(input.rows, entity, "adx_accountid");
    TRY(const auto ids, input.rows.find(handle(input.rows, entity, "adx_contactid"), person));
    bool has_one = false;
    for (const Uuid& id : ids) {
      TRY(const auto row, input.rows.get({of_account.entity_number, id}));
      has_one = has_one || (row && row->lookup(of_account) == account);
    }
    if (has_one) continue;
    NewRow row(input, entity, derived_id(person, std::string(entity) + " " + to_string(account)));
    row.set("adx_contactid", person).set("adx_accountid", account);
    if (entity == "adx_opportunitypermissions")
      row.set("adx_read", std::int64_t{1}).set("adx_scope", kOpportunitySelf);
    changes.push_back(row.change());
  }
  return {};
}

Result<std::vector<schema::RowChange>> redeem_invitation(schema::RowReader& rows,
                                                         const schema::Row& invitation,
                                                         Instant now) {
  std::vector<schema::RowChange> changes;
  const auto person = invitation.lookup(of_invitation(rows, "adx_invitecontact"));
  if (!person) return changes;
  const schema::Catalogue& catalogue = rows.catalogue();
  TRY(const auto contact, rows.get({catalogue.entity("contact").number, *person}));
  if (!contact || !is_active(*contact)) return changes;
  changes.push_back(counted(rows, invitation, *person, now));

  schema::RowChange admitted(contact->key());
  admitted.set(handle(rows, "contact", "adx_identity_logonenabled"), std::int64_t{1});
  const auto parent = contact->lookup(handle(rows, "contact", "parentcustomerid"));
  TRY(auto account, row_at(rows, *contact, "parentcustomerid", "account"));
  const auto assigned = invitation.lookup(of_invitation(rows, "adx_assigntoaccount"));
  if (assigned && !parent) {
    TRY(account, row_at(rows, invitation, "adx_assigntoaccount", "account"));
    if (account)
      admitted.set(handle(rows, "contact", "parentcustomerid"), *assigned)
          .set(handle(rows, "contact", "parentcustomeridtype"), std::string("account"));
  }
  stamp_modified(admitted, *contact->entity, now);
  changes.push_back(std::move(admitted));
  if (!account) return changes;

  const Redeeming redeeming(rows, invitation, *person, name_of(*contact), account->id, now);
  TRY(auto role, first_role(redeeming.input, *person, *account));
  if (role) changes.push_back(*std::move(role));
  return changes;
}

Result<std::vector<schema::RowChange>> redeem_group_invitation(schema::RowReader& rows,
                                                               const schema::Row& invitation,
                                                               const Newcomer& newcomer,
                                                               Instant now) {
  std::vector<schema::RowChange> changes;
  const std::uint32_t contacts = rows.catalogue().entity("contact").number;
  TRY(const auto known, rows.get({contacts, newcomer.id}));
  const auto assigned = invitation.lookup(of_invitation(rows, "adx_assigntoaccount"));
  TRY(const auto account, row_at(rows, invitation, "adx_assigntoaccount", "account"));
  // Who was removed does not come back by the code that let them in.
  if (known || (assigned && (!account || !is_active(*account)))) return changes;

  changes.push_back(counted(rows, invitation, newcomer.id, now));
  const Redeeming redeeming(rows, invitation, newcomer.id, newcomer.signin,
                            account ? account->id : Uuid{}, now);
  changes.push_back(contact_of(redeeming.input, newcomer, account));
  if (!account) return changes;
  TRY(auto role, first_role(redeeming.input, newcomer.id, *account));
  if (role) changes.push_back(*std::move(role));
  // A colleague's invitation gives what inviting each of them would have given.
  if (invitation.lookup(of_invitation(rows, "adx_invitercontact")))
    CHECK(give_first_permissions(redeeming.input, newcomer.id, account->id, changes));
  return changes;
}

}  // namespace fieldbook::rules
