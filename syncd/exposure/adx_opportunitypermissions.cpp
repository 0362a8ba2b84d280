// What a partner contact may do with opportunities (DOMAIN.md 4.3, 4.4): seen by that contact, and
// by those of the organisation who change it.

#include "syncd/exposure/contact_row.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_opportunitypermissions(const ExposureContext& context) {
  auto out = std::make_unique<ContactRow>("adx_opportunitypermissions",
                                          context.columns.opportunity_permission.contact,
                                          BucketKind::partner_own, context.columns);
  out->with_rights(context.columns.opportunity_permission.account);
  return out;
}

}  // namespace fieldbook::syncd
