// What a member of the resource list works on: seen with the team row (DOMAIN.md 1.12, 6.5).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_msdyn_resourceassignment(const ExposureContext& context) {
  return std::make_unique<Detail>("msdyn_resourceassignment", context.columns.assignment.team,
                                  make_msdyn_projectteam(context), context.columns.team.entity);
}

}  // namespace fieldbook::syncd
