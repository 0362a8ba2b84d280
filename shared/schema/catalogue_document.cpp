#include "shared/schema/catalogue_document.hpp"

#include <fmt/format.h>

#include "shared/base/limits.hpp"
#include "shared/schema/json_form.hpp"
#include "shared/schema/object_reader.hpp"

namespace fieldbook::schema {
namespace {

using nlohmann::json;

constexpr std::int64_t kNumberMax = 1'000'000;
constexpr std::int64_t kSearchWeightMax = 100;
constexpr std::int64_t kLastDaysMax = 3660;

AudienceSet read_audiences(ObjectReader& reader, const char* key) {
  AudienceSet out;
  for (const std::string& name : reader.texts(key)) {
    const auto audience = value_of(kAudienceNames, name);
    if (!audience)
      reader.report(fmt::format("\"{}\" does not know \"{}\"", key, name));
    else if (out.has(*audience))
      reader.report(fmt::format("\"{}\" names \"{}\" twice", key, name));
    else
      out.add(*audience);
  }
  return out;
}

struct Context {
  std::string document;
  Findings& findings;
};

Option read_option(const json& source, const std::string& where, const Context& context) {
  ObjectReader reader(source, context.document, where, context.findings);
  Option option;
  option.value = reader.required_number("value", INT64_MIN, INT64_MAX);
  option.label = reader.required_text("label");
  if (reader.any("state") != nullptr)
    option.state = reader.required_number("state", INT64_MIN, INT64_MAX);
  reader.finish();
  return option;
}

Column read_column(const json& source, const Context& context) {
  ObjectReader reader(source, context.document, "column", context.findings);
  Column column;
  column.name = reader.required_text("name");
  if (!column.name.empty()) reader.call(column.name);
  column.number = static_cast<std::uint32_t>(reader.required_number("number", 1, kNumberMax));
  column.label = reader.required_text("label");
  if (const auto type = reader.word("type", kColumnTypeNames))
    column.type = *type;
  else
    reader.report("has no known \"type\"");
  for (const auto* option : reader.array("options"))
    column.options.push_back(read_option(*option, column.name, context));
  column.targets = reader.texts("targets");
  column.type_column = reader.text("type_column");
  column.reference = reader.flag("reference");
  column.max_length =
      static_cast<std::uint32_t>(reader.number("length", 0, limits::kTextBytesMax, 0));
  column.required = reader.flag("required");
  column.audiences = read_audiences(reader, "audiences");
  column.editable = read_audiences(reader, "editable");
  column.merge = reader.word("merge", kMergeRuleNames)
                     .value_or(column.editable.bits == 0 ? MergeRule::server_wins : MergeRule::ask);
  column.material = reader.flag("material");
  column.search_weight =
      static_cast<std::uint32_t>(reader.number("search", 0, kSearchWeightMax, 0));
  reader.finish();
  return column;
}

const Column* find_column(const Entity& entity, std::string_view name) {
  for (const Column& column : entity.columns)
    if (column.name == name) return &column;
  return nullptr;
}

void read_condition_value(const json& source, const Entity& entity, ObjectReader& reader,
                          Condition& condition) {
  if (condition.op == Operator::last_days) {
    if (source.is_number_integer() && source.get<std::int64_t>() >= 1 &&
        source.get<std::int64_t>() <= kLastDaysMax)
      condition.values.emplace_back(source.get<std::int64_t>());
    else
      reader.report(fmt::format("\"last_days\" takes a number from 1 to {}", kLastDaysMax));
    return;
  }
  // A column that does not exist is reported by check_catalogue.
  const Column* column = find_column(entity, condition.column);
  if (column == nullptr) return;
  auto value = value_from_json(*column, source);
  if (!value)
    reader.report(value.error().message);
  else if (is_null(*value))
    reader.report("compares with null: use is_null or is_not_null");
  else
    condition.values.push_back(*std::move(value));
}

Condition read_condition(const json& source, const std::string& where, const Entity& entity,
                         const Context& context) {
  ObjectReader reader(source, context.document, where, context.findings);
  Condition condition;
  condition.column = reader.required_text("column");
  if (const auto op = reader.word("is", kOperatorNames))
    condition.op = *op;
  else
    reader.report("has a condition without a known \"is\"");
  const json* value = reader.any("value");
  const bool takes_list = condition.op == Operator::in;
  const bool takes_one = condition.op == Operator::equal || condition.op == Operator::not_equal ||
                         condition.op == Operator::last_days;
  const auto values = reader.array("values");
  if ((value != nullptr) != takes_one || !values.empty() != takes_list)
    reader.report(fmt::format("\"{}\" takes {}", name_of(kOperatorNames, condition.op),
                              takes_one    ? "one \"value\""
                              : takes_list ? "\"values\""
                                           : "no value"));
  if (value != nullptr && takes_one) read_condition_value(*value, entity, reader, condition);
  if (takes_list)
    for (const auto* element : values) read_condition_value(*element, entity, reader, condition);
  reader.finish();
  return condition;
}

SortKey read_sort(const json& source, const std::string& where, const Context& context) {
  ObjectReader reader(source, context.document, where, context.findings);
  SortKey key;
  key.column = reader.required_text("column");
  key.direction = reader.word("direction", kSortDirectionNames).value_or(SortDirection::ascending);
  reader.finish();
  return key;
}

RelatedColumn read_related(const json& source, const std::string& where, const Context& context) {
  ObjectReader reader(source, context.document, where, context.findings);
  RelatedColumn related;
  related.lookup = reader.required_text("lookup");
  related.column = reader.required_text("column");
  related.after = reader.required_text("after");
  reader.finish();
  return related;
}

View read_view(const json& source, const Entity& entity, const Context& context) {
  ObjectReader reader(source, context.document, "view", context.findings);
  View view;
  view.name = reader.required_text("name");
  const std::string where = "view " + view.name;
  reader.call(where);
  view.label = reader.required_text("label");
  view.is_default = reader.flag("default");
  for (const auto* condition : reader.array("where"))
    view.conditions.push_back(read_condition(*condition, where, entity, context));
  view.columns = reader.texts("columns");
  for (const auto* related : reader.array("related"))
    view.related.push_back(read_related(*related, where, context));
  for (const auto* key : reader.array("sort")) view.sort.push_back(read_sort(*key, where, context));
  reader.finish();
  return view;
}

FormSection read_section(const json& source, const Context& context) {
  ObjectReader reader(source, context.document, "form", context.findings);
  FormSection section;
  section.label = reader.required_text("label");
  section.columns = reader.texts("columns");
  reader.finish();
  return section;
}

void read_indexes(ObjectReader& reader, Entity& entity) {
  for (const auto* index : reader.array("indexes")) {
    std::vector<std::string> columns;
    if (index->is_array())
      for (const auto& column : *index)
        if (column.is_string()) columns.push_back(column.get<std::string>());
    if (columns.empty() || columns.size() != index->size())
      reader.report("\"indexes\" holds something other than lists of column names");
    else
      entity.indexes.push_back(std::move(columns));
  }
}

json print_audiences(AudienceSet set) {
  json out = json::array();
  for (const auto& [name, audience] : kAudienceNames)
    if (set.has(audience)) out.push_back(name);
  return out;
}

json print_option(const Option& option) {
  json out = {{"value", option.value}, {"label", option.label}};
  if (option.state) out["state"] = *option.state;
  return out;
}

json print_column(const Column& column) {
  json out = {{"number", column.number},
              {"name", column.name},
              {"label", column.label},
              {"type", name_of(kColumnTypeNames, column.type)},
              {"merge", name_of(kMergeRuleNames, column.merge)}};
  for (const Option& option : column.options) out["options"].push_back(print_option(option));
  if (!column.targets.empty()) out["targets"] = column.targets;
  if (!column.type_column.empty()) out["type_column"] = column.type_column;
  if (column.reference) out["reference"] = true;
  if (column.max_length != 0) out["length"] = column.max_length;
  if (column.required) out["required"] = true;
  if (column.audiences.bits != 0) out["audiences"] = print_audiences(column.audiences);
  if (column.editable.bits != 0) out["editable"] = print_audiences(column.editable);
  if (column.material) out["material"] = true;
  if (column.search_weight != 0) out["search"] = column.search_weight;
  return out;
}

json print_condition(const Condition& condition, const Entity& entity) {
  json out = {{"column", condition.column}, {"is", name_of(kOperatorNames, condition.op)}};
  const Column* column = find_column(entity, condition.column);
  json values = json::array();
  for (const Value& value : condition.values)
    values.push_back(condition.op == Operator::last_days || column == nullptr
                         ? json(*std::get_if<std::int64_t>(&value))
                         : json(value_to_json(*column, value)));
  if (condition.op == Operator::in)
    out["values"] = std::move(values);
  else if (!values.empty())
    out["value"] = std::move(values[0]);
  return out;
}

json print_view(const View& view, const Entity& entity) {
  json out = {{"name", view.name}, {"label", view.label}, {"columns", view.columns}};
  if (view.is_default) out["default"] = true;
  for (const Condition& condition : view.conditions)
    out["where"].push_back(print_condition(condition, entity));
  for (const RelatedColumn& related : view.related)
    out["related"].push_back(
        {{"lookup", related.lookup}, {"column", related.column}, {"after", related.after}});
  for (const SortKey& key : view.sort)
    out["sort"].push_back(
        {{"column", key.column}, {"direction", name_of(kSortDirectionNames, key.direction)}});
  return out;
}

}  // namespace

Result<json> parse_strict(std::string_view text) {
  std::vector<std::set<std::string>> keys;
  std::string repeated;
  bool too_deep = false;
  const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) keys.emplace_back();
    if (event == json::parse_event_t::object_end) keys.pop_back();
    if (event == json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second)
      repeated = parsed.get<std::string>();
    too_deep = too_deep || depth > static_cast<int>(limits::kNestingDepthMax);
    return !too_deep;
  };
  try {
    json out = json::parse(text, watch);
    if (too_deep) return fail(Errc::invalid_argument, "is nested too deeply");
    if (!repeated.empty())
      return fail(Errc::invalid_argument, fmt::format("repeats the key \"{}\"", repeated));
    return out;
  } catch (const json::exception& error) {
    return fail(Errc::invalid_argument, fmt::format("is not JSON: {}", error.what()));
  }
}

