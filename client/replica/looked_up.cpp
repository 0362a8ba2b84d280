#include "client/replica/looked_up.hpp"

#include <fmt/format.h>

#include "client/replica/row_table.hpp"
#include "shared/schema/currency.hpp"
#include "shared/schema/ddl.hpp"
#include "shared/schema/json_form.hpp"

namespace fieldbook::client {
namespace {

/// Few texts of statements, so that each is prepared once: a batch takes the smallest that fits.
constexpr std::array<std::size_t, 3> kBatchSizes = {1, 8, 32};

std::size_t batch_size(std::size_t left) {
  for (const std::size_t size : kBatchSizes)
    if (left <= size) return size;
  return kBatchSizes.back();
}

std::string marks(std::size_t count) {
  std::string out = "?";
  for (std::size_t i = 1; i < count; ++i) out += ",?";
  return out;
}

const schema::Column* shown_name(const schema::Entity& entity) {
  if (entity.name == schema::kCurrencyEntity) return entity.find(schema::kCurrencyCodeColumn);
  return entity.find(entity.name_column);
}

/// Calls `take(id, value)` for each row of `entity` that is here. Sorts `ids`.
template <class Take>
Status read_by_id(sqlite::Connection& connection, const schema::Entity& entity,
                  const schema::Column& column, std::vector<Uuid>& ids, Take take) {
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  for (std::size_t first = 0; first < ids.size();) {
    const std::size_t size = batch_size(ids.size() - first);
    auto select = connection.prepare(fmt::format("SELECT id, {} FROM {} WHERE id IN ({})",
                                                 schema::quoted(column.name),
                                                 schema::quoted(entity.name), marks(size)));
    for (std::size_t i = 0; i < size; ++i) {
      const Uuid& id = ids[std::min(first + i, ids.size() - 1)];
      select.bind_view(static_cast<int>(i), ByteView(id.bytes));
    }
    while (true) {
      TRY(const bool row, select.step());
      if (!row) break;
      take(select.uuid(0), read_value(select, 1, column));
    }
    first += size;
  }
  return {};
}

}  // namespace

std::vector<const schema::Entity*> LookedUp::targets(const schema::Row& row,
                                                     const schema::Column& lookup) const {
  if (!lookup.type_column.empty()) {
    const schema::Column* type = row.entity->find(lookup.type_column);
    const auto* name =
        type == nullptr ? nullptr : std::get_if<std::string>(&row.values[type->ordinal]);
    const schema::Entity* entity = name == nullptr ? nullptr : catalogue_.find(*name);
    if (entity != nullptr) return {entity};
  }
  std::vector<const schema::Entity*> out;
  for (const std::string& target : lookup.targets)
    if (const schema::Entity* entity = catalogue_.find(target)) out.push_back(entity);
  return out;
}

void LookedUp::want(const schema::Row& row, const schema::Column& column) {
  if (column.type != schema::ColumnType::lookup) return;
  const auto* id = std::get_if<Uuid>(&row.values[column.ordinal]);
  if (id == nullptr) return;
  for (const schema::Entity* entity : targets(row, column)) wanted_[entity].push_back(*id);
}

void LookedUp::want(const schema::Value& value, const schema::Column& column) {
  const auto* id = std::get_if<Uuid>(&value);
  if (id == nullptr || column.type != schema::ColumnType::lookup) return;
  for (const std::string& target : column.targets)
    if (const schema::Entity* entity = catalogue_.find(target)) wanted_[entity].push_back(*id);
}

void LookedUp::want_currency(const schema::Row& row) {
  if (const schema::Column* currency = row.entity->find(schema::kCurrencyColumn))
    want(row, *currency);
}

Status LookedUp::read_names(RowNames& out) {
  for (auto& [entity, ids] : wanted_) {
    const schema::Column* name = shown_name(*entity);
    if (name == nullptr) continue;
    CHECK(read_by_id(connection_, *entity, *name, ids, [&](const Uuid& id, schema::Value value) {
      if (auto* text = std::get_if<std::string>(&value))
        out.emplace(id, std::move(*text));
      else if (!schema::is_null(value))
        out.emplace(id, schema::value_to_text(*name, value));
    }));
  }
  wanted_.clear();
  return {};
}

Result<std::vector<schema::Value>> LookedUp::values(std::span<const schema::Row* const> rows,
                                                    const schema::Column& lookup,
                                                    std::string_view column) {
  std::map<const schema::Entity*, std::vector<Uuid>> wanted;
  for (const schema::Row* row : rows)
    if (const auto* id = std::get_if<Uuid>(&row->values[lookup.ordinal]))
      for (const schema::Entity* entity : targets(*row, lookup)) wanted[entity].push_back(*id);
  std::map<Uuid, schema::Value> found;
  for (auto& [entity, ids] : wanted) {
    const schema::Column* of = entity->find(column);
    if (of == nullptr) continue;
    CHECK(read_by_id(connection_, *entity, *of, ids, [&](const Uuid& id, schema::Value value) {
      found.insert_or_assign(id, std::move(value));
    }));
  }
  std::vector<schema::Value> out(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (const auto* id = std::get_if<Uuid>(&rows[i]->values[lookup.ordinal]))
      if (const auto at = found.find(*id); at != found.end()) out[i] = at->second;
  return out;
}

}  // namespace fieldbook::client
