#pragma once

// Rows in memory behind schema::RowReader, and a small builder of rows whose ids are readable
// names: a_row("contact", "ana").with("statecode", 0).naming("parentcustomerid", "account",
// "acme").

#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/schema/row_reader.hpp"

namespace fieldbook::tests {

/// An id made of the first 16 bytes of `name`; equal names give equal ids.
[[nodiscard]] Uuid id_of(std::string_view name);

/// Builds one row of the embedded catalogue. Unknown columns abort: a test names what exists.
class RowBuilder {
 public:
  RowBuilder(std::string_view entity, Uuid id);

  /// Whole numbers, choices, states; decimals and money as they are stored (ten-thousandths).
  RowBuilder& with(std::string_view column, std::int64_t value);
  RowBuilder& with(std::string_view column, bool value);
  RowBuilder& with(std::string_view column, const char* value);
  RowBuilder& with(std::string_view column, Uuid value);
  RowBuilder& without(std::string_view column);
  /// Sets a lookup to the row named `target` of `entity`, and its type column if it has one.
  RowBuilder& naming(std::string_view column, std::string_view entity, std::string_view target);

  [[nodiscard]] const schema::Row& row() const { return row_; }
  operator schema::Row() const { return row_; }

 private:
  schema::Value& at(std::string_view column);
  schema::Row row_;
};
[[nodiscard]] RowBuilder a_row(std::string_view entity, std::string_view name);

class MapReader final : public schema::RowReader {
 public:
  MapReader() : catalogue_(schema::Catalogue::embedded()) {}

  /// Inserts or replaces.
  void put(const schema::Row& row);
  void remove(const schema::RowKey& key);
  /// Null when there is no such row.
  [[nodiscard]] const schema::Row* peek(const schema::RowKey& key) const;
  /// Aborts when there is no such row.
  [[nodiscard]] const schema::Row& at(std::string_view entity, const Uuid& id) const;
  [[nodiscard]] const std::map<schema::RowKey, schema::Row>& all() const { return rows_; }

  [[nodiscard]] const schema::Catalogue& catalogue() const override { return *catalogue_; }
  [[nodiscard]] std::shared_ptr<const schema::Catalogue> shared_catalogue() const {
    return catalogue_;
  }
  [[nodiscard]] Result<std::optional<schema::Row>> get(const schema::RowKey& key) override;
  [[nodiscard]] Result<std::vector<Uuid>> find(schema::ColumnHandle column,
                                               const Uuid& value) override;
  [[nodiscard]] Result<std::vector<Uuid>> all_ids(const schema::Entity& entity) override;

 private:
  using Index = std::map<std::pair<schema::ColumnHandle, Uuid>, std::set<Uuid>>;
  std::shared_ptr<const schema::Catalogue> catalogue_;
  std::map<schema::RowKey, schema::Row> rows_;
  Index index_;
};

}  // namespace fieldbook::tests
