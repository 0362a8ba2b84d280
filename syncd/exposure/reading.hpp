#pragma once

// The few ways in which exposure follows lookups. A lookup that leads nowhere gives nothing.

#include <optional>
#include <vector>

#include "shared/schema/row_reader.hpp"

namespace fieldbook::syncd {

/// The row that `lookup` of `row` names, taken as a row of the entity with number `entity`.
[[nodiscard]] Result<std::optional<schema::Row>> row_at(const schema::Row& row,
                                                        schema::ColumnHandle lookup,
                                                        std::uint32_t entity,
                                                        schema::RowReader& rows);

/// The rows whose `lookup` names `id`, ascending by id.
[[nodiscard]] Result<std::vector<schema::Row>> rows_naming(schema::ColumnHandle lookup,
                                                           const Uuid& id, schema::RowReader& rows);

/// What `lookup` names, if that is an account: a lookup with several targets counts only when its
/// type column says so. Whether the account's row is there is not asked.
[[nodiscard]] std::optional<Uuid> account_in(const schema::Row& row, schema::ColumnHandle lookup);

/// The same for a contact.
[[nodiscard]] std::optional<Uuid> contact_in(const schema::Row& row, schema::ColumnHandle lookup);

/// Whether `row` is of the entity with number `entity`.
[[nodiscard]] inline bool is(const schema::Row& row, std::uint32_t entity) {
  return row.entity->number == entity;
}

}  // namespace fieldbook::syncd
