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
  const Columns& columns;
  /// Entity to its Expose to Customer column; an entity that is missing here shows customers
  /// nothing (DOMAIN.md 1.0.2).
  const std::map<std::string, schema::ColumnHandle, std::less<>>& expose_to_customer;

  [[nodiscard]] std::optional<schema::ColumnHandle> flag(std::string_view entity) const;
};

using MakeExposure = std::unique_ptr<EntityExposure> (*)(const ExposureContext&);
struct RegisteredExposure {
  std::string_view entity;
  MakeExposure make;
};
/// Ascending by entity.
[[nodiscard]] std::span<const RegisteredExposure> exposure_registry();

[[nodiscard]] std::unique_ptr<EntityExposure> make_account(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_leadtype(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_adx_opportunity_product(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_bookableresource(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_bookableresourcebooking(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_bookableresourcecategory(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_bookingstatus(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_contact(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_fieldbook_conflict(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_fieldbook_quotedecision(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_agreement(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_customerasset(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_project(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_msdyn_projectteam(const ExposureContext&);
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
[[nodiscard]] std::unique_ptr<EntityExposure> make_territory(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_transactioncurrency(const ExposureContext&);
[[nodiscard]] std::unique_ptr<EntityExposure> make_uom(const ExposureContext&);

}  // namespace fieldbook::syncd
