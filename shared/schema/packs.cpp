#include "shared/schema/packs.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <ranges>

#include "shared/schema/catalogue_builder.hpp"
#include "shared/schema/catalogue_document.hpp"
#include "shared/schema/findings.hpp"

namespace fieldbook::schema {
namespace {

using nlohmann::json;

/// Prefixes of the platform's publishers and of ours.
constexpr std::array<std::string_view, 5> kTakenPrefixes{"adx", "fieldbook", "msa", "msdyn",
                                                         "store"};

std::string name_in(const json& object) {
  const auto found = object.is_object() ? object.find("name") : object.end();
  return object.is_object() && found != object.end() && found->is_string()
             ? found->get<std::string>()
             : std::string();
}

bool has_publisher(std::string_view name) {
  const auto end = name.find('_');
  if (end == std::string_view::npos || end < 2) return false;
  return std::ranges::find(kTakenPrefixes, name.substr(0, end)) == kTakenPrefixes.end();
}

class Merger {
 public:
  explicit Merger(const Catalogue& base) {
    for (json& entity : document_of(base)) entities_.push_back({"", std::move(entity)});
  }

  void add(const Pack& pack) {
    auto parsed = parse_strict(pack.text);
    if (!parsed) return findings_.add(pack.file, "", parsed.error().message);
    if (!parsed->is_object()) return findings_.add(pack.file, "", "is not an object");
    if (parsed->contains("extends"))
      extend(pack.file, *parsed);
    else
      add_entity(pack.file, *std::move(parsed));
  }

  Result<std::shared_ptr<const Catalogue>> build() {
    auto built = CatalogueBuilder::build(entities_, {});
    if (built && findings_.empty()) return built;
    std::string text = findings_.text();
    if (!built) text += (text.empty() ? "" : "\n") + attribute(built.error().message);
    return fail(Errc::invalid_argument, std::move(text));
  }

 private:
  static std::vector<json> document_of(const Catalogue& base) {
    return json::parse(base.document()).at("entities").get<std::vector<json>>();
  }

  void check(const std::string& file, const json& object, std::string_view what) {
    const std::string name = name_in(object);
    if (!has_publisher(name))
      findings_.add(file, name,
                    fmt::format("a pack's {} has a publisher's prefix, as in \"con_{}\"", what,
                                name.empty() ? "rating" : name));
    const auto number = object.find("number");
    const bool is_high = number != object.end() && number->is_number_integer() &&
                         number->get<std::int64_t>() >= kPackNumberMin;
    if (!is_high)
      findings_.add(file, name,
                    fmt::format("packs number their {}s from {} up", what, kPackNumberMin));
  }

  void extend(const std::string& file, const json& pack) {
    const json& target = pack.at("extends");
    const auto entity = std::ranges::find_if(
        entities_, [&](const NamedDocument& one) { return one.json.at("name") == target; });
    if (entity == entities_.end())
      return findings_.add(file, "", fmt::format("extends {}, which is no entity", target.dump()));
    for (const auto& [key, value] : pack.items()) {
      if (key == "extends") continue;
      if (key != "columns" && key != "form" && key != "views")
        findings_.add(file, "", fmt::format("unknown key \"{}\"", key));
      else if (!value.is_array())
        findings_.add(file, "", fmt::format("\"{}\" is not a list", key));
      else
        append(file, key, value, entity->json);
    }
  }

  void append(const std::string& file, const std::string& key, const json& values, json& entity) {
    for (const json& value : values) {
      if (!value.is_object()) {
        findings_.add(file, "", fmt::format("something in \"{}\" is not an object", key));
        continue;
      }
      if (key == "columns") check(file, value, "column");
      const char* const label = key == "form" ? "label" : "name";
      if (value.contains(label) && value.at(label).is_string())
        files_[{entity.at("name").get<std::string>(), value.at(label).get<std::string>()}] = file;
      entity[key].push_back(value);
    }
  }

  void add_entity(const std::string& file, json document) {
    check(file, document, "entity");
    const std::string name = name_in(document);
    if (std::ranges::any_of(entities_,
                            [&](const NamedDocument& one) { return one.json.at("name") == name; }))
      return findings_.add(file, "",
                           fmt::format("{} is there already; \"extends\" adds to it",
                                       name.empty() ? "an entity" : name));
    if (name.empty()) return;  // said already
    files_[{name, ""}] = file;
    entities_.push_back({file, std::move(document)});
  }

  /// Findings are named after the entity; their reader knows the pack.
  std::string attribute(std::string_view text) const {
    std::string out;
    for (const auto part : std::views::split(text, '\n')) {
      const std::string_view line(part.begin(), part.end());
      const auto entity_end = line.find(": ");
      const std::string entity(line.substr(0, entity_end));
      const auto rest = entity_end == std::string_view::npos ? line : line.substr(entity_end + 2);
      const auto where_end = rest.find(": ");
      auto file = files_.find({entity, std::string(rest.substr(0, where_end))});
      const bool names_column = file != files_.end() && where_end != std::string_view::npos;
      if (!names_column) file = files_.find({entity, ""});
      if (!out.empty()) out += '\n';
      out += file == files_.end() ? std::string(line)
                                  : fmt::format("{}: {}", file->second, names_column ? rest : line);
    }
    return out;
  }

  std::vector<NamedDocument> entities_;
  Findings findings_;
  /// (entity, column, view or section; empty for the entity) to the file that brought it.
  std::map<std::pair<std::string, std::string>, std::string> files_;
};

}  // namespace

Result<std::shared_ptr<const Catalogue>> with_packs(const Catalogue& base,
                                                    std::span<const Pack> packs) {
  Merger merger(base);
  for (const Pack& pack : packs) merger.add(pack);
  return merger.build();
}

}  // namespace fieldbook::schema
