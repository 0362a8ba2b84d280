// The roles of resources, named on bookings and team rows (DOMAIN.md 1.12).

#include "syncd/exposure/reference_table.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_bookableresourcecategory(const ExposureContext&) {
  return std::make_unique<ReferenceTable>("bookableresourcecategory");
}

}  // namespace fieldbook::syncd
