#include "tests/unit/ui/models/model_fixture.hpp"
#include "ui/models/asset_model.hpp"

namespace fieldbook::ui {
namespace {

class Assets : public ModelTest {
 protected:
  void add(std::uint8_t id, const char* name, std::uint8_t parent = 0, std::uint8_t master = 0) {
    nodes_.push_back({.id = uuid_of(id),
                      .name = name,
                      .parent = parent == 0 ? Uuid{} : uuid_of(parent),
                      .master = master == 0 ? Uuid{} : uuid_of(master)});
  }
  static std::string drawn(const AssetForest& forest, const std::vector<AssetLine>& lines) {
    std::string out;
    for (const AssetLine& line : lines)
      out += std::string(line.depth, '.') + forest.nodes()[line.node].name +
             (line.in_circle ? "@" : "") + (line.shows_master ? "^" : "") + " ";
    return out;
  }
  std::string drawn() {
    const AssetForest forest(nodes_);
    return drawn(forest, forest.lines());
  }

  std::vector<AssetNode> nodes_;
};

TEST_F(Assets, stand_under_their_parents_by_name) {
  add(1, "Plant");
  add(3, "Pump", 1);
  add(2, "Motor", 1);
  add(4, "Seal", 3);
  add(5, "Boiler");
  EXPECT_EQ(drawn(), "Boiler Plant .Motor .Pump ..Seal ");
}

TEST_F(Assets, a_parent_that_is_not_here_makes_a_top) {
  add(4, "Seal", 9);
  EXPECT_EQ(drawn(), "Seal ");
}

TEST_F(Assets, a_circle_survives_and_everything_is_shown_once) {
  add(1, "A", 3);
  add(2, "B", 1);
  add(3, "C", 2);
  add(4, "D", 2);
  add(5, "Alone", 5);
  EXPECT_EQ(drawn(), "A@ .B ..C ..D Alone@ ");
}

TEST_F(Assets, a_very_long_chain_is_bounded_and_complete) {
  for (std::uint8_t i = 1; i <= 200; ++i) add(i, "Link", static_cast<std::uint8_t>(i - 1));
  const AssetForest forest(nodes_);
  ASSERT_EQ(forest.lines().size(), 200U);
  EXPECT_EQ(forest.lines().back().depth, AssetForest::kDepthMax);
  EXPECT_TRUE(forest.lines().back().is_deeper);
  EXPECT_FALSE(forest.lines()[AssetForest::kDepthMax].is_deeper);
}

TEST_F(Assets, the_master_is_told_where_it_is_not_the_top) {
  add(1, "Plant");
  add(2, "Pump", 1, 1);
  add(3, "Motor", 1, 4);
  add(4, "Other", 0, 4);
  EXPECT_EQ(drawn(), "Other Plant .Motor^ .Pump ");
}

TEST_F(Assets, closed_branches_hide_what_is_below) {
  add(1, "Plant");
  add(2, "Pump", 1);
  add(3, "Seal", 2);
  add(4, "Site");
  const AssetForest forest(nodes_);
  EXPECT_EQ(drawn(forest, forest.visible({})), "Plant Site ");
  EXPECT_EQ(drawn(forest, forest.visible({uuid_of(1)})), "Plant .Pump Site ");
  EXPECT_EQ(drawn(forest, forest.visible({uuid_of(2)})), "Plant Site ");
}

TEST_F(Assets, a_search_shows_what_matches_and_the_way_to_it) {
  add(1, "Plant North");
  add(2, "Pump P-7", 1);
  add(3, "Seal", 2);
  add(4, "Pump P-8", 1);
  add(5, "Site");
  const AssetForest forest(nodes_);
  EXPECT_EQ(drawn(forest, forest.matching("seal")), "Plant North .Pump P-7 ..Seal ");
  EXPECT_EQ(drawn(forest, forest.matching("pump p")), "Plant North .Pump P-7 .Pump P-8 ");
  EXPECT_EQ(drawn(forest, forest.matching("8 PUMP")), "Plant North .Pump P-8 ");
  EXPECT_EQ(drawn(forest, forest.matching("wombat")), "");
}

TEST_F(Assets, the_tree_of_one_is_everything_under_the_same_top) {
  add(1, "Plant");
  add(2, "Pump", 1);
  add(3, "Site");
  add(4, "Tank", 3);
  const AssetForest forest(nodes_);
  EXPECT_EQ(drawn(forest, forest.tree_of(uuid_of(2))), "Plant .Pump ");
  EXPECT_EQ(drawn(forest, forest.tree_of(uuid_of(3))), "Site .Tank ");
  EXPECT_EQ(drawn(forest, forest.tree_of(uuid_of(9))), "");
}

TEST_F(Assets, are_read_open_while_they_are_few_and_keep_what_the_person_closed) {
  const auto asset = [&](std::uint8_t id, const char* name, std::uint8_t parent) {
    ModelTest::Values values = {{"msdyn_name", std::string(name)}};
    if (parent != 0) values.emplace_back("msdyn_parentasset", uuid_of(parent));
    client_.rows["msdyn_customerasset/active"].push_back(
        {.row = row("msdyn_customerasset", id, values)});
  };
  asset(1, "Plant", 0);
  asset(2, "Pump", 1);
  AssetModel model(client_, mailbox_);
  EXPECT_EQ(model.forest(), nullptr);
  model.refresh();
  arrive();
  EXPECT_EQ(drawn(*model.forest(), model.lines()), "Plant .Pump ");
  model.toggle(uuid_of(1));
  asset(3, "Seal", 2);
  model.on_notice({.entities = {client_.number("msdyn_customerasset")}});
  arrive();
  EXPECT_EQ(model.forest()->nodes().size(), 3U);
  EXPECT_EQ(drawn(*model.forest(), model.lines()), "Plant ");
  model.words = "seal";
  EXPECT_EQ(drawn(*model.forest(), model.lines()), "Plant .Pump ..Seal ");
  EXPECT_TRUE(model.is_open(uuid_of(1)));
}

}  // namespace
}  // namespace fieldbook::ui
