// The outbox of the systems above the daemon, and their runs.

#include <gtest/gtest.h>

#include "syncd/store/sqlite_store.hpp"
#include "tests/support/map_reader.hpp"
#include "tests/support/temp_dir.hpp"

namespace fieldbook::tests {
namespace {

using namespace fieldbook::syncd;

class StoreOutbox : public testing::Test {
 protected:
  template <class T>
  static T must(Result<T> result) {
    if (!result) {
      ADD_FAILURE() << result.error().message;
      std::abort();
    }
    if constexpr (!std::is_void_v<T>) return *std::move(result);
  }
  std::unique_ptr<Store> make_store() {
    SeededRandom random(7);
    return must(create_sqlite_store((folder / "store.db").string(), {},
                                    schema::Catalogue::embedded(),
                                    {.id = id_of("organisation"), .name = "Depot"}, random));
  }
  static OutboxItem item(std::string_view task, std::string_view row, OutboxState state,
                         std::uint64_t position) {
    return {.peer = "finance",
            .task = std::string(task),
            .row = {33, id_of(row)},
            .state = state,
            .position = position,
            .sent = {1, 2},
            .intended = {3},
            .tries = 2,
            .since = {static_cast<std::int64_t>(1000 + position)},
            .detail = R"({"field":"X"})"};
  }
  TempDir folder;
  std::unique_ptr<Store> store = make_store();
  std::unique_ptr<WriteTransaction> transaction = must(store->begin_write());
};

TEST_F(StoreOutbox, returns_an_item_as_it_was_put_and_replaces_it) {
  OutboxItem one = item("actuals", "a", OutboxState::waiting, 1);
  must(transaction->put_outbox_item(one));
  EXPECT_EQ(must(transaction->outbox_item("finance", "actuals", one.row)), one);
  one.state = OutboxState::failed;
  one.position = 7;
  one.detail = "{}";
  must(transaction->put_outbox_item(one));
  EXPECT_EQ(must(transaction->outbox_item("finance", "actuals", one.row)), one);
  EXPECT_EQ(must(transaction->outbox_item("finance", "tasks", one.row)), std::nullopt);
  EXPECT_EQ(must(transaction->outbox_item("dataverse", "actuals", one.row)), std::nullopt);
  must(transaction->remove_outbox_item("finance", "actuals", one.row));
  EXPECT_EQ(must(transaction->outbox_item("finance", "actuals", one.row)), std::nullopt);
}

TEST_F(StoreOutbox, lists_a_tasks_items_of_one_state_by_position_in_pages) {
  must(transaction->put_outbox_item(item("actuals", "c", OutboxState::waiting, 3)));
  must(transaction->put_outbox_item(item("actuals", "a", OutboxState::waiting, 1)));
  must(transaction->put_outbox_item(item("actuals", "b", OutboxState::sent, 2)));
  must(transaction->put_outbox_item(item("tasks", "d", OutboxState::waiting, 4)));
  const auto first =
      must(transaction->outbox_items("finance", "actuals", OutboxState::waiting, 0, 1));
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first.front().row.id, id_of("a"));
  const auto rest =
      must(transaction->outbox_items("finance", "actuals", OutboxState::waiting, 1, 9));
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest.front().row.id, id_of("c"));
}

TEST_F(StoreOutbox, counts_by_task_and_state_and_names_the_oldest) {
  must(transaction->put_outbox_item(item("actuals", "a", OutboxState::waiting, 5)));
  must(transaction->put_outbox_item(item("actuals", "b", OutboxState::waiting, 2)));
  must(transaction->put_outbox_item(item("actuals", "c", OutboxState::failed, 3)));
  const std::vector<OutboxCount> expected = {{"actuals", OutboxState::waiting, 2, {1002}},
                                             {"actuals", OutboxState::failed, 1, {1003}}};
  EXPECT_EQ(must(transaction->outbox_counts("finance")), expected);
  EXPECT_TRUE(must(transaction->outbox_counts("dataverse")).empty());
}

TEST_F(StoreOutbox, keeps_runs_newest_first_and_forgets_old_ones) {
  for (std::uint64_t number = 1; number <= 3; ++number)
    must(transaction->put_outbox_run("finance", {number, "first"}));
  must(transaction->put_outbox_run("finance", {2, "again"}));
  const std::vector<OutboxRun> expected = {{2, "again"}, {1, "first"}};
  EXPECT_EQ(must(transaction->outbox_runs("finance", 3, 9)), expected);
  must(transaction->drop_outbox_runs("finance", 2));
  EXPECT_EQ(must(transaction->outbox_runs("finance", 100, 9)).size(), 1U);
}

}  // namespace
}  // namespace fieldbook::tests
