#pragma once

// Text in the order in which it is drawn. Dear ImGui draws from left to right and joins nothing:
// Arabic and Hebrew are reordered here, and Arabic letters take the forms that they have beside
// their neighbours (Unicode bidirectional algorithm and shaping, by FriBidi).

#include <string>
#include <string_view>

namespace fieldbook::ui {

/// Whether anything in it runs from right to left. Cheap for other text.
[[nodiscard]] bool runs_right_to_left(std::string_view text);
/// One line, as it is drawn. Other text comes back as it is. Parts joined with " · " stay in their
/// order from left to right, each written in its own direction.
[[nodiscard]] std::string display_text(std::string_view line);

}  // namespace fieldbook::ui
