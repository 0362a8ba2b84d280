#include "shared/rules/contract.hpp"

#include <algorithm>
#include <array>

#include "shared/rules/support.hpp"

namespace fieldbook::rules {
namespace {

constexpr std::int64_t kDraft = 192350000;  // msdyn_psastate and msdyn_psastatusreason

/// What each row has of its own.
constexpr std::array<std::string_view, 8> kOwn = {
    "statecode", "statuscode", "createdon",     "modifiedon",
    "createdby", "modifiedby", "versionnumber", "overriddencreatedon"};

/// Takes over what both have under one name and of one type.
void take_over(const schema::Row& from, const schema::Entity& to, NewRow& out) {
  for (const schema::Column& column : from.entity->columns) {
    const schema::Value& value = from.values[column.ordinal];
    const schema::Column* twin = to.find(column.name);
    if (schema::is_null(value) || twin == nullptr || twin->type != column.type) continue;
    if (std::ranges::find(kOwn, column.name) == kOwn.end()) out.set(column.name, value);
  }
}

schema::RowChange contract_line(const RuleInput& input, const schema::Row& line,
                                const Uuid& contract) {
  const schema::Catalogue& catalogue = input.rows.catalogue();
  NewRow out(input, "salesorderdetail", derived_id(line.id, "contract line"));
  take_over(line, catalogue.entity("salesorderdetail"), out);
  const auto of = [&](std::string_view name) { return catalogue.column("quotedetail", name); };
  out.set("salesorderdetailname", line[of("quotedetailname")])
      .set("sequencenumber", line[of("lineitemnumber")])
      .set("salesorderid", contract)
      .set("quotedetailid", line.id);
  return out.change();
}

}  // namespace

Uuid contract_id(const Uuid& quote) { return derived_id(quote, "contract"); }

Result<std::vector<schema::RowChange>> contract_of(const RuleInput& input,
                                                   const schema::Row& quote) {
  const schema::Catalogue& catalogue = input.rows.catalogue();
  std::vector<schema::RowChange> out;
  TRY(const auto known, input.rows.find(catalogue.column("salesorder", "quoteid"), quote.id));
  if (!known.empty()) return out;
  NewRow contract(input, "salesorder", contract_id(quote.id));
  take_over(quote, catalogue.entity("salesorder"), contract);
  contract.set("quoteid", quote.id)
      .set("msdyn_psastate", kDraft)
      .set("msdyn_psastatusreason", kDraft);
  out.push_back(contract.change());
  const schema::ColumnHandle lines = catalogue.column("quotedetail", "quoteid");
  TRY(const auto ids, input.rows.find(lines, quote.id));
  for (const Uuid& id : ids) {
    TRY(const auto line, input.rows.get({lines.entity_number, id}));
    if (line) out.push_back(contract_line(input, *line, contract_id(quote.id)));
  }
  return out;
}

}  // namespace fieldbook::rules
