// The life of an action on a device: saved, shown, sent, replayed, settled.

#include "tests/unit/client/actions/device.hpp"

namespace fieldbook::client {
namespace {

using actions::Reason;
using actions::Verdict;
using QueueTest = Device;

TEST_F(QueueTest, a_saved_action_shows_at_once_and_survives_the_end_of_the_program) {
  const Uuid id = save(rename(0, "Contoso"));
  EXPECT_EQ(shown_name(0), "Contoso");
  start();
  EXPECT_EQ(shown_name(0), "Contoso");
  EXPECT_EQ(state(id), ActionState::saved);
  const auto line = *queue_->find(id);
  EXPECT_EQ(line.action.basis.fields, (std::vector<std::pair<std::uint32_t, schema::Value>>{
                                          {column(name_).number, std::string("Account")}}));
  EXPECT_EQ(line.action.actor, source_.identity().user);
}

TEST_F(QueueTest, the_daemons_rows_stay_provable_under_pending_effects) {
  save(rename(0, "Contoso"));
  EXPECT_EQ(*replica_->dump(), source_.view());
  EXPECT_TRUE(replica_->doctor()->is_healthy());
}

TEST_F(QueueTest, a_request_numbers_actions_densely_and_signs_them) {
  save(rename(0, "one"));
  save(rename(1, "two"));
  const auto request = *replica_->sync_request();
  ASSERT_EQ(request.actions.size(), 2);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(request.actions[i].number, i + 1);
    EXPECT_TRUE(actions::verify(signing_key_.public_key(), actions::kActionDomain,
                                request.actions[i].body, request.actions[i].signature));
  }
  EXPECT_EQ(request.acknowledged, 0);
  EXPECT_EQ(request.queue_depth, 2);
  save(rename(2, "three"));
  const auto again = *replica_->sync_request();
  ASSERT_EQ(again.actions.size(), 3);
  EXPECT_EQ(again.actions[0], request.actions[0]);
  EXPECT_EQ(again.actions[2].number, 3);
}

TEST_F(QueueTest, a_verdict_takes_the_action_and_its_effect_away_together) {
  const Uuid id = save(rename(0, "Contoso"));
  sent();
  source_.put(account(0, "Contoso"), {"staff"});
  settle({receipt(id, Verdict::applied)});
  EXPECT_EQ(shown_name(0), "Contoso");
  EXPECT_EQ(state(id), ActionState::done);
  EXPECT_TRUE(queue_->outbox()->empty());
  EXPECT_EQ(queue_->inbox()->size(), 1);
  EXPECT_EQ(replica_->sync_request()->acknowledged, 1);
  ASSERT_TRUE(queue_->dismiss(id));
  EXPECT_TRUE(queue_->inbox()->empty());
  EXPECT_EQ(queue_->history(10)->size(), 1);
}

TEST_F(QueueTest, a_refused_action_gives_the_daemons_value_back) {
  const Uuid id = save(rename(0, "Contoso"));
  sent();
  source_.put(account(1, "elsewhere"), {"staff"});
  settle({receipt(id, Verdict::refused, Reason::not_permitted)});
  EXPECT_EQ(shown_name(0), "Account");
  EXPECT_EQ(state(id), ActionState::not_accepted);
}

TEST_F(QueueTest, pending_effects_are_run_again_over_what_a_checkpoint_brings) {
  save(rename(0, "Mine"));
  schema::Row changed = account(0, "Account");
  changed[phone_] = std::string("112");
  source_.put(changed, {"staff"});
  settle({});
  EXPECT_EQ(shown_name(0), "Mine");
  EXPECT_EQ(shown(0, phone_), "112");
  EXPECT_EQ(*replica_->dump(), source_.view());
}

TEST_F(QueueTest, actions_on_one_row_are_replayed_in_the_order_of_saving) {
  save(rename(0, "first"));
  save(rename(0, "second"));
  save(rename(1, "untouched"));
  schema::Row changed = account(0, "Account");
  changed[phone_] = std::string("112");
  source_.put(changed, {"staff"});
  settle({});
  EXPECT_EQ(shown_name(0), "second");
  EXPECT_EQ(shown_name(1), "untouched");
}

TEST_F(QueueTest, an_effect_that_conflicts_now_is_forecast_and_still_sent) {
  const Uuid id = save(rename(0, "Mine"));
  source_.put(account(0, "Theirs"), {"staff"});
  settle({});
  EXPECT_EQ(queue_->find(id)->forecast, Reason::conflict);
  EXPECT_EQ(sent(), std::vector<Uuid>{id});
}

TEST_F(QueueTest, a_row_that_leaves_keeps_the_action) {
  const Uuid id = save(rename(0, "Mine"));
  source_.remove(account(0, "").key());
  settle({});
  EXPECT_EQ(shown_name(0), "gone");
  EXPECT_EQ(*replica_->dump(), source_.view());
  EXPECT_EQ(queue_->find(id)->forecast, Reason::record_deleted);
  source_.put(account(0, "Account"), {"staff"});
  settle({});
  EXPECT_EQ(shown_name(0), "Mine");
}

TEST_F(QueueTest, an_effect_waits_for_a_row_that_it_needs_and_that_is_not_here) {
  const auto of = [&](const char* entity, const char* name) {
    return catalogue_->column(entity, name);
  };
  schema::Row started(catalogue_->entity("bookingstatus"), account_id(1));
  started[of("bookingstatus", "status")] = std::int64_t{2};
  started[of("bookingstatus", "msdyn_fieldservicestatus")] = std::int64_t{690970003};
  schema::Row booking(catalogue_->entity("bookableresourcebooking"), account_id(2));
  booking[of("bookableresourcebooking", "msdyn_workorder")] = account_id(3);
  booking[of("bookableresourcebooking", "starttime")] = clock_.now().ms;
  source_.put(started, {"staff"});
  source_.put(booking, {"staff"});
  settle({});
  NewAction start;
  start.kind = actions::kinds::kBookingStart;
  start.entity = "bookableresourcebooking";
  start.target = booking.id;
  const Uuid id = save(start);
  EXPECT_EQ(queue_->find(id)->forecast, Reason::none);

  source_.remove(started.key());
  settle({});
  EXPECT_EQ(queue_->find(id)->forecast, Reason::not_available);
  source_.put(started, {"staff"});
  settle({});
  EXPECT_EQ(queue_->find(id)->forecast, Reason::none);
}

TEST_F(QueueTest, an_action_that_was_never_sent_is_withdrawn_here) {
  const Uuid kept = save(set_phone(0, "112"));
  const Uuid id = save(rename(0, "Mine"));
  EXPECT_FALSE(queue_->withdraw(id)->has_value());
  EXPECT_EQ(shown_name(0), "Account");
  EXPECT_EQ(shown(0, phone_), "112");
  EXPECT_EQ(state(id), ActionState::withdrawn);
  EXPECT_EQ(sent(), std::vector<Uuid>{kept});
  EXPECT_EQ(queue_->withdraw(id).error().code, Errc::not_found);
}

TEST_F(QueueTest, an_action_that_was_sent_is_withdrawn_by_another_action) {
  const Uuid id = save(rename(0, "Mine"));
  sent();
  const auto withdrawal = queue_->withdraw(id);
  ASSERT_TRUE(withdrawal && *withdrawal);
  EXPECT_EQ(sent(), (std::vector<Uuid>{id, **withdrawal}));
  EXPECT_EQ(shown_name(0), "Mine");
  settle({receipt(id, Verdict::withdrawn), receipt(**withdrawal, Verdict::applied)});
  EXPECT_EQ(shown_name(0), "Account");
}

TEST_F(QueueTest, an_edit_makes_another_action_and_withdraws_the_first) {
  const Uuid id = save(rename(0, "Mine"));
  const auto edited = queue_->edit(id, rename(0, "Mine, better"));
  ASSERT_TRUE(edited && *edited);
  EXPECT_EQ(shown_name(0), "Mine, better");
  EXPECT_EQ(state(id), ActionState::withdrawn);
  EXPECT_EQ(sent(), std::vector<Uuid>{(*edited)->id});
  EXPECT_EQ(queue_->find((*edited)->id)->action.basis.fields[0].second,
            schema::Value(std::string("Account")));
}

TEST_F(QueueTest, what_is_on_hold_keeps_back_its_lane_and_nothing_else) {
  const Uuid held = save(rename(0, "held"));
  const Uuid behind = save(set_phone(0, "112"));
  const Uuid other = save(rename(1, "other lane"));
  NewAction depends = rename(2, "depends");
  depends.depends_on = {held};
  const Uuid dependent = save(std::move(depends));
  ASSERT_TRUE(queue_->hold(held));
  EXPECT_EQ(state(held), ActionState::on_hold);
  EXPECT_EQ(state(behind), ActionState::waiting);
  EXPECT_EQ(queue_->find(behind)->waits_for, held);
  EXPECT_EQ(state(dependent), ActionState::waiting);
  EXPECT_EQ(sent(), std::vector<Uuid>{other});
  ASSERT_TRUE(queue_->release(held));
  EXPECT_EQ(sent(), (std::vector<Uuid>{other, held, behind, dependent}));
}

TEST_F(QueueTest, states_follow_the_exchange) {
  const Uuid id = save(rename(0, "Mine"));
  EXPECT_EQ(state(id), ActionState::saved);
  sent();
  queue_->exchange_began();
  EXPECT_EQ(state(id), ActionState::sending);
  queue_->exchange_ended();
  EXPECT_EQ(state(id), ActionState::waiting);
  EXPECT_EQ(queue_->find(id)->wait, WaitReason::answer);
  EXPECT_EQ(
      tests::feed(*replica_, {protocol::Receipts{{receipt(id, Verdict::applied)}, {}}})->actions,
      std::vector<Uuid>{id});
  EXPECT_EQ(state(id), ActionState::received);
  EXPECT_EQ(sent(), std::vector<Uuid>{});
}

TEST_F(QueueTest, a_receipt_whose_verdict_does_not_come_is_not_relied_on) {
  const Uuid id = save(rename(0, "Mine"));
  sent();
  ASSERT_TRUE(tests::feed(*replica_, {protocol::Receipts{{receipt(id, Verdict::applied)}, {}}}));
  // The daemon was restored to where this device stands, so its position proves nothing.
  settle({});
  EXPECT_EQ(sent(), std::vector<Uuid>{id});
}

TEST_F(QueueTest, receipts_that_the_daemon_did_not_sign_are_refused) {
  const Uuid id = save(rename(0, "Mine"));
  sent();
  Identity identity = source_.identity();
  const auto daemon_key = actions::make_signing_key(random_);
  identity.receipt_public_key = daemon_key.public_key();
  ASSERT_TRUE(replica_->sign_in(identity));
  protocol::Receipts receipts{{receipt(id, Verdict::applied)}, {}};
  EXPECT_EQ(replica_->receive(protocol::Message(receipts)).error().code, Errc::invalid_argument);
  receipts.signature = actions::sign(daemon_key, actions::kReceiptDomain,
                                     actions::encode_receipts(receipts.receipts));
  EXPECT_TRUE(replica_->receive(protocol::Message(receipts)));
}

TEST_F(QueueTest, a_fork_gives_new_numbers_and_keeps_the_ids) {
  const Uuid settled = save(rename(0, "Mine"));
  sent();
  settle({receipt(settled, Verdict::refused, Reason::not_permitted)});
  const Uuid id = save(rename(1, "Mine"));
  EXPECT_EQ(replica_->sync_request()->actions[0].number, 2);
  const Uuid stream = replica_->status()->stream;
  EXPECT_EQ(tests::feed(*replica_, {protocol::Fork{}})->kind, Received::Kind::fork);
  const auto request = *replica_->sync_request();
  EXPECT_NE(request.stream, stream);
  ASSERT_EQ(request.actions.size(), 1);
  EXPECT_EQ(request.actions[0].number, 1);
  EXPECT_EQ(actions::decode_action(request.actions[0].body)->id, id);
  EXPECT_EQ(request.acknowledged, 0);
}

TEST_F(QueueTest, a_restored_daemon_gets_back_what_it_lost_under_the_old_id) {
  const Uuid early = save(rename(1, "Early"));
  sent();
  source_.put(account(1, "Early"), {"staff"});
  settle({receipt(early, Verdict::applied)});
  const tests::FrameSource backup = source_;
  const Uuid lost = save(rename(0, "Mine"));
  sent();
  source_.put(account(0, "Mine"), {"staff"});
  settle({receipt(lost, Verdict::applied)});
  source_ = backup;
  source_.begin_epoch();
  protocol::Restored restored;
  restored.lineage = {{backup.epoch(), 0}, {source_.epoch(), source_.commit()}};
  restored.common = source_.commit();
  ASSERT_TRUE(tests::feed(*replica_, {restored}));  // asks where this device has been
  EXPECT_FALSE(replica_->sync_request()->trail.empty());
  ASSERT_TRUE(tests::feed(*replica_, {restored}));
  const auto request = *replica_->sync_request();
  ASSERT_EQ(request.actions.size(), 1);
  EXPECT_EQ(actions::decode_action(request.actions[0].body)->id, lost);
  EXPECT_TRUE(tests::feed(*replica_, source_.repair(request))->proven);
  EXPECT_EQ(shown_name(0), "Mine");  // its effect, over the row that was restored
  settle({receipt(lost, Verdict::refused, Reason::role_ended)});
  EXPECT_EQ(shown_name(0), "Account");
  EXPECT_EQ(queue_->find(lost)->verdict_before, Verdict::applied);
}

TEST_F(QueueTest, a_refusal_on_this_device_saves_nothing) {
  NewAction quote;
  quote.kind = actions::kinds::kQuoteApprove;
  quote.entity = "quote";
  quote.target = account_id(9);
  const auto outcome = queue_->save(std::move(quote));
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_FALSE(outcome->has_value());
  EXPECT_TRUE(queue_->outbox()->empty());
  NewAction unknown = rename(0, "x");
  unknown.kind = "quote.frame";
  EXPECT_EQ(queue_->save(std::move(unknown)).error().code, Errc::unsupported);
}

TEST_F(QueueTest, a_request_carries_at_most_its_bound_and_the_rest_follows) {
  for (int i = 0; i < 1003; ++i) save(set_phone(static_cast<std::uint8_t>(i % 3), "1"));
  EXPECT_EQ(sent().size(), 1000);
}

}  // namespace
}  // namespace fieldbook::client
