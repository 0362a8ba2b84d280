// contact.invite and invitation.withdraw, and what redeeming does (DOMAIN.md 1.19, 4.1, 4.2). A
// partner's administrator invites colleagues; staff invite customers, and partners once their
// application is approved.

#include "shared/rules/invitation.hpp"

#include <algorithm>
#include <sodium.h>

#include "shared/actions/action_table.hpp"
#include "shared/rules/support.hpp"
#include "shared/rules/write_rights.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kSingle = 756150000;                    // adx_type
constexpr std::int64_t kRedeemed = 756150001, kWithdrawn = 2;  // statuscode
constexpr std::int64_t kPartner = 100000000;                   // account.accountclassificationcode
constexpr std::int64_t kApproved = 100000001;                  // account.adx_partner_status
constexpr std::int64_t kOpportunitySelf = 100000000;           // adx_opportunitypermissions
constexpr std::int64_t kMsPerDay = 86'400'000, kValidDays = 14;  // of the code
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

bool is_active(schema::RowReader& rows, const schema::Row& row) {
  return row.integer(handle(rows, row.entity->name, "statecode")).value_or(0) == 0;
}

std::optional<Uuid> parent_of(schema::RowReader& rows, const schema::Row& contact) {
  return contact.lookup(handle(rows, "contact", "parentcustomerid"));
}

Result<std::optional<schema::Row>> account_of(schema::RowReader& rows, const schema::Row& contact) {
  const auto id = parent_of(rows, contact);
  if (!id) return std::optional<schema::Row>();
  return rows.get({rows.catalogue().entity("account").number, *id});
}

/// Why the actor may not invite the contact; nothing when they may.
Result<std::optional<Refusal>> not_invitable(const RuleInput& input, const schema::Row& contact) {
  const auto no = [](Reason reason, Detail detail = {}) {
    return std::optional(Refusal{Verdict::refused, reason, std::move(detail), {}});
  };
  if (input.actor.audience == schema::Audience::staff) {
    if (!is_active(input.rows, contact)) return no(Reason::not_permitted);
    TRY(const auto account, account_of(input.rows, contact));
    if (!account) return std::optional<Refusal>();
    // Before an application is approved there is no portal to sign in to.
    const auto status = account->integer(handle(input.rows, "account", "adx_partner_status"));
    return status && *status != kApproved ? no(Reason::not_permitted) : std::optional<Refusal>();
  }
  if (input.actor.account.is_nil() || parent_of(input.rows, contact) != input.actor.account)
    return no(Reason::not_available);
  if (!is_active(input.rows, contact)) return no(Reason::not_permitted);
  if (!input.actor.has_role(kAdministrator))
    return no(missing_right(input), {{"role", std::string(kAdministrator)}});
  TRY(const bool permitted, has_account_right(input, "adx_contactaccess", Right::create));
  return permitted ? std::optional<Refusal>() : no(missing_right(input));
}

/// Ends the contact's other invitations: one code is good at a time.
Status end_others(const RuleInput& input, std::vector<schema::RowChange>& changes) {
  TRY(const auto ids,
      input.rows.find(of_invitation(input.rows, "adx_invitecontact"), input.action.target));
  for (const Uuid& id : ids) {
    TRY(const auto row, input.rows.get({of_invitation(input.rows, "statecode").entity_number, id}));
    if (!row || !is_active(input.rows, *row) ||
        row->integer(of_invitation(input.rows, "statuscode")) == kRedeemed)
      continue;
    schema::RowChange change(row->key());
    change.set(of_invitation(input.rows, "statecode"), std::int64_t{1})
        .set(of_invitation(input.rows, "statuscode"), kWithdrawn);
    stamp_modified(change, *row->entity, input.now);
    changes.push_back(std::move(change));
  }
  return {};
}

/// The rows that an invited colleague begins with: own opportunities to read, and an empty channel
/// permission (DOMAIN.md 4.2).
Status give_first_permissions(const RuleInput& input, std::vector<schema::RowChange>& changes) {
  const Uuid& person = input.action.target;
  const Uuid& account = input.actor.account;
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
    if (!role || name_of(*role) != wanted || !is_active(rows, *role)) continue;
    NewRow link(input, kRoleLink, derived_id(person, "role " + to_string(id)));
    link.set("contactid", person).set("adx_webroleid", id);
    return std::optional(link.change());
  }
  return std::optional<schema::RowChange>();
}

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

