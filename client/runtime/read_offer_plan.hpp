#pragma once

// The daemon's answer to POST /v1/distribution/preview as a snapshot.

#include <nlohmann/json.hpp>

#include "client/api/offer_plan.hpp"
#include "shared/base/result.hpp"

namespace fieldbook::client {

/// Returns Errc::unavailable for what is none.
[[nodiscard]] Result<OfferPlanSnapshot> read_offer_plan(const nlohmann::json& answer);

}  // namespace fieldbook::client
