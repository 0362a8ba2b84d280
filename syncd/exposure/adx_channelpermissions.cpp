// What a partner contact may do with customers (DOMAIN.md 4.3, 5.1): seen by that contact, and by
// those of the organisation who change it.

#include "syncd/exposure/contact_row.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_channelpermissions(const ExposureContext& context) {
  auto out = std::make_unique<ContactRow>("adx_channelpermissions",
                                          context.columns.channel_permission.contact,
                                          BucketKind::partner_own, context.columns);
  out->with_rights(context.columns.channel_permission.account);
  return out;
}

}  // namespace fieldbook::syncd
