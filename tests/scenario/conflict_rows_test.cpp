// Rows of the conflict tables (design.md 8, sync.md D8) that conflicts_test.cpp does not tell:
// merge rules of columns, losers that are put back, edges of time, rights that end.

#include "tests/support/world/world.hpp"

namespace fieldbook::tests {
namespace {

using actions::Reason;
using actions::Verdict;
using namespace std::chrono_literals;

constexpr std::int64_t kOpen = 0, kWon = 2;
schema::Value number(std::int64_t value) { return value; }

class ConflictRow : public testing::Test {
 protected:
  ConflictRow() { world.sync_all(); }
  void expect_in_step(std::initializer_list<const char*> people) {
    world.sync_all();
    for (const char* person : people) {
      EXPECT_EQ(world.device(person).differences(), "") << person;
      EXPECT_TRUE(world.device(person).queue().outbox()->empty()) << person;
    }
  }
  /// An update that names the conflict it decides.
  static Uuid decide(Carried& device, const Uuid& conflict, const char* entity, const Uuid& id,
                     const char* column, schema::Value value) {
    client::NewAction action{.kind = "record.update",
                             .entity = entity,
                             .target = id,
                             .arguments = {{"conflict", conflict}}};
    action.fields.emplace_back(schema::Catalogue::embedded()->entity(entity).find(column)->number,
                               std::move(value));
    return device.save(std::move(action));
  }
  static Uuid conflict_of(Carried& device, const Uuid& action) {
    return parse_uuid(device.detail(action, "conflict")).value_or(Uuid{});
  }
  /// Ann and the office both changed Ann's title; the office was first.
  Uuid lose_title() {
    const Uuid action = ann.update("contact", me, "jobtitle", "mine");
    world.change("contact", me, "jobtitle", "theirs");
    ann.sync();
    EXPECT_EQ(ann.reason(action), Reason::conflict);
    return conflict_of(ann, action);
  }

