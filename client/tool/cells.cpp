#include "client/tool/cells.hpp"

#include <fmt/format.h>

#include "shared/schema/json_form.hpp"
#include "shared/schema/related_column.hpp"

namespace fieldbook::client {
namespace {

constexpr std::size_t kColumnsWithoutView = 6;
constexpr std::size_t kIdStart = 8;

const schema::View* find_view(const schema::Entity& entity, std::string_view name) {
  if (const schema::View* view = entity.find_view(name)) return view;
  for (const schema::View& view : entity.views)
    if (view.is_default) return &view;
  return nullptr;
}

void add_related(const schema::Catalogue& catalogue, const schema::Entity& entity,
                 const schema::View& view, const std::string& after, std::vector<CellColumn>& out) {
  for (std::size_t i = 0; i < view.related.size(); ++i) {
    const schema::RelatedColumn& related = view.related[i];
    const schema::Column* lookup = entity.find(related.lookup);
    if (related.after != after || lookup == nullptr) continue;
    const schema::Column* column = schema::related_column(catalogue, *lookup, related.column);
    if (column == nullptr) continue;
    out.push_back({fmt::format("{} ({})", column->label, lookup->label), column, i});
  }
}

}  // namespace

std::vector<CellColumn> cell_columns(const schema::Catalogue& catalogue,
                                     const schema::Entity& entity, std::string_view view_name) {
  std::vector<CellColumn> out;
  const schema::View* view = find_view(entity, view_name);
  if (view == nullptr) {
    for (const schema::Column& column : entity.columns)
      if (out.size() < kColumnsWithoutView) out.push_back({column.label, &column, std::nullopt});
    return out;
  }
  for (const std::string& name : view->columns) {
    const schema::Column* column = entity.find(name);
    if (column != nullptr) out.push_back({column->label, column, std::nullopt});
    add_related(catalogue, entity, *view, name, out);
  }
  return out;
}

std::string cell_text(const NameMap& names, const RowSnapshot& row, const CellColumn& column) {
  schema::Value value;
  if (!column.related) {
    value = row.row.values[column.column->ordinal];
  } else if (*column.related < row.related.size()) {
    value = row.related[*column.related];
  }
  const auto* id = std::get_if<Uuid>(&value);
  if (column.column->type != schema::ColumnType::lookup || id == nullptr)
    return schema::value_to_text(*column.column, value);
  const auto name = names.find(*id);
  return name != names.end() ? name->second : to_string(*id).substr(0, kIdStart);
}

}  // namespace fieldbook::client
