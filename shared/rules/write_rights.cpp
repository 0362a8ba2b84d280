#include "shared/rules/write_rights.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kOpportunityAccountScope = 100000001;

/// Calls `accepts` for each active permission row of the actor with `adx_write`.
template <class Accepts>
Result<bool> any_permission(const RuleInput& input, std::string_view entity, Accepts&& accepts) {
  const schema::Catalogue& catalogue = input.rows.catalogue();
  const schema::ColumnHandle contact = catalogue.column(entity, "adx_contactid");
  TRY(const auto ids, input.rows.find(contact, input.actor.id));
  for (const Uuid& id : ids) {
    TRY(const auto row, input.rows.get({contact.entity_number, id}));
    if (!row || !row->flag(catalogue.column(entity, "adx_write")) ||
        row->integer(catalogue.column(entity, "statecode")).value_or(0) != 0)
      continue;
    if (accepts(*row, row->lookup(catalogue.column(entity, "adx_accountid")))) return true;
  }
  return false;
}

/// A permission that names the contact's current account: moving to another ends it.
Result<bool> has_account_permission(const RuleInput& input, std::string_view entity) {
  return any_permission(input, entity, [&](const schema::Row&, const std::optional<Uuid>& account) {
    return account == input.actor.account;
  });
}

Result<bool> may_write_opportunity(const RuleInput& input, const schema::Row& row) {
  const schema::Catalogue& catalogue = input.rows.catalogue();
  const bool is_own =
      row.lookup(catalogue.column("opportunity", "msa_partneroppid")) == input.actor.id;
  const auto partner = row.lookup(catalogue.column("opportunity", "msa_partnerid"));
  const schema::ColumnHandle scope = catalogue.column("adx_opportunitypermissions", "adx_scope");
  return any_permission(input, "adx_opportunitypermissions",
                        [&](const schema::Row& permission, const std::optional<Uuid>& account) {
                          return is_own || (permission.integer(scope) == kOpportunityAccountScope &&
                                            account == partner && account == input.actor.account);
                        });
}

Result<bool> may_write_account(const RuleInput& input, const schema::Row& row) {
  if (row.id == input.actor.account) return has_account_permission(input, "adx_accountaccess");
  return has_account_permission(input, "adx_channelpermissions");
}

Result<bool> may_write_contact(const RuleInput& input, const schema::Row& row) {
  if (row.id == input.actor.id) return true;
  const auto parent = row.lookup(input.rows.catalogue().column("contact", "parentcustomerid"));
  if (parent == input.actor.account) return has_account_permission(input, "adx_contactaccess");
  return has_account_permission(input, "adx_channelpermissions");
}

}  // namespace

Result<bool> may_write(const RuleInput& input, const schema::Row& row) {
  if (input.daemon == nullptr || input.actor.audience != schema::Audience::partner) return true;
  if (row.entity->name == "opportunity") return may_write_opportunity(input, row);
  if (row.entity->name == "account") return may_write_account(input, row);
  if (row.entity->name == "contact") return may_write_contact(input, row);
  return true;
}

}  // namespace fieldbook::rules
