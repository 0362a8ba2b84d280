#include "shared/schema/catalogue_checks.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <set>

#include "shared/base/limits.hpp"
#include "shared/schema/value_check.hpp"

namespace fieldbook::schema {
namespace {

// Columns that ddl.cpp puts before the entity's own.
constexpr std::array<std::string_view, 7> kReservedColumns = {
    "row", "id", "row_commit", "row_epoch", "content_hash", "bucket_set", "unknown"};
constexpr std::array<std::string_view, 3> kFeatures = {"", "field_service", "project_service"};

/// Lower-case ASCII letters, digits and underscores, starting with a letter: what may stand in SQL
/// and in a URL as it is.
bool is_name(std::string_view name) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !name.empty() && name.size() <= limits::kNameBytesMax && letter(name[0]) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

bool has_options(ColumnType type) {
  return type == ColumnType::choice || type == ColumnType::multichoice ||
         type == ColumnType::state || type == ColumnType::status;
}

bool is_text(ColumnType type) { return type == ColumnType::text || type == ColumnType::memo; }

bool is_number(ColumnType type) {
  return type == ColumnType::integer || type == ColumnType::decimal || type == ColumnType::money ||
         type == ColumnType::floating;
}

/// Checks one entity; `names` are those of the whole catalogue, for lookups.
class EntityChecks {
 public:
  EntityChecks(const Entity& entity, const std::set<std::string_view>& names, Findings& findings)
      : entity_(entity), names_(names), findings_(findings) {
    for (const Column& column : entity.columns) columns_.emplace(column.name, &column);
  }

  void run() {
    check_entity();
    check_numbers();
    for (const Column& column : entity_.columns) check_column(column);
    check_states();
    check_views();
    for (const FormSection& section : entity_.form)
      check_list("form " + section.label, "column", section.columns);
    for (const auto& index : entity_.indexes) check_list("indexes", "column", index);
  }

 private:
  void report(std::string_view where, std::string_view message) {
    findings_.add(entity_.name, where, message);
  }

  [[nodiscard]] const Column* find(std::string_view name) const {
    const auto found = columns_.find(name);
    return found == columns_.end() ? nullptr : found->second;
  }

  void check_entity() {
    for (const std::string* name : {&entity_.name, &entity_.set_name, &entity_.primary_key})
      if (!is_name(*name)) report("", fmt::format("\"{}\" is not a name", *name));
    if (std::find(kFeatures.begin(), kFeatures.end(), entity_.feature) == kFeatures.end())
      report("", fmt::format("\"{}\" is not a feature", entity_.feature));
    if (find(entity_.primary_key) != nullptr)
      report(entity_.primary_key, "is the primary key and not among the columns");
    if (entity_.columns.size() > limits::kColumnsPerEntityMax)
      report("", fmt::format("has more than {} columns", limits::kColumnsPerEntityMax));
    if (entity_.name_column.empty()) {
      if (entity_.kind != EntityKind::intersect) report("", "has no \"name_column\"");
      return;
    }
    const Column* name_column = find(entity_.name_column);
    if (name_column == nullptr || !is_text(name_column->type))
      report(entity_.name_column, "is the name column and not a text column");
  }

  void check_numbers() {
    std::map<std::uint32_t, std::string_view> numbers;
    std::set<std::string_view> names;
    for (const Column& column : entity_.columns) {
      const auto [first, fresh] = numbers.emplace(column.number, column.name);
      if (!fresh)
        report(column.name,
               fmt::format("has the number {} that {} has", column.number, first->second));
      if (!names.insert(column.name).second) report(column.name, "is there twice");
    }
  }

