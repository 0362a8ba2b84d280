#include "syncd/integrations/finance/receiver.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <sodium.h>

#include "shared/schema/json_form.hpp"

namespace fieldbook::syncd::finance {
namespace {

using schema::ColumnType;

const Json& member(const Json& row, const std::string& name) {
  static const Json kNull;
  const auto found = row.find(name);
  return found == row.end() ? kNull : *found;
}

bool is_nothing(const Json& value) {
  return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty());
}

bool passes(const Filter& filter, const Json& value) {
  switch (filter.kind) {
    case FilterKind::equal: return value == filter.value;
    case FilterKind::not_equal: return value != filter.value;
    case FilterKind::in: return std::ranges::find(filter.value, value) != filter.value.end();
    case FilterKind::is_null: return is_nothing(value);
    case FilterKind::not_null: return !is_nothing(value);
    case FilterKind::in_business_units: return true;
  }
  return false;
}

/// The value as the catalogue's JSON form has it.
Json as_ours(const schema::Column& column, const Json& value) {
  if (is_nothing(value)) return nullptr;
  if (column.type == ColumnType::date && value.is_string())
    return value.get_ref<const std::string&>().substr(0, 10);
  const bool is_amount = column.type == ColumnType::decimal || column.type == ColumnType::money ||
                         column.type == ColumnType::floating;
  const bool is_whole = column.type == ColumnType::integer || column.type == ColumnType::choice ||
                        column.type == ColumnType::state || column.type == ColumnType::status;
  if (value.is_string() && (is_amount || is_whole)) {
    const Json number = Json::parse(value.get_ref<const std::string&>(), nullptr, false);
    if (number.is_number()) return number;
  }
  if (is_whole && value.is_number_float()) {
    const double number = value.get<double>();
    if (number == static_cast<double>(static_cast<std::int64_t>(number)))
      return static_cast<std::int64_t>(number);
  }
  return value;
}

/// An id that the same company and key always give.
Uuid made_id(std::string_view company, std::string_view task, std::string_view key) {
  const std::string text = fmt::format("fieldbook finance\n{}\n{}\n{}", company, task, key);
  Uuid out;
  const auto bytes = as_bytes(text);
  ASSERT(crypto_generichash(out.bytes.data(), out.bytes.size(), bytes.data(), bytes.size(), nullptr,
                            0) == 0);
  // RFC 9562, version 8: bits of our own choice.
  out.bytes[6] = static_cast<std::uint8_t>((out.bytes[6] & 0x0FU) | 0x80U);
  out.bytes[8] = static_cast<std::uint8_t>((out.bytes[8] & 0x3FU) | 0x80U);
  return out;
}

void set_where_present(const schema::Entity& entity, schema::RowChange& change,
                       std::string_view name, std::int64_t value) {
  if (const schema::Column* column = entity.find(name))
    change.set({entity.number, column->ordinal}, value);
}

}  // namespace

Receiver::Receiver(const Task& task, const FinanceSettings& settings,
                   const schema::Catalogue& catalogue)
    : task_(task),
      settings_(settings),
      catalogue_(catalogue),
      entity_(&catalogue.entity(task.target)) {}

bool Receiver::concerns(const Json& peer_row) const {
  return std::ranges::all_of(task_.filter, [&](const Filter& filter) {
    return passes(filter, member(peer_row, filter.column));
  });
}

std::vector<Condition> Receiver::conditions() const {
  std::vector<Condition> out;
  for (const Filter& filter : task_.filter) {
    if (filter.kind != FilterKind::equal) continue;
    // Yes and No are the one enumeration that templates compare with.
    const bool is_yes_no = filter.value == "Yes" || filter.value == "No";
    out.push_back({filter.column, Comparison::equal, filter.value,
                   is_yes_no ? ValueKind::enumeration : ValueKind::text});
  }
  return out;
}

std::vector<std::string> Receiver::columns() const {
  std::set<std::string> out;
  const auto add = [&](const std::string& name) {
    if (!name.empty()) out.insert(name);
  };
  for (const FieldMap& map : task_.map) add(map.from), add(map.otherwise_from), add(map.when);
  for (const Filter& filter : task_.filter) add(filter.column);
  add(task_.changed);
  return {out.begin(), out.end()};
}

