// Who decided what on a quote: seen with it, so that the second approver is told (DOMAIN.md 6.2).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_fieldbook_quotedecision(const ExposureContext& context) {
  return std::make_unique<Detail>("fieldbook_quotedecision", context.columns.quote_decision.quote,
                                  make_quote(context), context.columns.quote.entity);
}

}  // namespace fieldbook::syncd
