#pragma once

// Answers of POST /v1/integration as a snapshot.

#include <nlohmann/json.hpp>

#include "client/api/integration.hpp"
#include "shared/base/result.hpp"

namespace fieldbook::client {

/// Adds what `answer` says to `out`. Returns Errc::unavailable for what is no answer.
[[nodiscard]] Status read_integration(const nlohmann::json& answer, IntegrationSnapshot& out);

}  // namespace fieldbook::client
