#pragma once

// The optional add-ons, Field Service and Project Service (DOMAIN.md 11, 12). The catalogue says
// which entities belong to one. Where a site lacks it, its roles count for nothing and its rows are
// staff's alone.

#include <set>
#include <string_view>

#include "shared/schema/catalogue.hpp"
#include "syncd/exposure/exposure.hpp"

namespace fieldbook::syncd {

class Features {
 public:
  Features(const schema::Catalogue& catalogue, const ExposureSettings& settings);

  /// Whether rows of the entity with this number are shown to anybody but staff.
  [[nodiscard]] bool shows_entity(std::uint32_t entity) const { return !hidden_.contains(entity); }
  /// Whether such a bucket has rows and holders.
  [[nodiscard]] bool has_bucket(BucketKind kind) const;
  [[nodiscard]] bool has_role(std::string_view name) const;

 private:
  bool field_service_;
  bool project_service_;
  std::set<std::uint32_t> hidden_;
};

}  // namespace fieldbook::syncd
