// Configuration: any text gives a Config and findings, and what it prints stays readable.

#include "shared/base/bytes.hpp"
#include "syncd/config/load.hpp"

using namespace fieldbook;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto loaded = syncd::load_config(as_text({data, size}), "syncd.toml", {});
  for (const syncd::ConfigFinding& finding : loaded.findings) ASSERT(!to_string(finding).empty());
  ASSERT(!syncd::print_config(loaded).empty());
  return 0;
}
