#include "syncd/http/planned_offers.hpp"

#include "syncd/distribution/preview_json.hpp"

namespace fieldbook::syncd {
namespace {

/// More than a person compares.
constexpr std::size_t kCandidatesMax = 100;

}  // namespace

PlannedOffers::PlannedOffers(const Committer& committer, const schema::Catalogue& catalogue,
                             const Clock& clock, DistributionSettings settings)
    : committer_(committer), catalogue_(catalogue), clock_(clock), settings_(std::move(settings)) {}

Result<std::string> PlannedOffers::preview(ReadTransaction& transaction, const Uuid& opportunity) {
  // The daemon's own one belongs to the writer; this reads the partners for itself.
  Distributor distributor(committer_, catalogue_, clock_, settings_);
  TRY(const Preview preview, distributor.preview(transaction, opportunity));
  return preview_json(preview, kCandidatesMax).dump();
}

}  // namespace fieldbook::syncd
