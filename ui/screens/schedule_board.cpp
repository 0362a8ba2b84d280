#include <algorithm>
#include <fmt/format.h>
#include <imgui.h>

#include "ui/models/calendar.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/schedule_parts.hpp"
#include "ui/widgets/board.hpp"
#include "ui/widgets/controls.hpp"
#include "ui/widgets/draw.hpp"
#include "ui/widgets/press.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr float kNamesBeside = 60;  ///< em; below, a lane's name stands above it
constexpr float kNameWidth = 9;     ///< em

/// Where a board lies: lanes from `left` on, their names before or above.
struct Board {
  ImVec2 low;
  float left = 0;   ///< of the lanes
  float width = 0;  ///< of the lanes
  bool names_beside = false;
  bool names_above = false;
};

Board board_of(const Ui& ui, std::size_t lanes) {
  Board out{.low = ImGui::GetCursorScreenPos()};
  const float room = width_left();
  out.names_beside = lanes > 1 && room > kNamesBeside * ui.metrics.em();
  out.names_above = lanes > 1 && !out.names_beside;
  out.left = out.low.x + (out.names_beside ? kNameWidth * ui.metrics.em() : 0);
  out.width = out.low.x + room - out.left;
  return out;
}

float name_height(const Ui& ui, const Board& board) {
  return board.names_above ? ui.fonts.body_bold->FontSize + ui.metrics.space(2) : 0;
}

void draw_name(Ui& ui, const Board& board, const ScheduleLane& lane, float y, float height) {
  if (!board.names_beside && !board.names_above) return;
  const ImFont& font = *ui.fonts.body_bold;
  const float room =
      board.names_beside ? board.left - board.low.x - ui.metrics.space(2) : board.width;
  const float middle = board.names_beside ? y + std::min(height, block_height(ui)) / 2
                                          : y + font.FontSize / 2 + ui.metrics.space(0.5F);
  const bool cut = draw_line(font, board.low.x, middle, room, ui.theme.text, lane.name);
  WidgetRecord record =
      record_at(ui, Role::text, "name", lane.name, {board.low.x, middle - font.FontSize / 2},
                {board.low.x + room, middle + font.FontSize / 2});
  record.text_is_clipped = cut;
  record.reachable = false;
  ui.recorder.add(std::move(record));
}

void line_across(const Ui& ui, const Board& board, float y) {
  hairline(ui, board.low.x, y, board.left + board.width, y);
}

std::string spoken_of(const Ui& ui, const ScheduleLane& lane, const ScheduleBooking& booking) {
  const LocalTime start = local_time(booking.start_ms, ui.zone_offset_minutes);
  std::string out = fmt::format("{}, {} {}, {}, {}", lane.name, day_text(start.day, ui.strings),
                                times_of(ui, booking), booking.title, booking.status);
  if (booking.pending) out += ", " + ui.text("mark.waiting");
  return out;
}

Block block_of(const Ui& ui, const ScheduleLane& lane, const ScheduleBooking& booking) {
  const LocalTime start = local_time(booking.start_ms, ui.zone_offset_minutes);
  return {
      .tone = tone_of(booking.phase),
      .icon = booking.pending ? Icon::waiting : icon_of(booking.phase),
      .title = fmt::format("{} {}", minute_text(start.minute), booking.title),
      .detail = booking.status,
      .spoken = spoken_of(ui, lane, booking),
      .faded = booking.phase == BookingPhase::canceled || booking.phase == BookingPhase::completed};
}

void wake_each_minute(Ui& ui) { ui.wake_at({(ui.now.ms / kMinuteMs + 1) * kMinuteMs}); }

// --- Week ---------------------------------------------------------------------------------------

float step_of(const Ui& ui) { return block_height(ui) + ui.metrics.space(1); }

float lane_height(const Ui& ui, const ScheduleLane& lane) {
  std::size_t most = 1;
  for (const ScheduleDay& day : lane.days) most = std::max(most, day.bookings.size());
  return static_cast<float>(most) * step_of(ui) + ui.metrics.space(3);
}

void draw_day_names(Ui& ui, const Board& board, const std::vector<std::int64_t>& days,
                    float height) {
  const ImFont& font = *ui.fonts.caption;
  const float each = board.width / static_cast<float>(days.size());
  for (std::size_t i = 0; i < days.size(); ++i) {
    const bool is_today = days[i] == today_of(ui);
    const float x = board.left + each * static_cast<float>(i);
    const std::string words = day_heading(ui, days[i]);
    draw_line(font, x + ui.metrics.space(1), board.low.y + height / 2, each - ui.metrics.space(2),
              is_today ? ui.theme.strong(Tone::accent) : ui.theme.text_secondary, words);
    WidgetRecord record = record_at(ui, Role::text, fmt::format("day.{}", i), words,
                                    {x, board.low.y}, {x + each, board.low.y + height});
    record.foreground = is_today ? ui.theme.strong(Tone::accent) : ui.theme.text_secondary;
    record.text_size = font.FontSize;
    record.reachable = false;
    ui.recorder.add(std::move(record));
  }
}

