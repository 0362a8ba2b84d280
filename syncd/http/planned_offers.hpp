#pragma once

// Answers staff who ask in the window who would get an opportunity: the distribution's plan over
// what is stored at that moment. It offers nothing.

#include "syncd/distribution/distributor.hpp"
#include "syncd/endpoints/services.hpp"

namespace fieldbook::syncd {

class PlannedOffers final : public OfferPreview {
 public:
  /// All must outlive it.
  PlannedOffers(const Committer& committer, const schema::Catalogue& catalogue, const Clock& clock,
                DistributionSettings settings);

  [[nodiscard]] Result<std::string> preview(ReadTransaction& transaction,
                                            const Uuid& opportunity) override;

 private:
  const Committer& committer_;
  const schema::Catalogue& catalogue_;
  const Clock& clock_;
  DistributionSettings settings_;
};

}  // namespace fieldbook::syncd
