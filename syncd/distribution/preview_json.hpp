#pragma once

// A plan as JSON, for operators at a terminal and for staff in the window: who would get an
// opportunity, which rules each partner passed and why not, and what each metric contributed.

#include <nlohmann/json.hpp>

#include "syncd/distribution/distributor.hpp"

namespace fieldbook::syncd {

/// The choice, how many are available, and the first `candidates_max` candidates: the available
/// ones as ranked, then the others.
[[nodiscard]] nlohmann::ordered_json preview_json(const Preview& preview,
                                                  std::size_t candidates_max);

}  // namespace fieldbook::syncd