/// The bookings of a lane's day, one under the other; the line of now between those that have
/// begun and those to come.
void draw_week_cell(Ui& ui, AppModel& app, const ScheduleLane& lane, const ScheduleDay& day,
                    ImVec2 low, float width) {
  const float pad = ui.metrics.space(0.75F);
  float y = low.y;
  bool drawn = day.day != today_of(ui);
  const auto draw_now = [&] {
    const float at = y - ui.metrics.space(0.5F);
    now_line(ui, {low.x, at}, {low.x + width, at});
    drawn = true;
  };
  for (const PlacedBooking& placed : day.bookings) {
    if (!drawn && placed.booking->start_ms > ui.now.ms) draw_now();
    if (board_block(ui, to_string(placed.booking->row), {low.x + pad, y},
                    {width - 2 * pad, block_height(ui)}, block_of(ui, lane, *placed.booking)))
      open_booking(ui, app, *placed.booking);
    y += step_of(ui);
  }
  if (!drawn) draw_now();
}

}  // namespace

void draw_week(Ui& ui, AppModel& app, const std::vector<ScheduleLane>& lanes) {
  wake_each_minute(ui);
  const IdScope scope(ui, "week");
  const Board board = board_of(ui, lanes.size());
  const auto days = app.models()->schedule.days();
  const float head = ui.fonts.caption->FontSize + ui.metrics.space(3);
  float total = head;
  for (const ScheduleLane& lane : lanes) total += name_height(ui, board) + lane_height(ui, lane);
  ImGui::Dummy({width_left(), total});
  const float each = board.width / static_cast<float>(days.size());
  for (std::size_t i = 0; i < days.size(); ++i)
    if (days[i] == today_of(ui))
      fill({board.left + each * static_cast<float>(i), board.low.y},
           {board.left + each * static_cast<float>(i + 1), board.low.y + total}, ui.theme.surface,
           ui.metrics.space(1.5F));
  draw_day_names(ui, board, days, head);
  float y = board.low.y + head;
  for (std::size_t at = 0; at < lanes.size(); ++at) {
    const IdScope one(ui, "lane", at);
    const ScheduleLane& lane = lanes[at];
    line_across(ui, board, y);
    draw_name(ui, board, lane, y + ui.metrics.space(1), lane_height(ui, lane));
    y += name_height(ui, board);
    for (std::size_t i = 0; i < lane.days.size(); ++i) {
      const IdScope cell(ui, "day", i);
      draw_week_cell(ui, app, lane, lane.days[i],
                     {board.left + each * static_cast<float>(i), y + ui.metrics.space(1.5F)}, each);
    }
    y += lane_height(ui, lane);
  }
  for (std::size_t i = 0; i <= days.size(); ++i) {
    const float x = board.left + each * static_cast<float>(i);
    hairline(ui, x, board.low.y, x, board.low.y + total);
  }
}

// --- Day ----------------------------------------------------------------------------------------

namespace {

/// Where minutes of a day lie.
struct TimeAxis {
  float left = 0;
  float width = 0;
  Hours hours;
  [[nodiscard]] float at(int minute) const {
    const auto from = static_cast<float>(minute - hours.first * 60);
    return left + width * from / static_cast<float>((hours.last - hours.first) * 60);
  }
};

void draw_hours(Ui& ui, const TimeAxis& axis, float top, float head, float bottom) {
  const ImFont& font = *ui.fonts.caption;
  const float each = axis.width / static_cast<float>(axis.hours.last - axis.hours.first);
  const int every = each < 2.6F * ui.metrics.em() ? 2 : 1;
  for (int hour = axis.hours.first; hour <= axis.hours.last; ++hour) {
    const float x = axis.at(hour * 60);
    hairline(ui, x, top + head, x, bottom);
    if (hour == axis.hours.last || (hour - axis.hours.first) % every != 0) continue;
    draw_line(font, x + ui.metrics.space(0.5F), top + head / 2, each * static_cast<float>(every),
              ui.theme.text_secondary, minute_text(hour * 60));
  }
}

/// What can be pressed, and a pixel between neighbours.
float least_width(const Ui& ui) {
  return std::max(ui.metrics.target(), 28 * ui.metrics.scale) + 2 * ui.metrics.scale;
}

float tracks_height(const Ui& ui, const ScheduleDay& day) {
  return static_cast<float>(day.tracks) * step_of(ui) + ui.metrics.space(3);
}

void draw_day_lane(Ui& ui, AppModel& app, const ScheduleLane& lane, const TimeAxis& axis,
                   float top) {
  for (const PlacedBooking& placed : lane.days.front().bookings) {
    const float least = least_width(ui);
    const float end = axis.left + axis.width;
    const float x = std::min(axis.at(placed.from_minute), end - least);
    const float width = std::clamp(axis.at(placed.to_minute) - x, least, end - x);
    const float y = top + static_cast<float>(placed.track) * step_of(ui);
    if (board_block(ui, to_string(placed.booking->row), {x, y},
                    {width - ui.metrics.scale, block_height(ui)},
                    block_of(ui, lane, *placed.booking)))
      open_booking(ui, app, *placed.booking);
  }
}

}  // namespace

