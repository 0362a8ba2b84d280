// A post: seen with its thread, when it is published itself (DOMAIN.md 5.5).

#include "syncd/exposure/published_detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_communityforumpost(const ExposureContext& context) {
  const auto& post = context.columns.post;
  return std::make_unique<PublishedDetail>(
      "adx_communityforumpost", post.thread, make_adx_communityforumthread(context),
      context.columns.thread.entity,
      Publication(context.columns, post.publishing_state, post.state));
}

}  // namespace fieldbook::syncd
