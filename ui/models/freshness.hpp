#pragma once

// Whether what is shown is old enough to say so (product.md 3.2 (6)). Pure.

#include <chrono>

#include "shared/base/time.hpp"

namespace fieldbook::ui {

/// A working day without contact: beyond it lists turn amber.
inline constexpr std::chrono::hours kStaleAfter{24};

/// `as_of_ms` of the rows, and the last contact with the daemon, which keeps rows fresh that did
/// not change. 0 = never; nothing has been shown then that could be stale.
[[nodiscard]] bool is_stale(std::int64_t as_of_ms, std::int64_t last_contact_ms, Instant now);

}  // namespace fieldbook::ui
