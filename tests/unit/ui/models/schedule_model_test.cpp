#include "ui/models/schedule_model.hpp"

#include "tests/unit/ui/models/model_fixture.hpp"
#include "ui/models/calendar.hpp"

namespace fieldbook::ui {
namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;

class Schedule : public ModelTest {
 protected:
  Schedule() {
    client_.names = {{uuid_of(0xa1), "Amina Diallo"},
                     {uuid_of(0xa2), "Omar Said"},
                     {uuid_of(0xb1), "00010"},
                     {uuid_of(0xc1), "Scheduled"}};
    status(0xc1, 2, 690970000);
    resource(0xa1, "Amina Diallo");
  }
  void status(std::uint8_t id, std::int64_t status, std::int64_t field_status) {
    client_.rows["bookingstatus/*"].push_back(
        {.row = row("bookingstatus", id,
                    {{"status", status}, {"msdyn_fieldservicestatus", field_status}})});
  }
  void resource(std::uint8_t id, const char* name) {
    client_.rows["bookableresource/active"].push_back(
        {.row = row("bookableresource", id, {{"name", std::string(name)}})});
  }
  /// The latest first, as the client lists them.
  void booking(std::uint8_t id, std::uint8_t resource, std::int64_t start, std::int64_t end,
               std::uint8_t status = 0xc1) {
    auto& rows = client_.rows["bookableresourcebooking/active"];
    rows.insert(rows.begin(), {.row = row("bookableresourcebooking", id,
                                          {{"resource", uuid_of(resource)},
                                           {"bookingstatus", uuid_of(status)},
                                           {"msdyn_workorder", uuid_of(0xb1)},
                                           {"starttime", start},
                                           {"endtime", end}})});
  }
  [[nodiscard]] std::int64_t at(const char* text) const { return parse_instant(text)->ms; }
  void read() {
    schedule_.settle(context());
    schedule_.refresh();
    arrive();
  }
  std::vector<ScheduleLane> lanes() { return schedule_.lanes(zone_).value(); }
  std::int64_t today() { return *parse_day("2026-11-28"); }

  ScheduleModel schedule_{client_, mailbox_};
};

TEST_F(Schedule, a_week_runs_from_monday_to_sunday_and_a_day_is_one) {
  schedule_.settle(context());
  EXPECT_EQ(schedule_.days().front(), *parse_day("2026-11-23"));
  EXPECT_EQ(schedule_.days().back(), *parse_day("2026-11-29"));
  EXPECT_EQ(schedule_.title(*english_), "23 Nov 2026 – 29 Nov 2026");
  schedule_.show(ScheduleSpan::day);
  EXPECT_EQ(schedule_.days(), std::vector{today()});
  EXPECT_EQ(schedule_.title(*german_), day_text(today(), *german_));
}

TEST_F(Schedule, moves_by_what_is_shown_and_comes_back_to_today) {
  schedule_.settle(context());
  EXPECT_TRUE(schedule_.is_today());
  schedule_.move(1);
  schedule_.settle(context());
  EXPECT_FALSE(schedule_.is_today());
  EXPECT_EQ(schedule_.days().front(), *parse_day("2026-11-30"));
  schedule_.go_to(today());
  schedule_.settle(context());
  EXPECT_TRUE(schedule_.is_today());
  now_ = now_ + std::chrono::hours(48);
  schedule_.settle(context());
  EXPECT_EQ(schedule_.days().front(), *parse_day("2026-11-30")) << "the week goes on with time";
}

TEST_F(Schedule, nothing_is_shown_before_all_is_read) {
  schedule_.settle(context());
  schedule_.refresh();
  EXPECT_FALSE(schedule_.lanes(zone_));
  EXPECT_TRUE(schedule_.is_reading());
  arrive();
  EXPECT_TRUE(schedule_.lanes(zone_));
}

TEST_F(Schedule, a_booking_stands_in_its_resources_lane_on_its_local_day) {
  resource(0xa2, "Omar Said");
  booking(1, 0xa2, at("2026-11-27T23:30:00Z"), at("2026-11-28T01:00:00Z"));  // 00:30 in the zone
  read();
  const auto all = lanes();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].name, "Amina Diallo");
  EXPECT_EQ(all[1].name, "Omar Said");
  const ScheduleDay& saturday = all[1].days[5];
  ASSERT_EQ(saturday.bookings.size(), 1U);
  EXPECT_EQ(saturday.bookings[0].from_minute, 30);
  EXPECT_EQ(saturday.bookings[0].to_minute, 120);
  EXPECT_EQ(saturday.bookings[0].booking->title, "00010");
  EXPECT_EQ(saturday.bookings[0].booking->status, "Scheduled");
  EXPECT_TRUE(all[1].days[4].bookings.empty());
}

TEST_F(Schedule, a_booking_over_midnight_stands_on_both_days) {
  booking(1, 0xa1, at("2026-11-26T21:00:00Z"), at("2026-11-27T03:00:00Z"));
  read();
  const auto all = lanes();
  EXPECT_EQ(all[0].days[3].bookings.at(0).to_minute, 24 * 60);
  EXPECT_EQ(all[0].days[4].bookings.at(0).from_minute, 0);
  EXPECT_EQ(all[0].days[4].bookings.at(0).to_minute, 4 * 60);
}

