#pragma once

// Weights that staff set from a device. They stand over those of the configuration, one by one, and
// are kept in the store, so that a backup holds them.

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "syncd/distribution/metrics.hpp"
#include "syncd/distribution/settings.hpp"
#include "syncd/store/store.hpp"

namespace fieldbook::syncd {

struct StaffWeights {
  std::array<std::optional<double>, kMetricCount> weights{};  ///< by Metric; nothing: configured
  Instant changed;                                            ///< 0: never
  Uuid by;
  bool operator==(const StaffWeights&) const = default;
};

/// The setting of the store that holds them, as JSON.
inline constexpr std::string_view kStaffWeightsSetting = "distribution.weights";

/// Returns Errc::corrupt for a setting that does not read; a weight outside of its range (an
/// earlier release took it) counts as not set.
[[nodiscard]] Result<StaffWeights> read_staff_weights(ReadTransaction& transaction);
[[nodiscard]] Status put_staff_weights(WriteTransaction& transaction, const StaffWeights& weights);

/// `before` with the changes of a request: {"winrate": 3.5, "distance": null}; null takes the
/// configured one again. Returns Errc::invalid_argument for an unknown name, a value that is no
/// number, or one outside of its range.
[[nodiscard]] Result<StaffWeights> changed_weights(StaffWeights before,
                                                   const nlohmann::json& changes);

/// The configured ones with those of staff over them.
[[nodiscard]] Weights weights_in_force(Weights configured, const StaffWeights& staff);

/// The weights in force with their ranges, and how opportunities are distributed: what
/// `syncd distribution weights` prints and staff see in the window. `changed_by` is a name.
[[nodiscard]] nlohmann::ordered_json weights_json(std::string_view mode,
                                                  const DistributionSettings& settings,
                                                  const StaffWeights& staff,
                                                  const std::string& changed_by);

}  // namespace fieldbook::syncd
