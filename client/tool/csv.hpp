#pragma once

// Lines of comma-separated values as RFC 4180 has them: each field in quotes, quotes doubled, lines
// ended by CR LF.

#include <span>
#include <string>

namespace fieldbook::client {

/// One record with its line end. Line breaks within a field stay as they are.
[[nodiscard]] std::string csv_record(std::span<const std::string> fields);

}  // namespace fieldbook::client
