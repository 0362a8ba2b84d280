// A daemon that comes back from a backup, told as stories: what its devices saw of the history that
// was lost must not stay, and what was decided in it must not be lost.

#include "tests/support/world/world.hpp"

namespace fieldbook::tests {
namespace {

using actions::Verdict;

/// One request and its whole answer, without the engine: what a device has between two requests.
void exchange_once(World& world, Carried& carried) {
  SimDevice& device = carried.device();
  const auto request = device.begin_exchange();
  ASSERT_TRUE(request.has_value());
  auto response = world.daemon().sync(device.session(), *request);
  ASSERT_TRUE(response.has_value()) << response.error().message;
  for (bool more = true; more;) {
    for (const Bytes& frame : response->frames) ASSERT_TRUE(device.receive(frame).has_value());
    response->frames.clear();
    const auto read = world.daemon().read_on(*response);
    ASSERT_TRUE(read.has_value());
    more = *read || !response->frames.empty();
  }
}

client::ReplicaStatus status_of(Carried& carried) { return *carried.device().replica().status(); }

/// One commit of another row than the quote.
void work(World& world, const std::string& text) {
  world.change("contact", world.organisation().person("ann").id, "jobtitle", text);
}

void describe_quote(World& world, const std::string& text) {
  world.change("quote", world.quote(), "description", text);
}

TEST(Restore, that_is_undone_by_another_before_the_device_came_through_is_noticed_again) {
  World world;
  Carried& ann = world.device("ann");
  ann.sync();
  ASSERT_TRUE(world.daemon().back_up().has_value());
  for (const char* text : {"one", "two", "three"}) work(world, text);
  ann.sync();
  const auto before = status_of(ann);
  ASSERT_TRUE(world.daemon().restore().has_value());
  // Ann says where she has been, and hears of an epoch that began because of that.
  exchange_once(world, ann);
  exchange_once(world, ann);
  EXPECT_EQ(status_of(ann).cursor, 0);
  // The daemon is restored again, to before it opened that epoch.
  ASSERT_TRUE(world.daemon().restore().has_value());
  EXPECT_EQ(world.daemon().head().epoch, before.epoch);
  ann.sync();
  EXPECT_NE(status_of(ann).epoch, before.epoch) << "in the old epoch she was further on";
  EXPECT_EQ(ann.differences(), "");
}

TEST(Restore, that_nobody_noticed_does_not_hide_behind_one_that_is) {
  World world;
  Carried& ann = world.device("ann");
  Carried& carl = world.device("carl");
  world.sync_all();
  ASSERT_TRUE(world.daemon().back_up().has_value());
  // Only ann sees this.
  describe_quote(world, "lost");
  for (const char* text : {"lost 1", "lost 2", "lost 3", "lost 4"}) work(world, text);
  ann.sync();
  EXPECT_EQ(ann.value("quote", world.quote(), "description"), schema::Value("lost"));
  // Back to the backup, which nobody notices: carl was not there. The same numbers go to others.
  ASSERT_TRUE(world.daemon().restore().has_value());
  describe_quote(world, "kept");
  for (const char* text : {"kept 1", "kept 2", "kept 3"}) work(world, text);
  carl.sync();
  ASSERT_TRUE(world.daemon().back_up().has_value());
  // A restore that the operator tells of, to beyond the point at which ann's history parted.
  ASSERT_TRUE(world.daemon().restore().has_value());
  ASSERT_TRUE(world.daemon().begin_epoch().has_value());
  world.sync_all();
  EXPECT_EQ(ann.value("quote", world.quote(), "description"), schema::Value("kept"));
  EXPECT_EQ(ann.differences(), "");
  EXPECT_EQ(carl.differences(), "");
}

TEST(Restore, costs_only_the_rows_beyond_the_point_that_both_histories_share) {
  World world;
  Carried& sam = world.device("sam");
  sam.sync();
  const auto rows = status_of(sam).rows;
  ASSERT_TRUE(world.daemon().back_up().has_value());
  work(world, "lost");
  sam.sync();
  ASSERT_TRUE(world.daemon().restore().has_value());
  exchange_once(world, sam);
  exchange_once(world, sam);
  const auto dump = sam.device().replica().dump();
  ASSERT_TRUE(dump.has_value());
  // A row in doubt has the stamp of commit 0.
  EXPECT_LT(std::ranges::count_if(*dump, [](const auto& row) { return row.commit == 0; }), 5);
  EXPECT_GT(rows, 20U);
  sam.sync();
  EXPECT_EQ(sam.differences(), "");
}

TEST(Restore, to_before_a_receipt_has_the_action_sent_again_by_itself) {
  World world;
  Carried& ann = world.device("ann");
  ann.sync();
  ASSERT_TRUE(world.daemon().back_up().has_value());
  const Uuid action = ann.approve_quote(world.quote());
  const auto request = ann.device().begin_exchange();
  ASSERT_TRUE(request.has_value());
  const auto answer = world.daemon().sync(ann.device().session(), *request);
  ASSERT_TRUE(answer.has_value());
  for (const Bytes& frame : answer->frames) ASSERT_TRUE(ann.device().receive(frame).has_value());
  EXPECT_EQ(ann.state(action), client::ActionState::received);
  // The rest of the answer is lost with the daemon. Ann's position is on the backup's history.
  ASSERT_TRUE(world.daemon().restore().has_value());
  // Another action goes out in the meantime, with a receipt of its own.
  const Uuid other = ann.update("contact", world.organisation().person("ann").id, "jobtitle",
                                std::string("Buyer"));
  ann.sync();
  EXPECT_EQ(ann.verdict(other), Verdict::applied);
  EXPECT_EQ(ann.verdict(action), Verdict::applied);
}

TEST(Restore, brings_back_what_was_decided_since_the_backup_under_the_same_id) {
  World world;
  Carried& ann = world.device("ann");
  ann.sync();
  ASSERT_TRUE(world.daemon().back_up().has_value());
  const Uuid action = ann.approve_quote(world.quote());
  ann.sync();
  EXPECT_EQ(ann.verdict(action), Verdict::applied);
  ASSERT_TRUE(world.daemon().restore().has_value());
  ann.sync();
  ann.sync();
  EXPECT_EQ(ann.verdict(action), Verdict::applied);
  const auto effects = world.daemon().effects();
  ASSERT_TRUE(effects.has_value());
  EXPECT_EQ(effects->at(to_string(action)), 1);
  EXPECT_EQ(ann.differences(), "");
}

}  // namespace
}  // namespace fieldbook::tests
