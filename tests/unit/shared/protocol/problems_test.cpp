#include "shared/protocol/problems.hpp"

#include <gtest/gtest.h>
#include <set>

#include "shared/protocol/session.hpp"

namespace fieldbook::tests {
namespace {

TEST(Problems, have_a_type_of_their_own_that_is_read_back) {
  std::set<std::string> types;
  for (const auto& text : protocol::problem_table()) {
    const std::string type = protocol::type_of(text.kind);
    EXPECT_TRUE(types.insert(type).second) << type;
    EXPECT_EQ(protocol::parse_problem_type(type), text.kind);
    EXPECT_GE(text.status, 400);
    EXPECT_FALSE(text.detail.empty());
  }
  EXPECT_EQ(protocol::parse_problem_type("urn:fieldbook:problem:other"), std::nullopt);
  EXPECT_EQ(protocol::parse_problem_type("busy"), std::nullopt);
}

TEST(Problems, come_back_from_their_body) {
  const auto problem = protocol::make_problem(protocol::ProblemKind::busy, {}, 40);
  EXPECT_EQ(*protocol::problem_from_body(protocol::problem_body(problem)), problem);
  EXPECT_FALSE(protocol::problem_from_body("<html>").has_value());
  EXPECT_FALSE(protocol::problem_from_body("{}").has_value());
}

TEST(Problems, keep_what_is_wrong_with_the_daemon_to_itself) {
  const auto ours = protocol::problem_of({Errc::corrupt, "page 7 of /data/x.db"});
  EXPECT_EQ(ours, protocol::make_problem(protocol::ProblemKind::internal));
  const auto theirs = protocol::problem_of({Errc::invalid_argument, "cursor: must be a number"});
  EXPECT_NE(theirs.detail.find("cursor"), std::string::npos);
}

TEST(Session, bodies_come_back_from_json) {
  protocol::SignInRequest request{"ana@example.com", "secret", "partner", {}, "Tablet 4", {}};
  request.device.bytes.fill(7);
  request.device_public_key.fill(9);
  const auto read = protocol::sign_in_request_from_json(protocol::to_json(request));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(protocol::to_json(*read), protocol::to_json(request));

  protocol::SignInResponse response;
  response.tokens = {"access", 900, "refresh"};
  response.user.bytes.fill(3);
  response.audiences = {"customer", "partner"};
  response.digest_key.fill(5);
  const auto back = protocol::sign_in_response_from_json(protocol::to_json(response));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(protocol::to_json(*back), protocol::to_json(response));
}

TEST(Session, refuses_a_sign_in_without_name_or_device) {
  EXPECT_FALSE(protocol::sign_in_request_from_json(nlohmann::json::array()).has_value());
  EXPECT_FALSE(protocol::sign_in_request_from_json({{"signin", "ana"}}).has_value());
  EXPECT_FALSE(protocol::sign_in_request_from_json({{"signin", 5}, {"device", "x"}}).has_value());
}

}  // namespace
}  // namespace fieldbook::tests
