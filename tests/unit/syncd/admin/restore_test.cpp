// A backup looked at and taken back.

#include "syncd/admin/restore.hpp"

#include "syncd/store/sqlite_store.hpp"
#include "tests/unit/syncd/admin/admin_world.hpp"

namespace fieldbook::syncd {
namespace {

class Backups : public testing::Test {
 protected:
  Backups() { open(); }

  void open() {
    open_.emplace(directory_ / "data", clock_, random_);
    config_ = open_->config;
  }
  OrderedJson run(std::string_view verb, const Json& arguments = Json::object()) {
    auto result = run_verb(open_->admin, verb, arguments);
    EXPECT_TRUE(result) << result.error().message;
    return result ? *std::move(result) : OrderedJson::object();
  }
  /// One commit: a unit with this name.
  void name_unit(const std::string& name) {
    const auto folder = directory_ / "import";
    write_text(folder / "uoms.json",
               R"({"value": [{"uomid": "5321eddc-5c1a-47d8-9fb3-d4c501aa5f3a", "name": ")" + name +
                   R"("}]})");
    EXPECT_EQ(run("import", {{"directory", folder.string()}})["findings"], OrderedJson::array());
  }
  std::string unit_name() {
    const auto transaction = *open_->organisation->store().begin_read();
    const auto& catalogue = transaction->catalogue();
    const auto row = *transaction->get(
        {catalogue.entity("uom").number, *parse_uuid("5321eddc-5c1a-47d8-9fb3-d4c501aa5f3a")});
    return row ? std::string(row->text(catalogue.column("uom", "name"))) : "";
  }
  void back_up() { run("backup", {{"file", backup_}}); }
  Result<OrderedJson> offline(std::string_view verb, const std::string& file) {
    return find_offline_verb(verb)->run(config_, {{"file", file}}, clock_, random_);
  }
  Errc refusal(std::string_view verb, const std::string& file) {
    const auto result = offline(verb, file);
    EXPECT_FALSE(result) << verb << " did not refuse: " << (result ? result->dump() : "");
    return result ? Errc::internal : result.error().code;
  }
  /// A number in the middle of the data of the backup becomes another.
  void damage_backup() {
    const auto store = open_sqlite_store(backup_, {}, schema::Catalogue::embedded());
    ASSERT_TRUE(store);
    const auto transaction = *(*store)->begin_write();
    const auto bucket = *transaction->find_bucket("staff");
    ASSERT_TRUE(bucket);
    auto head = *transaction->bucket_head(*bucket);
    head.digest.sum[0] ^= 1;
    ASSERT_TRUE(transaction->put_bucket_head(*bucket, head.digest, head.last));
    ASSERT_TRUE(transaction->commit());
  }
  std::vector<std::string> files() {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(directory_ / "data"))
      out.push_back(entry.path().filename().string());
    std::ranges::sort(out);
    return out;
  }

  tests::TempDir directory_;
  tests::FakeClock clock_;
  SeededRandom random_{11};
  std::optional<OpenOrganisation> open_;
  Config config_;
  const std::string backup_ = (directory_ / "backup.db").string();
};

TEST_F(Backups, that_are_restored_have_their_rows_and_an_epoch_of_their_own) {
  name_unit("Hour");
  back_up();
  const auto before = run("status");
  name_unit("Day");
  open_.reset();
  const auto restored = offline("restore", backup_);
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_EQ((*restored)["restored"], true);
  EXPECT_EQ((*restored)["commit"], before["commit"]);
  EXPECT_EQ((*restored)["commits_beyond"], 1);
  open();
  EXPECT_EQ(unit_name(), "Hour");
  const auto after = run("status");
  EXPECT_EQ(after["commit"], before["commit"]);
  EXPECT_NE(after["epoch"], before["epoch"]);
  EXPECT_EQ(after["epochs"], 2);
  EXPECT_EQ(run("doctor")["findings"], OrderedJson::array());
}

