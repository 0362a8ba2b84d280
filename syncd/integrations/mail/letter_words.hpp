#pragma once

// The sentences of letters, in each language that people are written to in. Placeholders are named
// ({name}); every language has the same ones (letter_words_test.cpp).

#include <cstdint>
#include <optional>
#include <string_view>

namespace fieldbook::syncd::mail {

enum class Language : std::uint8_t { english, german };

/// Of a locale's code ("de-DE", "en"); nothing for a language that no letter is written in.
[[nodiscard]] std::optional<Language> parse_language(std::string_view code);

struct LetterWords {
  std::string_view site;  ///< {site}
  // {name} {organisation} {site} {ends} {code}; `ends_on` {day}
  std::string_view invitation_subject, invitation_text, ends_on;
  // {signin} {organisation} {site} {code} {minutes}
  std::string_view reset_subject, reset_text;
  // {name} {organisation} {opportunity} {day} {site}
  std::string_view offer_subject, offer_text;
  std::string_view ending_subject, ending_text;
};
[[nodiscard]] const LetterWords& words_in(Language language);

}  // namespace fieldbook::syncd::mail
