#pragma once

// Who works where: whom a bookable resource stands for, which bookings open what they are on, and
// which team rows are confirmed (DOMAIN.md 1.10, 1.11, 2.3, 6.5).

#include <optional>
#include <set>
#include <vector>

#include "shared/schema/row_reader.hpp"
#include "syncd/exposure/columns.hpp"
#include "syncd/exposure/exposure.hpp"

namespace fieldbook::syncd {

/// Resource types, membership, states and kinds of status as the platform numbers them
/// (DOMAIN.md 1.10 to 1.12).
inline constexpr std::int64_t kStateActive = 0;
inline constexpr std::int64_t kResourceGeneric = 1;
inline constexpr std::int64_t kMembershipAssigned = 2;
inline constexpr std::int64_t kMembershipDeclined = 3;
inline constexpr std::int64_t kBookingCanceled = 3;
inline constexpr std::int64_t kFieldServiceCanceled = 690'970'005;

class FieldWork {
 public:
  explicit FieldWork(const Columns& columns) : columns_(columns) {}

  /// partner-psa of each organisation that `resource` belongs to (its account, its contact's
  /// account), and technician of its contact if the resource is active.
  [[nodiscard]] Result<BucketSet> holders(const schema::Row& resource,
                                          schema::RowReader& rows) const;
  /// The same for the resource of a booking or team row; empty when there is none.
  [[nodiscard]] Result<BucketSet> holders_at(const schema::Row& row, schema::ColumnHandle resource,
                                             schema::RowReader& rows) const;
  /// Whether a booking opens its work order and project: active, and with a status row whose kind
  /// is known and not Canceled.
  [[nodiscard]] Result<bool> opens(const schema::Row& booking, schema::RowReader& rows) const;
  /// The holders of the opening bookings whose `lookup` (work order or project) names `id`.
  [[nodiscard]] Result<BucketSet> through_bookings(schema::ColumnHandle lookup, const Uuid& id,
                                                   schema::RowReader& rows) const;

  /// Whether a team row counts at all: active and not declined.
  [[nodiscard]] bool on_team(const schema::Row& team) const;
  /// Whether a team row is shown in the resource list: on the team, a resource that is not
  /// generic, and what `list` asks for.
  [[nodiscard]] bool confirmed(const schema::Row& team, const schema::Row& project,
                               const schema::Row& resource, ResourceList list) const;
  [[nodiscard]] bool is_template(const schema::Row& project) const;

 private:
  const Columns& columns_;
};

/// The way back: from a changed row to the rows whose buckets were made by reading it. `changed`
/// itself stands for its own entity, so that the image before a change is followed too.
class WayBack {
 public:
  explicit WayBack(const Columns& columns) : columns_(columns) {}

  /// Resources whose holders `changed` may alter: it is one, or the contact of one.
  [[nodiscard]] Result<std::vector<Uuid>> resources(const schema::Row& changed,
                                                    schema::RowReader& rows) const;
  /// Bookings whose holders, target or opening `changed` may alter.
  [[nodiscard]] Result<std::vector<schema::Row>> bookings(const schema::Row& changed,
                                                          schema::RowReader& rows) const;
  /// Team rows whose holders, project or confirmation `changed` may alter.
  [[nodiscard]] Result<std::vector<schema::Row>> teams(const schema::Row& changed,
                                                       schema::RowReader& rows) const;

 private:
  const Columns& columns_;
};

}  // namespace fieldbook::syncd
