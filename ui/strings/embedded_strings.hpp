#pragma once

// The texts of ui/strings/*.json as the build embeds them.

#include <string>
#include <vector>

namespace fieldbook::ui {

/// One JSON document a file, in the order of file names.
[[nodiscard]] std::vector<std::string> embedded_strings();

}  // namespace fieldbook::ui