Entity read_entity(const json& document, std::string_view position, Findings& findings) {
  Entity entity;
  std::string name(position);
  if (document.is_object() && document.contains("name") && document["name"].is_string())
    name = document["name"].get<std::string>();
  const Context context{name, findings};
  ObjectReader reader(document, name, "", findings);
  entity.number = static_cast<std::uint32_t>(reader.required_number("number", 1, kNumberMax));
  entity.name = reader.required_text("name");
  entity.set_name = reader.required_text("set");
  if (const auto kind = reader.word("kind", kEntityKindNames))
    entity.kind = *kind;
  else
    reader.report("has no known \"kind\"");
  entity.label = reader.required_text("label");
  entity.plural_label = reader.required_text("plural");
  entity.primary_key = reader.required_text("primary_key");
  entity.name_column = reader.text("name_column");
  entity.feature = reader.text("feature");
  for (const auto* column : reader.array("columns"))
    entity.columns.push_back(read_column(*column, context));
  std::stable_sort(entity.columns.begin(), entity.columns.end(),
                   [](const Column& a, const Column& b) { return a.number < b.number; });
  for (std::size_t i = 0; i < entity.columns.size(); ++i)
    entity.columns[i].ordinal = static_cast<std::uint32_t>(i);
  for (const auto* view : reader.array("views"))
    entity.views.push_back(read_view(*view, entity, context));
  for (const auto* section : reader.array("form"))
    entity.form.push_back(read_section(*section, context));
  read_indexes(reader, entity);
  reader.finish();
  return entity;
}

json print_entity(const Entity& entity) {
  json out = {{"number", entity.number},
              {"name", entity.name},
              {"set", entity.set_name},
              {"kind", name_of(kEntityKindNames, entity.kind)},
              {"label", entity.label},
              {"plural", entity.plural_label},
              {"primary_key", entity.primary_key},
              {"columns", json::array()}};
  if (!entity.name_column.empty()) out["name_column"] = entity.name_column;
  if (!entity.feature.empty()) out["feature"] = entity.feature;
  for (const Column& column : entity.columns) out["columns"].push_back(print_column(column));
  for (const View& view : entity.views) out["views"].push_back(print_view(view, entity));
  for (const FormSection& section : entity.form)
    out["form"].push_back({{"label", section.label}, {"columns", section.columns}});
  if (!entity.indexes.empty()) out["indexes"] = entity.indexes;
  return out;
}

}  // namespace fieldbook::schema
