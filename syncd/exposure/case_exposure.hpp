#pragma once

// Support cases (DOMAIN.md 5.2): in a bucket of the account or contact that is the customer, which
// persons hold by their case access rows, and in `public` too when it is published. What belongs to
// a case is not.

#include "syncd/exposure/columns.hpp"
#include "syncd/exposure/exposure.hpp"
#include "syncd/exposure/registry.hpp"

namespace fieldbook::syncd {

/// Of what the buckets are asked.
enum class CasePart : std::uint8_t {
  itself,  ///< the case: in `public` too when it is published
  detail,  ///< resolutions and notes: never public
  link     ///< links to opportunities: for partners alone
};

class CaseExposure final : public EntityExposure {
 public:
  CaseExposure(const ExposureContext& context, CasePart part)
      : columns_(context.columns), settings_(context.settings), part_(part) {}

  [[nodiscard]] std::string_view entity() const override { return "incident"; }
  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override;
  [[nodiscard]] Status dependants(const schema::Row&, schema::RowReader&,
                                  std::set<schema::RowKey>&) const override {
    return {};
  }

 private:
  [[nodiscard]] bool is_published(const schema::Row& row) const;

  const Columns& columns_;
  const ExposureSettings& settings_;
  CasePart part_;
};

}  // namespace fieldbook::syncd
