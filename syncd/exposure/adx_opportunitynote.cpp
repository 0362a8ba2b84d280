// History of an opportunity: seen with it (DOMAIN.md 1.8.2).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_opportunitynote(const ExposureContext& context) {
  return std::make_unique<Detail>("adx_opportunitynote",
                                  context.columns.opportunity_note.opportunity,
                                  make_opportunity(context), context.columns.opportunity.entity);
}

}  // namespace fieldbook::syncd
