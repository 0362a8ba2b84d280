#include "syncd/exposure/field_work.hpp"

#include <algorithm>
#include <iterator>

#include "syncd/exposure/reading.hpp"

namespace fieldbook::syncd {

Result<BucketSet> FieldWork::holders(const schema::Row& resource, schema::RowReader& rows) const {
  BucketSet out;
  const auto& column = columns_.resource;
  if (const auto account = account_in(resource, column.account)) {
    out.insert({BucketKind::partner_psa, *account});
  }
  TRY(const auto contact, row_at(resource, column.contact, columns_.contact.entity, rows));
  if (!contact) return out;
  if (const auto account = account_in(*contact, columns_.contact.parent)) {
    out.insert({BucketKind::partner_psa, *account});
  }
  if (resource.integer(column.state) == kStateActive) {
    out.insert({BucketKind::technician, contact->id});
  }
  return out;
}

Result<BucketSet> FieldWork::holders_at(const schema::Row& row, schema::ColumnHandle resource,
                                        schema::RowReader& rows) const {
  TRY(const auto found, row_at(row, resource, columns_.resource.entity, rows));
  if (!found) return BucketSet{};
  return holders(*found, rows);
}

Result<bool> FieldWork::opens(const schema::Row& booking, schema::RowReader& rows) const {
  if (booking.integer(columns_.booking.state) != kStateActive) return false;
  TRY(const auto status,
      row_at(booking, columns_.booking.status, columns_.booking_status.entity, rows));
  if (!status) return false;
  const auto kind = status->integer(columns_.booking_status.status);
  const auto field_kind = status->integer(columns_.booking_status.field_service_status);
  if (!kind && !field_kind) return false;
  return kind != kBookingCanceled && field_kind != kFieldServiceCanceled;
}

Result<BucketSet> FieldWork::through_bookings(schema::ColumnHandle lookup, const Uuid& id,
                                              schema::RowReader& rows) const {
  BucketSet out;
  TRY(const auto bookings, rows_naming(lookup, id, rows));
  for (const schema::Row& booking : bookings) {
    TRY(const bool open, opens(booking, rows));
    if (!open) continue;
    TRY(BucketSet of_booking, holders_at(booking, columns_.booking.resource, rows));
    out.merge(of_booking);
  }
  return out;
}

bool FieldWork::on_team(const schema::Row& team) const {
  return team.integer(columns_.team.state) == kStateActive &&
         team.integer(columns_.team.membership) != kMembershipDeclined;
}

bool FieldWork::confirmed(const schema::Row& team, const schema::Row& project,
                          const schema::Row& resource, ResourceList list) const {
  if (!on_team(team)) return false;
  const auto type = resource.integer(columns_.resource.type);
  if (!type || *type == kResourceGeneric) return false;
  if (list == ResourceList::named) return true;
  if (team.integer(columns_.team.hard_booked_hours).value_or(0) > 0) return true;
  if (list == ResourceList::hard_booked) return false;
  const auto manager = project.lookup(columns_.project.manager);
  return team.integer(columns_.team.membership) == kMembershipAssigned ||
         (manager && resource.lookup(columns_.resource.user) == manager);
}

bool FieldWork::is_template(const schema::Row& project) const {
  return project.flag(columns_.project.is_template);
}

Result<std::vector<Uuid>> WayBack::resources(const schema::Row& changed,
                                             schema::RowReader& rows) const {
  if (is(changed, columns_.resource.entity)) return std::vector{changed.id};
  if (is(changed, columns_.contact.entity)) {
    return rows.find(columns_.resource.contact, changed.id);
  }
  return std::vector<Uuid>{};
}

Result<std::vector<schema::Row>> WayBack::bookings(const schema::Row& changed,
                                                   schema::RowReader& rows) const {
  if (is(changed, columns_.booking.entity)) return std::vector{changed};
  if (is(changed, columns_.booking_status.entity)) {
    return rows_naming(columns_.booking.status, changed.id, rows);
  }
  std::vector<schema::Row> out;
  TRY(const auto of, resources(changed, rows));
  for (const Uuid& resource : of) {
    TRY(auto found, rows_naming(columns_.booking.resource, resource, rows));
    std::ranges::move(found, std::back_inserter(out));
  }
  return out;
}

Result<std::vector<schema::Row>> WayBack::teams(const schema::Row& changed,
                                                schema::RowReader& rows) const {
  if (is(changed, columns_.team.entity)) return std::vector{changed};
  if (is(changed, columns_.project.entity)) {
    return rows_naming(columns_.team.project, changed.id, rows);
  }
  std::vector<schema::Row> out;
  TRY(const auto of, resources(changed, rows));
  for (const Uuid& resource : of) {
    TRY(auto found, rows_naming(columns_.team.resource, resource, rows));
    std::ranges::move(found, std::back_inserter(out));
  }
  return out;
}

}  // namespace fieldbook::syncd
