#include "syncd/exposure/reading.hpp"

namespace fieldbook::syncd {

Result<std::optional<schema::Row>> row_at(const schema::Row& row, schema::ColumnHandle lookup,
                                          std::uint32_t entity, schema::RowReader& rows) {
  const auto id = row.lookup(lookup);
  if (!id) return std::nullopt;
  return rows.get({entity, *id});
}

Result<std::vector<schema::Row>> rows_naming(schema::ColumnHandle lookup, const Uuid& id,
                                             schema::RowReader& rows) {
  TRY(const auto ids, rows.find(lookup, id));
  std::vector<schema::Row> out;
  out.reserve(ids.size());
  for (const Uuid& found : ids) {
    TRY(auto row, rows.get({lookup.entity_number, found}));
    if (row) out.push_back(*std::move(row));
  }
  return out;
}

namespace {

std::optional<Uuid> named_in(const schema::Row& row, schema::ColumnHandle lookup,
                             std::string_view target) {
  const schema::Column& column = row.entity->columns[lookup.ordinal];
  if (!column.type_column.empty()) {
    const schema::Column* type = row.entity->find(column.type_column);
    if (type == nullptr) return std::nullopt;
    const auto* name = std::get_if<std::string>(&row.values[type->ordinal]);
    if (name == nullptr || *name != target) return std::nullopt;
  }
  return row.lookup(lookup);
}

}  // namespace

std::optional<Uuid> account_in(const schema::Row& row, schema::ColumnHandle lookup) {
  return named_in(row, lookup, "account");
}

std::optional<Uuid> contact_in(const schema::Row& row, schema::ColumnHandle lookup) {
  return named_in(row, lookup, "contact");
}

}  // namespace fieldbook::syncd
