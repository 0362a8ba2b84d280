// The lead types that opportunities are sorted by (DOMAIN.md 1.9).

#include "syncd/exposure/reference_table.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_leadtype(const ExposureContext&) {
  return std::make_unique<ReferenceTable>("adx_leadtype");
}

}  // namespace fieldbook::syncd
