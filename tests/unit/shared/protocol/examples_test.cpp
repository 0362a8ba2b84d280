#include "tests/unit/shared/protocol/examples.hpp"

#include <gtest/gtest.h>

#include "shared/protocol/action_json.hpp"
#include "shared/protocol/frames.hpp"
#include "tests/support/golden.hpp"

namespace fieldbook::tests {
namespace {

Bytes frame_of(const protocol::Message& message) {
  Bytes out;
  protocol::encode_frame(message, out);
  return out;
}

std::string wrapped(std::string_view text) {
  constexpr std::size_t kWidth = 96;
  std::string out;
  for (; !text.empty(); text.remove_prefix(std::min(kWidth, text.size())))
    out.append(text.substr(0, kWidth)).append("\n");
  return out;
}

/// What the golden file holds: for each example its name, the JSON line, and the frame in hex.
std::string print_examples() {
  std::string out;
  for (const Example& example : examples())
    out.append(out.empty() ? "" : "\n")
        .append("# ")
        .append(example.name)
        .append("\n")
        .append(protocol::to_json(example.message).dump())
        .append("\n")
        .append(wrapped(to_hex(frame_of(example.message))));
  return out;
}

TEST(Examples, are_the_golden_ones) {
  EXPECT_TRUE(matches_golden("protocol/examples.txt", print_examples()));
}

TEST(Examples, stand_in_the_specification_byte_for_byte) {
  const std::string readme =
      read_file(std::string(FIELDBOOK_SOURCE_DIR) + "/shared/protocol/README.md");
  EXPECT_NE(readme.find(print_examples()), std::string::npos);
}

TEST(Examples, action_in_the_specification_has_the_bytes_that_it_says) {
  const std::string readme =
      read_file(std::string(FIELDBOOK_SOURCE_DIR) + "/shared/protocol/README.md");
  EXPECT_NE(readme.find(wrapped(to_hex(actions::encode(example_action())))), std::string::npos);
  EXPECT_NE(readme.find(protocol::to_json(example_action()).dump(2)), std::string::npos);
}

TEST(Examples, come_back_from_their_frames) {
  for (const Example& example : examples()) {
    const Bytes frame = frame_of(example.message);
    const auto message = protocol::decode_frame(ByteView(frame).subspan(4));
    ASSERT_TRUE(message.has_value()) << example.name << ": " << message.error().message;
    EXPECT_EQ(*message, example.message) << example.name;
  }
}

TEST(Examples, come_back_from_their_json) {
  for (const Example& example : examples()) {
    const auto json = protocol::parse_json(protocol::to_json(example.message).dump());
    ASSERT_TRUE(json.has_value()) << json.error().message;
    const auto message = protocol::from_json(*json);
    if (std::holds_alternative<protocol::RowsFrame>(example.message)) {
      EXPECT_EQ(message.error().code, Errc::unsupported);
      continue;
    }
    ASSERT_TRUE(message.has_value()) << example.name << ": " << message.error().message;
    EXPECT_EQ(*message, example.message) << example.name;
  }
}

TEST(Examples, with_nothing_new_take_300_bytes_at_most) {
  EXPECT_LE(frame_of(idle_request()).size(), 300U);
  EXPECT_LE(frame_of(idle_checkpoint()).size(), 300U);
}

TEST(Examples, of_an_action_may_be_given_as_an_object) {
  const auto json = protocol::parse_json(R"({"frame":"sync","actions":[{"number":7,"action":)" +
                                         protocol::to_json(example_action()).dump() + "}]}");
  ASSERT_TRUE(json.has_value());
  const auto message = protocol::from_json(*json);
  ASSERT_TRUE(message.has_value()) << message.error().message;
  const auto& request = std::get<protocol::SyncRequest>(*message);
  EXPECT_EQ(request.actions.at(0).body, actions::encode(example_action()));
  EXPECT_EQ(request.actions.at(0).signature, FixedBytes<64>{});
}

}  // namespace
}  // namespace fieldbook::tests
