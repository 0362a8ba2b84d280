// record.create: adds a record (DOMAIN.md 4.3, 4.4, 5.1). Partners add opportunities, customers and
// contacts of their own; staff add anything that their columns let them fill in.

#include "shared/actions/action_table.hpp"
#include "shared/rules/support.hpp"
#include "shared/rules/write_rights.hpp"
#include "shared/schema/value_check.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kPartnerCreated = 100000001;  // opportunity.adx_opportunitysource
constexpr std::int64_t kInProgress = 1;              // opportunity.statuscode

struct Draft {
  const schema::Entity& entity;
  schema::Row row;
  std::vector<std::string> not_editable;
  std::vector<std::string> invalid;

  [[nodiscard]] schema::ColumnHandle column(std::string_view name) const {
    const schema::Column* found = entity.find(name);
    ASSERT(found != nullptr);
    return {entity.number, found->ordinal};
  }
  void set(std::string_view name, schema::Value value) { row[column(name)] = std::move(value); }
};

/// Columns that a partner fills in once and nobody edits afterwards.
bool is_set_at_creation(const schema::Entity& entity, const schema::Column& column) {
  return (entity.name == "opportunity" && column.name == "customerid") ||
         (entity.name == "contact" && column.name == "parentcustomerid");
}

bool may_set(const RuleInput& input, const schema::Entity& entity, const schema::Column& column) {
  return column.editable.has(input.actor.audience) || is_set_at_creation(entity, column);
}

Draft read_fields(const RuleInput& input, const schema::Entity& entity) {
  Draft draft{entity, schema::Row(entity, input.action.target), {}, {}};
  for (const auto& [number, value] : input.action.fields) {
    const schema::Column* column = entity.find_number(number);
    if (column == nullptr || !may_set(input, entity, *column))
      draft.not_editable.push_back(column == nullptr ? fmt::format("{}", number) : column->label);
    else if (schema::value_problem(*column, value))
      draft.invalid.push_back(column->label);
    else
      draft.row.values[column->ordinal] = value;
  }
  return draft;
}

/// Active, with the first status reason of that state, unless the fields say otherwise.
void set_lifecycle(Draft& draft, Instant now) {
  const schema::Column* state = draft.entity.find("statecode");
  const schema::Column* status = draft.entity.find("statuscode");
  if (state != nullptr && schema::is_null(draft.row.values[state->ordinal]))
    draft.row.values[state->ordinal] = std::int64_t{0};
  if (state != nullptr && status != nullptr && schema::is_null(draft.row.values[status->ordinal])) {
    const auto wanted = draft.row.integer({draft.entity.number, state->ordinal});
    for (const schema::Option& option : status->options) {
      if (option.state != wanted) continue;
      draft.row.values[status->ordinal] = option.value;
      break;
    }
  }
  for (const std::string_view name : {"createdon", "modifiedon"})
    if (draft.entity.find(name) != nullptr) draft.set(name, now.ms);
}

/// The account is a customer whom the actor's account manages.
Result<std::optional<schema::Row>> managed_customer(const RuleInput& input,
                                                    const std::optional<Uuid>& account) {
  if (!account) return std::optional<schema::Row>();
  const schema::ColumnHandle manager =
      input.rows.catalogue().column("account", "msa_managingpartnerid");
  TRY(auto row, input.rows.get({manager.entity_number, *account}));
  if (!row || row->lookup(manager) != input.actor.account) return std::optional<schema::Row>();
  return row;
}

using Checked = Result<std::optional<Reason>>;  // nothing: go on

