#pragma once

// Which rows and columns a read asks for, and where the next page may lie.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"

namespace fieldbook::syncd::odata {

/// The query options that Finance and Operations knows (domain.md 8.2).
struct Query {
  std::string filter;               ///< made with literal.hpp; empty = every row
  std::vector<std::string> select;  ///< columns; empty = all of them
  std::vector<std::string> order_by;
  std::vector<std::string> expand;  ///< one level
  std::optional<std::size_t> top;
  bool count = false;
  /// Without it rows of other companies than the application's user's are missing in silence.
  bool cross_company = true;
};

/// "cross-company=true&$filter=…", percent-encoded, without the question mark.
[[nodiscard]] std::string query_text(const Query& query);

/// Where an `@odata.nextLink` leads: an absolute URL of the origin (scheme, host, port) of
/// `base_url`, whose last part a relative link replaces (RFC 3986 section 5).
/// Returns Errc::permission_denied for another origin: the token must not reach it.
/// Returns Errc::invalid_argument for what is no http(s) URL and no relative reference.
[[nodiscard]] Result<std::string> next_page_url(std::string_view current_url,
                                                std::string_view link);

/// "https://host:port" in lower case, the default port left out.
/// Returns Errc::invalid_argument for what is no http(s) URL or carries user information.
[[nodiscard]] Result<std::string> origin_of(std::string_view url);

}  // namespace fieldbook::syncd::odata
