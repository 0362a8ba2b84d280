// A store whose windows move: rows leave with the day and stay rows (design.md section 5).

#include "syncd/changelog/window.hpp"

#include "tests/unit/syncd/changelog/commit_world.hpp"

namespace fieldbook::tests {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

class WindowMoves : public testing::Test {
 protected:
  WindowMoves() {
    move_to(today);
    world.put({order, part});
  }

  /// Moves the windows and shows what that changed; answers whether there was anything.
  bool move_to(std::int64_t day) {
    auto transaction = world.write();
    const bool moved = must(syncd::move_windows(*transaction, *world.exposure, day));
    must(transaction->commit());
    for (bool waits = moved; waits;) {
      auto showing = world.write();
      const auto outcome = must(world.committer.show_pending(*showing, 1));
      must(showing->commit());
      waits = outcome.exposure_pending;
    }
    return moved;
  }
  [[nodiscard]] std::set<std::string> buckets(const schema::Row& row) {
    std::set<std::string> out;
    for (const auto& [name, membership] : world.entries(row))
      if (membership.present) out.insert(name);
    return out;
  }

  static syncd::ExposureSettings settings() {
    auto out = syncd::ExposureSettings::defaults();
    out.window_days = {{"msdyn_workorder", 90}};
    return out;
  }

  CommitWorld world{limits::kExposureEntriesPerCommitMax, 1, settings()};
  const std::int64_t today = day_of(world.clock.now());
  const schema::Row order = a_row("msdyn_workorder", "wo")
                                .naming("msdyn_serviceaccount", "account", "acme")
                                .with("adx_exposetocustomer", true)
                                .with("msdyn_systemstatus", std::int64_t{690'970'004})
                                .with("msdyn_timeclosed", (today - 88) * kDayMs)
                                .row();
  const schema::Row part = a_row("msdyn_workorderproduct", "part")
                               .naming("msdyn_workorder", "msdyn_workorder", "wo")
                               .row();
  const std::set<std::string> whole{"customer-fs:" + to_string(id_of("acme")), "staff"};
};

TEST_F(WindowMoves, a_row_leaves_with_its_details_when_its_day_has_come) {
  EXPECT_EQ(buckets(order), whole);
  EXPECT_EQ(buckets(part), whole);
  EXPECT_FALSE(move_to(today + 2));
  EXPECT_EQ(buckets(order), whole);
  EXPECT_TRUE(move_to(today + 3));
  EXPECT_EQ(buckets(order), std::set<std::string>{"staff"});
  EXPECT_EQ(buckets(part), std::set<std::string>{"staff"});
}

TEST_F(WindowMoves, the_day_never_goes_back) {
  EXPECT_TRUE(move_to(today + 3));
  EXPECT_FALSE(move_to(today));
  EXPECT_EQ(must(syncd::window_day(*world.read())), today + 3);
  EXPECT_EQ(buckets(order), std::set<std::string>{"staff"});
}

TEST_F(WindowMoves, commits_reckon_from_the_day_of_the_store) {
  move_to(today + 3);
  const auto late = a_row("msdyn_workorder", "wo2")
                        .naming("msdyn_serviceaccount", "account", "acme")
                        .with("adx_exposetocustomer", true)
                        .with("msdyn_systemstatus", std::int64_t{690'970'004})
                        .with("msdyn_timeclosed", (today - 88) * kDayMs)
                        .row();
  world.put({late});
  EXPECT_EQ(buckets(late), std::set<std::string>{"staff"});
}

TEST_F(WindowMoves, a_row_that_is_opened_again_comes_back) {
  move_to(today + 3);
  schema::Row open = order;
  open.values[open.entity->find("msdyn_systemstatus")->ordinal] = std::int64_t{690'970'002};
  world.put({open});
  EXPECT_EQ(buckets(open), whole);
  EXPECT_EQ(buckets(part), whole);
}

}  // namespace
}  // namespace fieldbook::tests
