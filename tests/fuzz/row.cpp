// Row images: whatever decodes is canonical, so that it encodes to the same bytes.

#include "shared/schema/row_codec.hpp"

using namespace fieldbook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto kCatalogue = schema::Catalogue::embedded();
  if (size == 0) return 0;
  // The first byte chooses the entity.
  const auto entities = kCatalogue->entities();
  const schema::Entity& entity = entities[data[0] % entities.size()];
  const ByteView image(data + 1, size - 1);
  const auto row = schema::decode_image(entity, Uuid{}, image);
  if (row) ASSERT(std::ranges::equal(schema::encode_image(*row), image));
  return 0;
}
