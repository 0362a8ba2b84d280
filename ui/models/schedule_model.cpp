#include "ui/models/schedule_model.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "ui/models/calendar.hpp"
#include "ui/models/row_values.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kMinuteMs = 60'000;
constexpr int kDayMinutes = 24 * 60;
constexpr std::int64_t kWeekDays = 7;
constexpr std::int64_t kMondayShift = 3;  // 1970-01-01 was a Thursday
constexpr std::size_t kTablesMax = 500;   // statuses and resources of one organisation
constexpr Hours kOfficeHours{7, 19};

constexpr std::int64_t kProposed = 1, kCanceled = 3;  // bookingstatus.status
constexpr std::int64_t kTraveling = 690970001, kOnBreak = 690970002, kInProgress = 690970003,
                       kCompleted = 690970004, kFieldCanceled = 690970005;

std::int64_t monday_of(std::int64_t day) {
  const std::int64_t since_monday = ((day + kMondayShift) % kWeekDays + kWeekDays) % kWeekDays;
  return day - since_monday;
}

std::string named(const client::NameMap& names, const std::optional<Uuid>& id) {
  const auto found = id ? names.find(*id) : names.end();
  return found == names.end() ? std::string() : found->second;
}

/// Side by side where they overlap: each goes to the first track that is free by then.
void place_in_tracks(ScheduleDay& day, int least_minutes) {
  std::vector<int> free_from;
  for (PlacedBooking& placed : day.bookings) {
    const auto track =
        std::ranges::find_if(free_from, [&](int minute) { return minute <= placed.from_minute; });
    placed.track = static_cast<std::size_t>(track - free_from.begin());
    if (track == free_from.end()) free_from.push_back(0);
    free_from[placed.track] = std::max(placed.to_minute, placed.from_minute + least_minutes);
  }
  day.tracks = std::max<std::size_t>(1, free_from.size());
}

std::optional<PlacedBooking> placed_in(const ScheduleBooking& booking, std::int64_t day,
                                       int zone_offset_minutes) {
  const std::int64_t from = midnight_ms(day, zone_offset_minutes);
  const std::int64_t end = std::max(booking.end_ms, booking.start_ms + kMinuteMs);
  if (booking.start_ms >= from + kDayMs || end <= from) return std::nullopt;
  const auto minute = [&](std::int64_t ms) {
    return static_cast<int>(std::clamp<std::int64_t>((ms - from) / kMinuteMs, 0, kDayMinutes));
  };
  return PlacedBooking{
      .booking = &booking, .from_minute = minute(booking.start_ms), .to_minute = minute(end)};
}

}  // namespace

BookingPhase phase_of(const schema::Row& booking_status) {
  const auto status = number_in(booking_status, "status").value_or(0);
  switch (number_in(booking_status, "msdyn_fieldservicestatus").value_or(0)) {
    case kTraveling: return BookingPhase::traveling;
    case kOnBreak: return BookingPhase::on_break;
    case kInProgress: return BookingPhase::in_progress;
    case kCompleted: return BookingPhase::completed;
    case kFieldCanceled: return BookingPhase::canceled;
    default: break;
  }
  if (status == kProposed) return BookingPhase::proposed;
  return status == kCanceled ? BookingPhase::canceled : BookingPhase::scheduled;
}

Tone tone_of(BookingPhase phase) {
  switch (phase) {
    case BookingPhase::proposed: return Tone::warning;
    case BookingPhase::scheduled: return Tone::info;
    case BookingPhase::traveling: return Tone::accent;
    case BookingPhase::in_progress: return Tone::success;
    case BookingPhase::canceled: return Tone::danger;
    case BookingPhase::on_break:
    case BookingPhase::completed: break;
  }
  return Tone::neutral;
}

Icon icon_of(BookingPhase phase) {
  switch (phase) {
    case BookingPhase::proposed: return Icon::waiting;
    case BookingPhase::scheduled: return Icon::booking;
    case BookingPhase::traveling: return Icon::forward;
    case BookingPhase::in_progress: return Icon::work_order;
    case BookingPhase::on_break: return Icon::hold;
    case BookingPhase::completed: return Icon::done;
    case BookingPhase::canceled: return Icon::decline;
  }
  return Icon::booking;
}

ScheduleModel::ScheduleModel(client::Client& client, Mailbox& mailbox)
    : client_(client), recipient_(mailbox) {}

void ScheduleModel::refresh() {
  if (awaited_ > 0)
    stale_ = true;
  else
    read();
}

void ScheduleModel::on_notice(const client::Notice& notice) {
  if (!notice.entities.empty()) refresh();
}

void ScheduleModel::show(ScheduleSpan span) {
  span_ = span;
  move(0);
}

void ScheduleModel::move(int steps) {
  const std::int64_t step = span_ == ScheduleSpan::week ? kWeekDays : 1;
  go_to(day_ + steps * step);
  if (steps == 0) return;
  follows_now_ = false;
}

void ScheduleModel::go_to(std::int64_t day) {
  day_ = day;
  // Further back than what was read.
  if (ready_ && days().front() - kLongestDays < read_from_day_) refresh();
}

void ScheduleModel::settle(const TextContext& context) {
  const std::int64_t today = local_time(context.now.ms, context.zone_offset_minutes).day;
  if (follows_now_ && day_ != today) go_to(today);
  const auto shown = days();
  follows_now_ = today >= shown.front() && today <= shown.back();
  if (follows_now_) day_ = today;
}

std::vector<std::int64_t> ScheduleModel::days() const {
  if (span_ == ScheduleSpan::day) return {day_};
  std::vector<std::int64_t> out;
  const std::int64_t monday = monday_of(day_);
  for (std::int64_t i = 0; i < kWeekDays; ++i) out.push_back(monday + i);
  return out;
}

