#pragma once

// Identifiers of rows, actions, devices and streams: 16 bytes, printed as RFC 9562 says. Ids made
// here are version 7, so that rows made later sort later.

#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "shared/base/bytes.hpp"
#include "shared/base/random.hpp"
#include "shared/base/time.hpp"

namespace fieldbook {

struct Uuid {
  FixedBytes<16> bytes{};
  auto operator<=>(const Uuid&) const = default;
  [[nodiscard]] bool is_nil() const { return *this == Uuid{}; }
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
