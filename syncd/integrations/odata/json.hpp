#pragma once

// JSON of the other side: its size, depth and number of values are bounded before anything is
// built from it.

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "shared/base/result.hpp"

namespace fieldbook::syncd::odata {

struct JsonBounds {
  std::size_t bytes = std::size_t{32} * 1024 * 1024;  ///< a page of 10,000 rows of 3 KiB
  std::size_t depth = 32;                             ///< as on the wire (limits.hpp)
  std::size_t values = 2'000'000;                     ///< 10,000 rows of 200 columns
};

/// Reads one JSON text.
/// Returns Errc::limit_exceeded beyond the bounds, Errc::invalid_argument for what is not JSON in
/// UTF-8 or has a member twice in one object: parsers differ in which of the two counts.
[[nodiscard]] Result<nlohmann::json> parse_bounded(std::string_view text,
                                                   const JsonBounds& bounds = {});

}  // namespace fieldbook::syncd::odata
