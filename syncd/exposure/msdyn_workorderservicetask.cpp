// Tasks of a work order: seen with it (DOMAIN.md 2.3).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_msdyn_workorderservicetask(const ExposureContext& context) {
  return std::make_unique<Detail>("msdyn_workorderservicetask",
                                  context.columns.work_order_task.work_order,
                                  make_msdyn_workorder(context), context.columns.work_order.entity);
}

}  // namespace fieldbook::syncd