Result<std::optional<Uuid>> Receiver::id_of(NaturalKeys& keys, const Json& peer_row,
                                            std::vector<RowProblem>& problems) const {
  const FieldMap* map = task_.find(entity_->primary_key);
  const Json& value = member(peer_row, map->from);
  if (!is_nothing(value)) {
    const auto id = value.is_string() ? parse_uuid(value.get_ref<const std::string&>())
                                      : fail(Errc::invalid_argument, "");
    if (id && !id->is_nil()) return std::optional(*id);
    if (!id) {
      problems.push_back({map->from, shown(value), "is not an id"});
      return std::optional<Uuid>();
    }
  }
  if (task_.match_from.empty()) {
    problems.push_back({map->from, "", "is empty"});
    return std::optional<Uuid>();
  }
  const Json& natural = member(peer_row, task_.match_from);
  if (!natural.is_string() || is_nothing(natural)) {
    problems.push_back({task_.match_from, shown(natural), "is empty"});
    return std::optional<Uuid>();
  }
  const auto& text = natural.get_ref<const std::string&>();
  TRY(const auto found, keys.find(catalogue_.column(entity_->name, task_.match_column), text));
  return std::optional(found ? *found : made_id(settings_.legal_entity, task_.name, text));
}

Json Receiver::mapped(const FieldMap& map, const Json& peer_row,
                      std::vector<RowProblem>& problems) const {
  if (!map.when.empty() && is_nothing(member(peer_row, map.when))) return nullptr;
  if (map.from.empty()) return map.constant;
  const Json* value = &member(peer_row, map.from);
  if (is_nothing(*value) && !map.otherwise_from.empty())
    value = &member(peer_row, map.otherwise_from);
  if (map.values.empty() || is_nothing(*value)) return *value;
  const std::string key = value->is_string() ? value->get<std::string>() : value->dump();
  if (const auto found = map.values.find(key); found != map.values.end()) return found->second;
  if (map.otherwise) return *map.otherwise;
  problems.push_back({map.to, shown(*value), "is no value that is known here"});
  return nullptr;
}

Status Receiver::set(NaturalKeys& keys, const FieldMap& map, const Json& value,
                     ReceivedRow& out) const {
  const auto dot = map.to.find('.');
  const schema::Column& column = *entity_->find(std::string_view(map.to).substr(0, dot));
  const schema::ColumnHandle handle{entity_->number, column.ordinal};
  if (is_nothing(value)) {
    if (map.required) out.problems.push_back({map.to, "", map.from + " is empty"});
    out.change.set(handle, schema::Null{});
    return {};
  }
  if (dot == std::string::npos) {
    auto read = schema::value_from_json(column, as_ours(column, value));
    if (!read)
      out.problems.push_back({map.to, shown(value), read.error().message});
    else
      out.change.set(handle, *std::move(read));
    return {};
  }
  const std::string natural = value.is_string() ? value.get<std::string>() : value.dump();
  const schema::ColumnHandle key =
      catalogue_.column(column.targets.front(), std::string_view(map.to).substr(dot + 1));
  TRY(const auto found, keys.find(key, natural));
  if (found)
    out.change.set(handle, *found);
  else
    out.problems.push_back({map.to, natural, "names no row that is here"});
  return {};
}

Result<ReceivedRow> Receiver::map(schema::RowReader& rows, NaturalKeys& keys, const Json& peer_row,
                                  Instant now) const {
  ReceivedRow out;
  TRY(const auto id, id_of(keys, peer_row, out.problems));
  if (!id) return out;
  out.change = schema::RowChange({entity_->number, *id});
  TRY(const auto before, rows.get(out.change.key));
  out.is_new = !before;
  if (out.is_new) {
    set_where_present(*entity_, out.change, "statecode", 0);
    set_where_present(*entity_, out.change, "statuscode", 1);
    set_where_present(*entity_, out.change, "createdon", now.ms);
    set_where_present(*entity_, out.change, "modifiedon", now.ms);
  }
  for (const FieldMap& map : task_.map) {
    if (map.to == entity_->primary_key || (map.only_new && !out.is_new)) continue;
    CHECK(set(keys, map, mapped(map, peer_row, out.problems), out));
  }
  return out;
}

}  // namespace fieldbook::syncd::finance
