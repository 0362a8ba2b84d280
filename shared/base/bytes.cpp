#include "shared/base/bytes.hpp"

#include <algorithm>

namespace fieldbook {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string to_hex(ByteView bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    out += kHexDigits[byte >> 4];
    out += kHexDigits[byte & 15];
  }
  return out;
}

Result<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return fail(Errc::invalid_argument, "odd number of hex digits");
  Bytes out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_digit(text[i]);
    const int low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return fail(Errc::invalid_argument, "not a hex digit");
    out.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return out;
}

std::string to_base64url(ByteView bytes) {
  std::string out;
  out.reserve((bytes.size() * 4 + 2) / 3);
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const std::uint8_t byte : bytes) {
    buffer = (buffer << 8 | byte) & 0xffffffU;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      out += kBase64Digits[buffer >> bits & 63];
    }
  }
  if (bits > 0) out += kBase64Digits[buffer << (6 - bits) & 63];
  return out;
}

Result<Bytes> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1) return fail(Errc::invalid_argument, "truncated base64");
  Bytes out;
  out.reserve(text.size() * 3 / 4);
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const auto digit = kBase64Digits.find(c);
    if (digit == std::string_view::npos) return fail(Errc::invalid_argument, "not base64url");
    buffer = (buffer << 6 | static_cast<std::uint32_t>(digit)) & 0xffffffU;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.push_back(static_cast<std::uint8_t>(buffer >> bits & 255));
    }
  }
  if ((buffer & ((1U << bits) - 1)) != 0) return fail(Errc::invalid_argument, "not base64url");
  return out;
}

}  // namespace fieldbook
