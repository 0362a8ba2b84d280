#include "client/tool/tool.hpp"

#include <gtest/gtest.h>

#include "tests/support/temp_dir.hpp"
#include "tests/unit/client/tool/fake_client.hpp"

namespace fieldbook::client {
namespace {

schema::Row quote(const char* id, const char* name) {
  const auto catalogue = schema::Catalogue::embedded();
  const schema::Entity& entity = catalogue->entity("quote");
  schema::Row row(entity, *parse_uuid(id));
  row.values[entity.find("name")->ordinal] = std::string(name);
  return row;
}

ActionSnapshot action(const char* id) { return {.id = *parse_uuid(id)}; }

constexpr const char* kFirst = "0190b1c2-0000-7000-8000-00000000aaaa";
constexpr const char* kSecond = "0190b1c2-0000-7000-8000-00000000bbbb";
constexpr const char* kThird = "0190ffff-0000-7000-8000-00000000cccc";

class ToolTest : public testing::Test {
 protected:
  tests::TempDir home_;
  Tool tool_{ToolOptions{.profile = "ana", .home = home_.path(), .zone = "-03:30"}};
  FakeClient client_;
};

TEST_F(ToolTest, reads_the_zone_of_the_command_line) {
  EXPECT_EQ(tool_.zone_offset(), -210);
  EXPECT_EQ(Tool({.zone = "+05:45"}).zone_offset(), 345);
}

TEST_F(ToolTest, keeps_each_profile_in_its_own_folder) {
  EXPECT_EQ(tool_.profile_folder(), home_.path() / "ana");
}

TEST_F(ToolTest, asks_to_sign_in_where_nobody_has) {
  const auto settings = tool_.settings();
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().code, Errc::unauthenticated);
  EXPECT_EQ(exit_code_of(settings.error()), ExitCode::sign_in);
}

TEST_F(ToolTest, reads_settings_back_as_they_were_saved) {
  ASSERT_TRUE(tool_.save_settings({.server = "https://edge.example:8460",
                                   .ca_file = "ca.pem",
                                   .proxy = "http://proxy.example:3128",
                                   .signin = "ana@acct0.example"}));
  const auto settings = tool_.settings();
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->server, "https://edge.example:8460");
  EXPECT_EQ(settings->ca_file, "ca.pem");
  EXPECT_EQ(settings->proxy, "http://proxy.example:3128");
  EXPECT_EQ(settings->signin, "ana@acct0.example");
}

TEST_F(ToolTest, lets_only_the_owner_read_a_profile) {
  ASSERT_TRUE(tool_.save_settings({.server = "https://edge.example"}));
  using std::filesystem::perms;
  const auto file = std::filesystem::status(home_.path() / "ana" / "settings.json").permissions();
  EXPECT_EQ(file & (perms::group_all | perms::others_all), perms::none);
  const auto folder = std::filesystem::status(home_.path() / "ana").permissions();
  EXPECT_EQ(folder & (perms::group_all | perms::others_all), perms::none);
}

TEST_F(ToolTest, finds_a_row_by_id_by_its_start_and_by_name_in_any_case) {
  client_.rows = {quote(kFirst, "Boiler"), quote(kThird, "Pump P-7")};
  EXPECT_EQ(tool_.find_row(client_, "quote", kThird).value_or(Uuid{}), *parse_uuid(kThird));
  EXPECT_EQ(tool_.find_row(client_, "quote", "0190F").value_or(Uuid{}), *parse_uuid(kThird));
  EXPECT_EQ(tool_.find_row(client_, "quote", "pump p-7").value_or(Uuid{}), *parse_uuid(kThird));
}

TEST_F(ToolTest, finds_a_row_on_a_later_page) {
  client_.page = 1;
  client_.rows = {quote(kFirst, "Boiler"), quote(kSecond, "Crane"), quote(kThird, "Pump")};
  EXPECT_EQ(tool_.find_row(client_, "quote", "Pump").value_or(Uuid{}), *parse_uuid(kThird));
}

TEST_F(ToolTest, refuses_a_name_that_no_row_or_several_rows_have) {
  client_.rows = {quote(kFirst, "Boiler"), quote(kSecond, "Boiler")};
  EXPECT_EQ(tool_.find_row(client_, "quote", "Crane").error().code, Errc::not_found);
  EXPECT_EQ(tool_.find_row(client_, "quote", "Boiler").error().code, Errc::invalid_argument);
  EXPECT_EQ(tool_.find_row(client_, "quote", "0190b1c2").error().code, Errc::invalid_argument);
}

TEST_F(ToolTest, does_not_take_three_characters_for_the_start_of_an_id) {
  client_.rows = {quote(kThird, "Boiler")};
  EXPECT_EQ(tool_.find_row(client_, "quote", "019").error().code, Errc::not_found);
}

TEST_F(ToolTest, finds_an_action_by_either_end_of_its_id) {
  client_.waiting = {action(kFirst)};
  client_.settled = {action(kSecond), action(kThird)};
  EXPECT_EQ(tool_.find_action(client_, "aaaa").value_or(Uuid{}), *parse_uuid(kFirst));
  EXPECT_EQ(tool_.find_action(client_, "0190ffff").value_or(Uuid{}), *parse_uuid(kThird));
  EXPECT_EQ(tool_.find_action(client_, "0190b1c2").error().code, Errc::invalid_argument);
  EXPECT_EQ(tool_.find_action(client_, "dddd").error().code, Errc::not_found);
  EXPECT_EQ(tool_.find_action(client_, kSecond).value_or(Uuid{}), *parse_uuid(kSecond));
}

TEST_F(ToolTest, does_not_invent_an_action_for_a_whole_id) {
  client_.waiting = {action(kFirst)};
  EXPECT_EQ(tool_.find_action(client_, kSecond).error().code, Errc::not_found);
}

TEST_F(ToolTest, knows_entities_by_name_set_and_label) {
  for (const char* text : {"msdyn_workorder", "msdyn_workorders", "Work Order", "work orders"})
    EXPECT_EQ(tool_.find_entity(client_, text).value_or(""), "msdyn_workorder") << text;
  EXPECT_EQ(tool_.find_entity(client_, "bookings").value_or(""), "bookableresourcebooking");
  EXPECT_EQ(tool_.find_entity(client_, "wombat").error().code, Errc::not_found);
}

TEST(ExitCodes, tell_scripts_what_to_do_next) {
  const auto code = [](Errc errc) { return static_cast<int>(exit_code_of({errc, ""})); };
  EXPECT_EQ(code(Errc::storage), 1);
  EXPECT_EQ(code(Errc::corrupt), 1);
  EXPECT_EQ(code(Errc::invalid_argument), 2);
  EXPECT_EQ(code(Errc::unauthenticated), 3);
  EXPECT_EQ(code(Errc::not_found), 4);
  EXPECT_EQ(code(Errc::unavailable), 6);
}

}  // namespace
}  // namespace fieldbook::client
