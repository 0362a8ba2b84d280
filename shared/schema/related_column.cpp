#include "shared/schema/related_column.hpp"

#include <fmt/format.h>

namespace fieldbook::schema {
namespace {

void add_related(const Catalogue& catalogue, const Entity& entity, const View& view,
                 const std::string& after, std::vector<ViewColumn>& out) {
  for (std::size_t i = 0; i < view.related.size(); ++i) {
    const RelatedColumn& related = view.related[i];
    const Column* lookup = entity.find(related.lookup);
    if (related.after != after || lookup == nullptr) continue;
    const Column* column = related_column(catalogue, *lookup, related.column);
    if (column == nullptr) continue;
    out.push_back({fmt::format("{} ({})", column->label, lookup->label), column, lookup, i});
  }
}

}  // namespace

const Column* related_column(const Catalogue& catalogue, const Column& lookup,
                             std::string_view name) {
  for (const std::string& target : lookup.targets)
    if (const Entity* entity = catalogue.find(target))
      if (const Column* column = entity->find(name)) return column;
  return nullptr;
}

std::vector<ViewColumn> view_columns(const Catalogue& catalogue, const Entity& entity,
                                     const View* view, std::size_t columns_without_view) {
  std::vector<ViewColumn> out;
  if (view == nullptr) {
    for (const Column& column : entity.columns)
      if (out.size() < columns_without_view) out.push_back({column.label, &column, nullptr, {}});
    return out;
  }
  for (const std::string& name : view->columns) {
    if (const Column* column = entity.find(name))
      out.push_back({column->label, column, nullptr, {}});
    add_related(catalogue, entity, *view, name, out);
  }
  return out;
}

}  // namespace fieldbook::schema
