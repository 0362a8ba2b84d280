#include "shared/rules/booking_status.hpp"
#include "tests/unit/shared/rules/rules_world.hpp"

namespace fieldbook::tests {
namespace {

namespace kinds = actions::kinds;
using enum rules::BookingStage;

constexpr std::int64_t kUnscheduled = 690970000, kScheduled = 690970001, kInProgress = 690970002,
                       kCompleted = 690970003, kPosted = 690970004;

/// The table of DOMAIN.md 1.4.2, row by row.
TEST(WorkOrderStatus, follows_from_the_set_of_its_bookings) {
  const auto of = [](std::vector<rules::BookingStage> stages) {
    return rules::work_order_status(stages);
  };
  EXPECT_EQ(of({}), kUnscheduled);
  EXPECT_EQ(of({scheduled}), kScheduled);
  EXPECT_EQ(of({traveling}), kInProgress);
  EXPECT_EQ(of({in_progress}), kInProgress);
  EXPECT_EQ(of({on_break}), kInProgress);
  EXPECT_EQ(of({completed}), kCompleted);
  EXPECT_EQ(of({partly_completed}), kUnscheduled);
  EXPECT_EQ(of({cancelled}), kUnscheduled);
  EXPECT_EQ(of({scheduled, scheduled}), kScheduled);
  EXPECT_EQ(of({scheduled, in_progress}), kInProgress);
  EXPECT_EQ(of({scheduled, completed}), kInProgress);
  EXPECT_EQ(of({scheduled, partly_completed}), kScheduled);
  EXPECT_EQ(of({completed, completed}), kCompleted);
  EXPECT_EQ(of({partly_completed, partly_completed}), kUnscheduled);
  EXPECT_EQ(of({in_progress, partly_completed}), kInProgress);
  EXPECT_EQ(of({completed, partly_completed}), kCompleted);
  EXPECT_EQ(of({cancelled, partly_completed}), kUnscheduled);
}

class BookingWork : public testing::Test {
 protected:
  BookingWork() {
    world.rows.put(a_row("msdyn_workorder", "order").with("msdyn_systemstatus", kUnscheduled));
    set("bookingstatus", id_of("scheduled-a"));
  }
  void set(std::string_view column, schema::Value value) {
    world.set("bookableresourcebooking", "booking", column, std::move(value));
  }
  std::string take(std::string_view kind, Instant at = noon(kToday)) {
    const Answer answer = world.on_device(world.act(kind, world.tina), world.tina, at);
    world.apply(answer.changes);
    return describe(answer);
  }
  [[nodiscard]] schema::Value booking(std::string_view column) const {
    return world.value("bookableresourcebooking", id_of("booking"), column);
  }
  [[nodiscard]] schema::Value order(std::string_view column) const {
    return world.value("msdyn_workorder", id_of("order"), column);
  }
  static schema::Value number(std::int64_t value) { return value; }
  static Instant minutes(std::int64_t after) { return {noon(kToday).ms + after * 60'000}; }

  RulesWorld world;
};

TEST_F(BookingWork, a_day_of_work_drives_the_work_order_and_counts_its_minutes) {
  EXPECT_EQ(take(kinds::kBookingTravel, minutes(0)), "applied none");
  EXPECT_EQ(order("msdyn_systemstatus"), number(kInProgress));
  EXPECT_EQ(take(kinds::kBookingStart, minutes(30)), "applied none");
  EXPECT_EQ(booking("msdyn_actualtravelduration"), number(30));
  EXPECT_EQ(booking("msdyn_actualarrivaltime"), number(minutes(30).ms));
  EXPECT_EQ(order("msdyn_firstarrivedon"), number(minutes(30).ms));
  EXPECT_EQ(take(kinds::kBookingPause, minutes(90)), "applied none");
  EXPECT_EQ(take(kinds::kBookingStart, minutes(105)), "applied none");
  set("starttime", minutes(0).ms);
  EXPECT_EQ(take(kinds::kBookingComplete, minutes(120)), "applied none");
  EXPECT_EQ(booking("msdyn_totaldurationinprogress"), number(75));
  EXPECT_EQ(booking("msdyn_totalbreakduration"), number(15));
  EXPECT_EQ(booking("endtime"), number(minutes(120).ms));
  EXPECT_EQ(booking("duration"), number(120));
  EXPECT_EQ(order("msdyn_systemstatus"), number(kCompleted));
  EXPECT_EQ(order("msdyn_completedon"), number(minutes(120).ms));
  EXPECT_EQ(take(kinds::kBookingComplete), "applied already_done");
  EXPECT_EQ(take(kinds::kBookingTravel), "superseded already_decided decision=completed");
}

TEST_F(BookingWork, another_booking_of_the_order_keeps_it_in_progress) {
  world.rows.put(a_row("bookableresourcebooking", "other")
                     .naming("bookingstatus", "bookingstatus", "scheduled-a")
                     .naming("msdyn_workorder", "msdyn_workorder", "order"));
  EXPECT_EQ(take(kinds::kBookingComplete), "applied none");
  EXPECT_EQ(order("msdyn_systemstatus"), number(kInProgress));
}

TEST_F(BookingWork, a_posted_order_stays_posted) {
  world.set("msdyn_workorder", "order", "msdyn_systemstatus", kPosted);
  EXPECT_EQ(take(kinds::kBookingComplete), "applied none");
  EXPECT_EQ(order("msdyn_systemstatus"), number(kPosted));
}

TEST_F(BookingWork, work_needs_a_work_order) {
  set("msdyn_workorder", schema::Null{});
  EXPECT_EQ(take(kinds::kBookingTravel), "refused not_permitted");
}

TEST_F(BookingWork, a_booking_that_moved_is_not_travelled_to) {
  const auto travel = world.act(kinds::kBookingTravel, world.tina);
  set("starttime", noon(kToday + 2).ms);
  EXPECT_EQ(world.on_device(travel, world.tina).reason, actions::Reason::booking_moved);
}

TEST_F(BookingWork, work_on_a_booking_cancelled_meanwhile_is_held_for_staff_and_never_lost) {
  const auto start = world.act(kinds::kBookingStart, world.tina);
  set("bookingstatus", id_of("cancelled-fs"));
  set("modifiedon", noon(kToday).ms);
  rules::DaemonFacts facts = RulesWorld::facts_at(minutes(-10));
  EXPECT_EQ(describe(world.on_daemon(start, world.tina, facts)), "held booking_cancelled");
  facts.by_staff = true;
  EXPECT_EQ(describe(world.on_daemon(start, world.tina, facts)), "applied none");
  EXPECT_EQ(describe(world.on_daemon(start, world.tina, RulesWorld::facts_at(minutes(10)))),
            "refused booking_cancelled");
}

TEST_F(BookingWork, work_on_a_booking_given_to_somebody_else_is_held_for_who_held_it) {
  const auto start = world.act(kinds::kBookingStart, world.tina);
  world.set("bookableresource", "resource", "contactid", id_of("stranger"));
  set("modifiedon", noon(kToday).ms);
  EXPECT_EQ(describe(world.on_daemon(start, world.tina, RulesWorld::facts_at(minutes(-10)))),
            "held booking_reassigned");
  auto guessed = start;
  guessed.basis.start_ms = 5;
  EXPECT_EQ(describe(world.on_daemon(guessed, world.tina, RulesWorld::facts_at(minutes(-10)))),
            "refused not_available");
}

TEST_F(BookingWork, an_edit_of_the_status_by_staff_drives_the_order_too) {
  rules::Actor sam{id_of("sam"), "Sam", schema::Audience::staff, {}, {}};
  const auto edit = world.update(sam, "bookableresourcebooking", "booking",
                                 {{"bookingstatus", id_of("traveling")}});
  world.apply(world.on_daemon(edit, sam, RulesWorld::facts_at(noon(kToday))).changes);
  EXPECT_EQ(order("msdyn_systemstatus"), number(kInProgress));
}

TEST_F(BookingWork, a_line_that_is_used_takes_over_its_estimate) {
  world.rows.put(a_row("msdyn_workorderproduct", "line")
                     .naming("msdyn_workorder", "msdyn_workorder", "order")
                     .with("msdyn_linestatus", std::int64_t{690970000})
                     .with("msdyn_estimatequantity", std::int64_t{20'000}));
  const auto use = world.update(world.tina, "msdyn_workorderproduct", "line",
                                {{"msdyn_linestatus", std::int64_t{690970001}}});
  world.apply(world.on_device(use, world.tina).changes);
  EXPECT_EQ(world.value("msdyn_workorderproduct", id_of("line"), "msdyn_quantity"), number(20'000));
}

}  // namespace
}  // namespace fieldbook::tests
