// What people do with what they were given, each on a real device without a network, with another
// device that acts meanwhile (DOMAIN.md 1.4.2, 3.5, 4, 5).

#include "shared/rules/support.hpp"
#include "tests/support/world/world.hpp"

namespace fieldbook::tests {
namespace {

using actions::Reason;
using actions::Verdict;
using namespace std::chrono_literals;

schema::Value number(std::int64_t value) { return value; }
std::pair<std::string, schema::Value> text(const char* value) {
  return {"comment", schema::Value(std::string(value))};
}

class Work : public testing::Test {
 protected:
  Work() { world.sync_all(); }
  /// Everybody in step, nothing left to send.
  void expect_in_step() {
    world.sync_all();
    for (Carried* device : {&ann, &paul, &pia, &sam}) {
      EXPECT_EQ(device->differences(), "");
      EXPECT_TRUE(device->queue().outbox()->empty());
    }
  }
  Uuid create(Carried& device, const char* entity,
              std::vector<std::pair<const char*, schema::Value>> fields,
              std::vector<std::pair<std::string, schema::Value>> arguments = {}) {
    client::NewAction action{
        .kind = "record.create", .entity = entity, .arguments = std::move(arguments)};
    const schema::Entity& described = schema::Catalogue::embedded()->entity(entity);
    for (auto& [column, value] : fields)
      action.fields.emplace_back(described.find(column)->number, std::move(value));
    return device.save(std::move(action));
  }
  Uuid target_of(Carried& device, const Uuid& action) { return device.find(action).action.target; }
  Uuid only(const char* entity) {
    for (const auto& [key, row] : world.daemon().rows())
      if (row->entity->name == entity) return key.id;
    return {};
  }

