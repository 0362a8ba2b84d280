// Following the log, and one step as a whole. What becomes of one opportunity: offers.cpp.

#include "syncd/distribution/distributor.hpp"

#include <charconv>
#include <fmt/format.h>
#include <limits>

#include "syncd/distribution/distributor_step.hpp"

namespace fieldbook::syncd {
namespace {

constexpr RowNumber kLastRow = std::numeric_limits<RowNumber>::max();

Commit parse_commit(std::string_view text) {
  Commit out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

bool is_coverage(const DistributionColumns& columns, std::uint32_t entity) {
  return entity == columns.territories.entity || entity == columns.lead_types.entity ||
         entity == columns.products.entity;
}

}  // namespace

bool concerns_distribution(const DistributionColumns& columns, std::uint32_t entity) {
  return entity == columns.opportunity.entity || entity == columns.account.entity ||
         entity == columns.delivery.entity || entity == columns.declines.entity ||
         entity == columns.opportunity_products.entity || is_coverage(columns, entity);
}

Distributor::Distributor(const Committer& committer, const schema::Catalogue& catalogue,
                         const Clock& clock, DistributionSettings settings)
    : committer_(committer),
      catalogue_(catalogue),
      clock_(clock),
      settings_(std::move(settings)),
      rows_(catalogue),
      pool_(rows_) {}

Result<bool> Distributor::is_in_step(ReadTransaction& transaction) {
  if (!started_) return false;
  if (head_ == 0) return transaction.head().commit >= 0;
  // Another history than the one that was followed: a step that never became durable, a restore.
  TRY(const auto chain, transaction.chain_at(head_));
  return chain == chain_;
}

Status Distributor::start(ReadTransaction& transaction) {
  pool_.forget();
  dirty_.clear(), pending_.clear(), touched_.clear(), due_.clear(), waiting_.clear();
  unplaced_.clear();
  TRY(const auto cursor, transaction.setting(kDistributionCursor));
  noted_ = std::min(parse_commit(cursor.value_or("")), transaction.head().commit);
  position_ = {noted_, kLastRow};
  if (noted_ == 0) position_ = {};
  // Changes since the cursor come with the log; deadlines and what waits are in no log.
  const schema::Entity* entity = catalogue_.find_number(rows_.columns().opportunity.entity);
  for (RowNumber after = 0; noted_ != 0;) {
    TRY(const auto rows, transaction.scan(*entity, after, limits::kExportRowsPerRead));
    for (const StoredRow& stored : rows)
      if (due_of(rows_.opportunity_of(stored.row), settings_.offer_grace, settings_.automatic)
              .task != Task::none)
        dirty_.insert(stored.row.id);
    if (rows.size() < limits::kExportRowsPerRead) break;
    after = rows.back().number;
  }
  started_ = true;
  return {};
}

Status Distributor::follow(ReadTransaction& transaction) {
  const Commit head = transaction.head().commit;
  behind_ = false;
  TRY(const auto staff, transaction.find_bucket(to_string(Bucket{BucketKind::staff, {}})));
  if (staff) {
    TRY(const auto entries, transaction.entries_after(*staff, position_, head, kEntriesPerStep));
    for (const Entry& entry : entries) CHECK(follow_entry(transaction, entry));
    behind_ = entries.size() == kEntriesPerStep;
    if (behind_) position_ = {entries.back().commit, entries.back().row};
  }
  if (!behind_) position_ = {head, kLastRow};
  head_ = head;
  chain_ = transaction.head().chain;
  return {};
}

Status Distributor::catch_up(ReadTransaction& transaction) {
  TRY(const bool in_step, is_in_step(transaction));
  if (!in_step) CHECK(start(transaction));
  return follow(transaction);
}

Status Distributor::follow_entry(ReadTransaction& transaction, const Entry& entry) {
  const DistributionColumns& columns = rows_.columns();
  const std::uint32_t entity = entry.key.entity;
  if (!concerns_distribution(columns, entity)) return {};
  if (entity == columns.opportunity.entity) {
    dirty_.insert(entry.key.id);
    return {};
  }
  if (entity == columns.account.entity) return pool_.refresh(transaction, entry.key.id);
  if (!entry.present) {
    // The row that said whose it was is gone.
    if (is_coverage(columns, entity)) pool_.forget();
    return {};
  }
  TRY(const auto row, transaction.get(entry.key));
  if (!row) return {};
  if (is_coverage(columns, entity)) {
    if (const auto account =
            row->lookup(columns.territories.entity == entity  ? columns.territories.from
                        : columns.lead_types.entity == entity ? columns.lead_types.from
                                                              : columns.products.from))
      return pool_.refresh(transaction, *account);
    return {};
  }
  if (entity == columns.delivery.entity) {
    if (const auto partner = row->lookup(columns.delivery.partner)) touched_.insert(*partner);
    return {};
  }
  const auto opportunity =
      row->lookup(entity == columns.declines.entity ? columns.declines.from
                                                    : columns.opportunity_products.from);
  if (opportunity) dirty_.insert(*opportunity);
  return {};
}

void Distributor::queue_what_is_due(std::int64_t today) {
  const Instant now = clock_.now();
  for (const auto& [id, at] : due_)
    if (at <= now) pending_.insert(id);
  // A day that begins may begin a partner's programme.
  if (pool_.openings() == openings_ && today == waiting_day_) return;
  pending_.insert(waiting_.begin(), waiting_.end());
  waiting_.clear();
  openings_ = pool_.openings();
  waiting_day_ = today;
}

Status Distributor::take(Step& step, std::set<Uuid>& from,
                         Status (Distributor::*deal)(Step&, const Uuid&)) {
  const Uuid id = *from.begin();
  from.erase(from.begin());
  const Status done = (this->*deal)(step, id);
  if (done || spoils_transaction(done.error())) return done;
  // One bad row holds up nothing else; it comes back with its next change.
  step.report.failures.push_back(Error(done.error()).with_context("opportunity " + to_string(id)));
  return {};
}

Result<StepReport> Distributor::step(WriteTransaction& transaction) {
  CHECK(catch_up(transaction));
  const Instant now = clock_.now();
  queue_what_is_due(day_of(now));
  TRY(auto group, committer_.open(transaction));
  TRY(const PlanSettings settings, plan_settings(transaction));
  Step step{transaction, std::move(group), now, day_of(now), settings};
  // All histories first: a plan reads the records of all partners.
  for (std::size_t i = 0; i < kOpportunitiesPerStep && !dirty_.empty(); ++i)
    CHECK(take(step, dirty_, &Distributor::look_at));
  if (dirty_.empty() && !behind_)
    for (std::size_t i = 0; i < kOpportunitiesPerStep && !pending_.empty(); ++i) {
      if (step.plans >= kPlansPerStep) break;
      CHECK(take(step, pending_, &Distributor::deal_with));
    }
  CHECK(finish(step));
  return std::move(step.report);
}

Status Distributor::finish(Step& step) {
  CHECK(update_accounts(step));
  TRY(auto outcome, step.group.finish());
  if (!outcome.is_empty) {
    // Nobody else writes meanwhile: what this commit changed is known already.
    head_ = outcome.commit;
    chain_ = step.transaction.head().chain;
    if (!behind_) position_ = {outcome.commit, kLastRow};
    step.report.outcome = std::move(outcome);
  }
  if (!behind_ && dirty_.empty() && pending_.empty() && position_.commit != noted_ &&
      step.report.outcome) {
    noted_ = position_.commit;
    CHECK(step.transaction.put_setting(kDistributionCursor, fmt::format("{}", noted_)));
  }
  step.report.more = behind_ || !dirty_.empty() || !pending_.empty() ||
                     (!waiting_.empty() && pool_.openings() != openings_);
  for (const auto& [id, at] : due_)
    if (!step.report.next || at < *step.report.next) step.report.next = at;
  return {};
}

Status Distributor::update_accounts(Step& step) {
  std::vector<schema::RowChange> changes;
  for (const Uuid& account : touched_) {
    CHECK(pool_.refresh(step.transaction, account));
    TRY(const auto partner, rows_.partner(step.transaction, account));
    if (!partner) continue;
    TRY(auto change, rows_.change_of(step.transaction, *partner, settings_.plan.basis));
    if (change) changes.push_back(*std::move(change));
  }
  touched_.clear();
  if (changes.empty()) return {};
  Cause cause;
  cause.kind = "distribution.metrics";
  return apply(step, changes, cause);
}

Status Distributor::apply(Step& step, std::span<const schema::RowChange> changes,
                          const Cause& cause) {
  TRY(auto part, step.group.begin_part());
  CHECK(part.apply(changes, cause));
  return part.release();
}

}  // namespace fieldbook::syncd
