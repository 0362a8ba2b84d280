#pragma once

// Long texts of other systems are HTML: articles, posts, notes. Here they are read as text. Pure.

#include <string>
#include <string_view>

namespace fieldbook::ui {

/// Without tags, with a line where a block begins or ends, and with the common entities as
/// characters. A text in which no tag of HTML stands is returned as it is.
[[nodiscard]] std::string plain_text(std::string_view text);

}  // namespace fieldbook::ui
