#include "shared/schema/catalogue.hpp"

#include <fmt/format.h>

#include "shared/schema/catalogue_builder.hpp"
#include "shared/schema/catalogue_document.hpp"
#include "shared/schema/embedded_documents.hpp"
#include "shared/schema/findings.hpp"
#include "shared/schema/names.hpp"

namespace fieldbook::schema {
namespace {

template <class Map, class Key>
auto* find_in(const Map& map, const Key& key, const auto& items) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &items[found->second];
}

/// What names an entity that exists in findings too, so that a programmer finds the typing error.
[[noreturn]] void missing(std::string_view what, std::string_view name) {
  assertion_failed(fmt::format("the catalogue has {} {}", what, name),
                   std::source_location::current());
}

}  // namespace

std::string_view to_string(Audience audience) { return name_of(kAudienceNames, audience); }

Result<Audience> parse_audience(std::string_view text) {
  if (const auto audience = value_of(kAudienceNames, text)) return *audience;
  return fail(Errc::invalid_argument,
              fmt::format("\"{}\" is not an audience (customer, partner, staff)", text));
}

std::string_view to_string(ColumnType type) { return name_of(kColumnTypeNames, type); }

std::string_view to_string(MergeRule rule) { return name_of(kMergeRuleNames, rule); }

const Column* Entity::find(std::string_view column) const {
  return find_in(by_name_, column, columns);
}

const Column* Entity::find_number(std::uint32_t column_number) const {
  return find_in(by_number_, column_number, columns);
}

const View* Entity::find_view(std::string_view view) const {
  for (const View& candidate : views)
    if (candidate.name == view) return &candidate;
  return nullptr;
}

std::shared_ptr<const Catalogue> Catalogue::embedded() {
  static const std::shared_ptr<const Catalogue> catalogue = [] {
    auto loaded = load(embedded_documents());
    if (!loaded) assertion_failed(loaded.error().message, loaded.error().where);
    return *std::move(loaded);
  }();
  return catalogue;
}

Result<std::shared_ptr<const Catalogue>> Catalogue::load(std::span<const std::string> documents) {
  Findings findings;
  std::vector<NamedDocument> parsed;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    std::string position = fmt::format("document {}", i + 1);
    auto json = parse_strict(documents[i]);
    if (json)
      parsed.push_back({std::move(position), *std::move(json)});
    else
      findings.add(position, "", json.error().message);
  }
  return CatalogueBuilder::build(parsed, std::move(findings));
}

Result<std::shared_ptr<const Catalogue>> Catalogue::load_document(std::string_view document) {
  TRY(const auto json, parse_strict(document));
  if (!json.is_object() || json.size() != 1 || !json.contains("entities") ||
      !json["entities"].is_array())
    return fail(Errc::invalid_argument, "not a catalogue: {\"entities\":[…]} is expected");
  std::vector<NamedDocument> parsed;
  for (const auto& entity : json["entities"])
    parsed.push_back({fmt::format("document {}", parsed.size() + 1), entity});
  return CatalogueBuilder::build(parsed, {});
}

const Entity* Catalogue::find(std::string_view name) const {
  return find_in(by_name_, name, entities_);
}

const Entity* Catalogue::find_set(std::string_view set_name) const {
  return find_in(by_set_, set_name, entities_);
}

const Entity* Catalogue::find_number(std::uint32_t number) const {
  return find_in(by_number_, number, entities_);
}

const Entity& Catalogue::entity(std::string_view name) const {
  const Entity* found = find(name);
  if (found == nullptr) missing("no entity", name);
  return *found;
}

ColumnHandle Catalogue::column(std::string_view entity_name, std::string_view column_name) const {
  const Entity& of = entity(entity_name);
  const Column* found = of.find(column_name);
  if (found == nullptr) missing("no column", fmt::format("{}.{}", entity_name, column_name));
  return {of.number, found->ordinal};
}

}  // namespace fieldbook::schema
