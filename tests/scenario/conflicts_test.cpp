// What the daemon answers when the world went on while a device was away: the rows of design.md 8
// (the table of conflicts), each through a real replica, queue, exchange, rule and store.

#include "tests/support/world/world.hpp"

namespace fieldbook::tests {
namespace {

using actions::Reason;
using actions::Verdict;
using namespace std::chrono_literals;

const schema::Value kOpen = std::int64_t{0};

/// Both in step with the daemon, and nothing left to send.
void expect_in_step(World& world, std::initializer_list<const char*> people) {
  for (const char* person : people) {
    Carried& device = world.device(person);
    EXPECT_EQ(device.differences(), "") << person;
    EXPECT_TRUE(device.queue().outbox()->empty()) << person;
  }
}

TEST(QuoteConflict, a_quote_revised_after_the_signature_is_not_used) {
  World world;
  Carried& ann = world.device("ann");
  world.sync_all();
  const Uuid action = ann.approve_quote(world.quote());
  EXPECT_EQ(ann.value("quote", world.quote(), "statecode"), schema::Value(std::int64_t{2}));
  world.change("quote", world.quote(), "totalamount", std::int64_t{77'0000});
  ann.sync();
  EXPECT_EQ(ann.verdict(action), Verdict::superseded);
  EXPECT_EQ(ann.reason(action), Reason::quote_changed);
  EXPECT_EQ(ann.state(action), client::ActionState::needs_you);
  EXPECT_EQ(ann.detail(action, "total_now"), "77.00");
  EXPECT_EQ(ann.value("quote", world.quote(), "statecode"), kOpen);
  EXPECT_EQ(world.value("quote", world.quote(), "statecode"), kOpen);
  expect_in_step(world, {"ann"});
}

TEST(QuoteConflict, of_two_approvers_the_first_received_decides_and_the_other_learns_who) {
  World world;
  Carried& ann = world.device("ann");
  Carried& carl = world.device("carl");
  world.sync_all();
  const Uuid approval = ann.approve_quote(world.quote());
  const Uuid rejection = carl.reject_quote(world.quote());
  carl.sync();
  ann.sync();
  carl.sync();
  EXPECT_EQ(carl.verdict(rejection), Verdict::applied);
  EXPECT_EQ(ann.verdict(approval), Verdict::superseded);
  EXPECT_EQ(ann.reason(approval), Reason::already_decided);
  EXPECT_EQ(ann.detail(approval, "by"), "carl Example");
  EXPECT_EQ(ann.detail(approval, "decision"), "rejected");
  EXPECT_EQ(world.value("quote", world.quote(), "statecode"), schema::Value(std::int64_t{3}));
  EXPECT_EQ(world.count("fieldbook_quotedecision"), 1U);
  expect_in_step(world, {"ann", "carl"});
}

// DOMAIN.md 3.7: a queue never holds two answers to one question.
TEST(QuoteConflict, who_changes_their_mind_before_sending_is_taken_at_the_last_word) {
  World world;
  Carried& ann = world.device("ann");
  world.sync_all();
  const Uuid approval = ann.approve_quote(world.quote());
  const Uuid again = ann.approve_quote(world.quote());
  EXPECT_EQ(ann.queue().outbox()->size(), 1U);
  const Uuid rejection = ann.reject_quote(world.quote());
  ASSERT_FALSE(rejection.is_nil());
  EXPECT_EQ(ann.state(approval), client::ActionState::withdrawn);
  EXPECT_EQ(ann.state(again), client::ActionState::withdrawn);
  EXPECT_EQ(ann.queue().outbox()->size(), 1U);
  EXPECT_EQ(ann.value("quote", world.quote(), "statecode"), schema::Value(std::int64_t{3}));
  ann.sync();
  EXPECT_EQ(ann.verdict(rejection), Verdict::applied);
  EXPECT_EQ(world.value("quote", world.quote(), "statecode"), schema::Value(std::int64_t{3}));
  EXPECT_EQ(world.count("fieldbook_quotedecision"), 1U);
  expect_in_step(world, {"ann"});
}

TEST(OfferConflict, an_answer_with_work_queued_after_it_is_not_replaced) {
  World world;
  Carried& paul = world.device("paul");
  world.sync_all();
  const Uuid acceptance = paul.accept_offer(world.offer());
  paul.take("opportunity.phase", world.offer(), {{"salesstagecode", std::int64_t{100000001}}});
  EXPECT_TRUE(paul.decline_offer(world.offer()).is_nil());
  EXPECT_EQ(paul.refusal(), Reason::already_decided);
  paul.sync();
  EXPECT_EQ(paul.verdict(acceptance), Verdict::applied);
  expect_in_step(world, {"paul"});
}

TEST(QuoteConflict, a_withdrawn_quote_is_not_decided) {
  World world;
  Carried& ann = world.device("ann");
  world.sync_all();
  const Uuid action = ann.approve_quote(world.quote());
  world.change("quote", world.quote(), "statecode", std::int64_t{3});
  ann.sync();
  EXPECT_EQ(ann.reason(action), Reason::quote_withdrawn);
  EXPECT_EQ(world.count("fieldbook_quotedecision"), 0U);
  expect_in_step(world, {"ann"});
}

TEST(QuoteConflict, an_expired_quote_is_refused_before_anything_is_saved) {
  World world;
  Carried& ann = world.device("ann");
  world.sync_all();
  world.advance(24h * 40);
  EXPECT_TRUE(ann.approve_quote(world.quote()).is_nil());
  EXPECT_EQ(ann.refusal(), Reason::quote_expired);
}

TEST(QuoteConflict, an_approver_whose_role_ended_offline_is_told_so_and_loses_the_rows) {
  World world;
  Carried& carl = world.device("carl");
  world.sync_all();
  const Uuid action = carl.approve_quote(world.quote());
  for (const auto& [key, row] : world.daemon().rows()) {
    if (row->entity->name != "contact_adx_webrole_link") continue;
    const auto contact =
        row->lookup({row->entity->number, row->entity->find("contactid")->ordinal});
    if (contact != world.organisation().person("carl").id) continue;
    world.remove("contact_adx_webrole_link", key.id);
    break;
  }
  carl.sync();
  EXPECT_EQ(carl.verdict(action), Verdict::refused);
  EXPECT_EQ(carl.reason(action), Reason::role_ended);
  EXPECT_FALSE(carl.sees("quote", world.quote()));
  EXPECT_EQ(world.value("quote", world.quote(), "statecode"), kOpen);
  expect_in_step(world, {"carl"});
}

TEST(QuoteConflict, a_quote_that_went_to_another_customer_is_decided_on_current_rights) {
  World world;
  Carried& ann = world.device("ann");
  world.sync_all();
  const Uuid action = ann.approve_quote(world.quote());
  world.change("quote", world.quote(), "customerid", world.organisation().customers[1]);
  ann.sync();
  EXPECT_EQ(ann.reason(action), Reason::not_available);
  EXPECT_FALSE(ann.sees("quote", world.quote()));
  expect_in_step(world, {"ann"});
}

TEST(OfferConflict, an_offer_that_moved_on_is_not_taken_back_and_nobody_is_named) {
  World world;
  Carried& paul = world.device("paul");
  Carried& petra = world.device("petra");
  world.sync_all();
  const Uuid action = paul.accept_offer(world.offer());
  world.change("opportunity", world.offer(), "msa_partnerid", world.organisation().partners[1]);
  paul.sync();
  petra.sync();
  EXPECT_EQ(paul.verdict(action), Verdict::superseded);
  EXPECT_EQ(paul.reason(action), Reason::offer_moved);
  const client::QueuedAction told = paul.find(action);
  ASSERT_TRUE(told.receipt.has_value());
  for (const auto& [name, value] : told.receipt->detail)
    EXPECT_EQ(value.find("Rapid"), std::string::npos) << name;
  EXPECT_FALSE(paul.sees("opportunity", world.offer()));
  EXPECT_TRUE(petra.sees("opportunity", world.offer()));
  expect_in_step(world, {"paul", "petra"});
}

TEST(OfferConflict, an_acceptance_proven_in_time_counts_within_the_grace_and_is_marked_late) {
  World world;
  Carried& paul = world.device("paul");
  world.sync_all();
  // The last day ends 88 hours after the sample's morning.
  world.advance(87h);
  const Uuid action = paul.accept_offer(world.offer());
  world.advance(2h);
  paul.sync();
  EXPECT_EQ(paul.verdict(action), Verdict::applied);
  EXPECT_EQ(paul.reason(action), Reason::accepted_late);
  expect_in_step(world, {"paul"});
}

TEST(OfferConflict,
     an_acceptance_after_the_grace_is_too_late_and_says_that_it_was_decided_in_time) {
  World world;
  Carried& paul = world.device("paul");
  world.sync_all();
  world.advance(80h);
  const Uuid action = paul.accept_offer(world.offer());
  world.advance(24h);
  paul.sync();
  EXPECT_EQ(paul.verdict(action), Verdict::expired);
  EXPECT_EQ(paul.reason(action), Reason::offer_expired);
  EXPECT_EQ(paul.detail(action, "decided_in_time"), "yes");
  expect_in_step(world, {"paul"});
}

TEST(OfferConflict, a_declined_offer_leaves_a_link) {
  World world;
  Carried& paul = world.device("paul");
  world.sync_all();
  const Uuid action = paul.decline_offer(world.offer());
  paul.sync();
  EXPECT_EQ(paul.verdict(action), Verdict::applied);
  EXPECT_EQ(world.count("adx_account_declinedopportunity"), 1U);
  expect_in_step(world, {"paul"});
}

TEST(BookingConflict, a_cancelled_booking_cannot_be_accepted) {
  World world;
  Carried& paul = world.device("paul");
  world.sync_all();
  const Uuid action = paul.accept_booking(world.booking());
  world.change("bookableresourcebooking", world.booking(), "bookingstatus",
               world.organisation().statuses.at("cancelled"));
  paul.sync();
  EXPECT_EQ(paul.verdict(action), Verdict::refused);
  EXPECT_EQ(paul.reason(action), Reason::booking_cancelled);
  expect_in_step(world, {"paul"});
}

TEST(BookingConflict, a_moved_booking_needs_the_person_with_old_and_new_start) {
  World world;
  Carried& paul = world.device("paul");
  world.sync_all();
  const Uuid action = paul.accept_booking(world.booking());
  const auto start =
      std::get<std::int64_t>(world.value("bookableresourcebooking", world.booking(), "starttime"));
  world.change("bookableresourcebooking", world.booking(), "starttime", start + 3'600'000);
  paul.sync();
  EXPECT_EQ(paul.reason(action), Reason::booking_moved);
  EXPECT_EQ(paul.state(action), client::ActionState::needs_you);
  EXPECT_EQ(paul.detail(action, "old_start"), format_instant({start}));
  EXPECT_EQ(paul.detail(action, "new_start"), format_instant({start + 3'600'000}));
  expect_in_step(world, {"paul"});
}

TEST(RecordConflict, different_fields_of_one_record_merge) {
  World world;
  Carried& sam = world.device("sam");
  world.sync_all();
  const Uuid account = world.organisation().customers[0];
  const Uuid action = sam.update("account", account, "telephone1", "mine");
  world.change("account", account, "emailaddress1", "theirs@example.com");
  sam.sync();
  EXPECT_EQ(sam.verdict(action), Verdict::applied);
  EXPECT_EQ(world.value("account", account, "telephone1"), schema::Value("mine"));
  EXPECT_EQ(sam.value("account", account, "emailaddress1"), schema::Value("theirs@example.com"));
  expect_in_step(world, {"sam"});
}

TEST(RecordConflict, the_same_field_becomes_a_visible_decision_and_the_text_is_kept) {
  World world;
  Carried& ann = world.device("ann");
  world.sync_all();
  const Uuid contact = world.organisation().person("ann").id;
  const Uuid action = ann.update("contact", contact, "jobtitle", "mine");
  EXPECT_EQ(ann.value("contact", contact, "jobtitle"), schema::Value("mine"));
  world.change("contact", contact, "jobtitle", "theirs");
  ann.sync();
  EXPECT_EQ(ann.verdict(action), Verdict::refused);
  EXPECT_EQ(ann.reason(action), Reason::conflict);
  EXPECT_EQ(ann.value("contact", contact, "jobtitle"), schema::Value("theirs"));
  const auto conflict = parse_uuid(ann.detail(action, "conflict"));
  ASSERT_TRUE(conflict.has_value());
  EXPECT_TRUE(ann.sees("fieldbook_conflict", *conflict));
  // Deciding is a new update over what is there now.
  const Uuid again = ann.update("contact", contact, "jobtitle", "mine after all");
  ann.sync();
  EXPECT_EQ(ann.verdict(again), Verdict::applied);
  EXPECT_EQ(world.value("contact", contact, "jobtitle"), schema::Value("mine after all"));
  expect_in_step(world, {"ann"});
}

TEST(RecordConflict, an_edit_of_a_deleted_record_keeps_the_text_in_a_conflict) {
  World world;
  Carried& sam = world.device("sam");
  world.sync_all();
  const Uuid action = sam.update("quote", world.quote(), "description", "mine");
  world.remove("quote", world.quote());
  sam.sync();
  EXPECT_EQ(sam.verdict(action), Verdict::refused);
  EXPECT_EQ(sam.reason(action), Reason::record_deleted);
  EXPECT_FALSE(sam.sees("quote", world.quote()));
  EXPECT_EQ(world.count("fieldbook_conflict"), 1U);
  expect_in_step(world, {"sam"});
}

TEST(Withdrawal, of_an_unsent_action_leaves_no_trace_at_the_daemon) {
  World world;
  Carried& ann = world.device("ann");
  world.sync_all();
  const Uuid action = ann.approve_quote(world.quote());
  const auto answer = ann.queue().withdraw(action);
  ASSERT_TRUE(answer.has_value());
  EXPECT_FALSE(answer->has_value());
  EXPECT_EQ(ann.value("quote", world.quote(), "statecode"), kOpen);
  ann.sync();
  EXPECT_EQ(ann.state(action), client::ActionState::withdrawn);
  EXPECT_EQ(world.count("fieldbook_quotedecision"), 0U);
  expect_in_step(world, {"ann"});
}

TEST(Withdrawal, of_an_action_that_was_decided_already_answers_with_that_verdict) {
  World world;
  Carried& ann = world.device("ann");
  world.sync_all();
  const Uuid action = ann.approve_quote(world.quote());
  // The request arrives, the answer does not.
  const auto request = ann.device().begin_exchange();
  ASSERT_TRUE(request.has_value());
  ASSERT_TRUE(world.daemon().sync(ann.device().session(), *request).has_value());
  const auto answer = ann.queue().withdraw(action);
  ASSERT_TRUE(answer.has_value() && answer->has_value());
  ann.sync();
  EXPECT_EQ(ann.verdict(action), Verdict::applied);
  EXPECT_NE(ann.verdict(**answer), Verdict::applied);
  EXPECT_EQ(world.value("quote", world.quote(), "statecode"), schema::Value(std::int64_t{2}));
  expect_in_step(world, {"ann"});
}

}  // namespace
}  // namespace fieldbook::tests
