// Extra customer contacts of an opportunity: the link is seen with it (DOMAIN.md 1.8.2). The
// contact itself is not.

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_opportunity_contact(const ExposureContext& context) {
  return std::make_unique<Detail>("adx_opportunity_contact",
                                  context.columns.opportunity_contact_link.opportunity,
                                  make_opportunity(context), context.columns.opportunity.entity);
}

}  // namespace fieldbook::syncd
