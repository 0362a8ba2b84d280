// Lines of an invoice: seen with it (DOMAIN.md 1.7, 2.3).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_invoicedetail(const ExposureContext& context) {
  return std::make_unique<Detail>("invoicedetail", context.columns.invoice_line.invoice,
                                  make_invoice(context), context.columns.invoice.entity);
}

}  // namespace fieldbook::syncd
