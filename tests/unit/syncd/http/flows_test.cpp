#include "shared/protocol/compression.hpp"
#include "shared/protocol/frames.hpp"
#include "syncd/admin/client.hpp"
#include "tests/unit/syncd/http/http_world.hpp"

namespace fieldbook::syncd {
namespace {

using namespace std::chrono_literals;

constexpr const char* kAna = "ana@example.org";
constexpr const char* kPassword = "a password of ana";
constexpr const char* kContact = "5321eddc-5c1a-47d8-9fb3-d4c501aa5f3a";
constexpr const char* kAccount = "586bfa5a-477a-452f-a286-ac1f18df5404";

/// A daemon with one customer, who may approve quotes of one account.
class Flows : public testing::Test {
 protected:
  void SetUp() override {
    import_file(
        "accounts.json",
        fmt::format(R"({{"value":[{{"accountid":"{}","name":"A","statecode":0,"statuscode":1}}]}})",
                    kAccount));
    import_file("contacts.json",
                fmt::format(R"({{"value":[{{"contactid":"{}","fullname":"Ana","statecode":0,)"
                            R"("statuscode":1,"_parentcustomerid_value":"{}",)"
                            R"("_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname":)"
                            R"("account"}}]}})",
                            kContact, kAccount));
    import_file("adx_webroles.json",
                R"({"value":[{"adx_webroleid":"00000000-0000-4000-8000-0000000000a1",)"
                R"("adx_name":"PSA Customer Approver","statecode":0,"statuscode":1}]})");
    daemon_.run("user.add", {{"signin", kAna}, {"contact", kContact}, {"password", kPassword}});
    daemon_.run("user.roles", {{"user", kAna}, {"add", {"PSA Customer Approver"}}});
  }

  void import_file(const std::string& name, const std::string& text) {
    const auto directory = directory_ / ("import" + std::to_string(++imports_));
    write_text(directory / name, text);
    const auto report = daemon_.run("import", {{"directory", directory.string()}});
    EXPECT_EQ(report["findings"], OrderedJson::array());
  }

  HttpAnswer exchange(const std::string& request) {
    return TestClient(daemon_.port()).exchange(request);
  }
  HttpAnswer get(const std::string& target, const std::string& access,
                 std::vector<std::pair<std::string, std::string>> headers = {}) {
    headers.emplace_back("Authorization", "Bearer " + access);
    return exchange(make_request("GET", target, {}, headers));
  }
  HttpAnswer post(const std::string& target, const std::string& body, const std::string& access,
                  std::vector<std::pair<std::string, std::string>> headers = {}) {
    if (!access.empty()) headers.emplace_back("Authorization", "Bearer " + access);
    return exchange(make_request("POST", target, body, headers));
  }
  HttpAnswer renew(const std::string& refresh) {
    return post("/v1/token", Json{{"refresh_token", refresh}}.dump(), "");
  }

  static std::string encode(const protocol::SyncRequest& request) {
    Bytes out;
    protocol::encode_frame(request, out);
    return std::string(as_text(out));
  }
  /// Frames of a body by name, from its CBOR form.
  static std::vector<protocol::Message> decode(std::string_view body) {
    std::vector<protocol::Message> out;
    protocol::FrameSplitter splitter;
    splitter.add(as_bytes(body));
    for (auto payload = splitter.next(); payload && *payload; payload = splitter.next()) {
      auto message = protocol::decode_frame(**payload);
      EXPECT_TRUE(message) << message.error().message;
      if (message) out.push_back(*std::move(message));
    }
    EXPECT_TRUE(splitter.is_empty());
    return out;
  }
  /// Syncs once from nothing; the checkpoint.
  protocol::Checkpoint first_sync(const std::string& access) {
    const auto answer =
        post("/v1/sync", encode({}), access, {{"Content-Type", protocol::kCborMediaType}});
    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto messages = decode(answer.body);
    if (messages.empty() || !std::holds_alternative<protocol::Checkpoint>(messages.back())) {
      ADD_FAILURE() << "no checkpoint";
      return {};
    }
    return std::get<protocol::Checkpoint>(messages.back());
  }
  static protocol::SyncRequest continue_from(const protocol::Checkpoint& checkpoint) {
    protocol::SyncRequest out;
    out.epoch = checkpoint.epoch;
    out.cursor = checkpoint.to;
    out.chain = checkpoint.chain;
    out.seal = checkpoint.seal;
    out.view = checkpoint.view;
    return out;
  }
  void open_live(TestClient& client, const SignedIn& session,
                 const protocol::Checkpoint& checkpoint) {
    const std::string frame = encode(continue_from(checkpoint));
    client.send(make_request(
        "GET", "/v1/live?sync=" + to_base64url(as_bytes(frame)), {},
        {{"Authorization", "Bearer " + session.access}, {"Accept", protocol::kJsonMediaType}}));
    EXPECT_EQ(client.head().status, 200);
  }

