// The territories of accounts and opportunities (DOMAIN.md 1.9).

#include "syncd/exposure/reference_table.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_territory(const ExposureContext&) {
  return std::make_unique<ReferenceTable>("territory");
}

}  // namespace fieldbook::syncd
