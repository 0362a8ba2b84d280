#include "ui/models/row_values.hpp"

namespace fieldbook::ui {
namespace {

template <class T>
std::optional<T> value_in(const schema::Row& row, std::string_view name) {
  const schema::Column* column = row.entity->find(name);
  const T* value = column == nullptr ? nullptr : std::get_if<T>(&row.values[column->ordinal]);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

}  // namespace

std::optional<std::int64_t> number_in(const schema::Row& row, std::string_view name) {
  return value_in<std::int64_t>(row, name);
}

std::optional<double> real_in(const schema::Row& row, std::string_view name) {
  return value_in<double>(row, name);
}

std::optional<Uuid> lookup_in(const schema::Row& row, std::string_view name) {
  return value_in<Uuid>(row, name);
}

std::string text_in(const schema::Row& row, std::string_view name) {
  return value_in<std::string>(row, name).value_or(std::string());
}

std::string name_in(const schema::Row& row) { return text_in(row, row.entity->name_column); }

}  // namespace fieldbook::ui