/// DOMAIN.md 4.4: the right to create, and a managed customer that has a primary contact.
Checked prepare_opportunity(const RuleInput& input, Draft& draft) {
  TRY(const bool permitted, has_account_right(input, "adx_opportunitypermissions", Right::create));
  if (!permitted) return std::optional(missing_right(input));
  TRY(const auto customer, managed_customer(input, draft.row.lookup(draft.column("customerid"))));
  const schema::ColumnHandle primary = input.rows.catalogue().column("account", "primarycontactid");
  if (!customer || !customer->lookup(primary)) return std::optional(Reason::not_available);
  draft.set("customeridtype", std::string("account"));
  draft.set("msa_partnerid", input.actor.account);
  draft.set("msa_partneroppid", input.actor.id);
  draft.set("adx_partnercreated", std::int64_t{1});
  draft.set("adx_opportunitysource", kPartnerCreated);
  draft.set("adx_createdbyusername", input.actor.name);
  draft.set("isrevenuesystemcalculated",
            std::int64_t{schema::is_null(draft.row[draft.column("estimatedvalue")]) ? 1 : 0});
  draft.set("statecode", std::int64_t{0});
  draft.set("statuscode", kInProgress);
  // "OPP-" and twelve upper-case hexadecimal digits (DOMAIN.md 1.8).
  const Uuid digits = derived_id(input.action.id, "reference code");
  std::string code = to_hex(ByteView(digits.bytes).first(6));
  std::ranges::transform(code, code.begin(), [](char c) {
    return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  draft.set("adx_referencecode", "OPP-" + code);
  return std::optional<Reason>();
}

Checked prepare_account(const RuleInput& input, Draft& draft) {
  TRY(const bool permitted, has_account_right(input, "adx_channelpermissions", Right::create));
  if (!permitted) return std::optional(missing_right(input));
  draft.set("msa_managingpartnerid", input.actor.account);
  return std::optional<Reason>();
}

Checked prepare_contact(const RuleInput& input, Draft& draft) {
  const auto parent = draft.row.lookup(draft.column("parentcustomerid"));
  const bool is_colleague = parent == input.actor.account;
  TRY(const bool permitted,
      has_account_right(input, is_colleague ? "adx_contactaccess" : "adx_channelpermissions",
                        Right::create));
  if (!permitted) return std::optional(missing_right(input));
  if (!is_colleague) {
    TRY(const auto customer, managed_customer(input, parent));
    if (!customer) return std::optional(Reason::not_available);
    draft.set("msa_managingpartnerid", input.actor.account);
  }
  draft.set("parentcustomeridtype", std::string("account"));
  return std::optional<Reason>();
}

/// What a partner may add, with what follows from who adds it.
Checked prepare(const RuleInput& input, Draft& draft) {
  if (draft.entity.kind == schema::EntityKind::fieldbook)
    return std::optional(Reason::not_permitted);
  if (input.actor.audience == schema::Audience::staff) return std::optional<Reason>();
  if (input.actor.audience != schema::Audience::partner || input.actor.account.is_nil())
    return std::optional(Reason::not_permitted);
  if (draft.entity.name == "opportunity") return prepare_opportunity(input, draft);
  if (draft.entity.name == "account") return prepare_account(input, draft);
  if (draft.entity.name == "contact") return prepare_contact(input, draft);
  return std::optional(Reason::not_permitted);
}

void set_full_name(Draft& draft) {
  if (draft.entity.name != "contact") return;
  const std::string first = draft.row.text(draft.column("firstname"));
  const std::string last = draft.row.text(draft.column("lastname"));
  draft.set("fullname", first.empty() || last.empty() ? first + last : first + " " + last);
}

std::vector<std::string> missing_fields(const Draft& draft) {
  std::vector<std::string> out;
  for (const schema::Column& column : draft.entity.columns)
    if (column.required && schema::is_null(draft.row.values[column.ordinal]))
      out.push_back(column.label);
  return out;
}

Outcome refuse_fields(Reason reason, const std::vector<std::string>& labels) {
  return refuse(Verdict::refused, reason, {{"fields", fmt::format("{}", fmt::join(labels, ", "))}});
}

}  // namespace

Outcome create_record(const RuleInput& input) {
  const schema::Entity* entity = input.rows.catalogue().find(input.action.entity);
  if (entity == nullptr) return refuse(Verdict::refused, Reason::malformed);
  TRY(const auto present, read_target(input));
  // Ids are made at random: one that is taken is another record's.
  if (present) return refuse(Verdict::refused, Reason::not_available);
  Draft draft = read_fields(input, *entity);
  if (!draft.not_editable.empty())
    return refuse_fields(Reason::column_not_editable, draft.not_editable);
  if (!draft.invalid.empty()) return refuse_fields(Reason::invalid_value, draft.invalid);
  TRY(const auto refused, prepare(input, draft));
  if (refused) return refuse(Verdict::refused, *refused);
  set_lifecycle(draft, input.now);
  set_full_name(draft);
  if (const auto missing = missing_fields(draft); !missing.empty())
    return refuse_fields(Reason::invalid_value, missing);
  schema::RowChange change(draft.row.key());
  for (const schema::Column& column : entity->columns)
    if (!schema::is_null(draft.row.values[column.ordinal]))
      change.values.emplace_back(column.ordinal, draft.row.values[column.ordinal]);
  Effect effect;
  effect.changes.push_back(std::move(change));
  return Decided(std::move(effect));
}

Result<std::vector<schema::RowKey>> create_reads(const RuleInput& input) {
  std::vector<schema::RowKey> out;
  const schema::Catalogue& catalogue = input.rows.catalogue();
  for (const std::string_view entity :
       {"adx_opportunitypermissions", "adx_channelpermissions", "adx_contactaccess"}) {
    const schema::ColumnHandle contact = catalogue.column(entity, "adx_contactid");
    TRY(const auto ids, input.rows.find(contact, input.actor.id));
    for (const Uuid& id : ids) out.push_back({contact.entity_number, id});
  }
  return out;
}

}  // namespace fieldbook::rules
