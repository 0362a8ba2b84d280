// A disk that is full at every byte in turn: what could not be saved must never take effect, what
// was said to be saved must, and everything goes on when there is room again.

#include "tests/support/world/world.hpp"

namespace fieldbook::tests {
namespace {

constexpr std::uint64_t kRoomMax = 600'000;
constexpr std::uint64_t kStep = 9'973;  // not a multiple of a page or a frame

client::NewAction title(World& world, const std::string& text) {
  client::NewAction action{.kind = "record.update",
                           .entity = "contact",
                           .target = world.organisation().person("ann").id};
  const auto* column = schema::Catalogue::embedded()->entity("contact").find("jobtitle");
  action.fields.emplace_back(column->number, text);
  return action;
}

std::size_t log_size(Carried& carried) {
  const Bytes* log = carried.device().disk().find("replica.db-wal");
  return log == nullptr ? 0 : log->size();
}

TEST(FullDisk, with_room_for_the_replica_but_not_for_the_journal_takes_the_action_back) {
  std::size_t growth = 0;
  {
    World world;
    Carried& ann = world.device("ann");
    ann.sync();
    const std::size_t before = log_size(ann);
    ASSERT_TRUE(ann.queue().save(title(world, "measured"))->has_value());
    growth = log_size(ann) - before;
  }
  World world;
  Carried& ann = world.device("ann");
  ann.sync();
  SimDisk& disk = ann.device().disk();
  disk.set_room(growth + 10);
  const auto outcome = ann.queue().save(title(world, "not saved"));
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, Errc::storage);
  // The action is in the file, and there is no room to take it out again either.
  EXPECT_TRUE(ann.queue().outbox()->empty());
  EXPECT_EQ(ann.device().replica().sync_request().error().code, Errc::storage);
  disk.set_room(std::nullopt);
  ann.sync();
  EXPECT_TRUE(world.daemon().effects()->empty());
  EXPECT_NE(ann.value("contact", world.organisation().person("ann").id, "jobtitle"),
            schema::Value("not saved"));
  EXPECT_EQ(ann.differences(), "");
}

TEST(FullDisk, of_a_device_saves_an_action_whole_or_not_at_all) {
  int saved = 0;
  int refused = 0;
  for (std::uint64_t room = 0; room < kRoomMax; room += kStep) {
    World world;
    Carried& ann = world.device("ann");
    ann.sync();
    SimDisk& disk = ann.device().disk();
    disk.set_room(room);
    // Several, so that some fit and one does not; the log of the file grows with each.
    std::set<Uuid> promised;
    for (int i = 0; i < 12 && !disk.ran_out(); ++i) {
      const auto outcome = ann.queue().save(title(world, "title " + std::to_string(i)));
      if (outcome && outcome->has_value()) promised.insert((*outcome)->id);
      if (!outcome) {
        EXPECT_EQ(outcome.error().code, Errc::storage) << outcome.error().message;
      }
    }
    const auto outbox = ann.queue().outbox();
    ASSERT_TRUE(outbox.has_value());
    std::set<Uuid> listed;
    for (const auto& queued : *outbox) listed.insert(queued.action.id);
    EXPECT_EQ(listed, promised) << "with room for " << room;
    disk.set_room(std::nullopt);
    ann.sync();
    const auto effects = world.daemon().effects();
    ASSERT_TRUE(effects.has_value());
    EXPECT_EQ(effects->size(), promised.size()) << "with room for " << room;
    for (const Uuid& id : promised) EXPECT_EQ(ann.verdict(id), actions::Verdict::applied);
    EXPECT_EQ(ann.differences(), "");
    saved += static_cast<int>(promised.size());
    refused += promised.size() < 12 ? 1 : 0;
  }
  EXPECT_GT(saved, 20);
  EXPECT_GT(refused, 20);
}

TEST(FullDisk, of_the_daemon_decides_nothing_and_forgets_nothing) {
  for (std::uint64_t room = 0; room < kRoomMax; room += kStep) {
    World world;
    Carried& ann = world.device("ann");
    ann.sync();
    const Uuid action = ann.approve_quote(world.quote());
    SimDisk& disk = world.daemon().disk();
    disk.set_room(room);
    const auto request = ann.device().begin_exchange();
    ASSERT_TRUE(request.has_value());
    const auto answer = world.daemon().sync(ann.device().session(), *request);
    if (!answer) {
      EXPECT_EQ(answer.error().code, Errc::storage) << answer.error().message;
    }
    disk.set_room(std::nullopt);
    ann.sync();
    EXPECT_EQ(ann.verdict(action), actions::Verdict::applied) << "with room for " << room;
    EXPECT_EQ(world.daemon().effects()->at(to_string(action)), 1);
    EXPECT_EQ(ann.differences(), "");
    EXPECT_EQ(*world.daemon().compare_with_store(), "");
  }
}

}  // namespace
}  // namespace fieldbook::tests
