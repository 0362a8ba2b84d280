#pragma once

// One entity's table in the replica: rows with the head that synchronises them.

#include <optional>
#include <string>

#include "client/replica/bucket_book.hpp"
#include "shared/schema/row.hpp"
#include "shared/sqlite/connection.hpp"

namespace fieldbook::client {

/// Row numbers are unique over all tables and grow with each row that appears: counter * 1024 +
/// slot of the entity. So one number orders rows of all entities by arrival and names the table.
inline constexpr int kSlotBits = 10;
inline constexpr std::int64_t kSlotsMax = std::int64_t{1} << kSlotBits;

/// What synchronises a row: its last write, the hash of its content, the buckets that hold it.
struct RowHead {
  std::int64_t commit = 0;
  std::int64_t epoch = 0;  ///< number in EpochTable
  std::uint64_t content_hash = 0;
  BucketSetId set = 0;  ///< 0: shown by a pending action; base_image says what the daemon has
  bool operator==(const RowHead&) const = default;
};

struct StoredRow {
  std::int64_t number = 0;
  RowHead head;
  schema::Row row;
};

/// The content hash of what is stored: all values that are not null, unknown numbers included.
[[nodiscard]] std::uint64_t stored_content_hash(const schema::Row& row);

class RowTable {
 public:
  RowTable(sqlite::Connection& connection, const schema::Entity& entity, std::int64_t slot);

  [[nodiscard]] const schema::Entity& entity() const { return *entity_; }
  [[nodiscard]] std::int64_t slot() const { return slot_; }
  [[nodiscard]] bool is_searchable() const { return searchable_; }
  /// Ordinals of the columns that an index holds, ascending.
  [[nodiscard]] const std::vector<std::uint32_t>& indexed() const { return indexed_; }

  struct Found {
    std::int64_t number = 0;
    RowHead head;
  };
  [[nodiscard]] Result<std::optional<Found>> find(const Uuid& id);
  [[nodiscard]] Result<std::optional<StoredRow>> read(const Uuid& id);
  [[nodiscard]] Result<std::optional<StoredRow>> read(std::int64_t number);
  [[nodiscard]] Status insert(const StoredRow& stored);
  /// Writes all of `stored` over the row of its number.
  [[nodiscard]] Status update(const StoredRow& stored);
  [[nodiscard]] Status set_head(std::int64_t number, const RowHead& head);
  [[nodiscard]] Status erase(std::int64_t number);
  /// Moves values under unknown numbers that are columns of the entity into them.
  [[nodiscard]] Status adopt_unknown(StoredRow& stored);

  /// Reads what a statement that starts with `SELECT` + columns() has stepped to.
  [[nodiscard]] const std::string& columns() const { return columns_; }
  [[nodiscard]] Result<StoredRow> from(const sqlite::Statement& statement) const;

 private:
  void bind(sqlite::Statement& statement, const StoredRow& stored, Bytes& unknown) const;

  sqlite::Connection* connection_;
  const schema::Entity* entity_;
  std::int64_t slot_;
  bool searchable_ = false;
  std::vector<std::uint32_t> indexed_;
  std::string columns_;
  std::string name_;  // quoted
  std::string find_sql_, read_sql_, read_number_sql_, insert_sql_, update_sql_;
};

/// Binds one value at `position` without copying it.
void bind_value(sqlite::Statement& statement, int position, const schema::Value& value);
/// The value of a stepped statement's column, by the type of `column`.
[[nodiscard]] schema::Value read_value(const sqlite::Statement& statement, int position,
                                       const schema::Column& column);

}  // namespace fieldbook::client
