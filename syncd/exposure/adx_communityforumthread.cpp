// A thread: seen with its forum, when it is published itself (DOMAIN.md 5.5). Locked ones too.

#include "syncd/exposure/published_detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_communityforumthread(const ExposureContext& context) {
  const auto& thread = context.columns.thread;
  return std::make_unique<PublishedDetail>(
      "adx_communityforumthread", thread.forum, make_adx_communityforum(context),
      context.columns.forum.entity,
      Publication(context.columns, thread.publishing_state, thread.state));
}

}  // namespace fieldbook::syncd
