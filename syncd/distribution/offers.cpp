// What becomes of one opportunity: history, deadline, the next offer.

#include <algorithm>
#include <fmt/format.h>

#include "shared/rules/support.hpp"
#include "syncd/distribution/distributor.hpp"
#include "syncd/distribution/distributor_step.hpp"

namespace fieldbook::syncd {
namespace {

namespace state = opportunity_state;
namespace status = opportunity_status;

constexpr std::int64_t kSourceDistributed = 100000000;  // opportunity.adx_opportunitysource
constexpr std::size_t kReasonBytesMax = 4000;

Cause cause_of(std::string kind, const schema::RowKey& target) {
  Cause out;
  out.kind = std::move(kind);
  out.target = target;
  return out;
}

/// The id follows from what it is, so that a step that was lost makes the same row again.
Uuid id_of(const Delivery& delivery, const std::vector<Delivery>& known) {
  const std::string purpose =
      fmt::format("delivered to {} on {}", to_string(delivery.partner),
                  delivery.delivered ? format_day(*delivery.delivered) : "an unknown day");
  for (int again = 0;; ++again) {
    const Uuid id = rules::derived_id(delivery.opportunity,
                                      again == 0 ? purpose : fmt::format("{}, {}", purpose, again));
    if (std::ranges::find(known, id, &Delivery::id) == known.end()) return id;
  }
}

void add_fact(Cause& cause, std::string name, std::string value) {
  cause.facts.emplace_back(std::move(name), std::move(value));
}

/// How the score came about: what an auditor asks first.
std::vector<std::pair<std::string, std::string>> explain(const Plan& plan,
                                                         const Candidate& candidate) {
  std::vector<std::pair<std::string, std::string>> out;
  out.emplace_back("candidates", fmt::format("{}", plan.candidates.size()));
  out.emplace_back("available", fmt::format("{}", plan.available));
  for (const MetricRow& row : metric_table()) {
    const MetricScore& metric = candidate.metrics[static_cast<std::size_t>(row.metric)];
    if (metric.weight == 0) continue;
    std::string text =
        fmt::format("{} * {} = {}", metric.weight, metric.value, metric.contribution);
    if (metric.note != MetricNote::none) text += fmt::format(" ({})", to_string(metric.note));
    out.emplace_back(row.name, std::move(text));
  }
  return out;
}

void add_plan(Cause& cause, const Plan& plan, const Candidate& candidate) {
  add_fact(cause, "partner", to_string(candidate.partner));
  if (candidate.available) add_fact(cause, "score", fmt::format("{}", candidate.score));
  for (auto& [name, value] : explain(plan, candidate)) add_fact(cause, name, value);
}

}  // namespace

rules::OfferPlan offer_plan(const Preview& preview) {
  const Candidate* choice = preview.plan.choice();
  if (choice == nullptr) return {};
  return {choice->partner, preview.partners[choice->position].name, choice->score,
          explain(preview.plan, *choice)};
}

Result<std::optional<Distributor::Work>> Distributor::begin(Step& step, const Uuid& id) {
  TRY(auto facts, rows_.opportunity(step.transaction, id));
  if (!facts) return std::optional<Work>();
  Work work{*std::move(facts), {}};
  TRY(work.deliveries, rows_.deliveries_of(step.transaction, id));
  CHECK(observe_row(step, work));
  return std::optional(std::move(work));
}

/// The history; what is due is for later.
Status Distributor::look_at(Step& step, const Uuid& id) {
  due_.erase(id);
  waiting_.erase(id);
  pending_.erase(id);
  TRY(const auto work, begin(step, id));
  if (work && due_of(work->facts, settings_.offer_grace, settings_.automatic).task != Task::none)
    pending_.insert(id);
  return {};
}

Status Distributor::deal_with(Step& step, const Uuid& id) {
  due_.erase(id);
  TRY(auto work, begin(step, id));
  if (!work) return {};
  return deal_with_due(step, *work);
}

/// Brings the history in step with the row, and the row with what only the daemon sets.
Status Distributor::observe_row(Step& step, Work& work) {
  Observation seen = observe(work.facts, work.deliveries, step.today, settings_.offer_days);
  const std::vector<Delivery> before = std::exchange(work.deliveries, std::move(seen.deliveries));
  std::vector<schema::RowChange> changes;
  CHECK(write_deliveries(step, work, before, changes));
  const auto& of = rows_.columns().opportunity;
  schema::RowChange row({of.entity, work.facts.id});
  if (seen.set_delivered) {
    row.set(of.delivered, *seen.set_delivered)
        .set(of.step, std::string("Delivered"))
        .set(of.source, kSourceDistributed)
        .set(of.accepted, schema::Null{});
    work.facts.delivered = seen.set_delivered;
  }
  if (seen.set_expires) {
    row.set(of.expires, *seen.set_expires);
    work.facts.expires = seen.set_expires;
  }
  if (seen.set_feedback) row.set(of.feedback_yet, std::int64_t{1});
  if (!row.values.empty()) changes.push_back(std::move(row));
  if (changes.empty()) return {};
  return apply(step, changes, cause_of("distribution.history", {of.entity, work.facts.id}));
}

Status Distributor::write_deliveries(Step& step, Work& work, const std::vector<Delivery>& before,
                                     std::vector<schema::RowChange>& changes) {
  for (Delivery& delivery : work.deliveries) {
    const bool is_new = delivery.id.is_nil();
    if (is_new) delivery.id = id_of(delivery, work.deliveries);
    if (!is_new && std::ranges::find(before, delivery) != before.end()) continue;
    changes.push_back(rows_.change_of(delivery, work.facts.name, step.now, is_new));
    touched_.insert(delivery.partner);
  }
  return {};
}

Status Distributor::deal_with_due(Step& step, Work& work) {
  for (;;) {
    const Due due = due_of(work.facts, settings_.offer_grace, settings_.automatic);
    if (due.task == Task::none) return {};
    Instant at = due.at;
    if (at > step.now && due.waits_for_devices) {
      TRY(const bool unheard,
          may_be_unheard(step.transaction, *work.facts.partner, deadline_of(*work.facts.expires)));
      at = unheard ? std::min(at, step.now + kDevicesAskedEvery) : step.now;
    }
    if (at > step.now) {
      due_[work.facts.id] = at;
      return {};
    }
    if (due.task == Task::distribute) return place(step, work);
    CHECK(expire(step, work));
  }
}

/// Whether a device of the partner was last heard of before the deadline: it may hold an
/// acceptance.
Result<bool> Distributor::may_be_unheard(ReadTransaction& transaction, const Uuid& partner,
                                         Instant deadline) {
  TRY(const auto bucket, transaction.find_bucket(to_string(Bucket{BucketKind::partner, partner})));
  if (!bucket) return false;
  TRY(const auto persons, transaction.persons_of(*bucket));
  for (const Uuid& person : persons) {
    TRY(const auto devices, transaction.devices_of(person));
    const bool any = std::ranges::any_of(devices, [&](const Device& device) {
      return !device.revoked && device.last_seen < deadline;
    });
    if (any) return true;
  }
  return false;
}

Status Distributor::expire(Step& step, Work& work) {
  const auto& of = rows_.columns().opportunity;
  const std::vector<Delivery> before = work.deliveries;
  work.facts.status = status::kExpired;
  for (Delivery& delivery : work.deliveries)
    if (!delivery.has_ended() && delivery.partner == work.facts.partner)
      delivery.expired = work.facts.expires;
  std::vector<schema::RowChange> changes;
  // The expiry date stays: it says until when an acceptance counts as in time.
  changes.push_back(schema::RowChange({of.entity, work.facts.id}));
  changes.back().set(of.status, status::kExpired).set(of.modified, step.now.ms);
  CHECK(write_deliveries(step, work, before, changes));
  ++step.report.expired;
  return apply(step, changes, cause_of("distribution.expire", {of.entity, work.facts.id}));
}

Status Distributor::place(Step& step, Work& work) {
  if (!pool_.is_loaded()) {
    CHECK(pool_.load(step.transaction));
    if (waiting_.empty()) openings_ = pool_.openings();
  }
  ++step.plans;
  const Plan plan =
      make_plan(work.facts, work.deliveries, pool_.partners(), step.settings, step.today);
  const Candidate* choice = plan.choice();
  if (choice == nullptr) return release(step, work);
  Cause cause =
      cause_of("distribution.deliver", {rows_.columns().opportunity.entity, work.facts.id});
  add_plan(cause, plan, *choice);
  return deliver(step, work, *choice, {.way = Way::automatic, .score = choice->score},
                 std::move(cause));
}

/// Nobody is available: open, without a partner, where staff sees it.
Status Distributor::release(Step& step, Work& work) {
  const auto& of = rows_.columns().opportunity;
  waiting_.insert(work.facts.id);
  step.report.unplaced += unplaced_.insert(work.facts.id).second;
  if (!work.facts.partner && work.facts.state == state::kOpen) return {};
  schema::RowChange change({of.entity, work.facts.id});
  change.set(of.state, state::kOpen)
      .set(of.status, status::kInProgress)
      .set(of.partner, schema::Null{})
      .set(of.partner_contact, schema::Null{})
      .set(of.step, schema::Null{})
      .set(of.delivered, schema::Null{})
      .set(of.expires, schema::Null{})
      .set(of.accepted, schema::Null{})
      .set(of.closed, schema::Null{})
      .set(of.modified, step.now.ms);
  work.facts.partner.reset();
  return apply(step, std::span(&change, 1),
               cause_of("distribution.unplaced", {of.entity, work.facts.id}));
}

Status Distributor::deliver(Step& step, Work& work, const Candidate& candidate,
                            const Delivery& offer, Cause cause) {
  const auto& of = rows_.columns().opportunity;
  const std::int64_t expires = step.today + settings_.offer_days;
  const std::vector<Delivery> before = work.deliveries;
  for (Delivery& delivery : work.deliveries)
    if (!delivery.has_ended()) delivery.withdrawn = step.today;
  work.deliveries.push_back(offer);
  Delivery& delivery = work.deliveries.back();
  delivery.opportunity = work.facts.id;
  delivery.partner = candidate.partner;
  delivery.delivered = step.today;
  delivery.expires = expires;
  delivery.stage = work.facts.stage;
  std::vector<schema::RowChange> changes;
  changes.push_back(schema::RowChange({of.entity, work.facts.id}));
  changes.back()
      .set(of.state, state::kOpen)
      .set(of.status, status::kDelivered)
      .set(of.step, std::string("Delivered"))
      .set(of.partner, candidate.partner)
      .set(of.partner_contact, schema::Null{})
      .set(of.delivered, step.today)
      .set(of.expires, expires)
      .set(of.accepted, schema::Null{})
      .set(of.closed, schema::Null{})
      .set(of.source, kSourceDistributed)
      .set(of.feedback_yet, std::int64_t{0})
      .set(of.reason_for_return, schema::Null{})
      .set(of.modified, step.now.ms);
  CHECK(write_deliveries(step, work, before, changes));
  if (candidate.available) {
    changes.push_back(schema::RowChange({rows_.columns().account.entity, candidate.partner}));
    changes.back().set(rows_.columns().account.ranking, candidate.score);
  }
  CHECK(apply(step, changes, cause));
  // Before the next plan of this step: a slot is taken.
  for (const Delivery& one : work.deliveries) CHECK(pool_.refresh(step.transaction, one.partner));
  work.facts.partner = candidate.partner;
  due_[work.facts.id] = deadline_of(expires);
  unplaced_.erase(work.facts.id);
  ++step.report.delivered;
  return {};
}

Result<Preview> Distributor::preview(ReadTransaction& transaction, const Uuid& opportunity) {
  TRY(auto facts, rows_.opportunity(transaction, opportunity));
  if (!facts) return fail(Errc::not_found, "there is no such opportunity");
  Preview out;
  out.opportunity = *std::move(facts);
  TRY(auto deliveries, rows_.deliveries_of(transaction, opportunity));
  const std::int64_t today = day_of(clock_.now());
  out.deliveries =
      observe(out.opportunity, std::move(deliveries), today, settings_.offer_days).deliveries;
  TRY(const bool in_step, is_in_step(transaction));
  if (in_step && pool_.is_loaded()) {
    out.partners.assign(pool_.partners().begin(), pool_.partners().end());
  } else {
    // Of its own: what this transaction holds may never be committed.
    PartnerPool pool(rows_);
    CHECK(pool.load(transaction));
    out.partners.assign(pool.partners().begin(), pool.partners().end());
  }
  TRY(const PlanSettings settings, plan_settings(transaction));
  for (;;) {
    out.plan = make_plan(out.opportunity, out.deliveries, out.partners, settings, today);
    const Candidate* choice = out.plan.choice();
    if (choice == nullptr) return out;
    // What was committed since the last step, or is not yet, may have filled its capacity.
    TRY(auto fresh, rows_.partner(transaction, choice->partner));
    PartnerFacts& known = out.partners[choice->position];
    if (fresh && *fresh == known) return out;
    if (fresh)
      known = *std::move(fresh);
    else
      known.is_active = false;
  }
}

Result<PlanSettings> Distributor::plan_settings(ReadTransaction& transaction) const {
  PlanSettings out = settings_.plan;
  TRY(const StaffWeights weights, read_staff_weights(transaction));
  out.weights = weights_in_force(out.weights, weights);
  return out;
}

namespace {

Status check_may_offer(const OpportunityFacts& facts, const Delivery* open, bool may_withdraw) {
  if (facts.partner_created)
    return fail(Errc::conflict, "a partner made this opportunity; it is not distributed");
  if (facts.collaboration) return fail(Errc::conflict, "several partners work on this opportunity");
  const bool is_returned =
      facts.status == status::kReturned || facts.status == status::kReturnedFormer;
  if (facts.state != state::kOpen && !is_returned)
    return fail(Errc::conflict, "the opportunity is closed");
  if (open == nullptr) return {};
  if (open->accepted) return fail(Errc::conflict, "a partner has accepted it");
  if (!may_withdraw) return fail(Errc::conflict, "it is offered to a partner already");
  return {};
}

}  // namespace

Result<StepReport> Distributor::distribute(WriteTransaction& transaction, const Uuid& opportunity) {
  CHECK(catch_up(transaction));
  TRY(auto group, committer_.open(transaction));
  const Instant now = clock_.now();
  TRY(const PlanSettings settings, plan_settings(transaction));
  Step step{transaction, std::move(group), now, day_of(now), settings};
  TRY(auto work, begin(step, opportunity));
  if (!work) return fail(Errc::not_found, "there is no such opportunity");
  const Due due = due_of(work->facts, settings_.offer_grace, settings_.automatic);
  if (due.task == Task::expire && due.at <= now) CHECK(expire(step, *work));
  CHECK(check_may_offer(work->facts, open_delivery(work->deliveries), false));
  CHECK(place(step, *work));
  CHECK(finish(step));
  return std::move(step.report);
}

Result<StepReport> Distributor::override_choice(WriteTransaction& transaction,
                                                const Uuid& opportunity, const Uuid& partner,
                                                const std::string& reason) {
  if (reason.empty() || reason.size() > kReasonBytesMax)
    return fail(Errc::invalid_argument, "an override needs a reason of at most 4,000 bytes");
  CHECK(catch_up(transaction));
  TRY(auto group, committer_.open(transaction));
  const Instant now = clock_.now();
  TRY(const PlanSettings settings, plan_settings(transaction));
  Step step{transaction, std::move(group), now, day_of(now), settings};
  TRY(auto work, begin(step, opportunity));
  if (!work) return fail(Errc::not_found, "there is no such opportunity");
  CHECK(check_may_offer(work->facts, open_delivery(work->deliveries), true));
  if (!pool_.is_loaded()) CHECK(pool_.load(transaction));
  const Plan plan =
      make_plan(work->facts, work->deliveries, pool_.partners(), step.settings, step.today);
  const auto candidate = std::ranges::find(plan.candidates, partner, &Candidate::partner);
  if (candidate == plan.candidates.end())
    return fail(Errc::invalid_argument, "this account is no partner");
  for (const Rule rule : {Rule::account_active, Rule::not_customer})
    if (const RuleAnswer answer = candidate->answers[static_cast<std::size_t>(rule)];
        !is_pass(answer))
      return fail(Errc::invalid_argument, std::string(sentence(answer)));
  Cause cause =
      cause_of("distribution.override", {rows_.columns().opportunity.entity, opportunity});
  add_fact(cause, "reason", reason);
  add_plan(cause, plan, *candidate);
  if (plan.choice() != nullptr) add_fact(cause, "planner_chose", to_string(plan.choice()->partner));
  for (std::size_t i = 0; i < kRuleCount; ++i)
    if (!is_pass(candidate->answers[i]))
      add_fact(cause, std::string(to_string(static_cast<Rule>(i))),
               std::string(to_string(candidate->answers[i])));
  Delivery offer{.way = Way::overridden, .reason = reason};
  if (candidate->available) offer.score = candidate->score;
  CHECK(deliver(step, *work, *candidate, offer, std::move(cause)));
  CHECK(finish(step));
  return std::move(step.report);
}

}  // namespace fieldbook::syncd
