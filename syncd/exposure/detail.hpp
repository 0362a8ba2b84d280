#pragma once

// A table whose rows are in the buckets of the row they belong to, or in some of them (DOMAIN.md
// 2.3, second consequence). A row whose parent is not there is in none.

#include <memory>

#include "syncd/exposure/exposure.hpp"

namespace fieldbook::syncd {

class Detail : public EntityExposure {
 public:
  /// `lookup` is the detail's column that names the parent.
  Detail(std::string_view entity, schema::ColumnHandle lookup,
         std::unique_ptr<EntityExposure> parent, std::uint32_t parent_entity)
      : entity_(entity),
        lookup_(lookup),
        parent_(std::move(parent)),
        parent_entity_(parent_entity) {}

  [[nodiscard]] std::string_view entity() const override { return entity_; }
  [[nodiscard]] Result<BucketSet> buckets(const schema::Row& row,
                                          schema::RowReader& rows) const override;
  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override;

 protected:
  /// What `row` is in, given the buckets of its parent: all of them, unless a table says
  /// otherwise. It is asked only where the parent is in some. Whoever reads another row in it
  /// extends dependants() by the way back.
  [[nodiscard]] virtual Result<BucketSet> narrow(const schema::Row& row, BucketSet of_parent,
                                                 schema::RowReader& rows) const;

 private:
  [[nodiscard]] Result<BucketSet> buckets_of_parent(const Uuid& id, schema::RowReader& rows) const;

  std::string_view entity_;
  schema::ColumnHandle lookup_;
  std::unique_ptr<EntityExposure> parent_;
  std::uint32_t parent_entity_;
};

}  // namespace fieldbook::syncd
