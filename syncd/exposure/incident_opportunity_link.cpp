// The opportunity that a partner pursues with a case: seen with the case, by partners (DOMAIN.md
// 5.2).

#include "syncd/exposure/case_exposure.hpp"
#include "syncd/exposure/detail.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_incident_opportunity_link(const ExposureContext& context) {
  return std::make_unique<Detail>(
      "incident_opportunity_link", context.columns.case_opportunity_link.incident,
      std::make_unique<CaseExposure>(context, CasePart::link), context.columns.incident.entity);
}

}  // namespace fieldbook::syncd