TEST_F(Schedule, bookings_that_overlap_stand_in_tracks_of_their_own) {
  const std::int64_t nine = at("2026-11-28T08:00:00Z");
  booking(1, 0xa1, nine, nine + 2 * kHour);
  booking(2, 0xa1, nine + kHour, nine + 3 * kHour);
  booking(3, 0xa1, nine + 2 * kHour, nine + 4 * kHour);
  read();
  const ScheduleDay day = lanes()[0].days[5];
  EXPECT_EQ(day.tracks, 2U);
  EXPECT_EQ(day.bookings[0].track, 0U);
  EXPECT_EQ(day.bookings[1].track, 1U);
  EXPECT_EQ(day.bookings[2].track, 0U);
}

TEST_F(Schedule, a_short_booking_counts_as_long_as_it_is_drawn) {
  const std::int64_t nine = at("2026-11-28T08:00:00Z");
  booking(1, 0xa1, nine, nine + 5 * kMinute);
  booking(2, 0xa1, nine + 10 * kMinute, nine + kHour);
  read();
  EXPECT_EQ(schedule_.lanes(zone_, 30)->at(0).days[5].tracks, 2U);
  EXPECT_EQ(schedule_.lanes(zone_, 5)->at(0).days[5].tracks, 1U);
}

TEST_F(Schedule, the_phase_follows_the_organisations_statuses) {
  const auto phase = [&](std::int64_t status, std::int64_t field_status) {
    return phase_of(
        row("bookingstatus", 9, {{"status", status}, {"msdyn_fieldservicestatus", field_status}}));
  };
  EXPECT_EQ(phase(1, 690970000), BookingPhase::proposed);
  EXPECT_EQ(phase(2, 690970000), BookingPhase::scheduled);
  EXPECT_EQ(phase(2, 690970001), BookingPhase::traveling);
  EXPECT_EQ(phase(2, 690970002), BookingPhase::on_break);
  EXPECT_EQ(phase(2, 690970003), BookingPhase::in_progress);
  EXPECT_EQ(phase(2, 690970004), BookingPhase::completed);
  EXPECT_EQ(phase(3, 690970005), BookingPhase::canceled);
  EXPECT_EQ(phase_of(row("bookingstatus", 9, {{"status", std::int64_t{3}}})),
            BookingPhase::canceled);
  EXPECT_EQ(phase_of(row("bookingstatus", 9, {})), BookingPhase::scheduled);
}

TEST_F(Schedule, a_resource_that_is_not_here_has_a_lane_by_the_bookings_name_for_it) {
  booking(1, 0xa2, at("2026-11-28T08:00:00Z"), at("2026-11-28T09:00:00Z"));
  read();
  const auto all = lanes();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].name, "Omar Said");
}

TEST_F(Schedule, changes_are_read_again_and_what_was_shown_stays_until_then) {
  read();
  booking(1, 0xa1, at("2026-11-28T08:00:00Z"), at("2026-11-28T09:00:00Z"));
  schedule_.on_notice({.entities = {client_.number("bookableresourcebooking")}});
  schedule_.on_notice({.entities = {client_.number("bookableresourcebooking")}});
  EXPECT_TRUE(lanes()[0].days[5].bookings.empty());
  arrive();
  EXPECT_EQ(lanes()[0].days[5].bookings.size(), 1U);
}

TEST_F(Schedule, pages_are_read_until_they_lie_before_what_is_shown) {
  const std::int64_t nine = at("2026-11-28T08:00:00Z");
  for (std::size_t i = 0; i < 1'200; ++i)
    booking(static_cast<std::uint8_t>(i % 200), 0xa1,
            nine - static_cast<std::int64_t>(1'200 - i) * 8 * kHour, nine);
  read();
  std::size_t pages = 0;
  for (const client::ListRequest& request : client_.lists)
    pages += request.entity == "bookableresourcebooking" ? 1U : 0U;
  EXPECT_EQ(pages, 1U) << "500 bookings reach 160 days back";
  for (int i = 0; i < 20; ++i) schedule_.move(-1);
  schedule_.settle(context());
  arrive();
  EXPECT_GT(schedule_.days().front(), 0);
  EXPECT_FALSE(schedule_.is_cut());
  EXPECT_EQ(client_.lists.back().offset, 500U) << "further back needs another page";
}

TEST_F(Schedule, the_board_shows_office_hours_and_what_lies_outside) {
  EXPECT_EQ(hours_of({}).first, 7);
  EXPECT_EQ(hours_of({}).last, 19);
  booking(1, 0xa1, at("2026-11-28T04:30:00Z"), at("2026-11-28T20:10:00Z"));
  read();
  EXPECT_EQ(hours_of(lanes()).first, 5);
  EXPECT_EQ(hours_of(lanes()).last, 22);
}

}  // namespace
}  // namespace fieldbook::ui