TEST_F(Backups, that_are_restored_set_aside_what_was_there) {
  back_up();
  name_unit("Day");
  open_.reset();
  const auto restored = offline("restore", backup_);
  ASSERT_TRUE(restored) << restored.error().message;
  const std::filesystem::path aside = (*restored)["set_aside"].get<std::string>();
  EXPECT_EQ(files(), (std::vector<std::string>{"fieldbook.db", aside.filename(), "syncd.lock"}));
  open();
  EXPECT_EQ(unit_name(), "");
  open_.reset();
  ASSERT_TRUE(
      find_offline_verb("restore")->run(config_, {{"file", aside.string()}}, clock_, random_));
  open();
  EXPECT_EQ(unit_name(), "Day") << "what was set aside is a backup like any other";
}

TEST_F(Backups, are_restored_where_the_data_is_gone_or_damaged) {
  name_unit("Hour");
  back_up();
  open_.reset();
  write_text(directory_ / "data/fieldbook.db", "no database");
  write_text(directory_ / "data/fieldbook.db-wal", "no log");
  ASSERT_TRUE(offline("restore", backup_));
  EXPECT_FALSE(std::filesystem::exists(directory_ / "data/fieldbook.db-wal"));
  open();
  EXPECT_EQ(unit_name(), "Hour");
  open_.reset();
  std::filesystem::remove_all(directory_ / "data");
  ASSERT_TRUE(offline("restore", backup_));
  open();
  EXPECT_EQ(unit_name(), "Hour");
}

TEST_F(Backups, are_verified_while_the_daemon_runs_and_stay_as_they_are) {
  name_unit("Hour");
  back_up();
  const std::string bytes = read_text(backup_);
  const auto before = files();
  const auto verified = offline("verify", backup_);
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_EQ((*verified)["findings"], OrderedJson::array());
  EXPECT_EQ((*verified)["rows"], 1);
  EXPECT_EQ(read_text(backup_), bytes);
  auto after = files();
  std::erase(after, "verify.lock");
  EXPECT_EQ(after, before);
}

TEST_F(Backups, in_which_something_is_wrong_are_not_restored) {
  name_unit("Hour");
  back_up();
  name_unit("Day");
  damage_backup();
  EXPECT_EQ((*offline("verify", backup_))["finding_count"], 1);
  open_.reset();
  const auto refused = offline("restore", backup_);
  ASSERT_TRUE(refused) << refused.error().message;
  EXPECT_EQ((*refused)["restored"], false);
  EXPECT_EQ((*refused)["findings"].size(), 1U);
  open();
  EXPECT_EQ(unit_name(), "Day");
}

TEST_F(Backups, that_are_none_are_refused_and_change_nothing) {
  name_unit("Hour");
  const auto empty = directory_ / "empty.db";
  write_text(empty, "");
  const auto text = directory_ / "text.db";
  write_text(text, std::string(10'000, 'x'));
  back_up();
  const auto half = directory_ / "half.db";
  write_text(half, read_text(backup_).substr(0, 20'000));
  EXPECT_EQ(refusal("restore", backup_), Errc::unavailable) << "the daemon runs";
  open_.reset();
  for (const std::string verb : {"verify", "restore"}) {
    EXPECT_EQ(refusal(verb, (directory_ / "nowhere.db").string()), Errc::not_found);
    EXPECT_EQ(refusal(verb, directory_.path().string()), Errc::not_found);
    EXPECT_EQ(refusal(verb, empty.string()), Errc::not_found);
    EXPECT_EQ(refusal(verb, text.string()), Errc::corrupt);
    const auto damaged = offline(verb, half.string());
    EXPECT_TRUE(!damaged || !(*damaged)["findings"].empty());
    EXPECT_EQ(find_offline_verb(verb)->run(config_, Json::object(), clock_, random_).error().code,
              Errc::invalid_argument);
  }
  open();
  EXPECT_EQ(unit_name(), "Hour");
}

TEST_F(Backups, of_another_organisation_are_refused) {
  back_up();
  open_.reset();
  std::filesystem::remove_all(directory_ / "data");
  open();
  name_unit("Other");
  open_.reset();
  EXPECT_EQ(refusal("restore", backup_), Errc::conflict);
  open();
  EXPECT_EQ(unit_name(), "Other");
}

}  // namespace
}  // namespace fieldbook::syncd
