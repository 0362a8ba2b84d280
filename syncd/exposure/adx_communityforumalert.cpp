// A subscription to a thread: seen by the subscriber (DOMAIN.md 5.5).

#include "syncd/exposure/contact_row.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_communityforumalert(const ExposureContext& context) {
  return std::make_unique<ContactRow>("adx_communityforumalert", context.columns.alert.subscriber,
                                      BucketKind::contact, context.columns);
}

}  // namespace fieldbook::syncd