Outcome invite_contact(const RuleInput& input) {
  TRY(const auto contact, read_target(input));
  if (!contact || !is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  TRY(auto refusal, not_invitable(input, *contact));
  if (refusal) return Decided(std::unexpected(*std::move(refusal)));
  TRY(const auto account, account_of(input.rows, *contact));
  Effect effect;
  CHECK(end_others(input, effect.changes));
  NewRow row(input, "adx_invitation", invitation_id(input.action.id));
  row.set("adx_name", "Invitation of " + name_of(*contact))
      .set("adx_type", kSingle)
      .set("adx_invitecontact", contact->id)
      .set("adx_expirydate", input.now.ms + kValidDays * kMsPerDay)
      .set("adx_maximumredemptions", std::int64_t{1})
      .set("adx_redemptions", std::int64_t{0});
  if (account) row.set("adx_assigntoaccount", account->id);
  if (input.actor.audience == schema::Audience::partner)
    row.set("adx_invitercontact", input.actor.id);
  effect.changes.push_back(row.change());
  if (input.actor.audience == schema::Audience::partner)
    CHECK(give_first_permissions(input, effect.changes));
  return Decided(std::move(effect));
}

Outcome withdraw_invitation(const RuleInput& input) {
  TRY(const auto row, read_target(input));
  if (!row || !is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  const bool is_own =
      row->lookup(of_invitation(input.rows, "adx_invitercontact")) == input.actor.id;
  if (input.actor.audience != schema::Audience::staff && !is_own)
    return refuse(Verdict::refused, Reason::not_permitted);
  if (!is_active(input.rows, *row)) return already_done();
  const schema::ColumnHandle status = of_invitation(input.rows, "statuscode");
  if (row->integer(status) == kRedeemed)
    return refuse(Verdict::superseded, Reason::already_decided,
                  {{"decision", option_label(row->entity->columns[status.ordinal], kRedeemed)}});
  Effect effect;
  schema::RowChange change(row->key());
  change.set(of_invitation(input.rows, "statecode"), std::int64_t{1}).set(status, kWithdrawn);
  stamp_modified(change, *row->entity, input.now);
  effect.changes.push_back(std::move(change));
  return Decided(std::move(effect));
}

Result<std::vector<schema::RowChange>> redeem_invitation(schema::RowReader& rows,
                                                         const schema::Row& invitation,
                                                         Instant now) {
  std::vector<schema::RowChange> changes;
  const auto person = invitation.lookup(of_invitation(rows, "adx_invitecontact"));
  if (!person) return changes;
  const schema::Catalogue& catalogue = rows.catalogue();
  TRY(const auto contact, rows.get({catalogue.entity("contact").number, *person}));
  if (!contact || !is_active(rows, *contact)) return changes;

  schema::RowChange used(invitation.key());
  const std::int64_t times =
      invitation.integer(of_invitation(rows, "adx_redemptions")).value_or(0) + 1;
  const std::int64_t most =
      invitation.integer(of_invitation(rows, "adx_maximumredemptions")).value_or(1);
  used.set(of_invitation(rows, "adx_redemptions"), times)
      .set(of_invitation(rows, "adx_redeemedcontact"), *person);
  if (times >= most) used.set(of_invitation(rows, "statuscode"), kRedeemed);
  stamp_modified(used, *invitation.entity, now);
  changes.push_back(std::move(used));

  schema::RowChange admitted(contact->key());
  admitted.set(handle(rows, "contact", "adx_identity_logonenabled"), std::int64_t{1});
  TRY(auto account, account_of(rows, *contact));
  const auto assigned = invitation.lookup(of_invitation(rows, "adx_assigntoaccount"));
  if (assigned && !contact->lookup(handle(rows, "contact", "parentcustomerid"))) {
    TRY(account, rows.get({catalogue.entity("account").number, *assigned}));
    if (account)
      admitted.set(handle(rows, "contact", "parentcustomerid"), *assigned)
          .set(handle(rows, "contact", "parentcustomeridtype"), std::string("account"));
  }
  stamp_modified(admitted, *contact->entity, now);
  changes.push_back(std::move(admitted));
  if (!account) return changes;

  const Actor actor{*person, name_of(*contact), schema::Audience::partner, account->id, {}};
  actions::Action redeemed;
  redeemed.id = invitation.id;
  TRY(auto role, first_role({rows, actor, redeemed, now}, *person, *account));
  if (role) changes.push_back(*std::move(role));
  return changes;
}

}  // namespace fieldbook::rules
