// Line items of an opportunity: seen with it (DOMAIN.md 4.4).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_opportunityproduct(const ExposureContext& context) {
  return std::make_unique<Detail>("opportunityproduct",
                                  context.columns.opportunity_product.opportunity,
                                  make_opportunity(context), context.columns.opportunity.entity);
}

}  // namespace fieldbook::syncd
