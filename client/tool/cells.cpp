#include "client/tool/cells.hpp"

#include "shared/schema/json_form.hpp"

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

}  // namespace

std::vector<schema::ViewColumn> cell_columns(const schema::Catalogue& catalogue,
                                             const schema::Entity& entity,
                                             std::string_view view_name) {
  return schema::view_columns(catalogue, entity, find_view(entity, view_name), kColumnsWithoutView);
}

std::string cell_text(const NameMap& names, const RowSnapshot& row,
                      const schema::ViewColumn& column) {
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
