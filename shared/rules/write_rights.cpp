#include "shared/rules/write_rights.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kOpportunityAccountScope = 100000001;

/// Calls `accepts` for each active permission row of the actor with the right.
template <class Accepts>
Result<bool> any_permission(const RuleInput& input, std::string_view entity, Right right,
                            Accepts&& accepts) {
  const schema::Catalogue& catalogue = input.rows.catalogue();
  const schema::ColumnHandle contact = catalogue.column(entity, "adx_contactid");
  TRY(const auto ids, input.rows.find(contact, input.actor.id));
  for (const Uuid& id : ids) {
    TRY(const auto row, input.rows.get({contact.entity_number, id}));
    const auto flag = right == Right::write ? "adx_write" : "adx_create";
    if (!row || !row->flag(catalogue.column(entity, flag)) ||
        row->integer(catalogue.column(entity, "statecode")).value_or(0) != 0)
      continue;
    if (accepts(*row, row->lookup(catalogue.column(entity, "adx_accountid")))) return true;
  }
  return false;
}

Result<bool> may_write_opportunity(const RuleInput& input, const schema::Row& row) {
  const schema::Catalogue& catalogue = input.rows.catalogue();
  const bool is_own =
      row.lookup(catalogue.column("opportunity", "msa_partneroppid")) == input.actor.id;
  const auto partner = row.lookup(catalogue.column("opportunity", "msa_partnerid"));
  const schema::ColumnHandle scope = catalogue.column("adx_opportunitypermissions", "adx_scope");
  return any_permission(input, "adx_opportunitypermissions", Right::write,
                        [&](const schema::Row& permission, const std::optional<Uuid>& account) {
                          return is_own || (permission.integer(scope) == kOpportunityAccountScope &&
                                            account == partner && account == input.actor.account);
                        });
}

Result<bool> may_write_account(const RuleInput& input, const schema::Row& row) {
  if (row.id == input.actor.account)
    return has_account_right(input, "adx_accountaccess", Right::write);
  return has_account_right(input, "adx_channelpermissions", Right::write);
}

Result<bool> may_write_contact(const RuleInput& input, const schema::Row& row) {
  if (row.id == input.actor.id) return true;
  const auto parent = row.lookup(input.rows.catalogue().column("contact", "parentcustomerid"));
  if (parent == input.actor.account)
    return has_account_right(input, "adx_contactaccess", Right::write);
  return has_account_right(input, "adx_channelpermissions", Right::write);
}

}  // namespace

Result<bool> has_account_right(const RuleInput& input, std::string_view entity, Right right) {
  return any_permission(input, entity, right,
                        [&](const schema::Row&, const std::optional<Uuid>& account) {
                          return account == input.actor.account;
                        });
}

Result<bool> may_write(const RuleInput& input, const schema::Row& row) {
  if (input.daemon == nullptr || input.actor.audience != schema::Audience::partner) return true;
  if (row.entity->name == "opportunity") return may_write_opportunity(input, row);
  if (row.entity->name == "account") return may_write_account(input, row);
  if (row.entity->name == "contact") return may_write_contact(input, row);
  return true;
}

}  // namespace fieldbook::rules
