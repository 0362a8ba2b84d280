#include "shared/schema/findings.hpp"

#include <fmt/format.h>

namespace fieldbook::schema {

void Findings::add(std::string_view document, std::string_view where, std::string_view message) {
  lines_.push_back(where.empty() ? fmt::format("{}: {}", document, message)
                                 : fmt::format("{}: {}: {}", document, where, message));
}

std::string Findings::text() const { return fmt::format("{}", fmt::join(lines_, "\n")); }

}  // namespace fieldbook::schema
