// Tasks of a project: seen with it (DOMAIN.md 1.12, 2.3).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_msdyn_projecttask(const ExposureContext& context) {
  return std::make_unique<Detail>("msdyn_projecttask", context.columns.task.project,
                                  make_msdyn_project(context), context.columns.project.entity);
}

}  // namespace fieldbook::syncd
