// Products of an article: seen with it (DOMAIN.md 1.17).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_knowledgearticle_product_link(const ExposureContext& context) {
  return std::make_unique<Detail>("knowledgearticle_product_link",
                                  context.columns.article_product_link.article,
                                  make_knowledgearticle(context), context.columns.article.entity);
}

}  // namespace fieldbook::syncd
