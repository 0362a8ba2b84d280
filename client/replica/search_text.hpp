#pragma once

// Text as the search index reads it. The index splits at spaces and punctuation, which Chinese and
// Japanese do not have: each of their characters becomes a token of its own, and neighbours are
// found as a phrase.

#include <cstdint>
#include <string>
#include <string_view>

namespace fieldbook::client {

/// `text` with a space on both sides of each CJK character. `text` must be UTF-8.
[[nodiscard]] std::string spaced(std::string_view text);

/// Whether a word that was typed stands for itself or for all words that begin with it.
enum class WordEnds : std::uint8_t { closed, open };

/// The FTS5 query for what a person typed: every word. Empty when there is no word.
[[nodiscard]] std::string match_query(std::string_view typed, WordEnds ends);

}  // namespace fieldbook::client
