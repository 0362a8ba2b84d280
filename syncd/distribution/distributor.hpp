#pragma once

// The distribution at work: follows what is committed, keeps the history of deliveries and the
// partners' counters in step with it, ends offers at their deadline, and offers what is due to the
// best available partner (DOMAIN.md 3.5, design.md sections 8 and 10). All through
// syncd/changelog's Committer; one audit line a step of an opportunity's life.
//
// It reads the log of the `staff` bucket, which names every row that changed, from a cursor that
// the store keeps. What it knows besides (partners, deadlines) is in memory and read anew at the
// first step of a process. A step that was not committed is noticed at the next.

#include <map>
#include <set>

#include "shared/rules/rule.hpp"
#include "syncd/changelog/commit.hpp"
#include "syncd/distribution/history.hpp"
#include "syncd/distribution/pool.hpp"
#include "syncd/distribution/settings.hpp"
#include "syncd/distribution/staff_weights.hpp"

namespace fieldbook::syncd {

struct StepReport {
  std::optional<CommitOutcome> outcome;  ///< when something changed
  bool more = false;                     ///< there is more to do at once
  std::optional<Instant> next;           ///< when there is something to do without a change
  std::size_t delivered = 0, expired = 0;
  std::size_t unplaced = 0;     ///< nobody is available: open, without a partner
  std::vector<Error> failures;  ///< opportunities that were passed over
};

/// A plan with what it was made from.
struct Preview {
  OpportunityFacts opportunity;
  std::vector<Delivery> deliveries;
  std::vector<PartnerFacts> partners;  ///< Candidate::position counts in these
  Plan plan;
};

class Distributor {
 public:
  /// All must outlive the distributor. One thread at a time.
  Distributor(const Committer& committer, const schema::Catalogue& catalogue, const Clock& clock,
              DistributionSettings settings);

  /// Does a bounded part of what is due. Writes into the transaction; the caller commits it.
  [[nodiscard]] Result<StepReport> step(WriteTransaction& transaction);

  /// What step() would do about one opportunity now, whether it is marked ready or not, by what the
  /// transaction holds, rows of its own that are not committed yet included. Returns
  /// Errc::not_found when there is none.
  [[nodiscard]] Result<Preview> preview(ReadTransaction& transaction, const Uuid& opportunity);
  /// Offers one opportunity now to whom preview() ranks first. `unplaced` when nobody is
  /// available. Returns Errc::conflict when a partner has it, or it is closed, a partner's own or
  /// that of several partners.
  [[nodiscard]] Result<StepReport> distribute(WriteTransaction& transaction,
                                              const Uuid& opportunity);
  /// Offers it to `partner`, available or not, and keeps why. An undecided offer to somebody else
  /// is withdrawn. Returns Errc::invalid_argument without a reason or for an account that is no
  /// active partner or the customer itself; Errc::conflict as distribute().
  [[nodiscard]] Result<StepReport> override_choice(WriteTransaction& transaction,
                                                   const Uuid& opportunity, const Uuid& partner,
                                                   const std::string& reason);

 private:
  struct Work;  // one opportunity, while it is dealt with
  struct Step;  // one transaction

  /// With the weights in force.
  [[nodiscard]] Result<PlanSettings> plan_settings(ReadTransaction& transaction) const;
  [[nodiscard]] Status start(ReadTransaction& transaction);
  [[nodiscard]] Result<bool> is_in_step(ReadTransaction& transaction);
  [[nodiscard]] Status follow(ReadTransaction& transaction);
  /// Starts anew where the history that was followed is another, then follows the log.
  [[nodiscard]] Status catch_up(ReadTransaction& transaction);
  [[nodiscard]] Status follow_entry(ReadTransaction& transaction, const Entry& entry);
  void queue_what_is_due(std::int64_t today);
  [[nodiscard]] Status take(Step& step, std::set<Uuid>& from,
                            Status (Distributor::*deal)(Step&, const Uuid&));
  [[nodiscard]] Status look_at(Step& step, const Uuid& id);
  [[nodiscard]] Status deal_with(Step& step, const Uuid& id);
  [[nodiscard]] Status deal_with_due(Step& step, Work& work);
  [[nodiscard]] Result<std::optional<Work>> begin(Step& step, const Uuid& id);
  [[nodiscard]] Status observe_row(Step& step, Work& work);
  [[nodiscard]] Status expire(Step& step, Work& work);
  [[nodiscard]] Status place(Step& step, Work& work);
  [[nodiscard]] Status deliver(Step& step, Work& work, const Candidate& candidate,
                               const Delivery& offer, Cause cause);
  [[nodiscard]] Status release(Step& step, Work& work);
  [[nodiscard]] Result<bool> may_be_unheard(ReadTransaction& transaction, const Uuid& partner,
                                            Instant deadline);
  [[nodiscard]] Status write_deliveries(Step& step, Work& work, const std::vector<Delivery>& before,
                                        std::vector<schema::RowChange>& changes);
  [[nodiscard]] Status apply(Step& step, std::span<const schema::RowChange> changes,
                             const Cause& cause);
  [[nodiscard]] Status finish(Step& step);
  [[nodiscard]] Status update_accounts(Step& step);

  const Committer& committer_;
  const schema::Catalogue& catalogue_;
  const Clock& clock_;
  DistributionSettings settings_;
  DistributionRows rows_;
  PartnerPool pool_;

  bool started_ = false;
  EntryPosition position_;  ///< everything up to here was read
  Commit noted_ = 0;        ///< the cursor that the store keeps
  Commit head_ = 0;         ///< the last commit that was seen, and its chain value
  ChainValue chain_{};
  bool behind_ = false;          ///< there are more entries than one step reads
  std::set<Uuid> dirty_;         ///< opportunities to look at
  std::set<Uuid> pending_;       ///< opportunities that may have something due now
  std::set<Uuid> touched_;       ///< partners whose counters may differ
  std::map<Uuid, Instant> due_;  ///< opportunities that time alone moves
  std::set<Uuid> waiting_;       ///< ready, and nobody was available
  std::set<Uuid> unplaced_;      ///< of these it was reported
  std::uint64_t openings_ = 0;   ///< the pool's, when they were tried last
  std::int64_t waiting_day_ = 0;
};

/// A plan as the rule of opportunity.distribute takes it: the choice, and what each metric
/// contributed.
[[nodiscard]] rules::OfferPlan offer_plan(const Preview& preview);

/// Whether a change of this entity concerns the distribution.
[[nodiscard]] bool concerns_distribution(const DistributionColumns& columns, std::uint32_t entity);

/// The setting that holds the commit up to which the distribution has followed.
inline constexpr std::string_view kDistributionCursor = "distribution.cursor";

}  // namespace fieldbook::syncd
