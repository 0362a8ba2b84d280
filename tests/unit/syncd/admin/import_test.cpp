#include <sys/stat.h>

#include "tests/unit/syncd/admin/admin_world.hpp"

namespace fieldbook::syncd {
namespace {

class Import : public AdminWorld {};

TEST_F(Import, of_the_sample_takes_every_row_and_user) {
  const auto report = import_sample();
  EXPECT_EQ(report["rows"], 6418);
  EXPECT_EQ(report["changed"], 6418);
  EXPECT_EQ(report["bad"], 0);
  EXPECT_EQ(report["users_added"], 37);
  EXPECT_EQ(report["findings"], OrderedJson::array());
}

TEST_F(Import, twice_changes_nothing) {
  import_sample();
  const auto before = run("status");
  const auto report = import_sample();
  EXPECT_EQ(report["changed"], 0);
  EXPECT_EQ(report["users_added"], 0);
  EXPECT_EQ(run("status"), before);
}

TEST_F(Import, leaves_a_store_that_the_doctor_finds_sound) {
  import_sample();
  const auto report = run("doctor");
  EXPECT_EQ(report["findings"], OrderedJson::array());
  EXPECT_EQ(report["rows"], 6418);
}

TEST_F(Import, writes_first_passwords_for_nobody_else_to_read) {
  const auto report = import_sample();
  const std::string path = report["first_passwords"];
  struct stat status{};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  const Json passwords = Json::parse(read_text(path));
  EXPECT_EQ(passwords.size(), 37U);
  for (const auto& [signin, password] : passwords.items())
    EXPECT_GE(password.get<std::string>().size(), 16U) << signin;
}

TEST_F(Import, keeps_first_passwords_of_an_earlier_import) {
  const std::string path = import_sample()["first_passwords"];
  const Json before = Json::parse(read_text(path));
  import_file("users.json", R"({"asOf":"2026-11-21T08:00:00Z","users":[],"staff":[]})");
  EXPECT_EQ(Json::parse(read_text(path)), before);
}

TEST_F(Import, shifts_instants_exactly_and_days_by_whole_days) {
  const auto directory = directory_ / "shifted";
  write_text(directory / "users.json", R"({"asOf":"2026-11-21T08:00:00Z","users":[],"staff":[]})");
  write_text(directory / "quotes.json",
             R"({"value":[{"quoteid":"8d0d4539-1ee4-4d98-9ca4-adcb38ec325d","name":"Q",)"
             R"("effectivefrom":"2026-11-20","expireson":"2026-11-21T23:59:59Z",)"
             R"("requestdeliveryby":null}]})");
  clock_.jump_to(*parse_instant("2026-12-01T03:30:00Z"));
  const auto report = run("import", {{"directory", directory.string()}, {"rebase_dates", true}});
  EXPECT_EQ(report["findings"], OrderedJson::array());
  run("export", {{"directory", (directory_ / "out").string()}});
  const Json row = Json::parse(read_text(directory_ / "out/quotes.json"))["value"][0];
  EXPECT_EQ(row["effectivefrom"], "2026-11-30");
  EXPECT_EQ(row["expireson"], "2026-12-01T19:29:59Z");
  EXPECT_EQ(row["requestdeliveryby"], nullptr);
}

TEST_F(Import, cannot_shift_without_a_day_to_shift_from) {
  const auto directory = directory_ / "unshiftable";
  write_text(directory / "quotes.json", R"({"value":[]})");
  EXPECT_EQ(refusal("import", {{"directory", directory.string()}, {"rebase_dates", true}}),
            Errc::not_found);
  EXPECT_EQ(refusal("import", {{"directory", (directory_ / "absent").string()}}), Errc::not_found);
}

TEST_F(Import, reports_bad_rows_with_file_row_and_column_and_takes_the_others) {
  const auto report = import_file("accounts.json", R"({"value":[
{"accountid":"00000000-0000-4000-8000-000000000001","name":"Good"},
{"accountid":"not an id","name":"No id"},
{"accountid":"00000000-0000-4000-8000-000000000002","name":17},
{"accountid":"00000000-0000-4000-8000-000000000003","statecode":99},
{"accountid":"00000000-0000-4000-8000-000000000001","name":"Twice"},
{"accountid":"00000000-0000-4000-8000-000000000004","name":"Good too"}]})");
  EXPECT_EQ(report["rows"], 6);
  EXPECT_EQ(report["changed"], 2);
  EXPECT_EQ(report["bad"], 4);
  std::vector<std::tuple<std::string, int, std::string>> places;
  for (const auto& finding : report["findings"])
    places.emplace_back(finding["file"], finding["row"], finding["column"]);
  EXPECT_EQ(places, (std::vector<std::tuple<std::string, int, std::string>>{
                        {"accounts.json", 2, "accountid"},
                        {"accounts.json", 3, "name"},
                        {"accounts.json", 4, "statecode"},
                        {"accounts.json", 5, "accountid"}}));
}

