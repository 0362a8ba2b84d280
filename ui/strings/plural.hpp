#pragma once

// Which form of a text goes with a number, by the rules of the Unicode CLDR.

#include <cstdint>
#include <string_view>

namespace fieldbook::ui {

/// The CLDR names of forms; English and German use `one` and `other`.
enum class PluralForm : std::uint8_t { one, other };
[[nodiscard]] std::string_view to_string(PluralForm form);

/// Of a whole number. English and German: "one" for 1 alone (i = 1 and v = 0), "other" for all
/// else, 0 included. A language without rules here takes "other".
[[nodiscard]] PluralForm plural_form(std::string_view language, std::int64_t number);

}  // namespace fieldbook::ui
