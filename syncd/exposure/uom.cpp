// The units of quantities on lines.

#include "syncd/exposure/reference_table.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_uom(const ExposureContext&) {
  return std::make_unique<ReferenceTable>("uom");
}

}  // namespace fieldbook::syncd
