// Whose cases a contact reads (DOMAIN.md 5.2): seen by that contact, customer or partner.

#include "syncd/exposure/contact_row.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_caseaccess(const ExposureContext& context) {
  return std::make_unique<ContactRow>("adx_caseaccess", context.columns.case_access.contact,
                                      BucketKind::contact, context.columns);
}

}  // namespace fieldbook::syncd
