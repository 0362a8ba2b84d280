#include "shared/schema/related_column.hpp"

namespace fieldbook::schema {

const Column* related_column(const Catalogue& catalogue, const Column& lookup,
                             std::string_view name) {
  for (const std::string& target : lookup.targets)
    if (const Entity* entity = catalogue.find(target))
      if (const Column* column = entity->find(name)) return column;
  return nullptr;
}

}  // namespace fieldbook::schema
