// Rows of an export: a row without findings prints and reads again as the same row.

#include "shared/schema/json_form.hpp"

using namespace fieldbook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto kCatalogue = schema::Catalogue::embedded();
  if (size == 0) return 0;
  // The first byte chooses the entity.
  const schema::Entity& entity = kCatalogue->entities()[data[0] % kCatalogue->entities().size()];
  const auto object = nlohmann::json::parse(data + 1, data + size, nullptr, false);
  if (!object.is_object()) return 0;
  const auto read = schema::from_json(entity, object);
  if (!read.findings.empty()) return 0;
  std::vector<std::uint32_t> ordinals;
  for (const schema::Column& column : entity.columns) ordinals.push_back(column.ordinal);
  const auto again = schema::from_json(entity, schema::to_json(read.row, ordinals));
  ASSERT(again.findings.empty() && again.row == read.row);
  return 0;
}
