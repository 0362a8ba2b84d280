#pragma once

// Writing the rows of one frame into one table, straight from their CBOR: no row or value is built
// in between. This is what the speed of a first sync rests on.

#include <vector>

#include "client/replica/row_table.hpp"
#include "shared/protocol/rows_frame.hpp"

namespace fieldbook::client {

class WireRows {
 public:
  /// For frames that carry these columns. Numbers that the entity does not know are kept aside.
  WireRows(sqlite::Connection& connection, const RowTable& table,
           std::span<const std::uint32_t> columns);

  /// Takes the values of one row apart and checks them. False when the content hash is not that of
  /// the values: the row must not be stored. Returns Errc::invalid_argument when a value does not
  /// fit its column. `row.values` must live until the row is written.
  [[nodiscard]] Result<bool> take(const protocol::WireRow& row);
  /// Writes the row taken last under a new number, or over the row of that number. insert() returns
  /// Errc::already_exists, and changes nothing, when the id is there.
  [[nodiscard]] Status insert(std::int64_t number, const RowHead& head);
  [[nodiscard]] Status update(std::int64_t number, const RowHead& head);
  /// The row taken last, as values.
  [[nodiscard]] Result<schema::Row> row() const;

 private:
  struct Target {
    std::uint32_t number = 0;
    const schema::Column* column = nullptr;  // null: unknown
    std::uint8_t kind = 0;                   // Scalar kind that the column stores
    std::size_t bytes = 0;                   // length that a byte string must have
  };
  struct Scalar {
    std::uint8_t kind = 0;
    std::int64_t integer = 0;
    double floating = 0;
    ByteView view;
    ByteView encoded;
  };
  [[nodiscard]] static const std::uint8_t* scan(const std::uint8_t* at, Scalar& out);
  void bind(sqlite::Statement& statement, std::int64_t number, const RowHead& head);
  void prepare_update();
  [[nodiscard]] static bool is_stored(const sqlite::Statement& stored, int position,
                                      const Scalar& scalar);

  const RowTable& table_;
  std::vector<Target> targets_;
  std::vector<Scalar> scalars_;
  schema::ContentHash hash_;
  Bytes unknown_;  // CBOR map of what is kept aside
  Uuid id_;
  sqlite::Connection& connection_;
  sqlite::Statement insert_;
  static constexpr std::size_t kNotCarried = static_cast<std::size_t>(-1);
  struct Indexed {
    std::size_t target;      // index into targets_, or kNotCarried
    std::string assignment;  // ", name = ?n"
  };
  std::vector<Indexed> indexed_;
  std::vector<bool> unchanged_;  // targets that the UPDATE under way does not name
  std::string select_sql_;       // what is stored in indexed_
  std::string update_sql_;       // without indexed_ and without its WHERE
};

}  // namespace fieldbook::client
