// An invitation to the portal: seen by the partner contact that sent it (DOMAIN.md 1.19, 4.2).

#include "syncd/exposure/contact_row.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_invitation(const ExposureContext& context) {
  return std::make_unique<ContactRow>("adx_invitation", context.columns.invitation.inviter,
                                      BucketKind::partner_own, context.columns);
}

}  // namespace fieldbook::syncd
