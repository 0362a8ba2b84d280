#pragma once

// The replica's rows as people and rules see them, pending effects included.

#include <map>
#include <memory>

#include "client/replica/row_table.hpp"
#include "shared/schema/row_reader.hpp"
#include "shared/sqlite/connection.hpp"

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

/// The same on any thread, through a reading connection.
class ReadRows final : public schema::RowReader {
 public:
  ReadRows(sqlite::Connection& connection, std::shared_ptr<const schema::Catalogue> catalogue)
      : connection_(connection), catalogue_(std::move(catalogue)) {}
  [[nodiscard]] const schema::Catalogue& catalogue() const override { return *catalogue_; }
  [[nodiscard]] Result<std::optional<schema::Row>> get(const schema::RowKey& key) override;
  [[nodiscard]] Result<std::vector<Uuid>> find(schema::ColumnHandle column,
                                               const Uuid& value) override;
  [[nodiscard]] Result<std::vector<Uuid>> all_ids(const schema::Entity& entity) override;
  /// The entity's table; made once. Only for reading: it knows no slot.
  [[nodiscard]] RowTable& table(const schema::Entity& entity);

 private:
  sqlite::Connection& connection_;
  std::shared_ptr<const schema::Catalogue> catalogue_;
  std::map<std::uint32_t, RowTable> tables_;
};

}  // namespace fieldbook::client
