#pragma once

// A table that everybody who may sign in sees whole.

#include "syncd/exposure/exposure.hpp"

namespace fieldbook::syncd {

class ReferenceTable final : public EntityExposure {
 public:
  explicit ReferenceTable(std::string_view entity) : entity_(entity) {}

  [[nodiscard]] std::string_view entity() const override { return entity_; }
  [[nodiscard]] Result<BucketSet> buckets(const schema::Row&, schema::RowReader&) const override {
    return BucketSet{{BucketKind::everyone, {}}};
  }
  [[nodiscard]] Status dependants(const schema::Row&, schema::RowReader&,
                                  std::set<schema::RowKey>&) const override {
    return {};
  }

 private:
  std::string_view entity_;
};

}  // namespace fieldbook::syncd
