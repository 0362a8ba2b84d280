#include "shared/schema/json_form.hpp"

#include <fmt/format.h>

#include "shared/base/utf8.hpp"
#include "shared/schema/value_check.hpp"

namespace fieldbook::schema {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kEtag = "@odata.etag";
constexpr std::string_view kVersionColumn = "versionnumber";
constexpr std::string_view kLookupName = "@Microsoft.Dynamics.CRM.lookuplogicalname";
// What Dataverse derives from the value itself: kept, it would contradict the value after the first
// change.
constexpr std::string_view kFormattedValue = "@OData.Community.Display.V1.FormattedValue";
constexpr std::string_view kNavigationProperty =
    "@Microsoft.Dynamics.CRM.associatednavigationproperty";

/// Dataverse names the columns that hold another row's id `_name_value`.
bool is_reference(const Column& column) {
  return column.type == ColumnType::lookup || column.reference;
}

std::string json_key(const Column& column) {
  return is_reference(column) ? fmt::format("_{}_value", column.name) : column.name;
}

/// The column that `key` stands for: its name, or `_name_value` of a reference.
const Column* column_of_key(const Entity& entity, std::string_view key) {
  constexpr std::string_view kPrefix = "_";
  constexpr std::string_view kSuffix = "_value";
  if (key.starts_with(kPrefix) && key.ends_with(kSuffix) &&
      key.size() > kPrefix.size() + kSuffix.size()) {
    const Column* column =
        entity.find(key.substr(kPrefix.size(), key.size() - kPrefix.size() - kSuffix.size()));
    if (column != nullptr && is_reference(*column)) return column;
  }
  return entity.find(key);
}

/// The lookup whose target's entity `column` names; null when it is an ordinary column.
const Column* lookup_of_type_column(const Entity& entity, const Column& column) {
  if (column.type != ColumnType::text) return nullptr;
  for (const Column& lookup : entity.columns)
    if (lookup.type_column == column.name) return &lookup;
  return nullptr;
}

std::string etag_of(std::string_view version) { return fmt::format("W/\"{}\"", version); }

/// The row's version as digits, from its column or from what an import brought.
std::string version_of(const Row& row) {
  if (const Column* column = row.entity->find(kVersionColumn)) {
    const auto* value = std::get_if<std::int64_t>(&row.values[column->ordinal]);
    return value == nullptr ? std::string() : fmt::format("{}", *value);
  }
  const auto found = row.unknown_names.find(std::string(kVersionColumn));
  return found == row.unknown_names.end() ? std::string() : found->second;
}

bool lists_target(const Column& lookup, std::string_view name) {
  return std::find(lookup.targets.begin(), lookup.targets.end(), name) != lookup.targets.end();
}

/// Whether `lookup` may name rows of that entity: one of its targets, or, where a user may own the
/// row, a team too (DOMAIN.md 1.0). Teams have no rows here; the owner that came is kept.
bool is_target(const Column& lookup, std::string_view name) {
  if (lists_target(lookup, name)) return true;
  return name == "team" && !lookup.type_column.empty() && lists_target(lookup, "systemuser");
}

/// Reads the members of one object into a row.
class RowReader {
 public:
  RowReader(const Entity& entity, JsonRow& out) : entity_(entity), out_(out) {
    out_.row = Row(entity, Uuid{});
    present_.resize(entity.columns.size());
  }

  void read(const json& object) {
    if (!object.is_object()) {
      report("", "is not a JSON object");
      return;
    }
    for (const auto& [key, value] : object.items()) read_member(key, value);
    if (!has_id_) report(entity_.primary_key, fmt::format("{} is missing", entity_.primary_key));
    drop_recomputed_etag();
    for (const Column& column : entity_.columns) check_type_column(column);
    check_status();
    for (std::uint32_t ordinal = 0; ordinal < present_.size(); ++ordinal)
      if (present_[ordinal]) out_.present.push_back(ordinal);
  }

 private:
  void report(std::string_view column, std::string message) {
    out_.findings.push_back({std::string(column), std::move(message)});
  }

  void read_member(const std::string& key, const json& value) {
    if (!count_code_points(key)) {
      report("", "has a name that is not UTF-8");
    } else if (key == entity_.primary_key) {
      read_id(value);
    } else if (const std::size_t at = key.find('@'); at != std::string::npos && at > 0) {
      read_annotation(key, key.substr(0, at), std::string_view(key).substr(at), value);
    } else if (const Column* column = column_of_key(entity_, key)) {
      read_column(*column, value);
    } else {
      keep(key, value);
    }
  }

  void read_id(const json& value) {
    has_id_ = true;
    auto id = value.is_string() ? parse_uuid(value.get_ref<const std::string&>())
                                : Result<Uuid>(fail(Errc::invalid_argument, "is not an id"));
    if (!id)
      report(entity_.primary_key, entity_.primary_key + ": " + id.error().message);
    else
      out_.row.id = *id;
  }

  void read_column(const Column& column, const json& value) {
    auto read = value_from_json(column, value);
    if (!read) return report(column.name, read.error().message);
    put(column, *std::move(read));
  }

  void put(const Column& column, Value value) {
    Value& slot = out_.row.values[column.ordinal];
    if (present_[column.ordinal] && slot != value)
      report(column.name, fmt::format("{} has two different values", column.name));
    present_[column.ordinal] = true;
    slot = std::move(value);
  }

