// The kinds of status behind every booking (DOMAIN.md 1.11).

#include "syncd/exposure/reference_table.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_bookingstatus(const ExposureContext&) {
  return std::make_unique<ReferenceTable>("bookingstatus");
}

}  // namespace fieldbook::syncd
