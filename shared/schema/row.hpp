#pragma once

// A row of an entity in memory, and changes to rows. Shared by rules, commit and replica.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "shared/schema/catalogue.hpp"

namespace fieldbook::schema {

/// Names one row of the organisation.
struct RowKey {
  std::uint32_t entity = 0;  ///< Entity::number
  Uuid id;
  auto operator<=>(const RowKey&) const = default;
};

/// A row with a value for each column of its entity, by ordinal.
struct Row {
  const Entity* entity = nullptr;
  Uuid id;
  std::vector<Value> values;
  /// Columns this build does not know, kept as they came: by number from the wire.
  std::map<std::uint32_t, Value> unknown_numbers;
  /// Columns that an import brought and the catalogue does not know: name to JSON text.
  std::map<std::string, std::string> unknown_names;

  Row() = default;
  Row(const Entity& of, Uuid row_id) : entity(&of), id(row_id), values(of.columns.size()) {}

  [[nodiscard]] RowKey key() const { return {entity->number, id}; }
  [[nodiscard]] const Value& operator[](ColumnHandle column) const {
    return values[column.ordinal];
  }
  [[nodiscard]] Value& operator[](ColumnHandle column) { return values[column.ordinal]; }
  /// Typed reading: the alternative, or nothing when null (or of another type).
  [[nodiscard]] std::optional<std::int64_t> integer(ColumnHandle column) const;
  [[nodiscard]] std::optional<Uuid> lookup(ColumnHandle column) const;
  [[nodiscard]] std::string text(ColumnHandle column) const;  ///< empty when null
  [[nodiscard]] bool flag(ColumnHandle column) const;         ///< null is not yes

  bool operator==(const Row& other) const;
};

enum class ChangeKind : std::uint8_t { upsert, remove };

/// One intended change of one row. Columns that are not named keep their value (or are null in a
/// row that did not exist).
struct RowChange {
  RowKey key;
  ChangeKind kind = ChangeKind::upsert;
  std::vector<std::pair<std::uint32_t, Value>> values;  ///< (Column::ordinal, value)

  RowChange() = default;
  explicit RowChange(RowKey of, ChangeKind what = ChangeKind::upsert) : key(of), kind(what) {}
  RowChange& set(ColumnHandle column, Value value) {
    values.emplace_back(column.ordinal, std::move(value));
    return *this;
  }
  bool operator==(const RowChange&) const = default;
};

}  // namespace fieldbook::schema
