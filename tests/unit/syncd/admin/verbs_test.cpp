#include "syncd/admin/verbs.hpp"

#include "syncd/admin/command_line.hpp"
#include "syncd/store/sqlite_store.hpp"
#include "tests/unit/syncd/admin/admin_world.hpp"

namespace fieldbook::syncd {
namespace {

constexpr const char* kContact = "5321eddc-5c1a-47d8-9fb3-d4c501aa5f3a";

class Verbs : public AdminWorld {
 protected:
  /// A contact with an account and the roles to give.
  void import_people() {
    import_file("contacts.json", std::string(R"({"value":[{"contactid":")") + kContact +
                                     R"(","fullname":"Ana","statecode":0,"statuscode":1}]})");
    import_file("adx_webroles.json",
                R"({"value":[{"adx_webroleid":"00000000-0000-4000-8000-0000000000a1",)"
                R"("adx_name":"PSA Customer Approver","statecode":0,"statuscode":1}]})");
  }
};

TEST_F(Verbs, add_a_user_with_a_password_that_is_shown_once) {
  import_people();
  const auto added = run("user.add", {{"signin", "Ana@Example.org"}, {"contact", kContact}});
  EXPECT_EQ(added["signin"], "ana@example.org");
  EXPECT_GE(added["password"].get<std::string>().size(), 16U);
  const auto users = run("user.list")["users"];
  ASSERT_EQ(users.size(), 1U);
  EXPECT_FALSE(users[0].contains("password"));
  EXPECT_EQ(users[0]["kind"], "contact");
}

TEST_F(Verbs, refuse_users_that_do_not_fit) {
  import_people();
  run("user.add", {{"signin", "ana"}, {"contact", kContact}});
  EXPECT_EQ(refusal("user.add", {{"signin", "ana"}, {"contact", kContact}}), Errc::already_exists);
  EXPECT_EQ(refusal("user.add", {{"signin", "bo"}, {"contact", "x"}}), Errc::invalid_argument);
  EXPECT_EQ(refusal("user.add", {{"signin", "bo"}}), Errc::invalid_argument);
  EXPECT_EQ(
      refusal("user.add", {{"signin", "bo"}, {"contact", "00000000-0000-4000-8000-0000000000ff"}}),
      Errc::not_found);
  EXPECT_EQ(refusal("user.add", {{"signin", "bo"}, {"contact", kContact}, {"password", "short"}}),
            Errc::invalid_argument);
}

TEST_F(Verbs, give_and_take_roles_as_link_rows) {
  import_people();
  run("user.add", {{"signin", "ana"}, {"contact", kContact}});
  const Json role = {"PSA Customer Approver"};
  EXPECT_EQ(run("user.roles", {{"user", "ana"}})["roles"], OrderedJson::array());
  EXPECT_EQ(run("user.roles", {{"user", "ana"}, {"add", role}})["roles"], role);
  EXPECT_EQ(run("status")["rows"]["contact_adx_webrole_link"], 1);
  EXPECT_EQ(run("user.roles", {{"user", "ana"}, {"add", role}})["roles"], role) << "no second link";
  EXPECT_EQ(run("user.roles", {{"user", "ana"}, {"remove", role}})["roles"], OrderedJson::array());
  EXPECT_EQ(refusal("user.roles", {{"user", "ana"}, {"remove", role}}), Errc::not_found);
  EXPECT_EQ(refusal("user.roles", {{"user", "ana"}, {"add", {"No Such Role"}}}), Errc::not_found);
  EXPECT_EQ(run("doctor")["findings"], OrderedJson::array());
}

TEST_F(Verbs, disable_and_enable_a_user) {
  import_people();
  run("user.add", {{"signin", "ana"}, {"contact", kContact}});
  EXPECT_EQ(run("user.disable", {{"user", "ana"}})["disabled"], true);
  EXPECT_EQ(run("user.list")["users"][0]["disabled"], true);
  EXPECT_EQ(run("user.enable", {{"user", kContact}})["disabled"], false);
  EXPECT_EQ(refusal("user.disable", {{"user", "bo"}}), Errc::not_found);
}

TEST_F(Verbs, list_and_revoke_devices) {
  EXPECT_EQ(run("device.list")["devices"], OrderedJson::array());
  EXPECT_EQ(refusal("device.revoke", {{"device", kContact}}), Errc::not_found);
  EXPECT_EQ(refusal("device.revoke", {{"device", "x"}}), Errc::invalid_argument);
  {
    auto transaction = open_.organisation->store().begin_write();
    Device device;
    device.id = Uuid{{1}};
    device.person = *parse_uuid(kContact);
    device.name = "Tablet";
    ASSERT_TRUE((*transaction)->put_device(device));
    ASSERT_TRUE((*transaction)->commit());
  }
  const auto revoked = run("device.revoke", {{"device", to_string(Uuid{{1}})}, {"wipe", true}});
  EXPECT_EQ(revoked["revoked"], true);
  EXPECT_EQ(revoked["wipe"], true);
  EXPECT_EQ(run("device.list")["devices"], OrderedJson::array({revoked}));
}

TEST_F(Verbs, back_up_into_a_file_that_opens_as_a_store) {
  import_people();
  const auto file = (directory_ / "copy.db").string();
  const auto before = run("status")["commit"];
  EXPECT_EQ(run("backup", {{"file", file}, {"durable", true}})["commit"], before);
  EXPECT_EQ(run("status")["durable"], before);
  EXPECT_EQ(refusal("backup", {{"file", file}}), Errc::already_exists);
  const auto copy = open_sqlite_store(file, {}, schema::Catalogue::embedded());
  ASSERT_TRUE(copy) << copy.error().message;
  EXPECT_EQ((*(*copy)->begin_read())->head().commit, before.get<Commit>());
}

