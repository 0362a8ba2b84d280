#include "client/replica/search_text.hpp"

#include <cstdint>

namespace fieldbook::client {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t size = 1;
};

CodePoint decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return at + i < text.size() ? static_cast<std::uint8_t>(text[at + i]) : 0U;
  };
  const std::uint32_t first = byte(0);
  if (first < 0xe0) return {first, first < 0xc0 ? 1U : 2U};
  if (first < 0xf0) return {(first & 0x0fU) << 12 | (byte(1) & 0x3fU) << 6 | (byte(2) & 0x3fU), 3};
  return {
      (first & 0x07U) << 18 | (byte(1) & 0x3fU) << 12 | (byte(2) & 0x3fU) << 6 | (byte(3) & 0x3fU),
      4};
}

/// Scripts written without spaces: kana, unified ideographs and their extensions.
bool is_spaceless(std::uint32_t c) {
  return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x4dbf) ||
         (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0x20000 && c <= 0x323af);
}

}  // namespace

std::string spaced(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<std::uint8_t>(text[at]);
    if (first < 0xe0) {
      out += text[at++];
      continue;
    }
    const CodePoint point = decode(text, at);
    const std::string_view bytes = text.substr(at, point.size);
    if (is_spaceless(point.value)) {
      out += ' ';
      out += bytes;
      out += ' ';
    } else {
      out += bytes;
    }
    at += point.size;
  }
  return out;
}

std::string match_query(std::string_view typed, WordEnds ends) {
  std::string out;
  constexpr std::string_view kSpaces = " \t\r\n";
  for (std::size_t at = typed.find_first_not_of(kSpaces); at != std::string_view::npos;) {
    const std::size_t end = std::min(typed.find_first_of(kSpaces, at), typed.size());
    if (!out.empty()) out += ' ';
    out += '"';
    for (const char c : spaced(typed.substr(at, end - at))) {
      if (c == '"') out += '"';
      if (c != '\0') out += c;
    }
    out += ends == WordEnds::open ? "\"*" : "\"";
    at = typed.find_first_not_of(kSpaces, end);
  }
  return out;
}

}  // namespace fieldbook::client
