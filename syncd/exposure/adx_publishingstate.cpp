// States of publication, which forums, threads and posts name (DOMAIN.md 1.18).

#include "syncd/exposure/reference_table.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_adx_publishingstate(const ExposureContext&) {
  return std::make_unique<ReferenceTable>("adx_publishingstate");
}

}  // namespace fieldbook::syncd
