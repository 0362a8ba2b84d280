// Incidents of a work order: seen with it (DOMAIN.md 2.3).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_msdyn_workorderincident(const ExposureContext& context) {
  return std::make_unique<Detail>("msdyn_workorderincident",
                                  context.columns.work_order_incident.work_order,
                                  make_msdyn_workorder(context), context.columns.work_order.entity);
}

}  // namespace fieldbook::syncd
