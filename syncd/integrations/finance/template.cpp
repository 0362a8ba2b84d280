#include "syncd/integrations/finance/template.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "shared/base/limits.hpp"
#include "syncd/integrations/finance/document.hpp"

namespace fieldbook::syncd::finance {
namespace {

constexpr std::pair<std::string_view, FilterKind> kFilterKinds[] = {
    {"equal", FilterKind::equal},
    {"not_equal", FilterKind::not_equal},
    {"in", FilterKind::in},
    {"is_null", FilterKind::is_null},
    {"not_null", FilterKind::not_null},
    {"in_business_units", FilterKind::in_business_units}};

/// Everything that is checked against the catalogue, for one task.
class TaskReader {
 public:
  TaskReader(Direction direction, const schema::Catalogue& catalogue)
      : direction_(direction), catalogue_(catalogue) {}

  Task read(Member& member) {
    Task out;
    out.name = member.required_text("name");
    out.label = member.required_text("label");
    out.source = member.required_text("source");
    out.target = member.required_text("target");
    entity_ = find_entity(member, direction_ == Direction::to_finance ? "source" : "target",
                          direction_ == Direction::to_finance ? out.source : out.target);
    if (member.has("psa_major")) out.psa_major = member.number("psa_major", 1, 99);
    out.write = read_write(member);
    out.key = member.texts("key");
    out.not_mapped = member.texts("not_mapped");
    out.changed = member.text("changed");
    out.parent = member.text("parent");
    if (!out.parent.empty()) ours(member, "parent", out.parent);
    read_match(member, out);
    for (Member& filter : member.objects("filter")) out.filter.push_back(read_filter(filter));
    std::set<std::string> targets;
    for (Member& map : member.objects("map")) {
      out.map.push_back(read_map(map));
      if (!targets.insert(out.map.back().to).second)
        map.report("to", fmt::format("{} is mapped twice", out.map.back().to));
    }
    check_key(member, out);
    member.finish();
    return out;
  }

 private:
  const schema::Entity* find_entity(Member& member, std::string_view key, const std::string& name) {
    const schema::Entity* found = catalogue_.find(name);
    if (found == nullptr && !name.empty())
      member.report(key, fmt::format("there is no entity {}", name));
    return found;
  }

  /// A path of ours must lead somewhere.
  void ours(Member& member, std::string_view key, const std::string& path) {
    if (entity_ == nullptr || path.empty()) return;
    if (const auto found = resolve_path(catalogue_, *entity_, path); !found)
      member.report(key, found.error().message);
  }
  void source(Member& member, std::string_view key, const std::string& path) {
    if (direction_ == Direction::to_finance) ours(member, key, path);
  }

  static WriteKind read_write(Member& member) {
    const std::string word = member.text("write");
    if (word.empty() || word == "upsert") return WriteKind::upsert;
    if (word == "insert") return WriteKind::insert;
    member.report("write", "is neither upsert nor insert");
    return WriteKind::upsert;
  }

  void read_match(Member& member, Task& out) {
    if (!member.has("match")) return;
    DocumentFindings ignored;
    const Json* json = member.any("match");
    Member match(*json, member.file(), "match", ignored);
    out.match_from = match.required_text("from");
    out.match_column = match.required_text("column");
    if (!ignored.empty()) member.report("match", "needs from and column");
    ours(member, "match", out.match_column);
  }

  Filter read_filter(Member& member) {
    Filter out;
    out.column = member.required_text("column");
    source(member, "column", out.column);
    const std::string word = member.required_text("is");
    const auto* found =
        std::ranges::find(kFilterKinds, word, [](const auto& p) { return p.first; });
    if (found == std::end(kFilterKinds))
      member.report("is", fmt::format("{} is no comparison", word));
    else
      out.kind = found->second;
    const bool wants_value = out.kind == FilterKind::equal || out.kind == FilterKind::not_equal ||
                             out.kind == FilterKind::in;
    if (const Json* value = member.any("value")) out.value = *value;
    if (wants_value == out.value.is_null())
      member.report("value", wants_value ? "is missing" : "does not belong to this comparison");
    if (out.kind == FilterKind::in && !out.value.is_array()) member.report("value", "is no list");
    member.finish();
    return out;
  }