TEST_F(Verbs, of_the_doctor_see_a_digest_that_is_not_true) {
  import_people();
  {
    auto transaction = open_.organisation->store().begin_write();
    const auto bucket = (*transaction)->find_bucket("staff");
    ASSERT_TRUE(bucket && *bucket);
    auto head = *(*transaction)->bucket_head(**bucket);
    head.digest.sum[0] ^= 1;
    ASSERT_TRUE((*transaction)->put_bucket_head(**bucket, head.digest, head.last));
    ASSERT_TRUE((*transaction)->commit());
  }
  const auto findings = run("doctor")["findings"];
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_TRUE(findings[0].get<std::string>().starts_with("the digest of staff")) << findings[0];
}

TEST_F(Verbs, of_the_doctor_see_a_broken_audit_chain) {
  import_people();
  {
    auto transaction = open_.organisation->store().begin_write();
    const Commit commit = (*transaction)->head().commit;
    ASSERT_TRUE((*transaction)->append_audit({commit + 1, 0, R"({"kind":"forged"})", {}}));
    ASSERT_TRUE((*transaction)->commit());
  }
  EXPECT_EQ(run("doctor")["finding_count"], 1);
}

TEST_F(Verbs, answer_lines) {
  const auto answer = [&](const std::string& line) {
    return OrderedJson::parse(answer_line(open_.admin, line));
  };
  EXPECT_EQ(answer(make_line("user.list", Json::object()))["result"]["users"],
            OrderedJson::array());
  EXPECT_EQ(answer(R"({"verb":"fly"})")["error"]["code"], "not_found");
  EXPECT_EQ(answer("not json")["error"]["code"], "invalid_argument");
  EXPECT_EQ(answer("[]")["error"]["code"], "invalid_argument");
  EXPECT_EQ(answer(R"({"verb":1})")["error"]["code"], "invalid_argument");
  EXPECT_EQ(answer(R"({"verb":"a","verb":"b"})")["error"]["code"], "invalid_argument");
  EXPECT_EQ(answer(R"({"verb":"user.list","arguments":[]})")["error"]["code"], "invalid_argument");
}

TEST_F(Verbs, carry_errors_over_the_line) {
  const auto error = read_answer(R"({"error":{"code":"not_found","message":"gone"}})");
  ASSERT_FALSE(error);
  EXPECT_EQ(error.error().code, Errc::not_found);
  EXPECT_EQ(error.error().message, "gone");
  EXPECT_EQ(read_answer("nonsense").error().code, Errc::corrupt);
  EXPECT_EQ(*read_answer(R"({"result":{"a":1}})"), OrderedJson::parse(R"({"a":1})"));
}

TEST_F(Verbs, cannot_open_a_directory_that_is_in_use) {
  const auto second = Organisation::open(open_.config, clock_, random_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::unavailable);
}

TEST_F(Verbs, keep_the_organisation_from_one_start_to_the_next) {
  import_people();
  const auto before = run("status");
  EXPECT_EQ(before["organisation"], "Nordlicht");
  open_.organisation.reset();
  OpenOrganisation again(directory_ / "data", clock_, random_);
  EXPECT_EQ(*run_verb(again.admin, "status", Json::object()), before);
}

struct Parsed {
  std::expected<CommandLine, int> line;
  explicit Parsed(std::vector<const char*> words)
      : line((words.insert(words.begin(), "syncd"),
              parse_command_line(static_cast<int>(words.size()), words.data()))) {}
};

TEST(Command_line, serves_without_a_word) {
  const Parsed parsed({"-c", "syncd.toml"});
  ASSERT_TRUE(parsed.line);
  EXPECT_EQ(parsed.line->command, Command::serve);
  EXPECT_EQ(parsed.line->config_file, "syncd.toml");
}

TEST(Command_line, turns_words_into_a_verb_with_arguments) {
  const Parsed parsed({"user", "roles", "ana", "--add", "A", "B", "--json"});
  ASSERT_TRUE(parsed.line);
  EXPECT_EQ(parsed.line->command, Command::verb);
  EXPECT_EQ(parsed.line->verb, "user.roles");
  EXPECT_EQ(parsed.line->arguments, Json::parse(R"({"user":"ana","add":["A","B"]})"));
  EXPECT_TRUE(parsed.line->json);
  const Parsed import({"import", "/data", "--rebase-dates"});
  ASSERT_TRUE(import.line);
  EXPECT_EQ(import.line->arguments, Json::parse(R"({"directory":"/data","rebase_dates":true})"));
}

TEST(Command_line, ends_with_two_for_what_it_does_not_know) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(Parsed({"fly"}).line.error(), 2);
  EXPECT_EQ(Parsed({"user"}).line.error(), 2);
  EXPECT_EQ(Parsed({"user", "roles"}).line.error(), 2);
  testing::internal::GetCapturedStderr();
}

TEST(Command_line, says_by_its_exit_code_what_happened) {
  EXPECT_EQ(exit_code_of(OrderedJson::parse(R"({"findings":[]})")), 0);
  EXPECT_EQ(exit_code_of(OrderedJson::parse(R"({"findings":["x"]})")), 1);
  EXPECT_EQ(exit_code_of(Error{Errc::not_found, ""}), 1);
  EXPECT_EQ(exit_code_of(Error{Errc::unavailable, ""}), 3);
  EXPECT_EQ(exit_code_of(Error{Errc::corrupt, ""}), 4);
}

}  // namespace
}  // namespace fieldbook::syncd
