#pragma once

// What typed text is read with. ASCII alone: other characters are compared and kept as they are.

#include <string_view>

namespace fieldbook {

/// Without spaces, tabs and line ends at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// Whether both are the same but for upper and lower case of A to Z.
[[nodiscard]] bool equal_without_case(std::string_view a, std::string_view b);

}  // namespace fieldbook
