#pragma once

// The parts of the schedule's screen: the boards of a week and of a day, and words that both use.

#include "ui/models/app_model.hpp"
#include "ui/widgets/ui.hpp"

namespace fieldbook::ui {

void draw_week(Ui& ui, AppModel& app, const std::vector<ScheduleLane>& lanes);
void draw_day(Ui& ui, AppModel& app, const std::vector<ScheduleLane>& lanes);

/// How many minutes the narrowest block of a day's board covers.
[[nodiscard]] int least_minutes(const Ui& ui, const ScheduleModel& model);
[[nodiscard]] std::int64_t today_of(const Ui& ui);
/// "Mon 23"; with "today" for it.
[[nodiscard]] std::string day_heading(const Ui& ui, std::int64_t day);
/// "09:00–10:30".
[[nodiscard]] std::string times_of(const Ui& ui, const ScheduleBooking& booking);
/// The end of the key of its word: "in_progress".
[[nodiscard]] const char* phase_key(BookingPhase phase);
void open_booking(Ui& ui, AppModel& app, const ScheduleBooking& booking);
/// A line of its own for words that do not fit beside what stands there.
void begin_line_if_wider_than_left(const Ui& ui, const std::string& title);

}  // namespace fieldbook::ui
