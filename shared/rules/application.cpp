// partner.apply, partner.approve and partner.reject: becoming a partner (DOMAIN.md 4.1). An
// application is kept in account and contact; staff decide, and the first decision counts.

#include <algorithm>
#include <array>

#include "shared/actions/action_table.hpp"
#include "shared/rules/support.hpp"

namespace fieldbook::rules {
namespace {

namespace kinds = actions::kinds;
namespace names = actions::arguments;

constexpr std::int64_t kPartner = 100000000;  // account.accountclassificationcode
constexpr std::int64_t kSubmitted = 100000000, kApproved = 100000001,
                       kRejected = 100000002;  // account.adx_partner_status
constexpr std::int64_t kProgramActive = 100000001;
constexpr std::string_view kAdministrator = "Partner administrator";

schema::ColumnHandle of_account(const RuleInput& input, std::string_view column) {
  return input.rows.catalogue().column("account", column);
}

/// What the application says of the organisation: argument and column have one name.
constexpr std::array<std::string_view, 6> kToldColumns = {
    "telephone1",    "emailaddress1",       "address1_line1",
    "address1_city", "address1_postalcode", "address1_country"};

Outcome answer_decided(const RuleInput& input, const schema::Row& account, std::int64_t status) {
  const schema::Column& column =
      account.entity->columns[of_account(input, "adx_partner_status").ordinal];
  return refuse(Verdict::superseded, Reason::already_decided,
                {{"decision", option_label(column, status)}});
}

/// Rights of a partner's first contact: everything, for the whole account (DOMAIN.md 4.3).
struct Permission {
  std::string_view entity;
  std::array<std::string_view, 6> flags;  ///< padded with its first
  std::int64_t scope;                     ///< 0 = it has none
};
constexpr std::array<Permission, 5> kPermissions = {{
    {"adx_opportunitypermissions",
     {"adx_read", "adx_write", "adx_create", "adx_delete", "adx_assign", "adx_acceptdecline"},
     100000001},
    {"adx_channelpermissions",
     {"adx_read", "adx_write", "adx_create", "adx_read", "adx_read", "adx_read"},
     0},
    {"adx_accountaccess",
     {"adx_read", "adx_write", "adx_managepermissions", "adx_read", "adx_read", "adx_read"},
     0},
    {"adx_contactaccess",
     {"adx_read", "adx_write", "adx_create", "adx_read", "adx_read", "adx_read"},
     2},
    {"adx_caseaccess",
     {"adx_read", "adx_write", "adx_create", "adx_delete", "adx_read", "adx_read"},
     2},
}};

/// Role and rights of the account's first contact, where it has one.
Status open_portal(const RuleInput& input, const schema::Row& account,
                   std::vector<schema::RowChange>& changes) {
  const auto contact = account.lookup(of_account(input, "primarycontactid"));
  if (!contact) return {};
  const schema::Catalogue& catalogue = input.rows.catalogue();
  schema::RowChange person({catalogue.entity("contact").number, *contact});
  person.set(catalogue.column("contact", "adx_identity_logonenabled"), std::int64_t{1});
  changes.push_back(std::move(person));
  TRY(const auto roles, input.rows.all_ids(catalogue.entity("adx_webrole")));
  for (const Uuid& id : roles) {
    TRY(const auto role, input.rows.get({catalogue.entity("adx_webrole").number, id}));
    if (!role || name_of(*role) != kAdministrator) continue;
    NewRow link(input, "contact_adx_webrole_link", derived_id(*contact, "role " + to_string(id)));
    link.set("contactid", *contact).set("adx_webroleid", id);
    changes.push_back(link.change());
    break;
  }
  for (const Permission& permission : kPermissions) {
    NewRow row(input, permission.entity,
               derived_id(*contact, std::string(permission.entity) + " " + to_string(account.id)));
    row.set("adx_contactid", *contact).set("adx_accountid", account.id);
    for (const std::string_view flag : permission.flags) row.set(flag, std::int64_t{1});
    if (permission.scope != 0) row.set("adx_scope", permission.scope);
    changes.push_back(row.change());
  }
  return {};
}

}  // namespace

Outcome apply_as_partner(const RuleInput& input) {
  TRY(const auto contact, read_target(input));
  if (!contact || !is_visible(input) || contact->id != input.actor.id)
    return refuse(Verdict::refused, Reason::not_available);
  const schema::Catalogue& catalogue = input.rows.catalogue();
  const schema::ColumnHandle parent = catalogue.column("contact", "parentcustomerid");
  std::optional<schema::Row> account;
  if (const auto id = contact->lookup(parent)) {
    TRY(account, input.rows.get({catalogue.entity("account").number, *id}));
  }
  Effect effect;
  schema::RowChange change;
  // Who is one contact of many adds what is missing and overwrites nothing of the organisation.
  bool may_overwrite = true;
  if (account) {
    const auto primary = account->lookup(of_account(input, "primarycontactid"));
    may_overwrite = !primary || primary == contact->id;
    const auto status = account->integer(of_account(input, "adx_partner_status"));
    if (account->integer(of_account(input, "accountclassificationcode")) == kPartner)
      return answer_decided(input, *account, kApproved);
    if (status == kSubmitted) return already_done();
    change = schema::RowChange(account->key());
    stamp_modified(change, *account->entity, input.now);
    if (schema::is_null((*account)[of_account(input, "primarycontactid")]))
      change.set(of_account(input, "primarycontactid"), contact->id);
  } else {
    const std::string company = text_argument(input, names::kCompany);
    if (company.empty()) return refuse_argument("Company");
    NewRow made(input, "account", derived_id(contact->id, "application"));
    made.set("name", company).set("primarycontactid", contact->id);
    change = made.change();
    schema::RowChange person(contact->key());
    person.set(parent, change.key.id)
        .set(catalogue.column("contact", "parentcustomeridtype"), std::string("account"));
    stamp_modified(person, *contact->entity, input.now);
    effect.changes.push_back(std::move(person));
  }
  for (const std::string_view column : kToldColumns) {
    const schema::ColumnHandle told = of_account(input, column);
    if (!may_overwrite && !schema::is_null((*account)[told])) continue;
    if (std::string text = text_argument(input, column); !text.empty())
      change.set(told, std::move(text));
  }
  change.set(of_account(input, "adx_partner_status"), kSubmitted);
  effect.changes.insert(effect.changes.begin(), std::move(change));
  return Decided(std::move(effect));
}

Outcome decide_application(const RuleInput& input) {
  const bool approves = input.action.kind == kinds::kPartnerApprove;
  const std::int64_t wanted = approves ? kApproved : kRejected;
  TRY(const auto account, read_target(input));
  if (!account || !is_visible(input)) return refuse(Verdict::refused, Reason::not_available);
  const auto status = account->integer(of_account(input, "adx_partner_status"));
  if (!status) return refuse(Verdict::refused, Reason::not_permitted);
  if (status == wanted) return already_done();
  if (status != kSubmitted) return answer_decided(input, *account, *status);
  Effect effect;
  schema::RowChange change(account->key());
  change.set(of_account(input, "adx_partner_status"), wanted);
  if (approves)
    change.set(of_account(input, "accountclassificationcode"), kPartner)
        .set(of_account(input, "adx_partnerprogram_status"), kProgramActive)
        .set(of_account(input, "adx_partnerprogram_startdate"), day_of(input.now));
  stamp_modified(change, *account->entity, input.now);
  effect.changes.push_back(std::move(change));
  if (approves) CHECK(open_portal(input, *account, effect.changes));
  return Decided(std::move(effect));
}

}  // namespace fieldbook::rules
