// The currencies of amounts (DOMAIN.md 1.0).

#include "syncd/exposure/reference_table.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_transactioncurrency(const ExposureContext&) {
  return std::make_unique<ReferenceTable>("transactioncurrency");
}

}  // namespace fieldbook::syncd
