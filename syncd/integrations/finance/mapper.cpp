#include "syncd/integrations/finance/mapper.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <sodium.h>

#include "shared/schema/json_form.hpp"

namespace fieldbook::syncd::finance {
namespace {

using schema::ColumnType;

constexpr std::size_t kShownCharacters = 100;

/// What a path led to. `column` is null for the primary key.
Json plain_value(const schema::Column* column, const schema::Value& value) {
  if (schema::is_null(value)) return nullptr;
  if (column == nullptr) return to_string(std::get<Uuid>(value));
  if (column->type == ColumnType::date)
    return format_day(std::get<std::int64_t>(value)) + "T00:00:00Z";
  return Json(schema::value_to_json(*column, value));
}

/// The first `count` code points of a UTF-8 text.
std::string_view prefix_of(std::string_view text, std::size_t count) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && count-- == 0) return text.substr(0, i);
  }
  return text;
}

std::string key_text(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

bool equals(const Json& filter, const Json& value) {
  if (filter.is_number() && value.is_number()) return filter.get<double>() == value.get<double>();
  return filter == value;
}

bool is_nothing(const Json& value) {
  return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty());
}

std::optional<double> as_number(const Json& value) {
  if (value.is_number()) return value.get<double>();
  if (!value.is_string()) return std::nullopt;
  const auto& text = value.get_ref<const std::string&>();
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

bool same_text(const std::string& a, const std::string& b) {
  if (a == b) return true;
  const auto left = parse_instant(a), right = parse_instant(b);
  if (left && right) return *left == *right;
  const auto first = parse_uuid(a), second = parse_uuid(b);
  return first && second && *first == *second;
}

bool same(const Json& theirs, const Json& ours) {
  if (is_nothing(theirs) || is_nothing(ours)) return is_nothing(theirs) && is_nothing(ours);
  if (theirs.is_string() && ours.is_string())
    return same_text(theirs.get_ref<const std::string&>(), ours.get_ref<const std::string&>());
  const auto left = as_number(theirs), right = as_number(ours);
  if (left && right) return std::abs(*left - *right) <= 1e-9 * std::max(1.0, std::abs(*right));
  return theirs == ours;
}

const Json& member(const Json& row, const std::string& name) {
  static const Json kNull;
  const auto found = row.find(name);
  return found == row.end() ? kNull : *found;
}

FixedBytes<16> hash_of(const Json& values) {
  const std::string text = values.dump();
  FixedBytes<16> out{};
  const auto bytes = as_bytes(text);
  ASSERT(crypto_generichash(out.data(), out.size(), bytes.data(), bytes.size(), nullptr, 0) == 0);
  return out;
}

}  // namespace

struct Mapper::Found {
  const schema::Column* column = nullptr;
  schema::Value value;
  std::string problem;  ///< why it is null although the path was not
};

Mapper::Mapper(const Task& task, const FinanceSettings& settings, const Gates& gates,
               const schema::Catalogue& catalogue)
    : task_(task),
      settings_(settings),
      gates_(gates),
      catalogue_(catalogue),
      entity_(&catalogue.entity(task.source)) {
  for (const FieldMap& map : task.map)
    if (map.length > 0) lengths_[map.to] = map.length;
}

void Mapper::take_lengths(const PeerEntity& peer) {
  for (const FieldMap& map : task_.map) {
    const PeerColumn* column = peer.find(map.to);
    if (column == nullptr || column->max_length == 0) continue;
    std::size_t& length = lengths_[map.to];
    length = length == 0 ? column->max_length : std::min(length, column->max_length);
  }
}

