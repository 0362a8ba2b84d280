#pragma once

// Byte strings and their printed forms. Fixed sizes have types of their own, so that a digest is
// never taken for a key.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"

namespace fieldbook {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

template <std::size_t Size>
using FixedBytes = std::array<std::uint8_t, Size>;

/// Lower-case hexadecimal.
[[nodiscard]] std::string to_hex(ByteView bytes);
/// Returns Errc::invalid_argument for an odd length or another character than 0-9 a-f A-F.
[[nodiscard]] Result<Bytes> from_hex(std::string_view text);

/// Base64 without padding, URL alphabet (RFC 4648 section 5).
[[nodiscard]] std::string to_base64url(ByteView bytes);
/// Returns Errc::invalid_argument for anything that to_base64url does not print.
[[nodiscard]] Result<Bytes> from_base64url(std::string_view text);

[[nodiscard]] inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Copies exactly Size bytes. Returns Errc::invalid_argument when `bytes` has another length.
template <std::size_t Size>
[[nodiscard]] Result<FixedBytes<Size>> to_fixed(ByteView bytes) {
  if (bytes.size() != Size)
    return fail(Errc::invalid_argument,
                "expected " + std::to_string(Size) + " bytes, got " + std::to_string(bytes.size()));
  FixedBytes<Size> out;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

}  // namespace fieldbook
