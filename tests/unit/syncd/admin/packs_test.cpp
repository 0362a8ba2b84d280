// A site's packs, from the directory that the configuration names to rows of the new column.

#include "tests/unit/syncd/admin/admin_world.hpp"

namespace fieldbook::syncd {
namespace {

constexpr const char* kRating = R"({"extends": "uom", "columns": [
    {"name": "con_rating", "number": 10001, "label": "Rating", "type": "text", "length": 20,
     "audiences": ["staff"], "editable": ["staff"]}]})";
constexpr const char* kUnit = "5321eddc-5c1a-47d8-9fb3-d4c501aa5f3a";

class Site_packs : public testing::Test {
 protected:
  Config config() const {
    return load_config(std::nullopt, "",
                       {{"FIELDBOOK_SYNCD_DATA_DIRECTORY", (directory_ / "data").string()},
                        {"FIELDBOOK_SYNCD_CATALOGUE_PACKS", packs_.string()}})
        .config;
  }
  Result<std::unique_ptr<Organisation>> open() {
    return Organisation::open(config(), clock_, random_);
  }
  tests::TempDir directory_;
  std::filesystem::path packs_ = directory_ / "packs";
  tests::FakeClock clock_;
  SeededRandom random_{11};
};

TEST_F(Site_packs, add_their_columns_to_an_organisation_that_is_there) {
  std::filesystem::create_directories(packs_);
  schema::RowKey key;
  {
    const auto before = open();
    ASSERT_TRUE(before.has_value()) << before.error().message;
    const auto& catalogue = (*before)->store().catalogue();
    key = {catalogue.entity("uom").number, *parse_uuid(kUnit)};
    schema::RowChange change(key);
    change.set(catalogue.column("uom", "name"), std::string("Hour"));
    const auto transaction = *(*before)->store().begin_write();
    ASSERT_TRUE((*before)->committer().commit(*transaction, {&change, 1}, {.kind = "test"}));
    ASSERT_TRUE(transaction->commit().has_value());
  }
  write_text(packs_ / "rating.json", kRating);
  write_text(packs_ / "notes.txt", "not a pack");
  const auto after = open();
  ASSERT_TRUE(after.has_value()) << after.error().message;
  const auto& catalogue = (*after)->store().catalogue();
  EXPECT_NE(catalogue.hash(), schema::Catalogue::embedded()->hash());
  schema::RowChange change(key);
  change.set(catalogue.column("uom", "con_rating"), std::string("good"));
  const auto transaction = *(*after)->store().begin_write();
  ASSERT_TRUE((*after)->committer().commit(*transaction, {&change, 1}, {.kind = "test"}));
  const auto row = *transaction->get(key);
  ASSERT_TRUE(row.has_value());
  EXPECT_EQ(row->text(catalogue.column("uom", "con_rating")), "good");
  EXPECT_EQ(row->text(catalogue.column("uom", "name")), "Hour");
}

TEST_F(Site_packs, that_are_wrong_keep_the_daemon_from_opening_and_are_all_named) {
  write_text(packs_ / "a.json", R"({"extends": "uom", "columns": [
      {"name": "rating", "number": 5, "label": "Rating", "type": "text"}]})");
  write_text(packs_ / "b.json", "{");
  const auto refused = open();
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, Errc::invalid_argument);
  const std::string& found = refused.error().message;
  EXPECT_NE(found.find("a.json: rating: packs number their columns from 10000 up"),
            std::string::npos)
      << found;
  EXPECT_NE(found.find("b.json: is not JSON"), std::string::npos) << found;
}

}  // namespace
}  // namespace fieldbook::syncd
