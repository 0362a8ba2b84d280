#pragma once

// The weights of the distribution as staff see and set them from a device: the configured ones with
// those that the store keeps over them.

#include "syncd/distribution/staff_weights.hpp"
#include "syncd/endpoints/services.hpp"

namespace fieldbook::syncd {

class StoredWeights final : public OfferWeights {
 public:
  /// `committer` must outlive it. `mode` is the word of the configuration.
  StoredWeights(const Committer& committer, std::string mode, DistributionSettings settings)
      : committer_(committer), mode_(std::move(mode)), settings_(std::move(settings)) {}

  [[nodiscard]] Result<std::string> read(ReadTransaction& transaction) override;
  [[nodiscard]] Result<AfterCommit> change(WriteTransaction& transaction, const Uuid& person,
                                           Instant now, const nlohmann::json& changes) override;

 private:
  const Committer& committer_;
  std::string mode_;
  DistributionSettings settings_;
};

}  // namespace fieldbook::syncd
