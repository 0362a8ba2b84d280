#pragma once

// The part of CBOR (RFC 8949) that frames use: integers of 64 bits, byte strings, text, definite
// arrays and maps, false, true. Written in the shortest form; anything else is refused on reading,
// and every length and count is compared with its bound before anything is allocated.

#include <string_view>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/limits.hpp"

namespace fieldbook::protocol {

/// Appends CBOR items to a byte string.
class CborWriter {
 public:
  explicit CborWriter(Bytes& out) : out_(out) {}
  void unsigned_integer(std::uint64_t value) { head(0, value); }
  void integer(std::int64_t value);
  void bytes(ByteView value);
  void text(std::string_view value);
  void array(std::size_t count) { head(4, count); }
  void map(std::size_t pairs) { head(5, pairs); }
  void boolean(bool value) { out_.push_back(value ? 0xf5 : 0xf4); }
  /// One item that is encoded already.
  void item(ByteView encoded) { out_.insert(out_.end(), encoded.begin(), encoded.end()); }

 private:
  void head(std::uint8_t major, std::uint64_t value);
  Bytes& out_;
};

/// Reads CBOR items from front to back. Every function returns Errc::invalid_argument for input
/// that is truncated, of another type or not in the shortest form, and Errc::limit_exceeded for a
/// length or count over the bound.
class CborReader {
 public:
  explicit CborReader(ByteView bytes) : rest_(bytes) {}
  [[nodiscard]] Result<std::uint64_t> unsigned_integer();
  [[nodiscard]] Result<std::int64_t> integer();
  [[nodiscard]] Result<bool> boolean();
  /// Views into the input.
  [[nodiscard]] Result<ByteView> bytes(std::size_t max);
  /// UTF-8 is checked.
  [[nodiscard]] Result<std::string_view> text(std::size_t max);
  [[nodiscard]] Result<std::size_t> array(std::size_t max);
  [[nodiscard]] Result<std::size_t> map(std::size_t max);
  /// Passes over one item of any kind (floats, null and simple values too) and returns its bytes.
  /// Returns Errc::limit_exceeded for nesting deeper than limits::kNestingDepthMax.
  [[nodiscard]] Result<ByteView> skip();
  /// The major type of the next item; 8 at the end of the input.
  [[nodiscard]] unsigned peek_major() const {
    return rest_.empty() ? 8U : static_cast<unsigned>(rest_[0]) >> 5U;
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] ByteView rest() const { return rest_; }
  /// Goes on behind `count` bytes, which the caller has read itself.
  void advance(std::size_t count) { rest_ = rest_.subspan(count); }

 private:
  struct Head {
    unsigned major = 0;
    std::uint8_t info = 0;
    std::uint64_t value = 0;
  };
  [[nodiscard]] Result<Head> head();
  [[nodiscard]] Result<std::uint64_t> expect(unsigned major);
  [[nodiscard]] Result<std::size_t> bounded(unsigned major, std::size_t max);
  [[nodiscard]] Result<ByteView> take(std::size_t size);
  ByteView rest_;
};

/// The keys of one map while it is read: refuses one that comes twice.
class SeenKeys {
 public:
  /// Returns Errc::invalid_argument when `key` was there before.
  [[nodiscard]] Status add(std::string_view key);

 private:
  std::vector<std::string_view> keys_;
};

}  // namespace fieldbook::protocol
