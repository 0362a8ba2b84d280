#include "syncd/exposure/features.hpp"

#include "syncd/exposure/roles.hpp"

namespace fieldbook::syncd {

Features::Features(const schema::Catalogue& catalogue, const ExposureSettings& settings)
    : field_service_(settings.field_service), project_service_(settings.project_service) {
  for (const schema::Entity& entity : catalogue.entities()) {
    if ((entity.feature == "field_service" && !field_service_) ||
        (entity.feature == "project_service" && !project_service_)) {
      hidden_.insert(entity.number);
    }
  }
}

bool Features::has_bucket(BucketKind kind) const {
  if (kind == BucketKind::customer_fs) return field_service_;
  if (kind == BucketKind::customer_psa || kind == BucketKind::partner_psa) return project_service_;
  return true;
}

bool Features::has_role(std::string_view name) const {
  const std::vector<std::string> role{std::string(role_spelling(name))};
  if (has_any(role, kFieldServiceCustomerRoles)) return field_service_;
  if (has_any(role, kProjectCustomerRoles) || has_any(role, kProjectPartnerRoles)) {
    return project_service_;
  }
  return true;
}

}  // namespace fieldbook::syncd