  void check_column(const Column& column) {
    if (!is_name(column.name)) report(column.name, "is not a name");
    if (std::find(kReservedColumns.begin(), kReservedColumns.end(), column.name) !=
        kReservedColumns.end())
      report(column.name, "is a column of every table");
    if (column.max_length != 0 && !is_text(column.type))
      report(column.name, "has a \"length\" and is not text or memo");
    if (column.search_weight != 0 && !is_text(column.type))
      report(column.name, "has a \"search\" weight and is not text or memo");
    if ((column.editable.bits & ~column.audiences.bits) != 0)
      report(column.name, "is editable by an audience that does not receive it");
    if (column.merge == MergeRule::sum && !is_number(column.type))
      report(column.name, "merges by sum and is not a number");
    if (column.merge == MergeRule::set_union && column.type != ColumnType::multichoice)
      report(column.name, "merges by set_union and is not multichoice");
    if (column.reference && column.type != ColumnType::uuid)
      report(column.name, "is a \"reference\" and not a uuid");
    check_options(column);
    check_lookup(column);
  }

  void check_options(const Column& column) {
    if (column.options.empty() == has_options(column.type))
      report(column.name,
             has_options(column.type) ? "has no options" : "has \"options\" and is not a choice");
    std::set<std::int64_t> values;
    for (const Option& option : column.options) {
      if (!values.insert(option.value).second)
        report(column.name, fmt::format("has the option {} twice", option.value));
      if (option.state.has_value() != (column.type == ColumnType::status))
        report(column.name, fmt::format("option {} names {} state", option.value,
                                        option.state.has_value() ? "a" : "no"));
      if (column.type == ColumnType::multichoice && option.value < 0)
        report(column.name, fmt::format("has the negative option {}", option.value));
    }
  }

  void check_lookup(const Column& column) {
    if (column.type != ColumnType::lookup) {
      if (!column.targets.empty() || !column.type_column.empty())
        report(column.name, "has \"targets\" or \"type_column\" and is not a lookup");
      return;
    }
    if (column.targets.empty()) report(column.name, "is a lookup without targets");
    std::set<std::string_view> seen;
    for (const std::string& target : column.targets) {
      if (!names_.contains(target))
        report(column.name, fmt::format("targets the unknown entity \"{}\"", target));
      if (!seen.insert(target).second)
        report(column.name, fmt::format("targets \"{}\" twice", target));
    }
    if (column.type_column.empty()) {
      if (column.targets.size() > 1)
        report(column.name, "has several targets and no \"type_column\"");
      return;
    }
    const Column* type_column = find(column.type_column);
    if (type_column == nullptr || type_column->type != ColumnType::text)
      report(column.name,
             fmt::format("its type column \"{}\" is not a text column", column.type_column));
    else if (type_column->audiences != column.audiences)
      report(column.name, "reaches other audiences than its type column");
    if (!type_columns_.insert(column.type_column).second)
      report(column.name,
             fmt::format("its type column \"{}\" is another lookup's", column.type_column));
  }

  void check_states() {
    const Column* state = nullptr;
    const Column* status = nullptr;
    for (const Column& column : entity_.columns) {
      const Column** slot = column.type == ColumnType::state    ? &state
                            : column.type == ColumnType::status ? &status
                                                                : nullptr;
      if (slot == nullptr) continue;
      if (*slot != nullptr) report(column.name, "is a second state or status column");
      *slot = &column;
    }
    if (status == nullptr) return;
    if (state == nullptr) {
      report(status->name, "is a status without a state column");
      return;
    }
    for (const Option& reason : status->options)
      if (reason.state && find_option(*state, *reason.state) == nullptr)
        report(status->name,
               fmt::format("option {} names the unknown state {}", reason.value, *reason.state));
  }

  void check_views() {
    std::set<std::string_view> names;
    std::size_t defaults = 0;
    for (const View& view : entity_.views) {
      const std::string where = "view " + view.name;
      if (!is_name(view.name)) report(where, "is not a name");
      if (!names.insert(view.name).second) report(where, "is there twice");
      defaults += view.is_default ? 1 : 0;
      check_list(where, "column", view.columns);
      std::vector<std::string> sorts;
      for (const SortKey& key : view.sort) sorts.push_back(key.column);
      if (!sorts.empty()) check_list(where, "sort column", sorts);
      for (const Condition& condition : view.conditions) check_condition(where, condition);
    }
    if (!entity_.views.empty() && defaults != 1)
      report("", fmt::format("has {} default views instead of one", defaults));
  }

