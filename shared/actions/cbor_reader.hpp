#pragma once

// Reading what cbor_writer.hpp writes, bounds first. Every member returns Errc::invalid_argument
// for input of another shape; depth is bounded because each level is read by a function of its own.

#include "shared/base/bytes.hpp"
#include "shared/schema/row_codec.hpp"

namespace fieldbook::actions {

class CborReader {
 public:
  explicit CborReader(ByteView bytes) : reader_(bytes) {}

  [[nodiscard]] bool at_end() const { return reader_.at_end(); }
  [[nodiscard]] Result<std::size_t> array(std::size_t max) { return reader_.array(max); }
  /// Any value of a row: null, integer, float, text, an id or a content hash.
  [[nodiscard]] Result<schema::Value> value();
  [[nodiscard]] Result<std::string> text(std::size_t bytes_max);

  [[nodiscard]] Status into(std::int64_t& out);
  [[nodiscard]] Status into(Uuid& out);
  [[nodiscard]] Status into(std::string& out, std::size_t bytes_max);
  [[nodiscard]] Status into(Bytes& out, std::size_t bytes_max);

  /// Reads a map of at most `max` pairs with ascending integer keys and calls `read(key)` for each,
  /// which must consume exactly the value.
  template <class Read>
  [[nodiscard]] Status each_pair(std::size_t max, Read&& read) {
    TRY(const std::size_t count, reader_.map(max));
    std::int64_t previous = 0;
    for (std::size_t i = 0; i < count; ++i) {
      std::int64_t key = 0;
      CHECK(into(key));
      if (key <= previous) return fail(Errc::invalid_argument, "keys of a map ascend from 1");
      previous = key;
      CHECK(read(key));
    }
    return {};
  }

 private:
  schema::ValueReader reader_;
};

}  // namespace fieldbook::actions