std::string ScheduleModel::title(const Strings& strings) const {
  const auto shown = days();
  const std::string first = day_text(shown.front(), strings);
  return shown.size() == 1 ? first : fmt::format("{} – {}", first, day_text(shown.back(), strings));
}

// --- Reading ------------------------------------------------------------------------------------

void ScheduleModel::read() {
  stale_ = false;
  new_phases_.clear();
  new_resources_.clear();
  new_bookings_.clear();
  cut_ = false;
  awaited_ = 2;
  client_.list({.entity = "bookingstatus", .view = "*", .limit = kTablesMax},
               recipient_.deliver<client::ListSnapshot>([this](Result<client::ListSnapshot> all) {
                 if (all)
                   for (const client::RowSnapshot& row : all->rows)
                     new_phases_[row.row.id] = phase_of(row.row);
                 read_bookings(0);
               }));
  client_.list({.entity = "bookableresource", .view = "active", .limit = kTablesMax},
               recipient_.deliver<client::ListSnapshot>([this](Result<client::ListSnapshot> all) {
                 if (all)
                   for (const client::RowSnapshot& row : all->rows)
                     new_resources_[row.row.id] = name_in(row.row);
                 arrived();
               }));
}

void ScheduleModel::read_bookings(std::size_t page) {
  client_.list(
      {.entity = "bookableresourcebooking",
       .view = "active",
       .sort = {{"starttime", schema::SortDirection::descending}},
       .offset = page * kPageRows,
       .limit = kPageRows},
      recipient_.deliver<client::ListSnapshot>([this, page](Result<client::ListSnapshot> answer) {
        if (answer) return take_page(page, *answer);
        arrived();
      }));
}

/// The latest come first: enough are here when a page ends before what is shown.
void ScheduleModel::take_page(std::size_t page, const client::ListSnapshot& answer) {
  std::int64_t earliest = 0;
  for (const client::RowSnapshot& row : answer.rows) {
    const auto status = lookup_in(row.row, "bookingstatus");
    const auto phase = status ? new_phases_.find(*status) : new_phases_.end();
    ScheduleBooking booking{
        .row = row.row.id,
        .resource = lookup_in(row.row, "resource").value_or(Uuid{}),
        .title = named(answer.names, lookup_in(row.row, "msdyn_workorder")),
        .status = named(answer.names, status),
        .phase = phase == new_phases_.end() ? BookingPhase::scheduled : phase->second,
        .start_ms = number_in(row.row, "starttime").value_or(0),
        .end_ms = number_in(row.row, "endtime").value_or(0),
        .pending = row.pending};
    if (booking.title.empty())
      booking.title = named(answer.names, lookup_in(row.row, "msdyn_projectid"));
    if (booking.title.empty()) booking.title = name_in(row.row);
    new_resources_.try_emplace(booking.resource,
                               named(answer.names, lookup_in(row.row, "resource")));
    earliest = booking.start_ms;
    new_bookings_.push_back(std::move(booking));
  }
  const bool is_last = answer.rows.size() < kPageRows;
  const std::int64_t wanted = days().front() - kLongestDays;
  read_from_day_ = is_last ? std::numeric_limits<std::int64_t>::min() : earliest / kDayMs + 1;
  if (is_last || read_from_day_ <= wanted) return arrived();
  if (page + 1 < kPagesMax) return read_bookings(page + 1);
  cut_ = true;
  arrived();
}

void ScheduleModel::arrived() {
  if (--awaited_ > 0) return;
  phases_ = std::move(new_phases_);
  resources_ = std::move(new_resources_);
  bookings_ = std::move(new_bookings_);
  std::ranges::sort(bookings_, {}, [](const ScheduleBooking& booking) {
    return std::pair(booking.start_ms, booking.row);
  });
  ready_ = true;
  if (stale_) read();
}

// --- Lanes --------------------------------------------------------------------------------------

std::optional<std::vector<ScheduleLane>> ScheduleModel::lanes(int zone_offset_minutes,
                                                              int least_minutes) const {
  if (!ready_) return std::nullopt;
  const auto shown = days();
  std::map<Uuid, ScheduleLane> by_resource;
  for (const auto& [id, name] : resources_) {
    ScheduleLane& lane = by_resource[id];
    lane.resource = id;
    lane.name = name;
    for (const std::int64_t day : shown) lane.days.push_back({.day = day});
  }
  for (const ScheduleBooking& booking : bookings_) {
    ScheduleLane& lane = by_resource.at(booking.resource);
    for (ScheduleDay& day : lane.days)
      if (auto placed = placed_in(booking, day.day, zone_offset_minutes))
        day.bookings.push_back(*placed);
  }
  std::vector<ScheduleLane> out;
  for (auto& [id, lane] : by_resource) {
    for (ScheduleDay& day : lane.days) place_in_tracks(day, least_minutes);
    out.push_back(std::move(lane));
  }
  std::ranges::sort(out, {}, [](const ScheduleLane& lane) {
    return std::pair(std::string_view(lane.name), lane.resource);
  });
  return out;
}

Hours hours_of(const std::vector<ScheduleLane>& lanes) {
  Hours out = kOfficeHours;
  for (const ScheduleLane& lane : lanes)
    for (const ScheduleDay& day : lane.days)
      for (const PlacedBooking& placed : day.bookings) {
        out.first = std::min(out.first, placed.from_minute / 60);
        out.last = std::max(out.last, (placed.to_minute + 59) / 60);
      }
  return out;
}

}  // namespace fieldbook::ui
