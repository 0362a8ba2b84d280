// booking.accept and booking.decline: one rule (DOMAIN.md 1.11, 10.3; design.md section 8).

#include "shared/actions/action_table.hpp"
#include "shared/rules/booking_status.hpp"

namespace fieldbook::rules {
namespace {

bool is_accept(const actions::Action& action) {
  return action.kind == actions::kinds::kBookingAccept;
}

Outcome effect_of(const RuleInput& input, const schema::Row& booking,
                  const BookingColumns& columns) {
  const BookingStage stage =
      is_accept(input.action) ? BookingStage::scheduled : BookingStage::cancelled;
  TRY(const auto status,
      status_standing_for(
          input, stage,
          schema::is_null(booking[columns.work_order]) ? WorkKind::project : WorkKind::work_order));
  if (!status)
    return fail(Errc::not_found, is_accept(input.action)
                                     ? "no active booking status means committed"
                                     : "no active booking status means cancelled");
  schema::RowChange change(booking.key());
  change.set(columns.status, *status).set(columns.offline_timestamp, input.now.ms);
  return decided_with_work_order(input, booking, stage, std::move(change));
}

}  // namespace

Outcome decide_booking(const RuleInput& input) {
  const BookingColumns columns(input.rows.catalogue());
  TRY(const auto booking, read_target(input));
  if (!booking) return refuse(Verdict::refused, Reason::not_available);
  TRY(const auto owner, booking_owner(input, booking->lookup(columns.resource)));
  if (owner == BookingOwner::foreign) return refuse(Verdict::refused, Reason::not_available);
  if (owner == BookingOwner::without_role) return refuse(Verdict::refused, missing_right(input));
  if (!is_visible(input)) return refuse(Verdict::refused, Reason::not_available);

  TRY(const BookingStage stage, booking_stage(input, *booking));
  const bool accept = is_accept(input.action);
  if (stage == BookingStage::cancelled)
    return accept ? refuse(Verdict::refused, Reason::booking_cancelled) : already_done();
  const auto start = booking->integer(columns.start);
  if (start != input.action.basis.start_ms) {
    Detail detail;
    if (start) detail.emplace_back("new_start", format_instant(Instant{*start}));
    detail.emplace_back("old_start", format_instant(Instant{input.action.basis.start_ms}));
    return refuse(Verdict::refused, Reason::booking_moved, std::move(detail));
  }
  if (accept && stage != BookingStage::proposed) return already_done();
  if (!accept && stage != BookingStage::proposed && stage != BookingStage::scheduled)
    return refuse(Verdict::superseded, Reason::already_decided, {{"decision", "started"}});
  return effect_of(input, *booking, columns);
}

Result<std::vector<schema::RowKey>> booking_reads(const RuleInput& input) {
  const BookingColumns columns(input.rows.catalogue());
  std::vector<schema::RowKey> out;
  TRY(const auto booking, read_target(input));
  if (!booking) return out;
  const schema::Catalogue& catalogue = input.rows.catalogue();
  if (const auto resource = booking->lookup(columns.resource))
    out.push_back({catalogue.entity("bookableresource").number, *resource});
  if (const auto status = booking->lookup(columns.status))
    out.push_back({catalogue.entity("bookingstatus").number, *status});
  if (const auto order = booking->lookup(columns.work_order))
    out.push_back({catalogue.entity("msdyn_workorder").number, *order});
  return out;
}

}  // namespace fieldbook::rules
