// Entity documents: whatever loads is a catalogue that prints and loads again to the same hash.

#include "shared/schema/catalogue.hpp"

using namespace fieldbook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string document(as_text({data, size}));
  const auto loaded = schema::Catalogue::load(std::span(&document, 1));
  if (!loaded) return 0;
  const auto again = schema::Catalogue::load_document((*loaded)->document());
  ASSERT(again && (*again)->hash() == (*loaded)->hash());
  return 0;
}
