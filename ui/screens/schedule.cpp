#include <fmt/format.h>
#include <imgui.h>

#include "ui/models/calendar.hpp"
#include "ui/screens/layout.hpp"
#include "ui/screens/parts.hpp"
#include "ui/screens/schedule_parts.hpp"
#include "ui/screens/screens.hpp"
#include "ui/widgets/items.hpp"

namespace fieldbook::ui {
namespace {

/// From more lanes than these, idle ones are left out.
constexpr std::size_t kLanesShown = 12;

constexpr std::array kPhases = {BookingPhase::proposed,  BookingPhase::scheduled,
                                BookingPhase::traveling, BookingPhase::in_progress,
                                BookingPhase::on_break,  BookingPhase::completed,
                                BookingPhase::canceled};

void draw_span(Ui& ui, ScheduleModel& model) {
  const std::array<Tab, 2> all = {Tab{.id = "day", .label = ui.text("schedule.day")},
                                  Tab{.id = "week", .label = ui.text("schedule.week")}};
  const std::size_t selected = model.span() == ScheduleSpan::day ? 0 : 1;
  if (const auto pressed = tabs(ui, "span", all, selected))
    model.show(*pressed == 0 ? ScheduleSpan::day : ScheduleSpan::week);
}

void draw_steps(Ui& ui, AppModel& app) {
  ScheduleModel& model = app.models()->schedule;
  if (icon_button(ui, "earlier", Icon::back, ui.text("schedule.earlier"))) model.move(-1);
  beside(ui);
  if (button(ui, "today", ui.text("schedule.today"), {.icon = Icon::calendar}))
    model.go_to(today_of(ui));
  beside(ui);
  if (icon_button(ui, "later", Icon::forward, ui.text("schedule.later"))) model.move(1);
}

void draw_head(Ui& ui, AppModel& app) {
  draw_span(ui, app.models()->schedule);
  gap(ui, 2);
  draw_steps(ui, app);
  beside(ui, 3);
  begin_line_if_wider_than_left(ui, app.models()->schedule.title(ui.strings));
  ImGui::AlignTextToFramePadding();
  heading(ui, "days", app.models()->schedule.title(ui.strings), TextStyle::title);
}

/// What the colours mean: the phases that are in sight.
void draw_legend(Ui& ui, const std::vector<ScheduleLane>& lanes) {
  std::set<BookingPhase> seen;
  for (const ScheduleLane& lane : lanes)
    for (const ScheduleDay& day : lane.days)
      for (const PlacedBooking& placed : day.bookings) seen.insert(placed.booking->phase);
  bool first = true;
  for (const BookingPhase phase : kPhases) {
    if (!seen.contains(phase)) continue;
    if (!first) beside(ui, 2);
    first = false;
    chip(ui, fmt::format("phase.{}", static_cast<int>(phase)), tone_of(phase), icon_of(phase),
         ui.text(fmt::format("schedule.phase.{}", phase_key(phase))));
  }
  if (!first) gap(ui, 2);
}

// --- Agenda, on narrow windows
// --------------------------------------------------------------------

void draw_agenda_booking(Ui& ui, AppModel& app, const ScheduleLane& lane,
                         const PlacedBooking& placed, bool with_name) {
  const ScheduleBooking& booking = *placed.booking;
  LineItem item{.icon = icon_of(booking.phase),
                .tone = tone_of(booking.phase),
                .title = booking.title,
                .detail = times_of(ui, booking),
                .trailing = booking.status,
                .trailing_tone = tone_of(booking.phase)};
  if (with_name) item.detail += " · " + lane.name;
  if (line_item(ui, to_string(booking.row), item)) open_booking(ui, app, booking);
}

void draw_agenda(Ui& ui, AppModel& app, const std::vector<ScheduleLane>& lanes) {
  const auto days = app.models()->schedule.days();
  for (std::size_t i = 0; i < days.size(); ++i) {
    const IdScope scope(ui, "day", i);
    bool any = false;
    for (const ScheduleLane& lane : lanes) any = any || !lane.days[i].bookings.empty();
    const bool is_today = days[i] == today_of(ui);
    if (!any && !is_today) continue;
    heading(ui, "label", day_heading(ui, days[i]), TextStyle::body_bold);
    gap(ui, 1);
    {
      const Card card(ui, "card");
      if (!any) secondary_text(ui, ui.text("schedule.free"), TextStyle::body);
      const Stack stack;
      for (std::size_t at = 0; at < lanes.size(); ++at) {
        const IdScope one(ui, "lane", at);
        for (const PlacedBooking& placed : lanes[at].days[i].bookings)
          draw_agenda_booking(ui, app, lanes[at], placed, lanes.size() > 1);
      }
    }
    gap(ui, 3);
  }
}

bool is_idle(const ScheduleLane& lane) {
  return std::ranges::all_of(lane.days,
                             [](const ScheduleDay& day) { return day.bookings.empty(); });
}

/// Of many lanes only those with something in them; says how many are left out.
std::size_t drop_idle(std::vector<ScheduleLane>& lanes) {
  if (lanes.size() <= kLanesShown) return 0;
  return std::erase_if(lanes, is_idle);
}

}  // namespace

void draw_schedule(Ui& ui, AppModel& app) {
  ScheduleModel& model = app.models()->schedule;
  model.settle(text_context(ui));
  const ScrollArea area(ui, "schedule");
  draw_head(ui, app);
  gap(ui, 3);
  auto lanes = model.lanes(ui.zone_offset_minutes, least_minutes(ui, model));
  if (!lanes) {
    secondary_text(ui, ui.text("schedule.reading"), TextStyle::body);
    return;
  }
  if (lanes->empty()) {
    empty_state(ui, "empty", Icon::calendar, ui.text("schedule.empty"),
                ui.text("schedule.empty_meaning"));
    return;
  }
  const std::size_t idle = drop_idle(*lanes);
  draw_legend(ui, *lanes);
  if (idle > 0) {
    secondary_text(ui, ui.strings.count("schedule.idle", static_cast<std::int64_t>(idle)));
    gap(ui, 1);
  }
  if (model.is_cut()) {
    secondary_text(ui, ui.text("schedule.cut"));
    gap(ui, 1);
  }
  if (ui.metrics.width_class() == WidthClass::narrow)
    draw_agenda(ui, app, *lanes);
  else if (model.span() == ScheduleSpan::week)
    draw_week(ui, app, *lanes);
  else
    draw_day(ui, app, *lanes);
  gap(ui, 4);
}

}  // namespace fieldbook::ui
