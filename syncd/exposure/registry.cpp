#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

namespace {
constexpr RegisteredExposure kRegistry[] = {
    {"account", make_account},
    {"adx_leadtype", make_adx_leadtype},
    {"adx_opportunity_product", make_adx_opportunity_product},
    {"bookableresource", make_bookableresource},
    {"bookableresourcebooking", make_bookableresourcebooking},
    {"bookableresourcecategory", make_bookableresourcecategory},
    {"bookingstatus", make_bookingstatus},
    {"contact", make_contact},
    {"fieldbook_conflict", make_fieldbook_conflict},
    {"fieldbook_quotedecision", make_fieldbook_quotedecision},
    {"msdyn_agreement", make_msdyn_agreement},
    {"msdyn_customerasset", make_msdyn_customerasset},
    {"msdyn_project", make_msdyn_project},
    {"msdyn_projectteam", make_msdyn_projectteam},
    {"msdyn_workorder", make_msdyn_workorder},
    {"msdyn_workorderincident", make_msdyn_workorderincident},
    {"msdyn_workorderproduct", make_msdyn_workorderproduct},
    {"msdyn_workorderservice", make_msdyn_workorderservice},
    {"msdyn_workorderservicetask", make_msdyn_workorderservicetask},
    {"opportunity", make_opportunity},
    {"opportunityproduct", make_opportunityproduct},
    {"product", make_product},
    {"quote", make_quote},
    {"quotedetail", make_quotedetail},
    {"territory", make_territory},
    {"transactioncurrency", make_transactioncurrency},
    {"uom", make_uom},
};
}  // namespace

std::span<const RegisteredExposure> exposure_registry() { return kRegistry; }

std::optional<schema::ColumnHandle> ExposureContext::flag(std::string_view entity) const {
  const auto found = expose_to_customer.find(entity);
  if (found == expose_to_customer.end()) return std::nullopt;
  return found->second;
}

}  // namespace fieldbook::syncd
