// How a case was resolved: seen with it, but not by everybody (DOMAIN.md 1.16, 5.2).

#include "syncd/exposure/case_exposure.hpp"
#include "syncd/exposure/detail.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_incidentresolution(const ExposureContext& context) {
  return std::make_unique<Detail>("incidentresolution", context.columns.case_resolution.incident,
                                  std::make_unique<CaseExposure>(context, CasePart::detail),
                                  context.columns.incident.entity);
}

}  // namespace fieldbook::syncd
