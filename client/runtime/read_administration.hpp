#pragma once

// The daemon's answers to POST /v1/distribution/weights and POST /v1/devices as snapshots, and the
// questions.

#include <nlohmann/json.hpp>

#include "client/api/administration.hpp"
#include "shared/base/result.hpp"

namespace fieldbook::client {

[[nodiscard]] nlohmann::json to_json(const WeightsQuestion& question);
[[nodiscard]] nlohmann::json to_json(const DevicesQuestion& question);

/// Both return Errc::unavailable for what is none.
[[nodiscard]] Result<WeightsSnapshot> read_weights(const nlohmann::json& answer);
[[nodiscard]] Result<DevicesSnapshot> read_devices(const nlohmann::json& answer);

}  // namespace fieldbook::client