  World world;
  Carried& ann = world.device("ann");
  Carried& paul = world.device("paul");
  Carried& pia = world.device("pia");
  Carried& sam = world.device("sam");
  const Uuid visit = world.organisation().bookings[1];  // pia's, of a work order
  const Uuid order = world.organisation().work_orders[0];
};

TEST_F(Work, a_technicians_day_offline_drives_the_work_order_that_staff_sees) {
  for (const char* kind :
       {"booking.travel", "booking.start", "booking.pause", "booking.start", "booking.complete"}) {
    EXPECT_FALSE(pia.take(kind, visit).is_nil()) << kind;
    world.advance(20min);
  }
  EXPECT_EQ(pia.value("msdyn_workorder", order, "msdyn_systemstatus"), number(690970003));
  pia.sync();
  sam.sync();
  EXPECT_EQ(sam.value("msdyn_workorder", order, "msdyn_systemstatus"), number(690970003));
  EXPECT_EQ(sam.value("bookableresourcebooking", visit, "msdyn_totalbreakduration"), number(20));
  expect_in_step();
}

TEST_F(Work, work_on_a_booking_that_was_cancelled_meanwhile_waits_for_staff) {
  const Uuid travel = pia.take("booking.travel", visit);
  const Uuid cancel = sam.take("booking.cancel", visit);
  world.advance(1h);
  sam.sync();
  EXPECT_EQ(sam.verdict(cancel), Verdict::applied);
  pia.sync();
  EXPECT_EQ(pia.reason(travel), Reason::booking_cancelled);
  EXPECT_EQ(pia.find(travel).receipt->verdict, Verdict::held);
}

TEST_F(Work, a_technicians_note_stays_with_its_author_and_reaches_who_works_there) {
  world.change("msdyn_workorder", order, "adx_exposetocustomer", number(1));
  world.sync_all();
  ASSERT_TRUE(ann.sees("msdyn_workorder", order));
  const auto note = [&](Carried& device, const char* entity, const Uuid& on, const char* what) {
    const Uuid action = device.save(
        {.kind = "note.add", .entity = entity, .target = on, .arguments = {text(what)}});
    return rules::derived_id(action, "note");
  };
  const std::array notes = {
      note(pia, "msdyn_workorder", order, "The seal was worn."),
      note(pia, "bookableresourcebooking", visit, "Rang twice."),
      note(pia, "msdyn_customerasset", world.organisation().assets[0], "Valve behind the panel.")};
  const Uuid internal = note(sam, "msdyn_workorder", order, "They pay late.");
  const Uuid shared = note(sam, "msdyn_workorder", order, "Key at the porter's. *WEB*");
  world.sync_all();
  for (const Uuid& id : notes) {
    EXPECT_TRUE(pia.sees("annotation", id));   // its author
    EXPECT_TRUE(paul.sees("annotation", id));  // who leads the work of pia's organisation
    EXPECT_TRUE(sam.sees("annotation", id));
    EXPECT_FALSE(ann.sees("annotation", id));  // the customer, who sees the work order
  }
  EXPECT_TRUE(pia.sees("annotation", shared));
  EXPECT_FALSE(pia.sees("annotation", internal));
  expect_in_step();
  // Whoever loses the work loses what was written about it, but on the booking itself.
  world.change("bookableresourcebooking", visit, "bookingstatus",
               world.organisation().statuses.at("cancelled"));
  world.sync_all();
  EXPECT_FALSE(pia.sees("annotation", notes[0]));
  EXPECT_TRUE(pia.sees("annotation", notes[1]));
  expect_in_step();
}

// domain.md 11.19, 11.20
TEST_F(Work, an_opportunity_is_worked_to_its_return_and_what_follows_is_told_so) {
  Carried& other = world.device("paul", "paul's tablet");
  world.sync_all();
  paul.accept_offer(world.offer());
  const Uuid phase =
      paul.take("opportunity.phase", world.offer(), {{"salesstagecode", number(100000001)}});
  const Uuid back = paul.take("opportunity.return", world.offer(), {{"reason", number(100000005)}});
  const Uuid late = other.accept_offer(world.offer());
  paul.sync();
  other.sync();
  EXPECT_EQ(paul.verdict(phase), Verdict::applied);
  EXPECT_EQ(paul.verdict(back), Verdict::applied);
  EXPECT_EQ(other.reason(late), Reason::already_done);
  EXPECT_EQ(world.value("opportunity", world.offer(), "statuscode"), number(756150000));
  EXPECT_EQ(world.count("adx_opportunitynote"), 2U);
  const Uuid win = other.take("opportunity.win", world.offer());
  EXPECT_TRUE(win.is_nil());
  EXPECT_EQ(other.refusal(), Reason::already_decided);
  expect_in_step();
}

TEST_F(Work, an_opportunity_that_moved_to_another_partner_is_not_won) {
  paul.accept_offer(world.offer());
  paul.sync();
  const Uuid win = paul.take("opportunity.win", world.offer());
  world.change("opportunity", world.offer(), "msa_partnerid", world.organisation().partners[1]);
  paul.sync();
  EXPECT_EQ(paul.reason(win), Reason::offer_moved);
  EXPECT_FALSE(paul.sees("opportunity", world.offer()));
  expect_in_step();
}

TEST_F(Work, a_case_that_staff_resolved_is_not_cancelled_and_opens_again) {
  const Uuid open = create(ann, "incident", {{"title", std::string("Leak")}});
  const Uuid leak = target_of(ann, open);
  ann.sync();
  sam.sync();
  EXPECT_EQ(ann.verdict(open), Verdict::applied);
  const Uuid cancel = ann.take("case.cancel", leak);
  const Uuid resolve = sam.take("case.resolve", leak, {text("New seal")});
  sam.sync();
  ann.sync();
  EXPECT_EQ(sam.verdict(resolve), Verdict::applied);
  EXPECT_EQ(ann.reason(cancel), Reason::already_decided);
  EXPECT_EQ(ann.detail(cancel, "decision"), "Resolved");
  const Uuid again = ann.take("case.reopen", leak);
  ann.sync();
  EXPECT_EQ(ann.verdict(again), Verdict::applied);
  expect_in_step();
}

// domain.md 11.28
TEST_F(Work, a_post_for_a_thread_that_was_locked_meanwhile_comes_back_to_its_author) {
  const Uuid start =
      ann.take("forum.start", world.organisation().forum,
               {text("How do I bleed it?"), {"title", schema::Value(std::string("Radiator"))}});
  ann.sync();
  EXPECT_EQ(ann.verdict(start), Verdict::applied);
  world.sync_all();
  const Uuid thread = only("adx_communityforumthread");
  ASSERT_TRUE(paul.sees("adx_communityforumthread", thread));
  const Uuid answer = paul.take("forum.post", thread, {text("Open the valve.")});
  const Uuid lock = sam.take("forum.lock", thread);
  sam.sync();
  paul.sync();
  EXPECT_EQ(sam.verdict(lock), Verdict::applied);
  EXPECT_EQ(paul.reason(answer), Reason::thread_locked);
  EXPECT_EQ(world.count("adx_communityforumpost"), 1U);
  expect_in_step();
}

// domain.md 5.5: one vote a person, whatever the device; a count that follows; others' votes
// unseen.
TEST_F(Work, votes_of_people_and_devices_are_counted_once_each) {
  const Uuid start =
      ann.take("forum.start", world.organisation().forum,
               {text("How do I bleed it?"), {"title", schema::Value(std::string("Radiator"))}});
  ann.sync();
  ASSERT_EQ(ann.verdict(start), Verdict::applied);
  Carried& tablet = world.device("paul", "paul's tablet");
  world.sync_all();
  const Uuid post = only("adx_communityforumpost");
  EXPECT_TRUE(ann.take("forum.vote", post).is_nil());
  EXPECT_EQ(ann.refusal(), Reason::not_permitted);
  const Uuid first = paul.take("forum.vote", post);
  const Uuid second = tablet.take("forum.vote", post);
  const Uuid by_pia = pia.take("forum.vote", post);
  // The screen shows it before the daemon knows.
  EXPECT_EQ(paul.value("adx_communityforumpost", post, "adx_helpfulvotecount"), number(1));
  paul.sync();
  tablet.sync();
  pia.sync();
  EXPECT_EQ(paul.verdict(first), Verdict::applied);
  EXPECT_EQ(tablet.reason(second), Reason::already_done);
  EXPECT_EQ(pia.verdict(by_pia), Verdict::applied);
  EXPECT_EQ(world.value("adx_communityforumpost", post, "adx_helpfulvotecount"), number(2));
  EXPECT_EQ(world.count("feedback"), 2U);
  expect_in_step();
  // One takes it back, on the other device; the other had gone out of reach before.
  const Uuid back = tablet.take("forum.unvote", post);
  const Uuid again = paul.take("forum.unvote", post);
  tablet.sync();
  paul.sync();
  EXPECT_EQ(tablet.verdict(back), Verdict::applied);
  EXPECT_EQ(paul.reason(again), Reason::already_done);
  EXPECT_EQ(world.value("adx_communityforumpost", post, "adx_helpfulvotecount"), number(1));
  expect_in_step();
}

TEST_F(Work, a_vote_for_a_post_that_was_removed_meanwhile_comes_back) {
  ann.take("forum.start", world.organisation().forum,
           {text("How do I bleed it?"), {"title", schema::Value(std::string("Radiator"))}});
  ann.sync();
  world.sync_all();
  const Uuid post = only("adx_communityforumpost");
  const Uuid early = pia.take("forum.vote", post);
  pia.sync();
  EXPECT_EQ(pia.verdict(early), Verdict::applied);
  const Uuid late = paul.take("forum.vote", post);
  ann.save({.kind = "record.delete", .entity = "adx_communityforumpost", .target = post});
  ann.sync();
  paul.sync();
  EXPECT_EQ(paul.reason(late), Reason::not_available);
  EXPECT_EQ(world.count("feedback"), 0U);
  expect_in_step();
}

TEST_F(Work, ratings_of_two_people_are_rolled_up_by_the_daemon) {
  const Uuid article = world.organisation().article;
  const Uuid by_ann = ann.take("article.rate", article, {{"rating", number(2)}});
  const Uuid by_paul = paul.take("article.rate", article, {{"rating", number(5)}});
  ann.sync();
  paul.sync();
  EXPECT_EQ(ann.verdict(by_ann), Verdict::applied);
  EXPECT_EQ(paul.verdict(by_paul), Verdict::applied);
  EXPECT_EQ(world.value("knowledgearticle", article, "rating"), number(35'000));
  expect_in_step();
}

// sync.md D8: create with the same natural key.
TEST_F(Work, of_two_devices_that_add_one_customer_the_second_is_shown_the_first) {
  Carried& other = world.device("paul", "paul's tablet");
  world.sync_all();
  const Uuid first = create(paul, "account", {{"name", std::string("Mill")}});
  const Uuid second = create(other, "account", {{"name", std::string("MILL ")}});
  paul.sync();
  other.sync();
  EXPECT_EQ(paul.verdict(first), Verdict::applied);
  EXPECT_EQ(other.reason(second), Reason::already_exists);
  EXPECT_EQ(other.detail(second, "existing"), to_string(target_of(paul, first)));
  expect_in_step();
}

// domain.md 1.19, 4.2
TEST_F(Work, a_group_is_invited_offline_and_withdrawn_from_another_desk) {
  Carried& desk = world.device("sam", "the other desk");
  world.sync_all();
  const Uuid account = world.organisation().customers[0];
  EXPECT_TRUE(
      sam.take("account.invite", account, {{"adx_maximumredemptions", number(0)}}).is_nil());
  const Uuid invite = sam.take("account.invite", account, {{"adx_maximumredemptions", number(5)}});
  sam.sync();
  EXPECT_EQ(sam.verdict(invite), Verdict::applied);
  EXPECT_EQ(sam.detail(invite, "times"), "5");
  EXPECT_EQ(sam.detail(invite, "code").size(), 172U);
  world.sync_all();
  const Uuid invitation = only("adx_invitation");
  EXPECT_EQ(desk.value("adx_invitation", invitation, "adx_type"), number(756150001));
  EXPECT_EQ(desk.value("adx_invitation", invitation, "adx_invitationcode"),
            schema::Value(schema::Null{}));
  EXPECT_FALSE(ann.sees("adx_invitation", invitation));
  // Meanwhile the last of the group came in: there is nothing to withdraw any more.
  const Uuid withdraw = desk.take("invitation.withdraw", invitation);
  world.change("adx_invitation", invitation, "statuscode", number(756150001));
  desk.sync();
  EXPECT_EQ(desk.reason(withdraw), Reason::already_decided);
  EXPECT_EQ(desk.detail(withdraw, "decision"), "Redeemed");
  expect_in_step();
}

// domain.md 11.23
TEST_F(Work, of_two_decisions_on_an_application_the_first_counts) {
  Carried& desk = world.device("sam", "the other desk");
  const Uuid apply = ann.take("partner.apply", world.organisation().person("ann").id);
  ann.sync();
  world.sync_all();
  EXPECT_EQ(ann.verdict(apply), Verdict::applied);
  const Uuid account = world.organisation().customers[0];
  const Uuid approve = sam.take("partner.approve", account);
  const Uuid reject = desk.take("partner.reject", account);
  sam.sync();
  desk.sync();
  EXPECT_EQ(sam.verdict(approve), Verdict::applied);
  EXPECT_EQ(desk.reason(reject), Reason::already_decided);
  EXPECT_EQ(desk.detail(reject, "decision"), "Approved");
  expect_in_step();
}

// domain.md 11.24
TEST_F(Work, an_applicant_who_was_approved_goes_on_as_partner_on_the_same_device) {
  const SimPerson& who = world.organisation().person("ann");
  for (const schema::Row& row : world.organisation().rows)
    if (row.entity->name == "contact_adx_webrole_link" &&
        std::ranges::find(row.values, schema::Value(who.id)) != row.values.end())
      world.remove("contact_adx_webrole_link", row.id);
  world.sync_all();
  const Uuid apply = ann.take("partner.apply", who.id);
  EXPECT_EQ(ann.sign_in_as(schema::Audience::partner).error().code, Errc::conflict);
  ann.sync();
  world.sync_all();
  sam.take("partner.approve", world.organisation().customers[0]);
  sam.sync();
  ann.sync();  // and no new sign-in
  EXPECT_EQ(ann.device().session().audience, schema::Audience::partner);
  EXPECT_EQ(ann.device().replica().identity()->account, world.organisation().customers[0]);
  expect_in_step();
  EXPECT_TRUE(ann.sees("account", world.organisation().customers[0]));
  EXPECT_EQ(ann.verdict(apply), Verdict::applied);
  const Uuid edit = ann.update("contact", who.id, "jobtitle", std::string("Owner"));
  ann.sync();
  EXPECT_EQ(ann.verdict(edit), Verdict::applied);
  expect_in_step();
}

// What was taken as an applicant is decided as an applicant's; then the device goes on.
TEST_F(Work, what_waits_keeps_a_device_from_going_on_as_somebody_else) {
  const SimPerson& pia_herself = world.organisation().person("pia");
  const Uuid edit = pia.update("contact", pia_herself.id, "jobtitle", std::string("Fitter"));
  ASSERT_TRUE(pia.queue().hold(edit));
  // Her resource goes, she leaves the partner: from here on she is nobody's technician.
  world.change("bookableresource", world.organisation().resources[1], "statecode", number(1));
  world.change("contact", pia_herself.id, "parentcustomerid", world.organisation().customers[0]);
  pia.sync();
  EXPECT_EQ(pia.device().session().audience, schema::Audience::partner);
  EXPECT_FALSE(pia.sees("bookableresourcebooking", visit));
  ASSERT_TRUE(pia.queue().release(edit));
  pia.sync();
  EXPECT_TRUE(pia.find(edit).receipt.has_value());
  EXPECT_EQ(pia.device().session().audience, schema::Audience::customer);
  EXPECT_TRUE(pia.sees("contact", pia_herself.id));
  expect_in_step();
}

}  // namespace
}  // namespace fieldbook::tests
