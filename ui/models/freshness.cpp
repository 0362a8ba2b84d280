#include "ui/models/freshness.hpp"

#include <algorithm>

namespace fieldbook::ui {

bool is_stale(std::int64_t as_of_ms, std::int64_t last_contact_ms, Instant now) {
  const std::int64_t newest = std::max(as_of_ms, last_contact_ms);
  return newest > 0 && now - Instant{newest} > kStaleAfter;
}

}  // namespace fieldbook::ui
