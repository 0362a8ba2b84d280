#pragma once

// A table of a forum: its rows are seen with the row they belong to, when they are published
// themselves (DOMAIN.md 5.5).

#include "syncd/exposure/detail.hpp"
#include "syncd/exposure/publication.hpp"

namespace fieldbook::syncd {

class PublishedDetail final : public Detail {
 public:
  /// The first four as for Detail; `publication` asks about rows of `entity`.
  PublishedDetail(std::string_view entity, schema::ColumnHandle lookup,
                  std::unique_ptr<EntityExposure> parent, std::uint32_t parent_entity,
                  Publication publication)
      : Detail(entity, lookup, std::move(parent), parent_entity), publication_(publication) {}

  [[nodiscard]] Status dependants(const schema::Row& changed, schema::RowReader& rows,
                                  std::set<schema::RowKey>& out) const override;

 protected:
  [[nodiscard]] Result<BucketSet> narrow(const schema::Row& row, BucketSet of_parent,
                                         schema::RowReader& rows) const override;

 private:
  Publication publication_;
};

}  // namespace fieldbook::syncd
