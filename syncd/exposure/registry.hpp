#pragma once

// The list of entities that are in more buckets than `staff`: one file each, named after the
// entity, with one make_ function.

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "syncd/exposure/columns.hpp"
#include "syncd/exposure/exposure.hpp"

namespace fieldbook::syncd {

/// What an entity's file may hold on to; it lives as long as the Exposure.
struct ExposureContext {
  using Flags = std::map<std::string, schema::ColumnHandle, std::less<>>;

  const Columns& columns;
  const ExposureSettings& settings;
  /// Entity to its Expose to Customer column; an entity that is missing here shows customers
  /// nothing (DOMAIN.md 1.0.2).
  const Flags& expose_to_customer;
  /// The same for Visible to customer.
  const Flags& visible_to_customer;

  [[nodiscard]] std::optional<schema::ColumnHandle> flag(std::string_view entity) const;
  [[nodiscard]] std::optional<schema::ColumnHandle> visible_flag(std::string_view entity) const;
};

using MakeExposure = std::unique_ptr<EntityExposure> (*)(const ExposureContext&);
struct RegisteredExposure {
  std::string_view entity;
  MakeExposure make;
};
/// Ascending by entity.
[[nodiscard]] std::span<const RegisteredExposure> exposure_registry();

[[nodiscard]] std::unique_ptr<EntityExposure> make_account(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_accountaccess(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_caseaccess(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_channelpermissions(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_communityforum(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_communityforumalert(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_communityforumpost(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_communityforumthread(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_contactaccess(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_dealregistrationrequest(
    const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_forumthreadtype(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_invitation(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_leadtype(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_opportunity_contact(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_opportunity_product(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_opportunitynote(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_opportunitypermissions(
    const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_publishingstate(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_annotation(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_bookableresource(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_bookableresourcebooking(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_bookableresourcecategory(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_bookingstatus(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_contact(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_feedback(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_fieldbook_conflict(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_fieldbook_quotedecision(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_incident(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_incident_opportunity_link(
    const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_incidentresolution(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_invoice(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_invoicedetail(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_knowledgearticle(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_knowledgearticle_product_link(
    const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_languagelocale(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_agreement(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_contractlinescheduleofvalue(
    const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_customerasset(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_project(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_projecttask(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_projectteam(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_resourceassignment(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_workorder(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_workorderincident(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_workorderproduct(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_workorderservice(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_workorderservicetask(
    const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_opportunity(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_opportunityproduct(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_product(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_quote(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_quotedetail(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_salesorder(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_salesorderdetail(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_territory(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_transactioncurrency(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_uom(const ExposureContext&);

}  // namespace fieldbook::syncd