  World world;
  Carried& ann = world.device("ann");
  Carried& carl = world.device("carl");
  Carried& paul = world.device("paul");
  Carried& pia = world.device("pia");
  Carried& sam = world.device("sam");
  const Uuid me = world.organisation().person("ann").id;
  const Uuid visit = world.organisation().bookings[1];  // pia's, of a work order
};

TEST_F(ConflictRow, a_note_on_the_quote_does_not_cost_the_signature) {
  const Uuid action = ann.approve_quote(world.quote());
  world.change("quote", world.quote(), "description", "Call before delivery.");
  ann.sync();
  EXPECT_EQ(ann.verdict(action), Verdict::applied);
  EXPECT_EQ(ann.value("quote", world.quote(), "statecode"), number(kWon));
  EXPECT_EQ(ann.value("quote", world.quote(), "description"),
            schema::Value("Call before delivery."));
  expect_in_step({"ann"});
}

TEST_F(ConflictRow, a_quote_that_changed_is_signed_again_as_it_is) {
  const Uuid first = ann.approve_quote(world.quote());
  world.change("quote", world.quote(), "totalamount", std::int64_t{77'0000});
  ann.sync();
  EXPECT_EQ(ann.reason(first), Reason::quote_changed);
  const Uuid again = ann.approve_quote(world.quote());
  ann.sync();
  EXPECT_EQ(ann.verdict(again), Verdict::applied);
  EXPECT_EQ(world.value("quote", world.quote(), "statecode"), number(kWon));
  expect_in_step({"ann"});
}

// sync.md D8: what was refused is issued again by its author, from the history, as of today.
TEST_F(ConflictRow, what_was_refused_is_issued_again_under_a_new_id_on_what_is_shown_today) {
  const Uuid approval = ann.approve_quote(world.quote());
  world.change("quote", world.quote(), "totalamount", std::int64_t{77'0000});
  const Uuid edit = ann.update("contact", me, "jobtitle", "mine");
  world.change("contact", me, "jobtitle", "theirs");
  ann.sync();
  EXPECT_EQ(ann.reason(approval), Reason::quote_changed);
  EXPECT_EQ(ann.reason(edit), Reason::conflict);
  for (const Uuid& refused : {approval, edit}) {
    ASSERT_TRUE(ann.queue().dismiss(refused).has_value());
    const auto again = ann.queue().retry(refused);
    ASSERT_TRUE(again.has_value() && again->has_value());
    EXPECT_NE((*again)->id, refused);
    ann.sync();
    EXPECT_EQ(ann.verdict((*again)->id), Verdict::applied);
    EXPECT_EQ(ann.find((*again)->id).action.arguments, ann.find(refused).action.arguments);
  }
  EXPECT_EQ(world.value("quote", world.quote(), "statecode"), number(kWon));
  EXPECT_EQ(world.value("contact", me, "jobtitle"), schema::Value(std::string("mine")));
  expect_in_step({"ann"});
}

// … and is checked against today's rows: what can no longer be done is refused here, at once.
TEST_F(ConflictRow, what_was_refused_is_not_issued_again_where_today_rules_it_out) {
  const Uuid approval = ann.approve_quote(world.quote());
  world.change("quote", world.quote(), "statecode", std::int64_t{3});
  world.change("quote", world.quote(), "statuscode", std::int64_t{6});
  ann.sync();
  EXPECT_EQ(ann.reason(approval), Reason::quote_withdrawn);
  const auto again = ann.queue().retry(approval);
  ASSERT_TRUE(again.has_value());
  ASSERT_FALSE(again->has_value());
  EXPECT_EQ(again->error().reason, Reason::quote_withdrawn);
  EXPECT_FALSE(ann.find(approval).dismissed) << "the refusal stays to be read";
  expect_in_step({"ann"});
}

TEST_F(ConflictRow, a_quote_signed_in_time_counts_although_it_arrives_after_its_last_day) {
  world.advance(24h * 29);
  ann.sync();
  const Uuid action = ann.approve_quote(world.quote());
  world.advance(24h * 5);
  ann.sync();
  EXPECT_EQ(ann.verdict(action), Verdict::applied);
  expect_in_step({"ann"});
}

// domain.md 11.40: the device's own look at the day is not the last word.
TEST_F(ConflictRow, a_quote_whose_term_was_cut_short_meanwhile_is_told_as_expired) {
  const Uuid action = ann.approve_quote(world.quote());
  const auto last = std::get<std::int64_t>(world.value("quote", world.quote(), "effectiveto"));
  world.change("quote", world.quote(), "effectiveto", last - 60);
  ann.sync();
  EXPECT_EQ(ann.verdict(action), Verdict::expired);
  EXPECT_EQ(ann.reason(action), Reason::quote_expired);
  EXPECT_EQ(world.value("quote", world.quote(), "statecode"), number(kOpen));
  expect_in_step({"ann"});
}

TEST_F(ConflictRow, one_person_on_two_devices_decides_once) {
  Carried& tablet = world.device("ann", "ann's tablet");
  world.sync_all();
  const Uuid first = ann.approve_quote(world.quote());
  const Uuid second = tablet.approve_quote(world.quote());
  ann.sync();
  tablet.sync();
  EXPECT_EQ(ann.verdict(first), Verdict::applied);
  EXPECT_EQ(tablet.reason(second), Reason::already_done);
  EXPECT_EQ(world.count("fieldbook_quotedecision"), 1U);
  expect_in_step({"ann"});
}

TEST_F(ConflictRow, whose_role_ended_keeps_the_comment_as_a_draft) {
  const Uuid action = carl.take("quote.reject", world.quote(),
                                {{"comment", schema::Value(std::string("Too dear."))}});
  for (const auto& [key, row] : world.daemon().rows()) {
    if (row->entity->name != "contact_adx_webrole_link") continue;
    if (row->lookup({key.entity, row->entity->find("contactid")->ordinal}) !=
        world.organisation().person("carl").id)
      continue;
    world.remove("contact_adx_webrole_link", key.id);
    break;
  }
  carl.sync();
  EXPECT_EQ(carl.reason(action), Reason::role_ended);
  const client::QueuedAction kept = carl.find(action);
  ASSERT_NE(kept.action.argument("comment"), nullptr);
  EXPECT_EQ(*kept.action.argument("comment"), schema::Value(std::string("Too dear.")));
  EXPECT_FALSE(kept.dismissed);
  expect_in_step({"carl"});
}

TEST_F(ConflictRow, an_acceptance_made_and_received_before_the_deadline_is_simply_accepted) {
  world.advance(80h);
  const Uuid action = paul.accept_offer(world.offer());
  world.advance(2h);
  paul.sync();
  EXPECT_EQ(paul.verdict(action), Verdict::applied);
  EXPECT_EQ(paul.reason(action), Reason::none);
  expect_in_step({"paul"});
}

TEST_F(ConflictRow, declining_after_a_colleague_accepted_changes_nothing_and_keeps_the_reason) {
  Carried& tablet = world.device("paul", "paul's tablet");
  world.sync_all();
  const Uuid accepted = paul.accept_offer(world.offer());
  const Uuid declined = tablet.take("opportunity.decline", world.offer(),
                                    {{"comment", schema::Value(std::string("No fitter free."))}});
  paul.sync();
  tablet.sync();
  EXPECT_EQ(paul.verdict(accepted), Verdict::applied);
  EXPECT_EQ(tablet.verdict(declined), Verdict::superseded);
  EXPECT_EQ(tablet.reason(declined), Reason::already_decided);
  EXPECT_EQ(tablet.detail(declined, "decision"), "accepted");
  EXPECT_EQ(world.count("adx_account_declinedopportunity"), 0U);
  EXPECT_EQ(*tablet.find(declined).action.argument("comment"),
            schema::Value(std::string("No fitter free.")));
  expect_in_step({"paul"});
}

TEST_F(ConflictRow, work_on_a_booking_that_somebody_else_got_is_held_until_staff_places_it) {
  const Uuid travel = pia.take("booking.travel", visit);
  // To a colleague, for whom Pia has no role to answer.
  const Uuid moved =
      sam.update("bookableresourcebooking", visit, "resource", world.organisation().resources[0]);
  sam.sync();
  EXPECT_EQ(sam.verdict(moved), Verdict::applied);
  pia.sync();
  EXPECT_EQ(pia.verdict(travel), Verdict::held);
  EXPECT_EQ(pia.reason(travel), Reason::booking_reassigned);
  const auto settled = world.daemon().settle_held(
      {syncd::HeldDecision::Kind::refuse, travel, "Paul drove himself."});
  ASSERT_TRUE(settled.has_value());
  pia.sync();
  EXPECT_EQ(pia.reason(travel), Reason::staff_refused);
  EXPECT_EQ(pia.detail(travel, "why"), "Paul drove himself.");
  expect_in_step({"pia", "paul"});
}

TEST_F(ConflictRow, a_booking_that_was_moved_to_another_place_in_time_is_answered_anew) {
  const Uuid stale = pia.accept_booking(visit);
  const auto start =
      std::get<std::int64_t>(world.value("bookableresourcebooking", visit, "starttime"));
  world.change("bookableresourcebooking", visit, "starttime", start + 7'200'000);
  pia.sync();
  EXPECT_EQ(pia.reason(stale), Reason::booking_moved);
  const Uuid again = pia.accept_booking(visit);
  pia.sync();
  EXPECT_EQ(pia.verdict(again), Verdict::applied);
  expect_in_step({"pia"});
}

TEST_F(ConflictRow, of_columns_that_say_latest_the_younger_wins_and_the_loser_is_kept) {
  const Uuid action =
      pia.update("bookableresourcebooking", visit, "msdyn_latitude", schema::Value(48.1));
  world.advance(1h);
  world.change("bookableresourcebooking", visit, "modifiedon", world.daemon().now().ms);
  world.change("bookableresourcebooking", visit, "msdyn_latitude", schema::Value(52.5));
  pia.sync();
  EXPECT_EQ(pia.verdict(action), Verdict::merged);
  EXPECT_EQ(pia.value("bookableresourcebooking", visit, "msdyn_latitude"), schema::Value(52.5));
  const Uuid kept = conflict_of(pia, action);
  ASSERT_TRUE(pia.sees("fieldbook_conflict", kept)) << "the losing value is in history";
  EXPECT_EQ(pia.value("fieldbook_conflict", kept, "statecode"), number(1)) << "decided already";
  // One action puts it back.
  const Uuid back =
      decide(pia, kept, "bookableresourcebooking", visit, "msdyn_latitude", schema::Value(48.1));
  pia.sync();
  EXPECT_EQ(pia.verdict(back), Verdict::applied);
  EXPECT_EQ(world.value("bookableresourcebooking", visit, "msdyn_latitude"), schema::Value(48.1));
  expect_in_step({"pia"});
}

TEST_F(ConflictRow, the_author_restores_what_lost_in_one_action_and_the_conflict_is_settled) {
  const Uuid conflict = lose_title();
  const Uuid back = decide(ann, conflict, "contact", me, "jobtitle", "mine");
  EXPECT_EQ(ann.value("contact", me, "jobtitle"), schema::Value("mine")) << "shown at once";
  ann.sync();
  EXPECT_EQ(ann.verdict(back), Verdict::applied);
  EXPECT_EQ(world.value("contact", me, "jobtitle"), schema::Value("mine"));
  EXPECT_EQ(world.value("fieldbook_conflict", conflict, "statecode"), number(1));
  expect_in_step({"ann", "sam"});
}

TEST_F(ConflictRow, keeping_theirs_settles_the_conflict_and_changes_nothing) {
  const Uuid conflict = lose_title();
  const Uuid keep = decide(ann, conflict, "contact", me, "jobtitle", "theirs");
  ann.sync();
  EXPECT_EQ(ann.verdict(keep), Verdict::applied);
  EXPECT_EQ(world.value("contact", me, "jobtitle"), schema::Value("theirs"));
  EXPECT_EQ(world.value("fieldbook_conflict", conflict, "statecode"), number(1));
  expect_in_step({"ann"});
}

TEST_F(ConflictRow, staff_sees_what_lost_and_restores_it_in_one_action) {
  const Uuid conflict = lose_title();
  sam.sync();
  ASSERT_TRUE(sam.sees("fieldbook_conflict", conflict));
  const auto detail = std::get<std::string>(sam.value("fieldbook_conflict", conflict, "detail"));
  EXPECT_NE(detail.find("\"mine\":\"mine\""), std::string::npos) << detail;
  const Uuid back = decide(sam, conflict, "contact", me, "jobtitle", "mine");
  sam.sync();
  EXPECT_EQ(sam.verdict(back), Verdict::applied);
  EXPECT_EQ(world.value("contact", me, "jobtitle"), schema::Value("mine"));
  ann.sync();
  EXPECT_EQ(ann.value("contact", me, "jobtitle"), schema::Value("mine"));
  EXPECT_EQ(ann.value("fieldbook_conflict", conflict, "statecode"), number(kOpen))
      << "it is the author's to settle";
  expect_in_step({"ann", "sam"});
}

TEST_F(ConflictRow, an_edit_of_what_was_hidden_meanwhile_tells_nothing_of_the_record) {
  const Uuid order = world.organisation().work_orders[0];
  const Uuid action =
      pia.update("bookableresourcebooking", visit, "msdyn_longitude", schema::Value(11.6));
  world.change("bookableresourcebooking", visit, "resource", world.organisation().resources[2]);
  pia.sync();
  EXPECT_EQ(pia.reason(action), Reason::record_deleted);
  const Uuid conflict = conflict_of(pia, action);
  ASSERT_TRUE(pia.sees("fieldbook_conflict", conflict)) << "the own text is kept";
  const auto detail = std::get<std::string>(pia.value("fieldbook_conflict", conflict, "detail"));
  EXPECT_NE(detail.find("11.6"), std::string::npos);
  EXPECT_EQ(detail.find("\"theirs\""), std::string::npos) << detail;
  EXPECT_FALSE(pia.sees("msdyn_workorder", order));
  // Letting go: the update that keeps what was shown names the conflict and asks for nothing.
  const Uuid gone =
      decide(pia, conflict, "bookableresourcebooking", visit, "msdyn_longitude", schema::Null{});
  pia.sync();
  EXPECT_EQ(pia.verdict(gone), Verdict::applied);
  EXPECT_EQ(world.value("fieldbook_conflict", conflict, "statecode"), number(1));
  expect_in_step({"pia"});
}

TEST_F(ConflictRow, what_depends_on_an_edit_that_was_refused_is_grouped_with_it) {
  const Uuid first = paul.accept_offer(world.offer());
  client::NewAction next{.kind = "opportunity.phase",
                         .entity = "opportunity",
                         .target = world.offer(),
                         .arguments = {{"salesstagecode", number(100000001)}},
                         .depends_on = {first}};
  const Uuid second = paul.save(std::move(next));
  ASSERT_FALSE(second.is_nil());
  world.change("opportunity", world.offer(), "msa_partnerid", world.organisation().partners[1]);
  paul.sync();
  EXPECT_EQ(paul.reason(first), Reason::offer_moved);
  EXPECT_EQ(paul.verdict(second), Verdict::superseded);
  EXPECT_EQ(paul.reason(second), Reason::dependency_refused);
  EXPECT_EQ(paul.detail(second, "dependency"), to_string(first));
  expect_in_step({"paul"});
}

TEST_F(ConflictRow, an_action_of_a_later_release_waits_in_custody_and_its_queue_goes_on) {
  world.daemon().use_handlers([](std::string_view kind) {
    return kind == "quote.approve" ? nullptr : rules::find_rule(kind);
  });
  const Uuid unknown = ann.approve_quote(world.quote());
  const Uuid edit = ann.update("contact", me, "jobtitle", "Buyer");
  ann.sync();
  EXPECT_EQ(ann.verdict(unknown), Verdict::held);
  EXPECT_EQ(ann.reason(unknown), Reason::unknown_kind);
  EXPECT_EQ(ann.verdict(edit), Verdict::applied);
  expect_in_step({"ann"});
}

}  // namespace
}  // namespace fieldbook::tests
