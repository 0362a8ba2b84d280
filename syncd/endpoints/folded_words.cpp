#include "syncd/endpoints/folded_words.hpp"

#include <algorithm>
#include <array>
#include <utf8proc.h>

namespace fieldbook::syncd {
namespace {

bool is_word(utf8proc_int32_t point) {
  switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
    case UTF8PROC_CATEGORY_CO: return true;
    default: return false;
  }
}

/// Scripts written without spaces: kana, unified ideographs and their extensions.
bool is_spaceless(utf8proc_int32_t c) {
  return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x4dbf) ||
         (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0x20000 && c <= 0x323af);
}

/// A code point without case and accents: most often one, none for an accent alone.
void append_folded(utf8proc_int32_t point, std::string& out) {
  constexpr int kOptions = UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
  std::array<utf8proc_int32_t, 32> folded{};
  int boundary = 0;
  const auto count =
      utf8proc_decompose_char(point, folded.data(), static_cast<utf8proc_ssize_t>(folded.size()),
                              static_cast<utf8proc_option_t>(kOptions), &boundary);
  for (utf8proc_ssize_t i = 0; i < count && i < static_cast<utf8proc_ssize_t>(folded.size()); ++i) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto size = utf8proc_encode_char(folded[static_cast<std::size_t>(i)], bytes.data());
    out.append(bytes.begin(), bytes.begin() + size);
  }
}

}  // namespace

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) out.push_back(std::exchange(word, {}));
  };
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t point = 0;
    const auto size =
        utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text.size() - at), &point);
    if (size <= 0) {
      end_word();
      ++at;
      continue;
    }
    at += static_cast<std::size_t>(size);
    const auto category = utf8proc_category(point);
    const bool is_mark = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC;
    if (is_mark) continue;
    if (!is_word(point)) {
      end_word();
      continue;
    }
    if (is_spaceless(point)) end_word();
    append_folded(point, word);
    if (is_spaceless(point)) end_word();
  }
  end_word();
  return out;
}

bool has_words(const std::vector<std::string>& words, const std::vector<std::string>& wanted) {
  return std::ranges::all_of(wanted, [&](const std::string& beginning) {
    return std::ranges::any_of(
        words, [&](const std::string& word) { return word.starts_with(beginning); });
  });
}

}  // namespace fieldbook::syncd
