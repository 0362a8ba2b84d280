// Lines of a contract: seen with it (DOMAIN.md 1.14, 2.3).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

std::unique_ptr<EntityExposure> make_salesorderdetail(const ExposureContext& context) {
  return std::make_unique<Detail>("salesorderdetail", context.columns.contract_line.contract,
                                  make_salesorder(context), context.columns.contract.entity);
}

}  // namespace fieldbook::syncd