TEST_F(Import, takes_what_comes_before_a_truncation) {
  const auto report = import_file(
      "accounts.json",
      R"({"value":[{"accountid":"00000000-0000-4000-8000-000000000001","name":"Good"},{"acc)");
  EXPECT_EQ(report["changed"], 1);
  ASSERT_EQ(report["findings"].size(), 1U);
  EXPECT_EQ(report["findings"][0]["row"], 0);
}

TEST_F(Import, reports_files_it_does_not_know) {
  const auto report = import_file("widgets.json", R"({"value":[{"widgetid":1}]})");
  EXPECT_EQ(report["findings"],
            OrderedJson::parse(R"([{"file":"widgets.json","row":0,"column":"",)"
                               R"("message":"no entity of the catalogue has this set"}])"));
}

TEST_F(Import, keeps_columns_that_the_catalogue_does_not_know) {
  import_file("accounts.json",
              R"({"value":[{"accountid":"00000000-0000-4000-8000-000000000001","name":"A",)"
              R"("new_colour":"blue","new_shape":{"sides":[3,4]}}]})");
  run("export", {{"directory", (directory_ / "out").string()}});
  const Json row = Json::parse(read_text(directory_ / "out/accounts.json"))["value"][0];
  EXPECT_EQ(row["new_colour"], "blue");
  EXPECT_EQ(row["new_shape"], Json::parse(R"({"sides":[3,4]})"));
}

TEST_F(Import, keeps_columns_that_a_later_file_does_not_name) {
  import_file("accounts.json",
              R"({"value":[{"accountid":"00000000-0000-4000-8000-000000000001","name":"A",)"
              R"("telephone1":"123"}]})");
  import_file("accounts.json",
              R"({"value":[{"accountid":"00000000-0000-4000-8000-000000000001","name":"B"}]})");
  run("export", {{"directory", (directory_ / "out").string()}});
  const Json row = Json::parse(read_text(directory_ / "out/accounts.json"))["value"][0];
  EXPECT_EQ(row["name"], "B");
  EXPECT_EQ(row["telephone1"], "123");
}

TEST_F(Import, counts_findings_beyond_the_bound) {
  open_.config.import.findings = 2;
  std::string rows;
  for (int i = 0; i < 5; ++i) rows += std::string(i == 0 ? "" : ",") + R"({"accountid":"x"})";
  const auto report = import_file("accounts.json", R"({"value":[)" + rows + "]}");
  EXPECT_EQ(report["findings"].size(), 2U);
  EXPECT_EQ(report["more_findings"], 3);
}

TEST_F(Import, commits_in_parts) {
  open_.config.import.rows_per_commit = 2;
  const auto before = run("status")["commit"].get<int>();
  std::string rows;
  for (int i = 1; i <= 5; ++i)
    rows += std::string(i == 1 ? "" : ",") +
            R"({"accountid":"00000000-0000-4000-8000-00000000000)" + std::to_string(i) + "\"}";
  const auto report = import_file("accounts.json", R"({"value":[)" + rows + "]}");
  EXPECT_EQ(report["changed"], 5);
  EXPECT_EQ(run("status")["commit"].get<int>(), before + 3);
}

TEST_F(Import, reports_users_that_cannot_sign_in) {
  const auto report = import_file("users.json", R"({"asOf":"2026-11-21T08:00:00Z","users":[
{"signin":"nobody@example.org","contactid":"00000000-0000-4000-8000-000000000001"},
{"signin":"","contactid":"00000000-0000-4000-8000-000000000001"},
{"signin":"x@example.org","contactid":7}],"staff":[]})");
  EXPECT_EQ(report["users_added"], 0);
  std::vector<std::pair<int, std::string>> places;
  for (const auto& finding : report["findings"])
    places.emplace_back(finding["row"], finding["column"]);
  EXPECT_EQ(places, (std::vector<std::pair<int, std::string>>{
                        {2, "signin"}, {3, "contactid"}, {1, "contactid"}}));
}

