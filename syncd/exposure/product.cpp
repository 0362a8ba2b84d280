// The products on work orders, quotes and opportunities (DOMAIN.md 1.9); what they cost is kept
// from devices by the audiences of the columns.

#include "syncd/exposure/reference_table.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_product(const ExposureContext&) {
  return std::make_unique<ReferenceTable>("product");
}

}  // namespace fieldbook::syncd
