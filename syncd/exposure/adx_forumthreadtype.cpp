// Kinds of forum thread, of which each has one (DOMAIN.md 1.18, 5.5).

#include "syncd/exposure/reference_table.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_forumthreadtype(const ExposureContext&) {
  return std::make_unique<ReferenceTable>("adx_forumthreadtype");
}

}  // namespace fieldbook::syncd
