#include "syncd/changelog/audit.hpp"

#include "shared/sqlite/connection.hpp"
#include "tests/unit/syncd/changelog/commit_world.hpp"

namespace fieldbook::tests {
namespace {

CommitWorld& fill(CommitWorld& world) {
  for (const char* name : {"one", "two", "three"})
    world.put({a_row("account", name).with("name", name)});
  return world;
}

void run(const CommitWorld& world, std::string_view sql) {
  must(must(sqlite::Connection::open(world.path()))->execute(sql));
}

TEST(Audit, of_an_untouched_log_is_sound) {
  CommitWorld world;
  const auto check = must(syncd::verify_audit(*fill(world).read()));
  EXPECT_TRUE(check.is_sound());
  EXPECT_EQ(check.lines, 3U);
}

TEST(Audit, names_the_line_that_was_altered) {
  CommitWorld world;
  fill(world);
  run(world,
      "UPDATE store_audit SET body = replace(body, 'added', 'Added') WHERE commit_number = 2");
  const auto check = must(syncd::verify_audit(*world.read()));
  EXPECT_EQ(check.broken_at, std::pair(syncd::Commit{2}, 0U));
  EXPECT_FALSE(check.is_sound());
}

TEST(Audit, notices_a_line_that_was_cut_off_the_end) {
  CommitWorld world;
  fill(world);
  run(world, "DELETE FROM store_audit WHERE commit_number = 3");
  EXPECT_FALSE(must(syncd::verify_audit(*world.read())).is_sound());
}

TEST(Audit, notices_a_line_that_was_taken_out_of_the_middle) {
  CommitWorld world;
  fill(world);
  run(world, "DELETE FROM store_audit WHERE commit_number = 2");
  EXPECT_EQ(must(syncd::verify_audit(*world.read())).broken_at, std::pair(syncd::Commit{3}, 0U));
}

TEST(Audit, says_who_did_what_to_which_rows) {
  CommitWorld world;
  const schema::Row row = a_row("account", "acme").with("name", "Acme");
  world.commit({change_to(row)}, {.kind = "record.update",
                                  .actor = id_of("ana"),
                                  .action = id_of("action"),
                                  .verdict = actions::Verdict::applied,
                                  .target = row.key(),
                                  .facts = {{"note", "by phone"}}});
  const auto lines = must(world.read()->audit(0, 0, 10));
  ASSERT_EQ(lines.size(), 1U);
  auto body = nlohmann::json::parse(lines[0].body);
  EXPECT_EQ(body.at("changes").get<std::string>().size(), 64U);
  body.erase("changes");
  EXPECT_EQ(body, nlohmann::json({{"at", format_instant(world.clock.now())},
                                  {"kind", "record.update"},
                                  {"actor", to_string(id_of("ana"))},
                                  {"action", to_string(id_of("action"))},
                                  {"target", "account/" + to_string(row.id)},
                                  {"verdict", "applied"},
                                  {"facts", {{"note", "by phone"}}},
                                  {"rows", 1},
                                  {"changed", nlohmann::json::array({nlohmann::json::array(
                                                  {"account/" + to_string(row.id), "added"})})}}));
}

TEST(Audit, keeps_the_chain_value_of_each_commit) {
  CommitWorld world;
  fill(world);
  auto transaction = world.read();
  EXPECT_EQ(must(transaction->chain_at(0)), syncd::ChainValue{});
  EXPECT_EQ(must(transaction->chain_at(3)), transaction->head().chain);
  EXPECT_NE(must(transaction->chain_at(2)), must(transaction->chain_at(1)));
  EXPECT_EQ(must(transaction->chain_at(4)), std::nullopt);
}

}  // namespace
}  // namespace fieldbook::tests
