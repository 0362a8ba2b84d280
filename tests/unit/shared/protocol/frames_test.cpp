#include "shared/protocol/frames.hpp"

#include <gtest/gtest.h>

#include "shared/base/limits.hpp"
#include "shared/base/random.hpp"
#include "shared/protocol/action_json.hpp"
#include "tests/unit/shared/protocol/examples.hpp"

namespace fieldbook::tests {
namespace {

Bytes bytes(std::string_view hex) { return *from_hex(hex); }
Errc code_of(const Bytes& payload) {
  const auto message = protocol::decode_frame(payload);
  return message ? Errc{} : message.error().code;
}

TEST(Frames, come_whole_out_of_a_stream_cut_anywhere) {
  Bytes stream;
  for (const Example& example : examples()) protocol::encode_frame(example.message, stream);
  SeededRandom random(3);
  protocol::FrameSplitter splitter;
  std::size_t frames = 0;
  for (ByteView rest = stream; !rest.empty();) {
    const std::size_t size = std::min<std::size_t>(rest.size(), 1 + random.below(90));
    splitter.add(rest.first(size));
    rest = rest.subspan(size);
    while (const auto frame = *splitter.next()) {
      EXPECT_EQ(*protocol::decode_frame(*frame), examples()[frames].message);
      ++frames;
    }
  }
  EXPECT_EQ(frames, examples().size());
  EXPECT_TRUE(splitter.is_empty());
}

TEST(Frames, of_a_broken_stream_stay_refused) {
  protocol::FrameSplitter splitter;
  splitter.add(bytes("00100001"));
  EXPECT_EQ(splitter.next().error().code, Errc::limit_exceeded);
  splitter.add(bytes("00000001a0"));
  EXPECT_EQ(splitter.next().error().code, Errc::limit_exceeded);
  protocol::FrameSplitter empty;
  empty.add(bytes("00000000"));
  EXPECT_EQ(empty.next().error().code, Errc::invalid_argument);
}

// {"frame":"beat", …} in CBOR: a2 | 65 "frame" | 64 "beat" | …
const std::string kBeat = "656672616d656462656174";

TEST(Frames, pass_over_members_they_do_not_know) {
  const auto message = protocol::decode_frame(bytes("a2" + kBeat + "616183f6fb3ff0000000000000a0"));
  ASSERT_TRUE(message.has_value()) << message.error().message;
  EXPECT_EQ(*message, protocol::Message(protocol::Beat{}));
}

TEST(Frames, refuse_what_is_not_well_formed) {
  EXPECT_EQ(code_of({}), Errc::invalid_argument);
  EXPECT_EQ(code_of(bytes("a0")), Errc::invalid_argument);
  EXPECT_EQ(code_of(bytes("a1616100")), Errc::invalid_argument);           // no "frame" first
  EXPECT_EQ(code_of(bytes("a1656672616d656162")), Errc::unsupported);      // frame "b"
  EXPECT_EQ(code_of(bytes("a1" + kBeat + "00")), Errc::invalid_argument);  // bytes after
  EXPECT_EQ(code_of(bytes("a3" + kBeat + "616100616100")), Errc::invalid_argument);  // twice
  EXPECT_EQ(code_of(bytes("a2" + kBeat + "656672616d6500")), Errc::invalid_argument);
  EXPECT_EQ(code_of(bytes("bf" + kBeat + "ff")), Errc::invalid_argument);        // indefinite
  EXPECT_EQ(code_of(bytes("a2" + kBeat + "6161c100")), Errc::invalid_argument);  // a tag
  // server_ms in more bytes than it needs
  EXPECT_EQ(code_of(bytes("a2" + kBeat + "697365727665725f6d731801")), Errc::invalid_argument);
  EXPECT_EQ(code_of(bytes("a2" + kBeat + "697365727665725f6d736161")), Errc::invalid_argument);
}

TEST(Frames, refuse_nesting_beyond_the_bound) {
  Bytes payload = bytes("a2" + kBeat + "6161");
  payload.insert(payload.end(), limits::kNestingDepthMax, 0x81);
  payload.push_back(0x00);
  EXPECT_EQ(code_of(payload), Errc::limit_exceeded);
}

TEST(Frames, refuse_lists_longer_than_the_input_before_they_allocate) {
  // reconcile with 2,000 announced buckets and none there, then with 2^32
  const std::string head = "a2656672616d65697265636f6e63696c65676275636b657473";
  EXPECT_EQ(code_of(bytes(head + "9907d0")), Errc::invalid_argument);
  EXPECT_EQ(code_of(bytes(head + "9affffffff")), Errc::limit_exceeded);
}

TEST(Frames, name_the_member_that_is_wrong) {
  const auto message = protocol::decode_frame(bytes("a2" + kBeat + "697365727665725f6d7361"));
  ASSERT_FALSE(message.has_value());
  EXPECT_NE(message.error().message.find("server_ms"), std::string::npos);
  EXPECT_NE(message.error().message.find("beat"), std::string::npos);
}

TEST(Frames, without_a_protocol_version_have_none) {
  protocol::SyncRequest request;
  EXPECT_EQ(request.protocol, protocol::kProtocolVersion);
  request.protocol = 0;
  Bytes frame;
  protocol::encode_frame(request, frame);
  EXPECT_EQ(*protocol::decode_frame(ByteView(frame).subspan(4)), protocol::Message(request));
  EXPECT_EQ(*protocol::from_json({{"frame", "sync"}}), protocol::Message(request));
}

TEST(Json, refuses_what_is_out_of_bounds) {
  EXPECT_EQ(protocol::parse_json(R"({"a":1,"a":2})").error().code, Errc::invalid_argument);
  EXPECT_EQ(protocol::parse_json("{").error().code, Errc::invalid_argument);
  EXPECT_EQ(protocol::parse_json(std::string(40, '[')).error().code, Errc::limit_exceeded);
  EXPECT_EQ(protocol::parse_json(std::string(limits::kRequestBodyBytesMax + 1, ' ')).error().code,
            Errc::limit_exceeded);
  EXPECT_TRUE(protocol::parse_json(R"([{"a":1},{"a":2}])").has_value());
}

TEST(Json, names_the_member_that_is_wrong) {
  const auto message = protocol::from_json({{"frame", "sync"}, {"cursor", "x"}});
  ASSERT_FALSE(message.has_value());
  EXPECT_NE(message.error().message.find("cursor"), std::string::npos);
  EXPECT_EQ(protocol::from_json({{"frame", "sync"}, {"queue_depth", -1}}).error().code,
            Errc::invalid_argument);
}

TEST(ActionJson, refuses_a_misspelled_member) {
  auto json = nlohmann::json(protocol::to_json(example_action()));
  EXPECT_EQ(*protocol::action_from_json(json), example_action());
  json["argument"] = nlohmann::json::object();
  EXPECT_EQ(protocol::action_from_json(json).error().code, Errc::invalid_argument);
}

TEST(ActionJson, keeps_every_type_of_value) {
  actions::Action action = example_action();
  action.fields = {{1, schema::Null{}},      {2, std::int64_t{-5}}, {3, 2.5},
                   {4, std::string("text")}, {5, action.id},        {6, Bytes(32, 1)}};
  action.basis.fields = {{1, std::string("before")}};
  action.time = {"boot", 1, 2, "contact", 3, 4, 5};
  action.depends_on = {action.target};
  const auto json = protocol::parse_json(protocol::to_json(action).dump());
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(*protocol::action_from_json(*json), action);
}

}  // namespace
}  // namespace fieldbook::tests