  void read_annotation(const std::string& key, std::string_view base, std::string_view annotation,
                       const json& value) {
    const Column* column = column_of_key(entity_, base);
    if (column != nullptr && (annotation == kFormattedValue || annotation == kNavigationProperty))
      return;
    if (column == nullptr || annotation != kLookupName || column->type != ColumnType::lookup)
      return keep(key, value);
    if (!value.is_string() || !is_target(*column, value.get_ref<const std::string&>()))
      return report(column->name, fmt::format("{} has the unknown target {}", column->name,
                                              value.dump(-1, ' ', false, replace_)));
    if (column->type_column.empty()) return keep(key, value);
    put(*entity_.find(column->type_column), value.get<std::string>());
  }

  void keep(const std::string& key, const json& value) {
    out_.row.unknown_names[key] = value.dump(-1, ' ', false, replace_);
  }

  /// Only a tag that cannot be made again from the version is kept as it came.
  void drop_recomputed_etag() {
    const auto tag = out_.row.unknown_names.find(std::string(kEtag));
    if (tag == out_.row.unknown_names.end()) return;
    const std::string version = version_of(out_.row);
    if (!version.empty() && tag->second == json(etag_of(version)).dump())
      out_.row.unknown_names.erase(tag);
  }

  void check_type_column(const Column& lookup) {
    if (lookup.type_column.empty()) return;
    const Column& type = *entity_.find(lookup.type_column);
    const auto* name = std::get_if<std::string>(&out_.row.values[type.ordinal]);
    if (name != nullptr && !is_target(lookup, *name))
      report(lookup.name, fmt::format("{} has the unknown target \"{}\"", lookup.name, *name));
    if (!present_[lookup.ordinal]) return;
    // A lookup that is given without a type says that there is none, not that it stays.
    present_[type.ordinal] = true;
    if (!is_null(out_.row.values[lookup.ordinal]) && name == nullptr)
      report(lookup.name, fmt::format("{} does not say which entity it means", lookup.name));
  }

  void check_status();

  const Entity& entity_;
  JsonRow& out_;
  std::vector<bool> present_;
  bool has_id_ = false;
  static constexpr auto replace_ = json::error_handler_t::replace;
};

/// What is wrong with the pair of state and status reason, if anything.
std::optional<RowFinding> status_finding(const Row& row) {
  const auto of_type = [&](ColumnType type) -> const Column* {
    for (const Column& column : row.entity->columns)
      if (column.type == type) return &column;
    return nullptr;
  };
  const Column* status = of_type(ColumnType::status);
  const Column* state = of_type(ColumnType::state);
  if (status == nullptr || state == nullptr) return std::nullopt;
  const auto* reason = std::get_if<std::int64_t>(&row.values[status->ordinal]);
  if (reason == nullptr) return std::nullopt;
  const Option* option = find_option(*status, *reason);
  if (option == nullptr) return std::nullopt;
  const auto* has = std::get_if<std::int64_t>(&row.values[state->ordinal]);
  if (has != nullptr && option->state == *has) return std::nullopt;
  return RowFinding{status->name, fmt::format("{} {} ({}) belongs to another {} than {}",
                                              status->name, *reason, option->label, state->name,
                                              has == nullptr ? "none" : fmt::format("{}", *has))};
}

void RowReader::check_status() {
  // Where the object names only one of the two, or leaves one null as an export of such a row
  // does, the caller checks the whole row (check_row).
  for (const Column& column : entity_.columns)
    if ((column.type == ColumnType::state || column.type == ColumnType::status) &&
        (!present_[column.ordinal] || is_null(out_.row.values[column.ordinal])))
      return;
  if (auto finding = status_finding(out_.row)) out_.findings.push_back(*std::move(finding));
}

}  // namespace

ordered_json to_json(const Row& row, std::span<const std::uint32_t> ordinals) {
  ordered_json out = ordered_json::object();
  const Entity& entity = *row.entity;
  const std::string version = version_of(row);
  if (!version.empty() && !row.unknown_names.contains(std::string(kEtag)))
    out[std::string(kEtag)] = etag_of(version);
  out[entity.primary_key] = to_string(row.id);
  for (const std::uint32_t ordinal : ordinals) {
    const Column& column = entity.columns[ordinal];
    if (const Column* lookup = lookup_of_type_column(entity, column)) {
      if (!is_null(row.values[ordinal]))
        out[json_key(*lookup) + std::string(kLookupName)] =
            value_to_json(column, row.values[ordinal]);
    } else {
      out[json_key(column)] = value_to_json(column, row.values[ordinal]);
    }
  }
  for (const auto& [name, text] : row.unknown_names)
    out[name] = ordered_json::parse(text, nullptr, false);
  return out;
}

JsonRow from_json(const Entity& entity, const nlohmann::json& object) {
  JsonRow out;
  RowReader(entity, out).read(object);
  return out;
}

std::vector<RowFinding> check_row(const Row& row) {
  std::vector<RowFinding> findings;
  const Entity& entity = *row.entity;
  for (const Column& column : entity.columns) {
    const Value& value = row.values[column.ordinal];
    if (const auto problem = value_problem(column, value))
      findings.push_back({column.name, fmt::format("{} {}", column.name, *problem)});
    if (column.type_column.empty() || is_null(value)) continue;
    const Value& type = row.values[entity.find(column.type_column)->ordinal];
    const auto* name = std::get_if<std::string>(&type);
    if (name == nullptr || !is_target(column, *name))
      findings.push_back(
          {column.name, fmt::format("{} does not say which entity it means", column.name)});
  }
  if (auto finding = status_finding(row)) findings.push_back(*std::move(finding));
  return findings;
}

}  // namespace fieldbook::schema
