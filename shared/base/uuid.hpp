#pragma once

// Identifiers of rows, actions, devices and streams: 16 bytes, printed as RFC 9562 says. Ids made
// here are version 7, so that rows made later sort later.

#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>

#include "shared/base/bytes.hpp"
#include "shared/base/random.hpp"
#include "shared/base/time.hpp"

namespace fieldbook {

struct Uuid {
  FixedBytes<16> bytes{};
  bool operator==(const Uuid&) const = default;
  /// In the order of the bytes, compared as two numbers: one call of memcmp for each comparison was
  /// half of what the large sorted sets of a distribution cost.
  std::strong_ordering operator<=>(const Uuid& other) const {
    const std::uint64_t high = word(0), others_high = other.word(0);
    return high != others_high ? high <=> others_high : word(8) <=> other.word(8);
  }
  [[nodiscard]] bool is_nil() const { return *this == Uuid{}; }

 private:
  [[nodiscard]] std::uint64_t word(std::size_t from) const {
    std::uint64_t out = 0;
    std::memcpy(&out, bytes.data() + from, sizeof(out));
    return std::endian::native == std::endian::little ? __builtin_bswap64(out) : out;
  }
};

/// "9e8d31ea-b150-4238-a429-4c653356f94d", lower case.
[[nodiscard]] std::string to_string(const Uuid& uuid);
/// Reads the 36-character form, either case. Returns Errc::invalid_argument for anything else.
[[nodiscard]] Result<Uuid> parse_uuid(std::string_view text);
/// Returns Errc::invalid_argument unless `bytes` has 16 bytes.
[[nodiscard]] Result<Uuid> to_uuid(ByteView bytes);
/// A version 7 id of this moment (RFC 9562 section 5.7).
[[nodiscard]] Uuid make_uuid(const Clock& clock, Random& random);

}  // namespace fieldbook

template <>
struct std::hash<fieldbook::Uuid> {
  std::size_t operator()(const fieldbook::Uuid& uuid) const noexcept {
    // The last eight bytes are random in versions 4 and 7 alike.
    std::size_t out = 0;
    for (std::size_t i = 8; i < 16; ++i) out = out << 8 | uuid.bytes[i];
    return out;
  }
};