  tests::TempDir directory_;
  tests::FakeClock clock_;
  SeededRandom random_{5};
  int imports_ = 0;
  RunningDaemon daemon_{directory_ / "data", clock_, random_,
                        [](Config& config, ServerOptions& options) {
                          config.limits.sign_ins_per_account = 3;
                          config.limits.actions_per_minute = 1000;
                          options.beat = 50ms;
                        }};
};

TEST_F(Flows, of_signing_in_tell_who_and_where) {
  const SignedIn session = sign_in(daemon_.port(), "ANA@example.org", kPassword);
  ASSERT_EQ(session.answer.status, 200) << session.answer.body;
  const Json body = session.answer.json();
  EXPECT_EQ(body["user"], kContact);
  EXPECT_EQ(body["user_name"], "Ana");
  EXPECT_EQ(body["account"], kAccount);
  EXPECT_EQ(body["audience"], "customer");
  EXPECT_EQ(body["organisation_name"], "Nordlicht");
  EXPECT_EQ(body["access_expires_s"], 600);
  EXPECT_EQ(session.answer.headers.at("cache-control"), "no-store");
}

TEST_F(Flows, of_signing_in_do_not_tell_a_wrong_password_from_a_wrong_name) {
  const SignedIn wrong = sign_in(daemon_.port(), kAna, "another password");
  const SignedIn unknown = sign_in(daemon_.port(), "bo@example.org", kPassword);
  EXPECT_EQ(wrong.answer.status, 401);
  EXPECT_EQ(wrong.answer.problem(), "sign_in_failed");
  EXPECT_EQ(unknown.answer.body, wrong.answer.body);
  EXPECT_EQ(unknown.answer.headers, wrong.answer.headers);
}

TEST_F(Flows, of_signing_in_are_limited_for_a_name_also_when_it_does_not_exist) {
  for (const char* name : {kAna, "bo@example.org"}) {
    for (int i = 0; i < 3; ++i)
      EXPECT_EQ(sign_in(daemon_.port(), name, "wrong").answer.status, 401);
    const SignedIn limited = sign_in(daemon_.port(), name, kPassword);
    EXPECT_EQ(limited.answer.status, 429);
    EXPECT_EQ(limited.answer.problem(), "too_many_sign_ins");
    EXPECT_EQ(limited.answer.headers.at("retry-after"), "60");
  }
}

TEST_F(Flows, of_signing_in_refuse_roles_disabled_users_and_strange_devices) {
  Json body = sign_in_body(kAna, kPassword, 1);
  body["audience"] = "staff";
  EXPECT_EQ(post("/v1/sign-in", body.dump(), "").problem(), "audience_not_held");
  EXPECT_EQ(sign_in(daemon_.port(), kAna, kPassword).answer.status, 200);
  body = sign_in_body(kAna, kPassword, 1);
  body["device_public_key"] = std::string(64, '2');
  EXPECT_EQ(post("/v1/sign-in", body.dump(), "").status, 409);
  daemon_.run("user.disable", {{"user", kAna}});
  EXPECT_EQ(sign_in(daemon_.port(), kAna, kPassword).answer.problem(), "user_disabled");
}

TEST_F(Flows, of_tokens_rotate_and_end_by_reuse) {
  const SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  const Json second = renew(session.refresh).json();
  ASSERT_TRUE(second.contains("refresh_token"));
  const Json again = renew(session.refresh).json();
  ASSERT_TRUE(again.contains("refresh_token")) << "the reply may have been lost";
  const std::string access = again["access_token"];
  first_sync(access);
  EXPECT_EQ(renew(session.refresh).problem(), "token_reused") << "its answer arrived";
  EXPECT_EQ(get("/v1/catalogue", access).status, 401) << "at once";
  EXPECT_EQ(renew(again["refresh_token"]).status, 401);
}

TEST_F(Flows, of_tokens_tell_who_the_sign_in_stands_for_and_follow_where_its_audience_ended) {
  const auto renew_as = [&](const Json& answer, const char* audience) {
    const Json body{{"refresh_token", answer["refresh_token"]}, {"audience", audience}};
    return post("/v1/token", body.dump(), "").json();
  };
  const SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  const Json first = renew(session.refresh).json();
  EXPECT_EQ(first["audience"], "customer");
  EXPECT_EQ(first["audiences"], Json::array({"customer"}));
  EXPECT_EQ(first["roles"], Json::array({"PSA Customer Approver"}));
  EXPECT_EQ(first["account"], kAccount);
  EXPECT_EQ(renew_as(first, "partner")["audience"], "customer") << "not held";
  EXPECT_EQ(renew_as(first, "staff")["audience"], "customer");
  // Her organisation becomes a partner; her role stays: she is both, and goes on as she is.
  import_file(
      "accounts.json",
      fmt::format(R"({{"value":[{{"accountid":"{}","accountclassificationcode":100000000}}]}})",
                  kAccount));
  const Json both = renew_as(first, "partner");
  EXPECT_EQ(both["audience"], "customer");
  EXPECT_EQ(both["audiences"], Json::array({"partner", "customer"}));
  daemon_.run("user.roles", {{"user", kAna}, {"remove", {"PSA Customer Approver"}}});
  const Json unasked = renew(both["refresh_token"]).json();
  EXPECT_EQ(unasked["audience"], "customer") << "the device says when";
  EXPECT_EQ(unasked["audiences"], Json::array({"partner"}));
  const Json asked = renew_as(unasked, "partner");
  EXPECT_EQ(asked["audience"], "partner");
  EXPECT_EQ(renew(asked["refresh_token"]).json()["audience"], "partner");
  const Json last = renew(asked["refresh_token"]).json();
  first_sync(last["access_token"]);
}

TEST_F(Flows, of_signing_out_end_the_session) {
  const SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  EXPECT_EQ(post("/v1/sign-out", "{}", session.access).status, 204);
  EXPECT_EQ(get("/v1/catalogue", session.access).status, 401);
  EXPECT_EQ(renew(session.refresh).status, 401);
}

TEST_F(Flows, of_a_revoked_device_end_and_say_so) {
  const SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  const std::string device = daemon_.run("device.list")["devices"][0]["id"];
  daemon_.run("device.revoke", {{"device", device}, {"wipe", true}});
  EXPECT_EQ(get("/v1/catalogue", session.access).status, 401);
  EXPECT_EQ(renew(session.refresh).problem(), "wipe");
  EXPECT_EQ(sign_in(daemon_.port(), kAna, kPassword).answer.problem(), "device_revoked");
}

TEST_F(Flows, of_the_catalogue_are_cached_by_its_hash) {
  const SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  const HttpAnswer plain = get("/v1/catalogue", session.access);
  EXPECT_EQ(plain.body, schema::Catalogue::embedded()->document());
  const std::string tag = plain.headers.at("etag");
  EXPECT_EQ(get("/v1/catalogue", session.access, {{"If-None-Match", tag}}).status, 304);
  const HttpAnswer packed = get("/v1/catalogue", session.access, {{"Accept-Encoding", "zstd"}});
  EXPECT_EQ(packed.headers.at("content-encoding"), "zstd");
  const auto unpacked = protocol::decompress(as_bytes(packed.body), 64U * 1024 * 1024);
  ASSERT_TRUE(unpacked);
  EXPECT_EQ(as_text(*unpacked), plain.body);
}

TEST_F(Flows, of_sync_end_with_a_checkpoint_in_both_forms_and_encodings) {
  const SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  const auto checkpoint = first_sync(session.access);
  EXPECT_GT(checkpoint.to, 0);
  const auto request = encode({});
  const std::string packed(as_text(protocol::compress(as_bytes(request))));
  const HttpAnswer zstd = post("/v1/sync", packed, session.access,
                               {{"Content-Type", protocol::kCborMediaType},
                                {"Content-Encoding", "zstd"},
                                {"Accept-Encoding", "gzip, zstd"}});
  ASSERT_EQ(zstd.status, 200) << zstd.body;
  ASSERT_EQ(zstd.headers.at("content-encoding"), "zstd");
  const auto unpacked = protocol::decompress(as_bytes(zstd.body), 64U * 1024 * 1024);
  ASSERT_TRUE(unpacked);
  EXPECT_EQ(std::get<protocol::Checkpoint>(decode(as_text(*unpacked)).back()), checkpoint);
  const HttpAnswer json = post("/v1/sync", R"({"frame":"sync","protocol":1})", session.access,
                               {{"Content-Type", protocol::kJsonMediaType}});
  ASSERT_EQ(json.status, 200) << json.body;
  EXPECT_EQ(json.headers.at("content-type"), protocol::kJsonMediaType);
  const auto last = json.body.rfind("{\"frame\":\"checkpoint\"");
  ASSERT_NE(last, std::string::npos);
  EXPECT_EQ(Json::parse(json.body.substr(last))["to"], checkpoint.to);
}

TEST_F(Flows, of_sync_with_nothing_new_are_a_few_hundred_bytes) {
  const SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  auto request = continue_from(first_sync(session.access));
  request.catalogue = schema::Catalogue::embedded()->hash();
  const HttpAnswer answer =
      post("/v1/sync", encode(request), session.access,
           {{"Content-Type", protocol::kCborMediaType}, {"Accept-Encoding", "zstd"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_LE(answer.body.size(), 300U);
  EXPECT_FALSE(answer.headers.contains("content-encoding")) << "too small to be worth it";
}

TEST_F(Flows, of_sync_refuse_what_they_cannot_read) {
  const SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  const auto status = [&](const std::string& body, const char* type, const char* encoding = "") {
    std::vector<std::pair<std::string, std::string>> headers = {{"Content-Type", type}};
    if (*encoding != '\0') headers.emplace_back("Content-Encoding", encoding);
    return post("/v1/sync", body, session.access, headers).status;
  };
  EXPECT_EQ(status(encode({}), "text/plain"), 415);
  EXPECT_EQ(status(encode({}), protocol::kCborMediaType, "gzip"), 415);
  EXPECT_EQ(status(encode({}), protocol::kCborMediaType, "zstd"), 400);
  EXPECT_EQ(status("abc", protocol::kCborMediaType), 400);
  EXPECT_EQ(status(encode({}) + encode({}), protocol::kCborMediaType), 400);
  EXPECT_EQ(status(std::string("\xff\xff\xff\xff", 4), protocol::kCborMediaType), 413);
  EXPECT_EQ(status(R"({"frame":"beat","server_ms":1})", protocol::kJsonMediaType), 400);
  protocol::SyncRequest old;
  old.protocol = 99;
  EXPECT_EQ(status(encode(old), protocol::kCborMediaType), 426);
  const Bytes bomb = protocol::compress(Bytes(8U * 1024 * 1024));
  EXPECT_EQ(status(std::string(as_text(bomb)), protocol::kCborMediaType, "zstd"), 413);
}

TEST_F(Flows, of_an_action_with_a_foreign_signature_refuse_that_action_alone) {
  const SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  protocol::SyncRequest request;
  request.stream = Uuid{{1}};
  actions::Action action;
  action.id = make_uuid(clock_, random_);
  action.kind = "quote.approve";
  request.actions.push_back({1, actions::encode(action), {}});
  const auto answer = post("/v1/sync", encode(request), session.access,
                           {{"Content-Type", protocol::kCborMediaType}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto messages = decode(answer.body);
  const auto& receipt = std::get<protocol::Receipts>(messages.front()).receipts.front();
  EXPECT_EQ(receipt.verdict, actions::Verdict::refused);
  EXPECT_EQ(receipt.reason, actions::Reason::bad_signature);
  const auto& checkpoint = std::get<protocol::Checkpoint>(messages.back());
  EXPECT_EQ(checkpoint.verdicts, std::vector{receipt}) << "lasting, and with the checkpoint";
}

TEST_F(Flows, of_more_actions_than_a_minute_allows_are_told_how_long_to_wait) {
  const SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  const auto sync = [&](std::uint64_t first, std::size_t count, const std::string& access) {
    protocol::SyncRequest request;
    request.stream = Uuid{{1}};
    for (std::size_t i = 0; i < count; ++i) request.actions.push_back({first + i, Bytes{0xa0}, {}});
    return post("/v1/sync", encode(request), access, {{"Content-Type", protocol::kCborMediaType}});
  };
  EXPECT_EQ(sync(1, 800, session.access).status, 200);
  const auto refused = sync(801, 300, session.access);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.problem(), "rate_limited");
  EXPECT_EQ(refused.headers.at("retry-after"), "6") << "100 actions too many, 60 ms each";
  EXPECT_EQ(refused.json()["retry_after_s"], 6);
  EXPECT_EQ(sync(801, 200, session.access).status, 200) << "what still fits is taken";
  const SignedIn other = sign_in(daemon_.port(), kAna, kPassword, 2);
  EXPECT_EQ(sync(1, 300, other.access).status, 200) << "another device has its own";
  clock_.advance(18s);
  EXPECT_EQ(sync(1001, 300, session.access).status, 200);
}

TEST_F(Flows, of_lost_renewals_go_on_until_what_was_renewed_is_used) {
  SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  for (int lost = 0; lost < 5; ++lost) EXPECT_EQ(renew(session.refresh).status, 200);
  const auto arrived = renew(session.refresh);
  ASSERT_EQ(arrived.status, 200);
  const std::string access = arrived.json()["access_token"];
  first_sync(access);
  const auto copied = renew(session.refresh);
  EXPECT_EQ(copied.problem(), "token_reused");
  EXPECT_EQ(
      post("/v1/sync", encode({}), access, {{"Content-Type", protocol::kCborMediaType}}).status,
      401);
}

TEST_F(Flows, of_live_carry_a_change_and_beat_in_between) {
  const SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  const auto checkpoint = first_sync(session.access);
  TestClient client(daemon_.port());
  open_live(client, session, checkpoint);
  EXPECT_TRUE(client.chunk().starts_with(R"({"frame":"beat")"));
  import_file("accounts.json",
              fmt::format(R"({{"value":[{{"accountid":"{}","name":"Renamed"}}]}})", kAccount));
  std::string text = client.chunk();
  while (text.starts_with(R"({"frame":"beat")")) text = client.chunk();
  EXPECT_NE(text.find("\"Renamed\""), std::string::npos) << text;
  EXPECT_NE(text.find("{\"frame\":\"checkpoint\""), std::string::npos) << text;
}

TEST_F(Flows, of_live_end_with_the_session) {
  const SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  const auto checkpoint = first_sync(session.access);
  TestClient client(daemon_.port());
  open_live(client, session, checkpoint);
  EXPECT_FALSE(client.chunk().empty());
  daemon_.run("user.password", {{"user", kAna}});
  while (!client.chunk().empty()) {
  }
  EXPECT_EQ(client.exchange(make_request("GET", "/livez")).status, 200) << "the connection goes on";
}

TEST_F(Flows, of_live_end_when_the_daemon_stops) {
  const SignedIn session = sign_in(daemon_.port(), kAna, kPassword);
  TestClient client(daemon_.port());
  open_live(client, session, first_sync(session.access));
  EXPECT_FALSE(client.chunk().empty());
  daemon_.begin_stop();
  while (!client.chunk().empty()) {
  }
  EXPECT_TRUE(client.is_closed());
}

TEST_F(Flows, of_admin_verbs_go_through_the_socket) {
  const auto socket = directory_ / "data/admin.sock";
  const auto status = std::filesystem::status(socket);
  EXPECT_EQ(status.permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  const auto users = ask_daemon(socket, "user.list", Json::object());
  ASSERT_TRUE(users) << users.error().message;
  EXPECT_EQ((*users)["users"][0]["signin"], kAna);
  EXPECT_EQ(ask_daemon(socket, "fly", Json::object()).error().code, Errc::not_found);
  daemon_.stop();
  EXPECT_EQ(ask_daemon(socket, "user.list", Json::object()).error().code, Errc::unavailable);
  EXPECT_FALSE(std::filesystem::exists(socket));
}

}  // namespace
}  // namespace fieldbook::syncd
