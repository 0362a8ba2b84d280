#pragma once

// What bookings mean, whose they are, and what they make of their work order
// (DOMAIN.md 1.4.2, 1.11). A booking's meaning is that of its status row's columns, never of its
// name.

#include "shared/rules/support.hpp"

namespace fieldbook::rules {

/// Where a booking stands. `partly_completed` is the site's own status of the Completed kind after
/// which more work is needed (RuleSettings::partly_completed).
enum class BookingStage : std::uint8_t {
  proposed,
  scheduled,
  traveling,
  on_break,
  in_progress,
  completed,
  partly_completed,
  cancelled
};

struct BookingColumns {
  explicit BookingColumns(const schema::Catalogue& catalogue);
  schema::ColumnHandle resource, status, start, end, duration, state, work_order, offline_timestamp,
      arrival, travel, on_break, in_progress, modified;
};

/// What a status row says; nothing when it is not here.
struct BookingStatus {
  Uuid id;
  BookingStage stage = BookingStage::proposed;
  bool has_field_service_kind = false;
  bool active = false;
};
[[nodiscard]] Result<std::optional<BookingStatus>> booking_status(const RuleInput& input,
                                                                  const Uuid& status);
/// The stage of a booking: cancelled too when the booking itself is inactive; proposed when its
/// status row says nothing.
[[nodiscard]] Result<BookingStage> booking_stage(const RuleInput& input,
                                                 const schema::Row& booking);

enum class WorkKind : std::uint8_t { work_order, project };
/// The status row that stands for the stage: active, of the right kind; for work orders that of
/// Field Service, for projects one without; among several the lowest id. Nothing when the
/// organisation has none.
[[nodiscard]] Result<std::optional<Uuid>> status_standing_for(const RuleInput& input,
                                                              BookingStage stage, WorkKind kind);

enum class BookingOwner : std::uint8_t { own, without_role, foreign };
/// Whether the actor may answer for the booking's resource: as the person, or for the account by
/// role. Staff answer for all.
[[nodiscard]] Result<BookingOwner> booking_owner(const RuleInput& input,
                                                 const std::optional<Uuid>& resource);

/// The system status that bookings at these stages give their work order (the table of 1.4.2).
[[nodiscard]] std::int64_t work_order_status(const std::vector<BookingStage>& stages);

/// How the work order of a booking changes when the booking goes to `stage`: system status, first
/// arrival, completion. Nothing where it has none, or where staff has posted or cancelled it.
[[nodiscard]] Result<std::optional<schema::RowChange>> work_order_change(const RuleInput& input,
                                                                         const schema::Row& booking,
                                                                         BookingStage stage);

/// The booking's change together with that of its work order.
[[nodiscard]] Outcome decided_with_work_order(const RuleInput& input, const schema::Row& booking,
                                              BookingStage stage, schema::RowChange change);

}  // namespace fieldbook::rules
