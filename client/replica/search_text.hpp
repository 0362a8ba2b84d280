#pragma once

// Text as the search index reads it. The index splits at spaces and punctuation, which Chinese and
// Japanese do not have: each of their characters becomes a token of its own, and neighbours are
// found as a phrase.

#include <string>
#include <string_view>

namespace fieldbook::client {

/// `text` with a space on both sides of each CJK character. `text` must be UTF-8.
[[nodiscard]] std::string spaced(std::string_view text);

/// The FTS5 query for what a person typed: every word, the last letters of each left open. Empty
/// when there is no word.
[[nodiscard]] std::string match_query(std::string_view typed);

}  // namespace fieldbook::client
