#include "syncd/http/distribution_job.hpp"

#include <algorithm>
#include <limits>

namespace fieldbook::syncd {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr RowNumber kLastRow = std::numeric_limits<RowNumber>::max();
constexpr std::size_t kEntriesPerRead = 1'000;

}  // namespace

DistributionJob::DistributionJob(Store& store, const Committer& committer, const Clock& clock,
                                 const DistributionSettings& settings, Metrics& metrics,
                                 EventLog& log)
    : store_(store),
      clock_(clock),
      columns_(store.catalogue()),
      distributor_(committer, store.catalogue(), clock, settings),
      metrics_(metrics),
      log_(log),
      next_ms_(kNever) {}

bool DistributionJob::has_work() {
  changed_ = false;
  if (must_step_ || clock_.now().ms >= next_ms_) return true;
  const auto transaction = store_.begin_read();
  // What cannot be read now is looked at again with the next change.
  if (!transaction) return false;
  const auto found = has_change(**transaction);
  if (!found) {
    log_.failed("distribution cannot read", found.error());
    return false;
  }
  if (*found) must_step_ = true;
  return *found;
}

Result<bool> DistributionJob::has_change(ReadTransaction& transaction) {
  const Commit head = transaction.head().commit;
  TRY(const auto staff, transaction.find_bucket(to_string(Bucket{BucketKind::staff, {}})));
  EntryPosition position{seen_, kLastRow};
  while (staff) {
    TRY(const auto entries, transaction.entries_after(*staff, position, head, kEntriesPerRead));
    const bool concerns = std::ranges::any_of(entries, [&](const Entry& entry) {
      return concerns_distribution(columns_, entry.key.entity);
    });
    if (concerns) return true;
    if (entries.size() < kEntriesPerRead) break;
    position = {entries.back().commit, entries.back().row};
  }
  seen_ = head;
  return false;
}

Result<AfterCommit> DistributionJob::step(WriteTransaction& transaction) {
  TRY(auto report, distributor_.step(transaction));
  seen_ = transaction.head().commit;
  must_step_ = report.more;
  if (report.more) changed_ = true;
  next_ms_ = report.next ? report.next->ms : kNever;
  metrics_.distributed(report);
  for (const Error& error : report.failures) log_.failed("distribution passed over", error);
  if (report.delivered + report.expired > 0)
    log_.info("distributed", {{"delivered", report.delivered}, {"expired", report.expired}});
  return AfterCommit{.outcome = std::move(report.outcome)};
}

Result<rules::OfferPlan> DistributionJob::plan(ReadTransaction& transaction,
                                               const Uuid& opportunity) {
  TRY(const Preview preview, distributor_.preview(transaction, opportunity));
  return offer_plan(preview);
}

std::chrono::milliseconds DistributionJob::until_due(std::chrono::milliseconds longest) const {
  const std::int64_t next = next_ms_;
  if (next == kNever) return longest;
  const std::chrono::milliseconds rest(std::max<std::int64_t>(0, next - clock_.now().ms));
  return std::min(rest, longest);
}

}  // namespace fieldbook::syncd
