#include "shared/schema/catalogue_builder.hpp"

#include <sodium.h>

#include "shared/schema/catalogue_checks.hpp"
#include "shared/schema/catalogue_document.hpp"
#include "shared/schema/findings.hpp"

namespace fieldbook::schema {

Result<std::shared_ptr<const Catalogue>> CatalogueBuilder::build(
    const std::vector<NamedDocument>& documents, Findings findings) {
  auto catalogue = std::make_shared<Catalogue>();
  for (const auto& [position, json] : documents)
    catalogue->entities_.push_back(read_entity(json, position, findings));
  std::stable_sort(catalogue->entities_.begin(), catalogue->entities_.end(),
                   [](const Entity& a, const Entity& b) { return a.number < b.number; });
  check_catalogue(catalogue->entities_, findings);
  if (!findings.empty()) return fail(Errc::invalid_argument, findings.text());
  for (Entity& entity : catalogue->entities_) index(entity);
  index(*catalogue);
  print(*catalogue);
  return catalogue;
}

void CatalogueBuilder::index(Entity& entity) {
  for (const Column& column : entity.columns) {
    entity.by_name_.emplace(column.name, column.ordinal);
    entity.by_number_.emplace(column.number, column.ordinal);
    for (std::size_t audience = 0; audience < kAudienceCount; ++audience)
      if (column.audiences.has(static_cast<Audience>(audience)))
        entity.projections_[audience].push_back(column.ordinal);
  }
}

void CatalogueBuilder::index(Catalogue& catalogue) {
  for (std::size_t i = 0; i < catalogue.entities_.size(); ++i) {
    catalogue.by_name_.emplace(catalogue.entities_[i].name, i);
    catalogue.by_set_.emplace(catalogue.entities_[i].set_name, i);
    catalogue.by_number_.emplace(catalogue.entities_[i].number, i);
  }
}

void CatalogueBuilder::print(Catalogue& catalogue) {
  nlohmann::json entities = nlohmann::json::array();
  for (const Entity& entity : catalogue.entities_) entities.push_back(print_entity(entity));
  catalogue.document_ = nlohmann::json{{"entities", std::move(entities)}}.dump();
  ASSERT(
      crypto_generichash_blake2b(catalogue.hash_.data(), catalogue.hash_.size(),
                                 reinterpret_cast<const unsigned char*>(catalogue.document_.data()),
                                 catalogue.document_.size(), nullptr, 0) == 0);
}

}  // namespace fieldbook::schema
