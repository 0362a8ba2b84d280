#pragma once

// Words as online search compares them: without case, accents and punctuation, as the index of a
// device has them (client/replica/search_text.hpp): a Chinese or Japanese character is a word.

#include <string>
#include <string_view>
#include <vector>

namespace fieldbook::syncd {

/// The words of a text, in order. Bytes that are no UTF-8 count as a space.
[[nodiscard]] std::vector<std::string> folded_words(std::string_view text);

/// Whether each of `wanted` is the beginning of one of the words.
[[nodiscard]] bool has_words(const std::vector<std::string>& words,
                             const std::vector<std::string>& wanted);

}  // namespace fieldbook::syncd
