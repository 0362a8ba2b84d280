#include "client/api/read_conflict.hpp"

#include "shared/schema/json_form.hpp"

namespace fieldbook::client {
namespace {

using nlohmann::json;

schema::Value side(const schema::Column& column, const json& field, const char* name) {
  if (!field.contains(name)) return schema::Null{};
  auto value = schema::value_from_json(column, field[name]);
  return value ? *std::move(value) : schema::Value(schema::Null{});
}

bool lists(const json& field, const char* list, const char* name) {
  return field.contains(list) && field[list].is_array() &&
         std::ranges::find(field[list], json(name)) != field[list].end();
}

ConflictSnapshot::Field read_field(const schema::Column& column, const json& field) {
  return {.column = column.name,
          .base = side(column, field, "base"),
          .mine = side(column, field, "mine"),
          .theirs = side(column, field, "theirs"),
          .theirs_gone = !field.contains("theirs") && !lists(field, "omitted", "theirs")};
}

}  // namespace

ConflictSnapshot read_conflict(const schema::Catalogue& catalogue, const schema::Row& row) {
  const auto of = [&](std::string_view name) { return catalogue.column(kConflictEntity, name); };
  const auto uuid = [&](std::string_view name) { return row.lookup(of(name)).value_or(Uuid{}); };
  ConflictSnapshot out{.id = row.id,
                       .title = row.text(of("title")),
                       .entity = row.text(of("entityname")),
                       .row = uuid("rowid"),
                       .action = uuid("actionid"),
                       .author = row.text(of("authorname")),
                       .other_author = row.text(of("otherauthorname")),
                       .mine_ms = row.integer(of("mine_on")).value_or(0),
                       .theirs_ms = row.integer(of("theirs_on")).value_or(0)};
  const schema::Entity* entity = catalogue.find(out.entity);
  const json detail = json::parse(row.text(of("detail")), nullptr, false);
  if (entity == nullptr || !detail.is_object() || !detail.contains("fields") ||
      !detail["fields"].is_array())
    return out;
  for (const json& field : detail["fields"]) {
    if (!field.is_object() || !field.contains("column") || !field["column"].is_string()) continue;
    const schema::Column* column = entity->find(field["column"].get<std::string>());
    if (column != nullptr) out.fields.push_back(read_field(*column, field));
  }
  return out;
}

}  // namespace fieldbook::client
