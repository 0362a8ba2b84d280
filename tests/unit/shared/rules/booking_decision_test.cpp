#include "tests/unit/shared/rules/rules_world.hpp"

namespace fieldbook::tests {
namespace {

namespace kinds = actions::kinds;

class BookingDecision : public testing::Test {
 protected:
  RulesWorld world;
  actions::Action accept = world.act(kinds::kBookingAccept, world.tina);
  actions::Action decline = world.act(kinds::kBookingDecline, world.tina);

  void status(std::string_view name) {
    world.set("bookableresourcebooking", "booking", "bookingstatus", id_of(name));
  }
  [[nodiscard]] schema::Value status_after(const Answer& answer) {
    world.apply(answer.changes);
    return world.value("bookableresourcebooking", id_of("booking"), "bookingstatus");
  }
};

TEST_F(BookingDecision, acceptance_chooses_the_scheduled_status_with_the_lowest_id) {
  const Answer answer = world.on_device(accept, world.tina);
  ASSERT_EQ(describe(answer), "applied none");
  EXPECT_EQ(status_after(answer), schema::Value(id_of("scheduled-a")));
  EXPECT_EQ(world.value("bookableresourcebooking", id_of("booking"), "msdyn_offlinetimestamp"),
            schema::Value(noon(kToday).ms));
}

TEST_F(BookingDecision, acceptance_never_chooses_an_inactive_status) {
  world.set("bookingstatus", "scheduled-a", "statecode", std::int64_t{1});
  EXPECT_EQ(status_after(world.on_device(accept, world.tina)), schema::Value(id_of("scheduled-b")));
}

TEST_F(BookingDecision, declining_cancels) {
  EXPECT_EQ(status_after(world.on_device(decline, world.tina)),
            schema::Value(id_of("cancelled-fs")));
}

TEST_F(BookingDecision, a_project_booking_gets_statuses_without_a_field_service_meaning) {
  world.set("bookableresourcebooking", "booking", "msdyn_workorder", schema::Null{});
  EXPECT_EQ(status_after(world.on_device(accept, world.tina)), schema::Value(id_of("hard-book")));
}

TEST_F(BookingDecision, a_colleague_needs_a_role_to_answer_for_the_account) {
  EXPECT_EQ(describe(world.on_device(world.act(kinds::kBookingAccept, world.paul), world.paul)),
            "applied none");
  world.paul.roles = {"Partner seller"};
  const auto by_paul = world.act(kinds::kBookingAccept, world.paul);
  EXPECT_EQ(describe(world.on_device(by_paul, world.paul)), "refused not_permitted");
  EXPECT_EQ(describe(world.on_daemon(by_paul, world.paul, RulesWorld::facts_at(noon(kToday)))),
            "refused role_ended");
}

TEST_F(BookingDecision, a_booking_of_somebody_elses_resource_is_not_available) {
  world.set("bookableresource", "resource", "contactid", id_of("stranger"));
  EXPECT_EQ(describe(world.on_device(accept, world.tina)), "refused not_available");
}

TEST_F(BookingDecision, a_resource_of_the_account_itself_is_the_accounts) {
  world.set("bookableresource", "resource", "contactid", schema::Null{});
  world.set("bookableresource", "resource", "accountid", world.paul.account);
  EXPECT_EQ(describe(world.on_device(world.act(kinds::kBookingAccept, world.paul), world.paul)),
            "applied none");
}

TEST_F(BookingDecision, a_booking_outside_the_scope_is_not_available) {
  auto facts = RulesWorld::facts_at(noon(kToday));
  facts.target_visible = false;
  EXPECT_EQ(describe(world.on_daemon(accept, world.tina, facts)), "refused not_available");
}

TEST_F(BookingDecision, a_cancelled_booking_is_told_and_declining_it_is_done_already) {
  status("cancelled-ps");
  EXPECT_EQ(describe(world.on_device(accept, world.tina)), "refused booking_cancelled");
  EXPECT_EQ(describe(world.on_device(decline, world.tina)), "applied already_done");
}

TEST_F(BookingDecision, an_inactive_booking_counts_as_cancelled) {
  world.set("bookableresourcebooking", "booking", "statecode", std::int64_t{1});
  EXPECT_EQ(describe(world.on_device(accept, world.tina)), "refused booking_cancelled");
}

TEST_F(BookingDecision, a_moved_booking_needs_the_user_with_both_times) {
  world.set("bookableresourcebooking", "booking", "starttime", noon(kToday + 2).ms);
  EXPECT_EQ(describe(world.on_device(accept, world.tina)),
            "refused booking_moved new_start=2026-11-23T12:00:00Z "
            "old_start=2026-11-22T12:00:00Z");
}

TEST_F(BookingDecision, accepting_a_committed_booking_is_done_already) {
  status("scheduled-b");
  EXPECT_EQ(describe(world.on_device(accept, world.tina)), "applied already_done");
  status("in-progress");
  EXPECT_EQ(describe(world.on_device(accept, world.tina)), "applied already_done");
}

TEST_F(BookingDecision, a_committed_booking_can_be_declined_until_work_begins) {
  status("scheduled-b");
  EXPECT_EQ(describe(world.on_device(decline, world.tina)), "applied none");
  status("in-progress");
  EXPECT_EQ(describe(world.on_device(decline, world.tina)),
            "superseded already_decided decision=started");
}

TEST_F(BookingDecision, an_organisation_without_such_a_status_is_an_error_not_a_guess) {
  for (const char* id : {"cancelled-fs", "cancelled-ps"})
    world.rows.remove({world.rows.catalogue().entity("bookingstatus").number, id_of(id)});
  const auto outcome = rules::find_rule(kinds::kBookingDecline)
                           ->run({world.rows, world.tina, decline, noon(kToday)});
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, Errc::not_found);
}

}  // namespace
}  // namespace fieldbook::tests
