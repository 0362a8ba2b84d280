// Languages of articles (DOMAIN.md 1.17, 5.3).

#include "syncd/exposure/reference_table.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_languagelocale(const ExposureContext&) {
  return std::make_unique<ReferenceTable>("languagelocale");
}

}  // namespace fieldbook::syncd
