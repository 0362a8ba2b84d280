#include "client/actions/basis.hpp"

namespace fieldbook::client {
namespace {

using actions::Action;

Result<schema::Row> target_of(const Action& action, schema::RowReader& rows) {
  const schema::Entity* entity = rows.catalogue().find(action.entity);
  if (entity == nullptr) return fail(Errc::not_found, "no entity " + action.entity);
  TRY(auto row, rows.get({entity->number, action.target}));
  if (!row) return fail(Errc::not_found, "the record is not on this device");
  return *std::move(row);
}

Status fill_fields(Action& action, schema::RowReader& rows) {
  const schema::Entity* entity = rows.catalogue().find(action.entity);
  if (entity == nullptr) return fail(Errc::not_found, "no entity " + action.entity);
  TRY(const auto row, rows.get({entity->number, action.target}));
  for (const auto& [number, value] : action.fields) {
    const schema::Column* column = entity->find_number(number);
    if (column == nullptr || !row) continue;
    action.basis.fields.emplace_back(number, row->values[column->ordinal]);
  }
  return {};
}

}  // namespace

Status fill_basis(Action& action, schema::RowReader& rows, const Identity& identity) {
  const std::string_view kind = action.kind;
  if (kind.starts_with("quote.") && action.basis.material_hash.empty()) {
    TRY(action.basis.material_hash, rules::material_hash(rows, action.target, identity.audience));
  } else if (kind.starts_with("opportunity.") && action.basis.partner.is_nil()) {
    TRY(const schema::Row row, target_of(action, rows));
    const auto delivered = rows.catalogue().column("opportunity", "adx_delivereddate");
    action.basis.partner = identity.account;
    action.basis.delivered_day = row.integer(delivered).value_or(0);
  } else if (kind.starts_with("booking.") && action.basis.start_ms == 0) {
    TRY(const schema::Row row, target_of(action, rows));
    const auto start = rows.catalogue().column("bookableresourcebooking", "starttime");
    action.basis.start_ms = row.integer(start).value_or(0);
  } else if (kind.starts_with("record.") && action.basis.fields.empty()) {
    return fill_fields(action, rows);
  }
  return {};
}

}  // namespace fieldbook::client
