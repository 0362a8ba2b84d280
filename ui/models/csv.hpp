#pragma once

// Comma-separated values as RFC 4180 has them, for people and spreadsheets. Pure.

#include <string>
#include <vector>

namespace fieldbook::ui {

/// Tells spreadsheets that what follows is UTF-8; at the beginning of a file.
inline constexpr const char* kCsvMark = "\xef\xbb\xbf";

/// One line with its end. Every cell is quoted; what a spreadsheet would take for a formula is made
/// text by an apostrophe.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);

}  // namespace fieldbook::ui
