// Lines of a quote: seen with it (DOMAIN.md 2.3).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_quotedetail(const ExposureContext& context) {
  return std::make_unique<Detail>("quotedetail", context.columns.quote_line.quote,
                                  make_quote(context), context.columns.quote.entity);
}

}  // namespace fieldbook::syncd
