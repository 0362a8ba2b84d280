// Associated products of an opportunity: seen with it (DOMAIN.md 1.8.2).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_opportunity_product(const ExposureContext& context) {
  return std::make_unique<Detail>("adx_opportunity_product",
                                  context.columns.opportunity_product_link.opportunity,
                                  make_opportunity(context), context.columns.opportunity.entity);
}

}  // namespace fieldbook::syncd
