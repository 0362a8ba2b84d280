#pragma once

// `msdyn_ordertype` of quotes, contracts and invoices (DOMAIN.md 6.3, 6.4).

#include <cstdint>

namespace fieldbook::syncd {

/// Of a project; the others sell items.
inline constexpr std::int64_t kOrderTypeWorkBased = 192'350'001;

}  // namespace fieldbook::syncd