  void read_required_for(Member& member, FieldMap& out) {
    for (const auto& [column, values] : member.pairs("required_for")) {
      out.required_for = column;
      source(member, "required_for", column);
      if (values.is_array())
        for (const Json& value : values)
          if (value.is_number_integer()) out.required_values.push_back(value.get<std::int64_t>());
      if (out.required_values.empty()) member.report("required_for", "names no values");
    }
  }

  FieldMap read_map(Member& member) {
    FieldMap out;
    out.to = member.required_text("to");
    out.from = member.text("from");
    out.otherwise_from = member.text("or");
    out.when = member.text("when");
    if (const Json* constant = member.any("constant")) out.constant = *constant;
    for (auto& [value, target] : member.pairs("values")) out.values[value] = target;
    if (const Json* otherwise = member.any("otherwise")) out.otherwise = *otherwise;
    out.otherwise_setting = member.text("otherwise_setting");
    out.setting = member.text("setting");
    out.only_with_setting = member.flag("only_with_setting");
    out.is_demo = member.flag("demo");
    out.required = member.flag("required");
    out.length = static_cast<std::size_t>(member.number("length", 0, 100'000));
    if (const std::string word = member.text("too_long"); word == "cut")
      out.too_long = TooLong::cut;
    else if (!word.empty() && word != "error")
      member.report("too_long", "is neither cut nor error");
    if (const std::string word = member.text("as"); word == "guid")
      out.as_guid = true;
    else if (!word.empty())
      member.report("as", "is not guid");
    if (const std::string word = member.text("only"); word == "new")
      out.only_new = true;
    else if (!word.empty())
      member.report("only", "is not new");
    for (const auto& [value, capability] : member.pairs("needs"))
      if (capability.is_string()) out.needs[value] = capability.get<std::string>();
    read_required_for(member, out);
    if (out.from.empty() == out.constant.is_null())
      member.report("", "has either from or constant, and one of them");
    if ((out.only_with_setting || out.is_demo) && out.setting.empty())
      member.report("setting", "is missing");
    source(member, "from", out.from);
    source(member, "or", out.otherwise_from);
    source(member, "when", out.when);
    if (direction_ == Direction::from_finance) ours(member, "to", out.to);
    member.finish();
    return out;
  }

  void check_key(Member& member, const Task& task) const {
    if (task.key.empty()) member.report("key", "is missing");
    for (const std::string& column : task.key) {
      const bool is_mapped = std::ranges::any_of(task.map, [&](const FieldMap& map) {
        return (direction_ == Direction::to_finance ? map.to : map.from) == column;
      });
      if (!is_mapped) member.report("key", fmt::format("{} is not mapped", column));
    }
    if (direction_ == Direction::to_finance || entity_ == nullptr) return;
    if (task.find(entity_->primary_key) == nullptr)
      member.report("map", fmt::format("nothing gives {}", entity_->primary_key));
  }

  Direction direction_;
  const schema::Catalogue& catalogue_;
  const schema::Entity* entity_ = nullptr;
};

Template read_template(Member& member, const schema::Catalogue& catalogue) {
  Template out;
  out.name = member.required_text("name");
  out.label = member.required_text("label");
  out.published_as = member.texts("published_as");
  out.order = member.number("order", 1, 99);
  const std::string direction = member.required_text("direction");
  if (direction == "from_finance")
    out.direction = Direction::from_finance;
  else if (direction != "to_finance")
    member.report("direction", "is neither to_finance nor from_finance");
  out.unavailable = member.text("unavailable");
  out.needs = member.texts("needs");
  out.after = member.texts("after");
  out.preconditions = member.texts("preconditions");
  out.limits = member.texts("limits");
  TaskReader reader(out.direction, catalogue);
  for (Member& task : member.objects("tasks")) out.tasks.push_back(reader.read(task));
  if (out.is_available() == out.tasks.empty())
    member.report("tasks", out.is_available() ? "are missing" : "belong to no unavailable one");
  member.finish();
  return out;
}

void check_together(const std::vector<Template>& templates, DocumentFindings& findings) {
  std::set<std::string> names, tasks;
  for (const Template& one : templates)
    if (!names.insert(one.name).second) findings.add(one.name, "name", "is used twice");
  for (const Template& one : templates) {
    for (const std::string& other : one.after)
      if (!names.contains(other))
        findings.add(one.name, "after", fmt::format("there is no template {}", other));
    for (const Task& task : one.tasks)
      if (!tasks.insert(task.name).second)
        findings.add(one.name, task.name, "another task has this name");
  }
}

}  // namespace

std::string_view to_string(Direction direction) {
  return direction == Direction::to_finance ? "to_finance" : "from_finance";
}

const FieldMap* Task::find(std::string_view to) const {
  const auto found = std::ranges::find(map, to, &FieldMap::to);
  return found == map.end() ? nullptr : &*found;
}

Result<std::shared_ptr<const Templates>> Templates::load(
    const std::map<std::string, std::string>& documents, const schema::Catalogue& catalogue) {
  auto out = std::make_shared<Templates>();
  DocumentFindings findings;
  for (const auto& [file, text] : documents) {
    if (file == "gates.json") continue;
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) {
      findings.add(file, "", "is not JSON");
      continue;
    }
    Member member(json, file, "", findings);
    out->templates_.push_back(read_template(member, catalogue));
  }
  check_together(out->templates_, findings);
  if (!findings.empty()) return fail(Errc::invalid_argument, findings.text());
  std::ranges::stable_sort(out->templates_, {}, &Template::order);
  return std::shared_ptr<const Templates>(std::move(out));
}

std::shared_ptr<const Templates> Templates::embedded() {
  static const std::shared_ptr<const Templates> kEmbedded = [] {
    auto loaded = load(embedded_templates(), *schema::Catalogue::embedded());
    ASSERT(loaded.has_value());
    return *std::move(loaded);
  }();
  return kEmbedded;
}

const Template* Templates::find(std::string_view name) const {
  const auto found = std::ranges::find(templates_, name, &Template::name);
  return found == templates_.end() ? nullptr : &*found;
}

const Task* Templates::find_task(std::string_view name) const {
  const Template* holder = template_of(name);
  if (holder == nullptr) return nullptr;
  return &*std::ranges::find(holder->tasks, name, &Task::name);
}

const Template* Templates::template_of(std::string_view task) const {
  for (const Template& one : templates_)
    if (std::ranges::find(one.tasks, task, &Task::name) != one.tasks.end()) return &one;
  return nullptr;
}

Result<const schema::Column*> resolve_path(const schema::Catalogue& catalogue,
                                           const schema::Entity& entity, std::string_view path) {
  const auto dot = path.find('.');
  const std::string_view name = path.substr(0, dot);
  const schema::Column* column = entity.find(name);
  if (column == nullptr && dot == std::string_view::npos && name == entity.primary_key)
    return nullptr;
  if (column == nullptr)
    return fail(Errc::invalid_argument, fmt::format("{} has no column {}", entity.name, name));
  if (dot == std::string_view::npos) return column;
  if (column->type != schema::ColumnType::lookup)
    return fail(Errc::invalid_argument, fmt::format("{}.{} is no lookup", entity.name, name));
  std::optional<Error> problem;
  for (const std::string& target : column->targets) {
    const schema::Entity* next = catalogue.find(target);
    if (next == nullptr) continue;
    // Of several targets one that has the column is enough: a customer is an account or a contact.
    auto found = resolve_path(catalogue, *next, path.substr(dot + 1));
    if (found) return found;
    problem = std::move(found).error();
  }
  return std::unexpected(problem.value_or(
      Error{Errc::invalid_argument, fmt::format("{}.{} leads nowhere", entity.name, name)}));
}

}  // namespace fieldbook::syncd::finance
