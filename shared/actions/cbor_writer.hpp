#pragma once

// Writing canonical CBOR (RFC 8949 section 4.2.1) with small integer keys, for actions and
// receipts. Values themselves are written by schema::encode_value.

#include <cstdint>
#include <string_view>

#include "shared/base/bytes.hpp"
#include "shared/schema/row_codec.hpp"

namespace fieldbook::actions {

/// Appends the head of an array or a map in its shortest form.
void put_array_head(Bytes& out, std::size_t count);
void put_map_head(Bytes& out, std::size_t count);
void put_integer(Bytes& out, std::int64_t number);
void put_text(Bytes& out, std::string_view text);
void put_bytes(Bytes& out, ByteView bytes);

/// Collects the pairs of one map. Keys must ascend; that is the caller's order of calls.
class MapWriter {
 public:
  /// Each of these leaves the pair out when the value is the unset one: 0, empty or nil.
  void integer(std::int64_t key, std::int64_t number);
  void text(std::int64_t key, std::string_view text);
  void bytes(std::int64_t key, ByteView bytes);
  void uuid(std::int64_t key, const Uuid& uuid);
  /// One encoded item, always written.
  void item(std::int64_t key, ByteView encoded);
  [[nodiscard]] bool is_empty() const { return count_ == 0; }
  [[nodiscard]] Bytes finish() const;

 private:
  std::int64_t count_ = 0;
  Bytes body_;
};

}  // namespace fieldbook::actions