Result<Mapper::Found> Mapper::follow(schema::RowReader& rows, const schema::Row& row,
                                     std::string_view path) const {
  schema::Row here = row;
  for (;;) {
    const auto dot = path.find('.');
    const std::string_view name = path.substr(0, dot);
    const schema::Column* column = here.entity->find(name);
    if (column == nullptr) {
      if (name == here.entity->primary_key) return Found{nullptr, here.id, {}};
      return Found{nullptr, schema::Null{},
                   fmt::format("is a {}, which has no {}", here.entity->label, name)};
    }
    const schema::Value& value = here.values[column->ordinal];
    if (dot == std::string_view::npos) return Found{column, value, {}};
    const auto* id = std::get_if<Uuid>(&value);
    if (id == nullptr) return Found{column, schema::Null{}, {}};
    std::string target = column->targets.front();
    if (const schema::Column* type = here.entity->find(column->type_column))
      if (const auto* named = std::get_if<std::string>(&here.values[type->ordinal]))
        target = *named;
    const schema::Entity* entity = catalogue_.find(target);
    if (entity == nullptr)
      return Found{column, schema::Null{}, "points at a table that is not here"};
    TRY(auto next, rows.get({entity->number, *id}));
    if (!next)
      return Found{column, schema::Null{},
                   fmt::format("points at {} {}, which is not here", entity->name, to_string(*id))};
    here = *std::move(next);
    path.remove_prefix(dot + 1);
  }
}

Result<bool> Mapper::passes(schema::RowReader& rows, const schema::Row& row,
                            const Filter& filter) const {
  if (filter.kind == FilterKind::in_business_units && settings_.business_units.empty()) return true;
  TRY(const Found found, follow(rows, row, filter.column));
  const Json value = plain_value(found.column, found.value);
  switch (filter.kind) {
    case FilterKind::equal: return equals(filter.value, value);
    case FilterKind::not_equal: return !equals(filter.value, value);
    case FilterKind::in:
      return std::ranges::any_of(filter.value, [&](const Json& one) { return equals(one, value); });
    case FilterKind::is_null: return value.is_null();
    case FilterKind::not_null: return !value.is_null();
    case FilterKind::in_business_units:
      return value.is_string() &&
             std::ranges::find(settings_.business_units, value.get_ref<const std::string&>()) !=
                 settings_.business_units.end();
  }
  return false;
}

Result<bool> Mapper::concerns(schema::RowReader& rows, const schema::Row& row) const {
  for (const Filter& filter : task_.filter) {
    TRY(const bool passed, passes(rows, row, filter));
    if (!passed) return false;
  }
  return true;
}

Result<bool> Mapper::is_required(schema::RowReader& rows, const schema::Row& row,
                                 const FieldMap& map) const {
  if (map.required || std::ranges::find(task_.key, map.to) != task_.key.end()) return true;
  if (map.required_for.empty()) return false;
  TRY(const Found found, follow(rows, row, map.required_for));
  const auto* value = std::get_if<std::int64_t>(&found.value);
  return value != nullptr &&
         std::ranges::find(map.required_values, *value) != map.required_values.end();
}

Json Mapper::through_values(const FieldMap& map, const Found& found, Json plain,
                            std::vector<RowProblem>& problems) const {
  const auto* site = map.setting.empty() ? nullptr : settings_.map(map.setting);
  if (plain.is_null() || (map.values.empty() && site == nullptr)) return plain;
  const std::string key = key_text(plain);
  if (site != nullptr) {
    if (const auto value = site->find(key); value != site->end())
      return value->second.empty() ? Json() : Json(value->second);
  } else if (const auto value = map.values.find(key); value != map.values.end()) {
    return value->second;
  }
  if (map.otherwise) return *map.otherwise;
  if (const std::string* text = settings_.text(map.otherwise_setting)) return *text;
  const std::string label =
      found.column == nullptr ? key : schema::value_to_text(*found.column, found.value);
  problems.push_back({map.to, label, fmt::format("{} has no value over there", map.from)});
  return nullptr;
}

void Mapper::fit(const FieldMap& map, Json& value, std::vector<RowProblem>& problems) const {
  if (!value.is_string()) return;
  if (map.as_guid) {
    const auto id = parse_uuid(value.get_ref<const std::string&>());
    if (id)
      value = to_string(*id);
    else
      problems.push_back({map.to, shown(value), "is not an id"});
    return;
  }
  const auto length = lengths_.find(map.to);
  if (length == lengths_.end()) return;
  const auto& text = value.get_ref<const std::string&>();
  const std::string_view cut = prefix_of(text, length->second);
  if (cut.size() == text.size()) return;
  if (map.too_long == TooLong::cut)
    value = std::string(cut);
  else
    problems.push_back(
        {map.to, shown(value), fmt::format("is longer than {} characters", length->second)});
}

