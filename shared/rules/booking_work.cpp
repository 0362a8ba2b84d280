// booking.travel, .start, .pause, .complete, .cancel: the steps of work at a booking, as a table,
// and how they drive booking and work order (DOMAIN.md 1.4.2, 1.11; sync.md D8).

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "shared/actions/action_table.hpp"
#include "shared/rules/booking_status.hpp"

namespace fieldbook::rules {
namespace {

namespace kinds = actions::kinds;

constexpr std::int64_t kMsPerMinute = 60'000;

struct Step {
  std::string_view kind;
  BookingStage to;
  std::array<BookingStage, 5> from;  ///< padded with its first
};
using enum BookingStage;
constexpr std::array<Step, 5> kSteps = {{
    {kinds::kBookingTravel, traveling, {proposed, scheduled, proposed, proposed, proposed}},
    {kinds::kBookingStart, in_progress, {proposed, scheduled, traveling, on_break, proposed}},
    {kinds::kBookingPause, on_break, {traveling, in_progress, traveling, traveling, traveling}},
    {kinds::kBookingComplete, completed, {scheduled, traveling, on_break, in_progress, scheduled}},
    {kinds::kBookingCancel, cancelled, {proposed, scheduled, traveling, on_break, in_progress}},
}};

const Step& step_of(const actions::Action& action) {
  const auto step = std::ranges::find(kSteps, action.kind, &Step::kind);
  ASSERT(step != kSteps.end());
  return *step;
}

std::string_view word(BookingStage stage) {
  switch (stage) {
    case proposed: return "proposed";
    case scheduled: return "scheduled";
    case traveling: return "travelling";
    case on_break: return "on break";
    case in_progress: return "in progress";
    case completed:
    case partly_completed: return "completed";
    case cancelled: break;
  }
  return "cancelled";
}

/// Work that was done is never lost: what happened at the office meanwhile, before this side can
/// know which came first, is for staff to place (sync.md D8). Nothing: refuse it.
std::optional<Outcome> hold(const RuleInput& input, const schema::Row& booking,
                            const BookingColumns& columns, Reason reason) {
  if (input.daemon == nullptr || input.daemon->by_staff) return std::nullopt;
  const auto modified = booking.integer(columns.modified);
  if (!modified || input.daemon->earliest.ms > *modified) return std::nullopt;
  return refuse(Verdict::held, reason);
}

/// The booking is somebody else's: of another organisation, or of a colleague for whom the actor
/// has no role to answer.
Outcome answer_not_own(const RuleInput& input, const schema::Row& booking,
                       const BookingColumns& columns, BookingOwner owner) {
  // Who knows the start has held the booking; of others nothing is said.
  const auto start = booking.integer(columns.start);
  if (start && start == input.action.basis.start_ms)
    if (auto held = hold(input, booking, columns, Reason::booking_reassigned)) return *held;
  return refuse(Verdict::refused,
                owner == BookingOwner::foreign ? Reason::not_available : missing_right(input));
}

/// Adds the minutes since the last change of status to the total of the stage that ends.
void add_minutes(const RuleInput& input, const schema::Row& booking, const BookingColumns& columns,
                 BookingStage before, schema::RowChange& change) {
  const auto since = booking.integer(columns.offline_timestamp);
  if (!since || input.now.ms <= *since) return;
  const std::int64_t minutes = (input.now.ms - *since) / kMsPerMinute;
  const auto add = [&](schema::ColumnHandle column) {
    change.set(column, booking.integer(column).value_or(0) + minutes);
  };
  if (before == traveling) add(columns.travel);
  if (before == on_break) add(columns.on_break);
  if (before == in_progress) add(columns.in_progress);
}

Outcome effect_of(const RuleInput& input, const schema::Row& booking, const BookingColumns& columns,
                  BookingStage before) {
  const BookingStage stage = step_of(input.action).to;
  TRY(const auto status, status_standing_for(input, stage, WorkKind::work_order));
  if (!status) return fail(Errc::not_found, fmt::format("no booking status means {}", word(stage)));
  schema::RowChange change(booking.key());
  change.set(columns.status, *status).set(columns.offline_timestamp, input.now.ms);
  add_minutes(input, booking, columns, before, change);
  if (stage == in_progress && schema::is_null(booking[columns.arrival]))
    change.set(columns.arrival, input.now.ms);
  if (stage == completed) {
    const std::int64_t start = booking.integer(columns.start).value_or(input.now.ms);
    const std::int64_t end = std::max(start, input.now.ms);
    change.set(columns.end, end).set(columns.duration, (end - start) / kMsPerMinute);
  }
  return decided_with_work_order(input, booking, stage, std::move(change));
}

}  // namespace

Outcome work_booking(const RuleInput& input) {
  const BookingColumns columns(input.rows.catalogue());
  TRY(const auto booking, read_target(input));
  if (!booking) return refuse(Verdict::refused, Reason::not_available);
  TRY(const auto owner, booking_owner(input, booking->lookup(columns.resource)));
  const bool by_staff = input.daemon != nullptr && input.daemon->by_staff;
  if (owner != BookingOwner::own && !by_staff)
    return answer_not_own(input, *booking, columns, owner);
  if (!is_visible(input) && !by_staff) return refuse(Verdict::refused, Reason::not_available);
  // Projects have no such steps: their hours are the project's (DOMAIN.md 1.11).
  if (schema::is_null((*booking)[columns.work_order]))
    return refuse(Verdict::refused, Reason::not_permitted);

  const Step& step = step_of(input.action);
  TRY(const BookingStage stage, booking_stage(input, *booking));
  if (stage == step.to) return already_done();
  if (stage == cancelled && !by_staff) {
    if (auto held = hold(input, *booking, columns, Reason::booking_cancelled)) return *held;
    return refuse(Verdict::refused, Reason::booking_cancelled);
  }
  const auto start = booking->integer(columns.start);
  const bool is_ahead = stage == proposed || stage == scheduled;
  if (is_ahead && !by_staff && start != input.action.basis.start_ms) {
    Detail detail;
    if (start) detail.emplace_back("new_start", format_instant(Instant{*start}));
    detail.emplace_back("old_start", format_instant(Instant{input.action.basis.start_ms}));
    return refuse(Verdict::refused, Reason::booking_moved, std::move(detail));
  }
  const bool fits = std::ranges::find(step.from, stage) != step.from.end();
  if (!fits && !(by_staff && stage == cancelled))
    return refuse(Verdict::superseded, Reason::already_decided,
                  {{"decision", std::string(word(stage))}});
  return effect_of(input, *booking, columns, stage);
}

}  // namespace fieldbook::rules