TEST_F(Import, gives_a_person_listed_twice_one_sign_in_and_the_others_theirs) {
  import_file("contacts.json", R"({"value":[
{"contactid":"00000000-0000-4000-8000-000000000001","lastname":"One"},
{"contactid":"00000000-0000-4000-8000-000000000002","lastname":"Two"}]})");
  const auto report = import_file("users.json", R"({"asOf":"2026-11-21T08:00:00Z","users":[
{"signin":"one@example.org","contactid":"00000000-0000-4000-8000-000000000001"},
{"signin":"also.one@example.org","contactid":"00000000-0000-4000-8000-000000000001"},
{"signin":"nobody@example.org","contactid":"00000000-0000-4000-8000-000000000009"},
{"signin":"ONE@example.org","contactid":"00000000-0000-4000-8000-000000000002"},
{"signin":"nobody@example.org","contactid":"00000000-0000-4000-8000-000000000002"}],"staff":[]})");
  EXPECT_EQ(report["users_added"], 2);
  std::vector<std::pair<int, std::string>> places;
  for (const auto& finding : report["findings"])
    places.emplace_back(finding["row"], finding["column"]);
  EXPECT_EQ(places, (std::vector<std::pair<int, std::string>>{
                        {2, "contactid"}, {3, "contactid"}, {4, "signin"}}));
}

TEST_F(Import, reads_parents_before_their_children) {
  const auto& catalogue = open_.organisation->store().catalogue();
  std::vector<const schema::Entity*> all;
  for (const auto& entity : catalogue.entities()) all.push_back(&entity);
  const auto ordered = parents_first(catalogue, all);
  EXPECT_EQ(ordered.size(), all.size());
  const auto place = [&](std::string_view name) {
    return std::ranges::find(ordered, catalogue.find(name)) - ordered.begin();
  };
  EXPECT_LT(place("transactioncurrency"), place("quote"));
  EXPECT_LT(place("quote"), place("quotedetail"));
  EXPECT_LT(place("contact"), place("contact_adx_webrole_link"));
  EXPECT_LT(place("adx_webrole"), place("contact_adx_webrole_link"));
}

/// Every key of every row of the sample is in the export with the same value.
TEST_F(Import, is_given_back_whole_by_export) {
  import_sample();
  const auto out = directory_ / "out";
  const auto report = run("export", {{"directory", out.string()}});
  EXPECT_EQ(report["rows"], 6418);
  EXPECT_EQ(report["users"], 37);
  std::size_t rows = 0;
  for (const auto& entry : std::filesystem::directory_iterator(sample())) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".json" || name == "users.json") continue;
    const Json expected = Json::parse(read_text(entry.path()))["value"];
    const Json exported = Json::parse(read_text(out / name))["value"];
    ASSERT_EQ(exported.size(), expected.size()) << name;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      for (const auto& [key, value] : expected[i].items()) {
        ASSERT_TRUE(exported[i].contains(key)) << name << " row " << i + 1 << " lacks " << key;
        EXPECT_EQ(exported[i][key], value) << name << " row " << i + 1 << " " << key;
      }
      ++rows;
    }
  }
  EXPECT_EQ(rows, 6418U);
}

TEST_F(Import, of_an_export_into_an_empty_store_gives_the_same_export) {
  import_sample();
  const auto first = directory_ / "first";
  run("export", {{"directory", first.string()}});
  OpenOrganisation other(directory_ / "other", clock_, random_);
  ASSERT_TRUE(run_verb(other.admin, "import", {{"directory", first.string()}}));
  const auto second = directory_ / "second";
  ASSERT_TRUE(run_verb(other.admin, "export", {{"directory", second.string()}}));
  for (const auto& entry : std::filesystem::directory_iterator(first))
    EXPECT_EQ(read_text(second / entry.path().filename().string()), read_text(entry.path()))
        << entry.path().filename();
}

}  // namespace
}  // namespace fieldbook::syncd
