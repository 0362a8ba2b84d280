#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

namespace {
constexpr RegisteredExposure kRegistry[] = {
    {"account", make_account},
    {"adx_accountaccess", make_adx_accountaccess},
    {"adx_caseaccess", make_adx_caseaccess},
    {"adx_channelpermissions", make_adx_channelpermissions},
    {"adx_communityforum", make_adx_communityforum},
    {"adx_communityforumalert", make_adx_communityforumalert},
    {"adx_communityforumpost", make_adx_communityforumpost},
    {"adx_communityforumthread", make_adx_communityforumthread},
    {"adx_contactaccess", make_adx_contactaccess},
    {"adx_dealregistrationrequest", make_adx_dealregistrationrequest},
    {"adx_forumthreadtype", make_adx_forumthreadtype},
    {"adx_invitation", make_adx_invitation},
    {"adx_leadtype", make_adx_leadtype},
    {"adx_opportunity_contact", make_adx_opportunity_contact},
    {"adx_opportunity_product", make_adx_opportunity_product},
    {"adx_opportunitynote", make_adx_opportunitynote},
    {"adx_opportunitypermissions", make_adx_opportunitypermissions},
    {"adx_publishingstate", make_adx_publishingstate},
    {"annotation", make_annotation},
    {"bookableresource", make_bookableresource},
    {"bookableresourcebooking", make_bookableresourcebooking},
    {"bookableresourcecategory", make_bookableresourcecategory},
    {"bookingstatus", make_bookingstatus},
    {"contact", make_contact},
    {"feedback", make_feedback},
    {"fieldbook_conflict", make_fieldbook_conflict},
    {"fieldbook_quotedecision", make_fieldbook_quotedecision},
    {"incident", make_incident},
    {"incident_opportunity_link", make_incident_opportunity_link},
    {"incidentresolution", make_incidentresolution},
    {"invoice", make_invoice},
    {"invoicedetail", make_invoicedetail},
    {"knowledgearticle", make_knowledgearticle},
    {"knowledgearticle_product_link", make_knowledgearticle_product_link},
    {"languagelocale", make_languagelocale},
    {"msdyn_agreement", make_msdyn_agreement},
    {"msdyn_contractlinescheduleofvalue", make_msdyn_contractlinescheduleofvalue},
    {"msdyn_customerasset", make_msdyn_customerasset},
    {"msdyn_project", make_msdyn_project},
    {"msdyn_projecttask", make_msdyn_projecttask},
    {"msdyn_projectteam", make_msdyn_projectteam},
    {"msdyn_resourceassignment", make_msdyn_resourceassignment},
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
    {"salesorder", make_salesorder},
    {"salesorderdetail", make_salesorderdetail},
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

std::optional<schema::ColumnHandle> ExposureContext::visible_flag(std::string_view entity) const {
  const auto found = visible_to_customer.find(entity);
  if (found == visible_to_customer.end()) return std::nullopt;
  return found->second;
}

}  // namespace fieldbook::syncd
