// What a partner contact may do with colleagues (DOMAIN.md 4.2, 4.3): seen by that contact.

#include "syncd/exposure/contact_row.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_contactaccess(const ExposureContext& context) {
  return std::make_unique<ContactRow>("adx_contactaccess", context.columns.contact_access.contact,
                                      BucketKind::partner_own, context.columns);
}

}  // namespace fieldbook::syncd
