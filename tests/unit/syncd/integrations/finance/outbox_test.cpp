// The outbox by itself: what comes in, in which order, and how it is settled.

#include "tests/unit/syncd/integrations/finance/finance_world.hpp"

namespace fieldbook::syncd::finance {
namespace {

class Outboxes : public testing::Test, public FinanceWorld {
 protected:
  FeedReport feed(std::size_t limit = 1000) {
    auto transaction = must(store->begin_write());
    const FeedReport report = must(outbox().feed(*transaction, clock.now(), limit));
    must(transaction->commit());
    return report;
  }
  const Outbox& outbox() { return runner->outbox(); }
  std::vector<OutboxItem> waiting() {
    auto transaction = must(store->begin_read());
    return must(outbox().waiting(*transaction, "actuals", 100));
  }
  void settle(const OutboxItem& item, const Settled& how) {
    auto transaction = must(store->begin_write());
    must(outbox().settle(*transaction, item, how, clock.now()));
    must(transaction->commit());
  }
  std::vector<OutboxItem> mark(std::vector<OutboxItem> items) {
    auto transaction = must(store->begin_write());
    must(outbox().mark_sending(*transaction, items, clock.now()));
    must(transaction->commit());
    return items;
  }
  std::vector<std::string> order() {
    std::vector<std::string> out;
    for (const OutboxItem& item : waiting()) out.push_back(to_string(item.row.id));
    return out;
  }
  static std::string id(std::string_view name) { return to_string(id_of(name)); }
};

TEST_F(Outboxes, a_committed_row_is_queued_once_in_the_order_of_commits) {
  put({an_actual("first")});
  put({an_actual("second")});
  feed();
  EXPECT_EQ(order(), (std::vector<std::string>{id("first"), id("second")}));
  set("msdyn_actual", "first", "msdyn_description", std::string("again"));
  feed();
  EXPECT_EQ(order(), (std::vector<std::string>{id("second"), id("first")}));
}

TEST_F(Outboxes, feeding_is_bounded_and_goes_on_in_another_process) {
  put({an_actual("first"), an_actual("second"), an_actual("third")});
  EXPECT_TRUE(feed(2).more);
  EXPECT_EQ(waiting().size(), 2U);
  restart();
  feed(2);
  EXPECT_EQ(waiting().size(), 3U);
  EXPECT_EQ(feed().entries, 0U);
}

TEST_F(Outboxes, a_row_that_goes_takes_its_item_along) {
  put({an_actual("first")});
  feed();
  commit({schema::RowChange({column("msdyn_actual", "msdyn_amount").entity_number, id_of("first")},
                            schema::ChangeKind::remove)});
  feed();
  EXPECT_TRUE(waiting().empty());
}

TEST_F(Outboxes, what_changes_while_it_is_on_its_way_waits_again_and_the_peers_state_is_known) {
  put({an_actual("first")});
  feed();
  auto items = waiting();
  items[0].intended = {7};
  items = mark(items);
  ASSERT_EQ(items.size(), 1U);
  EXPECT_TRUE(waiting().empty());
  set("msdyn_actual", "first", "msdyn_description", std::string("again"));
  feed();
  EXPECT_TRUE(waiting().empty());
  settle(items[0], {});
  ASSERT_EQ(waiting().size(), 1U);
  EXPECT_EQ(waiting()[0].sent, (FixedBytes<16>{7}));
}

TEST_F(Outboxes, what_changed_since_it_was_read_is_not_marked) {
  put({an_actual("first")});
  feed();
  const auto items = waiting();
  set("msdyn_actual", "first", "msdyn_description", std::string("again"));
  feed();
  EXPECT_TRUE(mark(items).empty());
  EXPECT_EQ(waiting().size(), 1U);
}

TEST_F(Outboxes, refusals_are_counted_until_the_row_changes_or_goes_through) {
  put({an_actual("first")});
  feed();
  for (std::uint32_t tries = 1; tries <= 2; ++tries) {
    settle(waiting()[0], {OutboxState::failed, R"({"problems":[]})"});
    const auto failed = this->items("actuals", OutboxState::failed);
    ASSERT_EQ(failed.size(), 1U);
    EXPECT_EQ(failed[0].tries, tries);
    auto transaction = must(store->begin_write());
    EXPECT_EQ(
        must(outbox().retry(*transaction, "actuals", OutboxState::failed, false, clock.now(), 10)),
        1U);
    must(transaction->commit());
  }
  set("msdyn_actual", "first", "msdyn_description", std::string("again"));
  feed();
  EXPECT_EQ(waiting()[0].tries, 0U);
}

}  // namespace
}  // namespace fieldbook::syncd::finance
