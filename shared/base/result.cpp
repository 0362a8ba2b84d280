#include "shared/base/result.hpp"

#include <cstdio>
#include <cstdlib>

namespace fieldbook {

std::string_view to_string(Errc code) {
  switch (code) {
    case Errc::invalid_argument: return "invalid_argument";
    case Errc::not_found: return "not_found";
    case Errc::already_exists: return "already_exists";
    case Errc::permission_denied: return "permission_denied";
    case Errc::unauthenticated: return "unauthenticated";
    case Errc::limit_exceeded: return "limit_exceeded";
    case Errc::unavailable: return "unavailable";
    case Errc::corrupt: return "corrupt";
    case Errc::storage: return "storage";
    case Errc::conflict: return "conflict";
    case Errc::unsupported: return "unsupported";
    case Errc::internal: return "internal";
  }
  return "internal";
}

Error Error::with_context(std::string_view context) && {
  message = std::string(context) + ": " + message;
  return std::move(*this);
}

void assertion_failed(std::string_view expression, std::source_location where) {
  std::fprintf(stderr, "%s:%u: assertion failed: %.*s\n", where.file_name(),
               static_cast<unsigned>(where.line()), static_cast<int>(expression.size()),
               expression.data());
  std::abort();
}

}  // namespace fieldbook