  void check_condition(const std::string& where, const Condition& condition) {
    const Column* column = find(condition.column);
    if (column == nullptr)
      report(where, fmt::format("condition on the unknown column \"{}\"", condition.column));
    else if (condition.op == Operator::last_days && column->type != ColumnType::datetime &&
             column->type != ColumnType::date)
      report(where, fmt::format("last_days of \"{}\", which is no date", condition.column));
    else if (condition.op == Operator::me && column->type != ColumnType::lookup)
      report(where, fmt::format("me of \"{}\", which is no lookup", condition.column));
  }

  /// Columns that exist, each once, at least one.
  void check_list(const std::string& where, std::string_view what,
                  const std::vector<std::string>& columns) {
    if (columns.empty()) report(where, fmt::format("names no {}", what));
    std::set<std::string_view> seen;
    for (const std::string& column : columns) {
      if (find(column) == nullptr)
        report(where, fmt::format("{} \"{}\" does not exist", what, column));
      if (!seen.insert(column).second)
        report(where, fmt::format("names the {} \"{}\" twice", what, column));
    }
  }

  const Entity& entity_;
  const std::set<std::string_view>& names_;
  Findings& findings_;
  std::map<std::string_view, const Column*> columns_;
  std::set<std::string_view> type_columns_;
};

const Column* find_column(const Entity& entity, std::string_view name) {
  const auto found = std::find_if(entity.columns.begin(), entity.columns.end(),
                                  [&](const Column& column) { return column.name == name; });
  return found == entity.columns.end() ? nullptr : &*found;
}

/// Whether some target of `lookup` has `column`.
bool target_has(std::span<const Entity> entities, const Column& lookup, std::string_view column) {
  return std::any_of(entities.begin(), entities.end(), [&](const Entity& entity) {
    return std::find(lookup.targets.begin(), lookup.targets.end(), entity.name) !=
               lookup.targets.end() &&
           find_column(entity, column) != nullptr;
  });
}

/// The related columns of an entity's views: their lookups, their columns, their places.
void check_related(const Entity& entity, std::span<const Entity> entities, Findings& findings) {
  for (const View& view : entity.views) {
    for (const RelatedColumn& related : view.related) {
      const std::string where = "view " + view.name;
      const Column* lookup = find_column(entity, related.lookup);
      if (lookup == nullptr || lookup->type != ColumnType::lookup)
        findings.add(entity.name, where, fmt::format("\"{}\" is not a lookup", related.lookup));
      else if (!target_has(entities, *lookup, related.column))
        findings.add(entity.name, where,
                     fmt::format("no target of \"{}\" has the column \"{}\"", related.lookup,
                                 related.column));
      if (std::find(view.columns.begin(), view.columns.end(), related.after) == view.columns.end())
        findings.add(entity.name, where,
                     fmt::format("\"{}\" is not a column of the view to follow", related.after));
    }
  }
}

}  // namespace

void check_catalogue(std::span<const Entity> entities, Findings& findings) {
  std::set<std::string_view> names;
  std::map<std::string_view, std::string_view> sets;
  std::map<std::uint32_t, std::string_view> numbers;
  for (const Entity& entity : entities) {
    if (!names.insert(entity.name).second) findings.add(entity.name, "", "is there twice");
    if (const auto [first, fresh] = sets.emplace(entity.set_name, entity.name); !fresh)
      findings.add(entity.name, "",
                   fmt::format("has the set \"{}\" that {} has", entity.set_name, first->second));
    if (const auto [first, fresh] = numbers.emplace(entity.number, entity.name); !fresh)
      findings.add(entity.name, "",
                   fmt::format("has the number {} that {} has", entity.number, first->second));
  }
  for (const Entity& entity : entities) {
    EntityChecks(entity, names, findings).run();
    check_related(entity, entities, findings);
  }
}

}  // namespace fieldbook::schema
