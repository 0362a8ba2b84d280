// Used and estimated products: seen with their work order (DOMAIN.md 2.3).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_msdyn_workorderproduct(const ExposureContext& context) {
  return std::make_unique<Detail>("msdyn_workorderproduct",
                                  context.columns.work_order_product.work_order,
                                  make_msdyn_workorder(context), context.columns.work_order.entity);
}

}  // namespace fieldbook::syncd
