#pragma once

// Text as Unicode code points: everything that enters Fieldbook as text is checked to be UTF-8
// (RFC 3629), so that no later step has to doubt it.

#include <cstddef>
#include <optional>
#include <string_view>

namespace fieldbook {

/// The number of code points in `text`; nothing when it is not UTF-8: a truncated or overlong
/// sequence, a surrogate, or a code point beyond U+10FFFF.
[[nodiscard]] std::optional<std::size_t> count_code_points(std::string_view text);

}  // namespace fieldbook
