#include "tests/support/sim_disk.hpp"

#include <gtest/gtest.h>

#include "shared/sqlite/connection.hpp"

namespace fieldbook::tests {
namespace {

std::unique_ptr<sqlite::Connection> open(const SimDisk& disk) {
  auto opened = sqlite::Connection::open(disk.path("test.db"), {.vfs = kSimVfs});
  return opened ? *std::move(opened) : nullptr;
}

std::int64_t count(sqlite::Connection& connection) {
  auto statement = connection.prepare("SELECT count(*) FROM t");
  EXPECT_TRUE(statement.step().value_or(false));
  return statement.integer(0);
}

TEST(SimDisk, keeps_a_committed_transaction_whatever_the_power_does_at_any_operation) {
  for (const PowerLoss loss : {PowerLoss::keeps, PowerLoss::drops, PowerLoss::tears}) {
    for (std::uint64_t at = 1; at < 200; ++at) {
      SimDisk disk;
      SeededRandom random(at);
      std::int64_t committed = 0;
      auto connection = open(disk);
      ASSERT_NE(connection, nullptr);
      ASSERT_TRUE(connection->execute("CREATE TABLE t (a INTEGER) STRICT").has_value());
      disk.fail_from(disk.operations() + at);
      while (!disk.has_failed() && connection->execute("INSERT INTO t VALUES (1)")) ++committed;
      ASSERT_TRUE(disk.has_failed());
      connection.reset();
      disk.power_on(loss, random);
      connection = open(disk);
      ASSERT_NE(connection, nullptr);
      EXPECT_TRUE(connection->check_integrity().has_value());
      // The one under way may have arrived without a word.
      EXPECT_GE(count(*connection), committed);
      EXPECT_LE(count(*connection), committed + 1);
    }
  }
}

TEST(SimDisk, keeps_a_committed_transaction_when_it_runs_out_of_room_at_any_byte) {
  for (std::uint64_t room = 0; room < 40'000; room += 997) {
    SimDisk disk;
    auto connection = open(disk);
    ASSERT_NE(connection, nullptr);
    ASSERT_TRUE(connection->execute("CREATE TABLE t (a INTEGER) STRICT").has_value());
    disk.set_room(room);
    std::int64_t committed = 0;
    while (committed < 1'000 && connection->execute("INSERT INTO t VALUES (1)")) ++committed;
    ASSERT_TRUE(disk.ran_out());
    EXPECT_EQ(count(*connection), committed) << room;
    disk.set_room(std::nullopt);
    EXPECT_FALSE(disk.ran_out());
    ASSERT_TRUE(connection->execute("INSERT INTO t VALUES (1)").has_value());
    EXPECT_EQ(count(*connection), committed + 1) << room;
    EXPECT_TRUE(connection->check_integrity().has_value());
  }
}

TEST(SimDisk, loses_what_was_committed_when_it_lies_about_syncs) {
  SimDisk disk;
  SeededRandom random(1);
  auto connection = open(disk);
  ASSERT_NE(connection, nullptr);
  ASSERT_TRUE(connection->execute("CREATE TABLE t (a INTEGER) STRICT").has_value());
  disk.ignore_syncs(true);
  ASSERT_TRUE(connection->execute("INSERT INTO t VALUES (1)").has_value());
  disk.power_off();
  connection.reset();
  disk.power_on(PowerLoss::drops, random);
  connection = open(disk);
  ASSERT_NE(connection, nullptr);
  EXPECT_EQ(count(*connection), 0);
}

TEST(SimDisk, an_image_put_back_is_the_disk_of_that_moment) {
  SimDisk disk;
  auto connection = open(disk);
  ASSERT_NE(connection, nullptr);
  ASSERT_TRUE(connection->execute("CREATE TABLE t (a INTEGER) STRICT").has_value());
  const SimDisk::Image image = disk.image();
  ASSERT_TRUE(connection->execute("INSERT INTO t VALUES (1)").has_value());
  connection.reset();
  disk.put_image(image);
  connection = open(disk);
  ASSERT_NE(connection, nullptr);
  EXPECT_EQ(count(*connection), 0);
}

}  // namespace
}  // namespace fieldbook::tests
