// What a partner contact may do with the own organisation (DOMAIN.md 4.2, 4.3): seen by that
// contact.

#include "syncd/exposure/contact_row.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_accountaccess(const ExposureContext& context) {
  return std::make_unique<ContactRow>("adx_accountaccess", context.columns.account_access.contact,
                                      BucketKind::partner_own, context.columns);
}

}  // namespace fieldbook::syncd
