#include "shared/base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace fieldbook {
namespace {

bool is_continuation(unsigned char byte) { return (byte & 0xc0U) == 0x80U; }

/// The length of the sequence that starts at `at`, 0 when it is not a valid one. Table 3-7 of the
/// Unicode standard: the second byte alone decides about overlong forms and surrogates.
std::size_t sequence_length(const unsigned char* at, std::size_t left) {
  const unsigned char first = at[0];
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return left >= 2 && is_continuation(at[1]) ? 2 : 0;
  if (first < 0xf0) {
    if (left < 3 || !is_continuation(at[1]) || !is_continuation(at[2])) return 0;
    if (first == 0xe0 && at[1] < 0xa0) return 0;
    if (first == 0xed && at[1] > 0x9f) return 0;
    return 3;
  }
  if (first > 0xf4 || left < 4) return 0;
  if (!is_continuation(at[1]) || !is_continuation(at[2]) || !is_continuation(at[3])) return 0;
  if (first == 0xf0 && at[1] < 0x90) return 0;
  if (first == 0xf4 && at[1] > 0x8f) return 0;
  return 4;
}

}  // namespace

std::optional<std::size_t> count_code_points(std::string_view text) {
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t left = text.size();
  std::size_t count = 0;
  while (left > 0) {
    // Most text is ASCII: eight bytes at a time while no byte has its high bit set.
    std::uint64_t word = 0;
    if (left >= sizeof word) {
      std::memcpy(&word, at, sizeof word);
      if ((word & 0x8080808080808080ULL) == 0) {
        at += sizeof word;
        left -= sizeof word;
        count += sizeof word;
        continue;
      }
    }
    const std::size_t length = sequence_length(at, left);
    if (length == 0) return std::nullopt;
    at += length;
    left -= length;
    ++count;
  }
  return count;
}

}  // namespace fieldbook
