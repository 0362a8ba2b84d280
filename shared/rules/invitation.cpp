// contact.invite, account.invite and invitation.withdraw (DOMAIN.md 1.19, 4.1, 4.2). A partner's
// administrator invites colleagues; staff invite customers, and partners once their application is
// approved: one contact, or as many people as an account takes in by one code.

#include "shared/rules/invitation.hpp"

#include "shared/actions/action_table.hpp"
#include "shared/rules/support.hpp"
#include "shared/rules/write_rights.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kSingle = 756150000, kGroup = 756150001;  // adx_type
constexpr std::int64_t kRedeemed = 756150001, kWithdrawn = 2;    // statuscode
constexpr std::int64_t kApproved = 100000001;                    // account.adx_partner_status
constexpr std::int64_t kMsPerDay = 86'400'000, kValidDays = 14;  // of the code
constexpr std::string_view kAdministrator = "Partner administrator";

schema::ColumnHandle handle(schema::RowReader& rows, std::string_view entity,
                            std::string_view column) {
  return rows.catalogue().column(entity, column);
}
schema::ColumnHandle of_invitation(schema::RowReader& rows, std::string_view column) {
  return handle(rows, "adx_invitation", column);
}

std::optional<Uuid> parent_of(schema::RowReader& rows, const schema::Row& contact) {
  return contact.lookup(handle(rows, "contact", "parentcustomerid"));
}

std::optional<Refusal> no(Reason reason, Detail detail = {}) {
  return Refusal{Verdict::refused, reason, std::move(detail), {}};
}

/// Before an application is approved there is no portal to sign in to.
bool has_portal(const RuleInput& input, const schema::Row& account) {
  const auto status = account.integer(handle(input.rows, "account", "adx_partner_status"));
  return !status || *status == kApproved;
}

/// Why a partner contact may not invite people of the account `wanted`, of whom `row` is one or
/// all; nothing when they may.
Result<std::optional<Refusal>> not_a_colleague(const RuleInput& input,
                                               const std::optional<Uuid>& wanted,
                                               const schema::Row& row) {
  if (input.actor.account.is_nil() || wanted != input.actor.account)
    return no(Reason::not_available);
  if (!is_active(row)) return no(Reason::not_permitted);
  if (!input.actor.has_role(kAdministrator))
    return no(missing_right(input), {{"role", std::string(kAdministrator)}});
  TRY(const bool permitted, has_account_right(input, "adx_contactaccess", Right::create));
  return permitted ? std::optional<Refusal>() : no(missing_right(input));
}

/// Why the actor may not invite the contact; nothing when they may.
Result<std::optional<Refusal>> not_invitable(const RuleInput& input, const schema::Row& contact) {
  if (input.actor.audience != schema::Audience::staff)
    return not_a_colleague(input, parent_of(input.rows, contact), contact);
  if (!is_active(contact)) return no(Reason::not_permitted);
  TRY(const auto account, row_at(input.rows, contact, "parentcustomerid", "account"));
  return account && !has_portal(input, *account) ? no(Reason::not_permitted)
                                                 : std::optional<Refusal>();
}

/// The same of a group that becomes contacts of the account.
Result<std::optional<Refusal>> not_open_to_group(const RuleInput& input,
                                                 const schema::Row& account) {
  if (input.actor.audience != schema::Audience::staff)
    return not_a_colleague(input, account.id, account);
  return is_active(account) && has_portal(input, account) ? std::optional<Refusal>()
                                                          : no(Reason::not_permitted);
}

/// What invitations of both types begin with.
NewRow new_invitation(const RuleInput& input, const schema::Row& invited, std::int64_t type,
                      std::int64_t most) {
  NewRow row(input, "adx_invitation", invitation_id(input.action.id));
  row.set("adx_name", "Invitation of " + name_of(invited))
      .set("adx_type", type)
      .set("adx_expirydate", input.now.ms + kValidDays * kMsPerDay)
      .set("adx_maximumredemptions", most)
      .set("adx_redemptions", std::int64_t{0});
  if (input.actor.audience == schema::Audience::partner)
    row.set("adx_invitercontact", input.actor.id);
  return row;
}

/// Ends the contact's other invitations: one code is good at a time.
Status end_others(const RuleInput& input, std::vector<schema::RowChange>& changes) {
  TRY(const auto ids,
      input.rows.find(of_invitation(input.rows, "adx_invitecontact"), input.action.target));
  for (const Uuid& id : ids) {
    TRY(const auto row, input.rows.get({of_invitation(input.rows, "statecode").entity_number, id}));
    if (!row || !is_active(*row) ||
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

}  // namespace

Outcome invite_contact(const RuleInput& input) {
  TRY(const auto contact, read_target(input));
  if (!contact || !is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  TRY(auto refusal, not_invitable(input, *contact));
  if (refusal) return Decided(std::unexpected(*std::move(refusal)));
  TRY(const auto account, row_at(input.rows, *contact, "parentcustomerid", "account"));
  Effect effect;
  CHECK(end_others(input, effect.changes));
  NewRow row = new_invitation(input, *contact, kSingle, 1);
  row.set("adx_invitecontact", contact->id);
  if (account) row.set("adx_assigntoaccount", account->id);
  effect.changes.push_back(row.change());
  if (input.actor.audience == schema::Audience::partner)
    CHECK(give_first_permissions(input, contact->id, input.actor.account, effect.changes));
  return Decided(std::move(effect));
}

Outcome invite_group(const RuleInput& input) {
  TRY(const auto account, read_target(input));
  if (!account || !is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  TRY(auto refusal, not_open_to_group(input, *account));
  if (refusal) return Decided(std::unexpected(*std::move(refusal)));
  const auto most = integer_argument(input, actions::arguments::kRedemptions);
  if (!most || *most < 1 || *most > kGroupRedemptionsMax)
    return refuse_argument("Maximum Redemptions");
  NewRow row = new_invitation(input, *account, kGroup, *most);
  row.set("adx_assigntoaccount", account->id);
  Effect effect;
  effect.changes.push_back(row.change());
  return Decided(std::move(effect));
}

Outcome withdraw_invitation(const RuleInput& input) {
  TRY(const auto row, read_target(input));
  if (!row || !is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  const bool is_own =
      row->lookup(of_invitation(input.rows, "adx_invitercontact")) == input.actor.id;
  if (input.actor.audience != schema::Audience::staff && !is_own)
    return refuse(Verdict::refused, Reason::not_permitted);
  if (!is_active(*row)) return already_done();
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

}  // namespace fieldbook::rules
