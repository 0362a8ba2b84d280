#pragma once

// The replica's rows as people and rules see them, pending effects included.

#include "shared/schema/row_reader.hpp"

namespace fieldbook::client {

struct ReplicaParts;

class ShownRows final : public schema::RowReader {
 public:
  explicit ShownRows(ReplicaParts& parts) : parts_(parts) {}
  [[nodiscard]] const schema::Catalogue& catalogue() const override;
  [[nodiscard]] Result<std::optional<schema::Row>> get(const schema::RowKey& key) override;
  [[nodiscard]] Result<std::vector<Uuid>> find(schema::ColumnHandle column,
                                               const Uuid& value) override;
  [[nodiscard]] Result<std::vector<Uuid>> all_ids(const schema::Entity& entity) override;

 private:
  ReplicaParts& parts_;
};

}  // namespace fieldbook::client