int least_minutes(const Ui& ui, const ScheduleModel& model) {
  if (model.span() == ScheduleSpan::week) return 1;
  // Office hours over the width, and a little more for a board with longer hours.
  const float least = least_width(ui) * 1.4F;
  return static_cast<int>(least / std::max(1.0F, width_left()) * 12 * 60) + 1;
}

void draw_day(Ui& ui, AppModel& app, const std::vector<ScheduleLane>& lanes) {
  wake_each_minute(ui);
  const IdScope scope(ui, "day");
  const Board board = board_of(ui, lanes.size());
  const TimeAxis axis{.left = board.left, .width = board.width, .hours = hours_of(lanes)};
  const float head = ui.fonts.caption->FontSize + ui.metrics.space(3);
  float total = head;
  for (const ScheduleLane& lane : lanes)
    total += name_height(ui, board) + tracks_height(ui, lane.days.front());
  ImGui::Dummy({width_left(), total});
  draw_hours(ui, axis, board.low.y, head, board.low.y + total);
  float y = board.low.y + head;
  for (std::size_t at = 0; at < lanes.size(); ++at) {
    const IdScope one(ui, "lane", at);
    const float height = tracks_height(ui, lanes[at].days.front());
    line_across(ui, board, y);
    draw_name(ui, board, lanes[at], y + ui.metrics.space(1), height);
    y += name_height(ui, board);
    draw_day_lane(ui, app, lanes[at], axis, y + ui.metrics.space(1.5F));
    y += height;
  }
  line_across(ui, board, y);
  const LocalTime now = local_time(ui.now.ms, ui.zone_offset_minutes);
  const bool in_sight = now.day == app.models()->schedule.days().front() &&
                        now.minute >= axis.hours.first * 60 && now.minute <= axis.hours.last * 60;
  if (in_sight) now_line(ui, {axis.at(now.minute), board.low.y + head}, {axis.at(now.minute), y});
}

// --- Words --------------------------------------------------------------------------------------

std::int64_t today_of(const Ui& ui) { return local_time(ui.now.ms, ui.zone_offset_minutes).day; }

std::string day_heading(const Ui& ui, std::int64_t day) {
  return ui.strings.text("schedule.day_heading",
                         {{"weekday", ui.text(fmt::format("weekday.{}", weekday_of(day)))},
                          {"day", fmt::format("{}", day_of_month(day))}});
}

std::string times_of(const Ui& ui, const ScheduleBooking& booking) {
  const LocalTime start = local_time(booking.start_ms, ui.zone_offset_minutes);
  const LocalTime end = local_time(booking.end_ms, ui.zone_offset_minutes);
  return fmt::format("{}–{}", minute_text(start.minute), minute_text(end.minute));
}

const char* phase_key(BookingPhase phase) {
  switch (phase) {
    case BookingPhase::proposed: return "proposed";
    case BookingPhase::scheduled: return "scheduled";
    case BookingPhase::traveling: return "traveling";
    case BookingPhase::in_progress: return "in_progress";
    case BookingPhase::on_break: return "on_break";
    case BookingPhase::completed: return "completed";
    case BookingPhase::canceled: return "canceled";
  }
  return "scheduled";
}

void open_booking(Ui& ui, AppModel& app, const ScheduleBooking& booking) {
  go(ui, app, {.kind = PlaceKind::detail, .entity = "bookableresourcebooking", .row = booking.row});
}

void begin_line_if_wider_than_left(const Ui& ui, const std::string& title) {
  begin_line_if_wider(text_width(*ui.fonts.title, title));
}

}  // namespace fieldbook::ui
