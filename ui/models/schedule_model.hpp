#pragma once

// The schedule: bookings that this device holds by day or week, a lane a resource. A technician
// holds the own ones, a partner those of the organisation's resources; the daemon decides that.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/models/mailbox.hpp"
#include "ui/models/value_text.hpp"
#include "ui/theme/icons.hpp"
#include "ui/theme/theme.hpp"

namespace fieldbook::ui {

/// How far a booking is, by its booking status (bookingstatus.status, msdyn_fieldservicestatus).
enum class BookingPhase : std::uint8_t {
  proposed,
  scheduled,
  traveling,
  in_progress,
  on_break,
  completed,
  canceled
};
/// Phase of a row of bookingstatus.
[[nodiscard]] BookingPhase phase_of(const schema::Row& booking_status);
[[nodiscard]] Tone tone_of(BookingPhase phase);
[[nodiscard]] Icon icon_of(BookingPhase phase);

struct ScheduleBooking {
  Uuid row;
  Uuid resource;
  std::string title;   ///< work order or project, else the booking's own name
  std::string status;  ///< as the organisation calls it
  BookingPhase phase = BookingPhase::scheduled;
  std::int64_t start_ms = 0;
  std::int64_t end_ms = 0;
  bool pending = false;  ///< a decision of this device that has not settled changed it
  bool operator==(const ScheduleBooking&) const = default;
};

/// A booking in a lane of one day.
struct PlacedBooking {
  const ScheduleBooking* booking = nullptr;
  int from_minute = 0;    ///< of the day, 0 where it began before
  int to_minute = 0;      ///< 1,440 where it ends after
  std::size_t track = 0;  ///< lanes hold overlapping bookings side by side
};
struct ScheduleDay {
  std::int64_t day = 0;
  std::vector<PlacedBooking> bookings;  ///< by start
  std::size_t tracks = 1;
};
struct ScheduleLane {
  Uuid resource;
  std::string name;
  std::vector<ScheduleDay> days;
};

enum class ScheduleSpan : std::uint8_t { day, week };

class ScheduleModel {
 public:
  static constexpr std::size_t kPageRows = 500;
  static constexpr std::size_t kPagesMax = 10;
  /// Bookings that began longer before what is shown are not looked for.
  static constexpr std::int64_t kLongestDays = 60;

  ScheduleModel(client::Client& client, Mailbox& mailbox);

  void refresh();
  void on_notice(const client::Notice& notice);

  [[nodiscard]] ScheduleSpan span() const { return span_; }
  void show(ScheduleSpan span);
  /// By days or weeks, forwards or back.
  void move(int steps);
  void go_to(std::int64_t day);
  /// Shows the day of the moment, until the person goes elsewhere. Call before the rest each frame.
  void settle(const TextContext& context);
  [[nodiscard]] bool is_today() const { return follows_now_; }

  /// Local days in sight: one, or Monday to Sunday.
  [[nodiscard]] std::vector<std::int64_t> days() const;
  /// "28 Nov 2026", "23 Nov 2026 – 29 Nov 2026".
  [[nodiscard]] std::string title(const Strings& strings) const;
  /// Nothing until everything is read. By name; resources without bookings in sight are among them
  /// where there are more than one. A booking counts at least `least_minutes` when overlaps are
  /// found, which is what it is drawn with.
  [[nodiscard]] std::optional<std::vector<ScheduleLane>> lanes(int zone_offset_minutes,
                                                               int least_minutes = 30) const;
  [[nodiscard]] bool is_reading() const { return !ready_; }
  /// There are more bookings than are read.
  [[nodiscard]] bool is_cut() const { return cut_; }

 private:
  void read();
  void read_bookings(std::size_t page);
  void take_page(std::size_t page, const client::ListSnapshot& answer);
  void arrived();

  client::Client& client_;
  Recipient recipient_;
  ScheduleSpan span_ = ScheduleSpan::week;
  std::int64_t day_ = 0;
  bool follows_now_ = true;
  std::map<Uuid, BookingPhase> phases_;
  std::map<Uuid, std::string> resources_;
  std::vector<ScheduleBooking> bookings_;
  std::map<Uuid, BookingPhase> new_phases_;
  std::map<Uuid, std::string> new_resources_;
  std::vector<ScheduleBooking> new_bookings_;
  std::int64_t read_from_day_ = 0;  ///< bookings that begin from here on are here
  std::size_t awaited_ = 0;
  bool ready_ = false;
  bool stale_ = false;
  bool cut_ = false;
};

/// First and last hour that a day's board shows: office hours, and more where bookings need it.
struct Hours {
  int first = 0;
  int last = 0;  ///< one past
};
[[nodiscard]] Hours hours_of(const std::vector<ScheduleLane>& lanes);

}  // namespace fieldbook::ui
