// A support case: seen by its customer, by those with case access to the account that is its
// customer, and by everybody, with fewer columns, when it is resolved and published
// (DOMAIN.md 5.2).

#include "syncd/exposure/case_exposure.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_incident(const ExposureContext& context) {
  return std::make_unique<CaseExposure>(context, CasePart::itself);
}

}  // namespace fieldbook::syncd
