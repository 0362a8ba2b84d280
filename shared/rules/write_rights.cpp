#include "shared/rules/write_rights.hpp"

#include "shared/rules/forum.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kOpportunityAccountScope = 100000001;
constexpr std::int64_t kCaseSelfScope = 1, kCaseAccountScope = 2;

std::string_view flag_of(Right right) {
  switch (right) {
    case Right::read: return "adx_read";
    case Right::write: return "adx_write";
    case Right::create: return "adx_create";
    case Right::remove: return "adx_delete";
    case Right::assign: return "adx_assign";
    case Right::manage: break;
  }
  return "adx_managepermissions";
}

/// Calls `accepts` for each active permission row of the actor with the right.
template <class Accepts>
Result<bool> any_permission(const RuleInput& input, std::string_view entity, Right right,
                            Accepts&& accepts) {
  const schema::Catalogue& catalogue = input.rows.catalogue();
  const schema::ColumnHandle contact = catalogue.column(entity, "adx_contactid");
  TRY(const auto ids, input.rows.find(contact, input.actor.id));
  for (const Uuid& id : ids) {
    TRY(const auto row, input.rows.get({contact.entity_number, id}));
    if (!row || !row->flag(catalogue.column(entity, flag_of(right))) ||
        row->integer(catalogue.column(entity, "statecode")).value_or(0) != 0)
      continue;
    if (accepts(*row, row->lookup(catalogue.column(entity, "adx_accountid")))) return true;
  }
  return false;
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

Result<bool> may_work_opportunity(const RuleInput& input, const schema::Row& row, Right right) {
  if (input.actor.audience == schema::Audience::staff) return true;
  const schema::Catalogue& catalogue = input.rows.catalogue();
  const auto of = [&](std::string_view name) {
    return catalogue.column("adx_opportunitypermissions", name);
  };
  if (input.daemon == nullptr) {
    TRY(const auto ids, input.rows.find(of("adx_contactid"), input.actor.id));
    if (ids.empty()) return true;
  }
  const bool is_own =
      row.lookup(catalogue.column("opportunity", "msa_partneroppid")) == input.actor.id;
  const auto partner = row.lookup(catalogue.column("opportunity", "msa_partnerid"));
  return any_permission(input, "adx_opportunitypermissions", right,
                        [&](const schema::Row& permission, const std::optional<Uuid>& account) {
                          return is_own ||
                                 (permission.integer(of("adx_scope")) == kOpportunityAccountScope &&
                                  account == partner && account == input.actor.account);
                        });
}

Result<bool> may_work_case(const RuleInput& input, const Uuid& customer, Right right) {
  if (input.actor.audience == schema::Audience::staff) return true;
  const schema::Catalogue& catalogue = input.rows.catalogue();
  const auto of = [&](std::string_view name) { return catalogue.column("adx_caseaccess", name); };
  if (customer != input.actor.id)
    return any_permission(input, "adx_caseaccess", right,
                          [&](const schema::Row& access, const std::optional<Uuid>& account) {
                            return access.integer(of("adx_scope")) == kCaseAccountScope &&
                                   account == customer;
                          });
  // Rows of self scope add up; only where there are some and none has the right is it taken away.
  TRY(const auto ids, input.rows.find(of("adx_contactid"), input.actor.id));
  bool has_self_row = false;
  for (const Uuid& id : ids) {
    TRY(const auto row, input.rows.get({of("adx_scope").entity_number, id}));
    has_self_row = has_self_row || (row && row->integer(of("adx_scope")) == kCaseSelfScope &&
                                    row->integer(of("statecode")).value_or(0) == 0);
  }
  if (!has_self_row) return true;
  return any_permission(input, "adx_caseaccess", right,
                        [&](const schema::Row& access, const std::optional<Uuid>&) {
                          return access.integer(of("adx_scope")) == kCaseSelfScope;
                        });
}

Result<std::vector<schema::RowKey>> permission_reads(const RuleInput& input) {
  std::vector<schema::RowKey> out;
  for (const std::string_view entity :
       {"adx_opportunitypermissions", "adx_channelpermissions", "adx_accountaccess",
        "adx_contactaccess", "adx_caseaccess"}) {
    const schema::ColumnHandle contact = input.rows.catalogue().column(entity, "adx_contactid");
    TRY(const auto ids, input.rows.find(contact, input.actor.id));
    for (const Uuid& id : ids) out.push_back({contact.entity_number, id});
  }
  return out;
}

Result<bool> may_write(const RuleInput& input, const schema::Row& row) {
  if (row.entity->name == "adx_communityforumpost") return may_change_post(input, row);
  if (input.daemon == nullptr || input.actor.audience != schema::Audience::partner) return true;
  if (row.entity->name == "opportunity") return may_work_opportunity(input, row, Right::write);
  if (row.entity->name == "account") return may_write_account(input, row);
  if (row.entity->name == "contact") return may_write_contact(input, row);
  return true;
}

std::optional<std::string> owner_elsewhere(const RuleInput& input, const schema::Row& row) {
  if (input.daemon == nullptr || input.daemon->owners == nullptr) return std::nullopt;
  const auto found = input.daemon->owners->find(row.entity->name);
  return found == input.daemon->owners->end() ? std::nullopt : std::optional(found->second);
}

}  // namespace fieldbook::rules
