#pragma once

// Rows on the wire and under base images: canonical CBOR (RFC 8949 section 4.2.1), and the
// 8-byte content hash that proves a stored row (design.md section 6, Digest).
//
// A projected row is one CBOR array with an element a column, in the column order of its frame
// (ascending numbers): null, integer, float64, text string, byte string of 16 (uuid, lookup) or
// 32 bytes (blob). Integers and text use the shortest form; floats are always float64.

#include "shared/schema/row.hpp"

namespace fieldbook::schema {

/// Appends the values of `row` at `ordinals` as one CBOR array.
void encode_values(const Row& row, std::span<const std::uint32_t> ordinals, Bytes& out);

/// Appends one value in its canonical form.
void encode_value(const Value& value, Bytes& out);

/// A position in encoded values; yields one scalar after the other without copying text.
class ValueReader {
 public:
  explicit ValueReader(ByteView bytes) : bytes_(bytes) {}
  /// A value whose text and bytes point into the input.
  struct Scalar {
    enum class Kind : std::uint8_t { null, integer, floating, text, bytes } kind = Kind::null;
    std::int64_t integer = 0;
    double floating = 0;
    ByteView view;     ///< of text and bytes
    ByteView encoded;  ///< the canonical bytes of the whole scalar
  };
  /// Reads an array head. Returns Errc::invalid_argument unless it is a definite array of at most
  /// `max` elements.
  [[nodiscard]] Result<std::size_t> array(std::size_t max);
  /// Reads a map head: the number of pairs. Returns Errc::invalid_argument unless it is a definite
  /// map of at most `max` pairs.
  [[nodiscard]] Result<std::size_t> map(std::size_t max);
  /// Reads one scalar. Returns Errc::invalid_argument for truncated input, containers, tags,
  /// booleans, other float widths, NaN and infinities, integers beyond 64 bits, text that is not
  /// UTF-8 and forms that are not the shortest.
  [[nodiscard]] Result<Scalar> next();
  [[nodiscard]] bool at_end() const { return bytes_.empty(); }
  [[nodiscard]] ByteView rest() const { return bytes_; }

 private:
  [[nodiscard]] Result<std::size_t> container(std::uint8_t major, std::size_t max);
  ByteView bytes_;
};

/// The value of `scalar` as `column` stores it. Returns Errc::invalid_argument when the kind, the
/// length or the option does not fit the column's type.
[[nodiscard]] Result<Value> to_value(const ValueReader::Scalar& scalar, const Column& column);

/// Builds the content hash of one row: BLAKE2b-64 over, for each value that is not null, ascending
/// by column number, the CBOR of the number and of the value; the eight bytes of the digest are the
/// number, the first the highest. Adding a column that is null changes no hash.
class ContentHash {
 public:
  /// `encoded_value` is one canonical scalar; null adds nothing. Numbers ascend.
  void add(std::uint32_t column_number, ByteView encoded_value);
  void add_value(std::uint32_t column_number, const Value& value);
  [[nodiscard]] std::uint64_t finish();  ///< and starts anew

 private:
  Bytes buffer_;
};

/// The content hash of what `audience` holds of `row`.
[[nodiscard]] std::uint64_t content_hash(const Row& row, Audience audience);

/// All values that are not null under their column numbers, as a CBOR map ascending by number,
/// unknown numbers included: base images and action arguments.
[[nodiscard]] Bytes encode_image(const Row& row);
/// Reads encode_image. Numbers `entity` does not know go to Row::unknown_numbers. Returns
/// Errc::invalid_argument for anything that encode_image does not write.
[[nodiscard]] Result<Row> decode_image(const Entity& entity, Uuid id, ByteView bytes);

}  // namespace fieldbook::schema