Result<std::optional<Json>> Mapper::value_of(schema::RowReader& rows, const schema::Row& row,
                                             const FieldMap& map,
                                             std::vector<RowProblem>& problems) const {
  if (map.only_with_setting && settings_.map(map.setting) == nullptr) return std::optional<Json>();
  if (!map.when.empty()) {
    TRY(const Found condition, follow(rows, row, map.when));
    if (schema::is_null(condition.value)) return std::optional<Json>(nullptr);
  }
  if (map.from.empty()) {
    const std::string* own = settings_.text(map.setting);
    return std::optional<Json>(own == nullptr ? map.constant : Json(*own));
  }
  TRY(Found found, follow(rows, row, map.from));
  if (schema::is_null(found.value) && !map.otherwise_from.empty()) {
    TRY(found, follow(rows, row, map.otherwise_from));
  }
  Json plain = plain_value(found.column, found.value);
  if (const auto need = map.needs.find(key_text(plain)); need != map.needs.end()) {
    const Capability* capability = gates_.find(need->second);
    const auto missing = capability == nullptr ? std::optional(std::string("a gate is unknown"))
                                               : missing_for(*capability, settings_);
    if (missing)
      problems.push_back({map.to, schema::value_to_text(*found.column, found.value),
                          fmt::format("needs {}: {}", need->second, *missing)});
  }
  const std::size_t before = problems.size();
  Json value = through_values(map, found, std::move(plain), problems);
  fit(map, value, problems);
  if (!is_nothing(value) || problems.size() != before) return std::optional(std::move(value));
  TRY(const bool required, is_required(rows, row, map));
  if (required)
    problems.push_back(
        {map.to, "",
         fmt::format("{} {}", map.from, found.problem.empty() ? "is empty" : found.problem)});
  return std::optional<Json>(nullptr);
}

Result<MappedRow> Mapper::map(schema::RowReader& rows, const schema::Row& row) const {
  MappedRow out;
  for (const FieldMap& field : task_.map) {
    const bool is_key = std::ranges::find(task_.key, field.to) != task_.key.end();
    if (!is_key && settings_.leaves_out(task_.name, field.to)) continue;
    TRY(auto value, value_of(rows, row, field, out.problems));
    if (value) out.values[field.to] = *std::move(value);
  }
  for (const std::string& column : task_.key) {
    const Json& value = member(out.values, column);
    const bool is_guid = value.is_string() && parse_uuid(value.get_ref<const std::string&>());
    out.key.push_back({column, value,
                       is_guid             ? ValueKind::guid
                       : value.is_number() ? ValueKind::number
                                           : ValueKind::text});
  }
  out.hash = hash_of(out.values);
  return out;
}

bool has_values(const Json& peer_row, const Json& values) {
  return differences(peer_row, values).empty();
}

std::vector<Difference> differences(const Json& peer_row, const Json& values) {
  std::vector<Difference> out;
  for (const auto& [name, value] : values.items()) {
    const Json& theirs = member(peer_row, name);
    if (!same(theirs, value)) out.push_back({name, theirs, value});
  }
  return out;
}

std::string shown(const Json& value) {
  if (value.is_null()) return "";
  const std::string text = value.is_string()
                               ? value.get<std::string>()
                               : value.dump(-1, ' ', false, Json::error_handler_t::replace);
  return std::string(prefix_of(text, kShownCharacters));
}

std::string detail_of(std::span<const RowProblem> problems, std::string_view kind) {
  Json out;
  out["kind"] = kind;
  out["problems"] = Json::array();
  for (const RowProblem& problem : problems)
    out["problems"].push_back(
        {{"field", problem.field}, {"value", problem.value}, {"cause", problem.cause}});
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<RowProblem> problems_from(std::string_view detail) {
  std::vector<RowProblem> out;
  const Json read = Json::parse(detail, nullptr, false);
  if (!read.is_object()) return out;
  for (const auto& problem : read.value("problems", Json::array()))
    out.push_back(
        {problem.value("field", ""), problem.value("value", ""), problem.value("cause", "")});
  return out;
}

}  // namespace fieldbook::syncd::finance
