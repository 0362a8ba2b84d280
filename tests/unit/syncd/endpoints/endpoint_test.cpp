#include "syncd/endpoints/endpoint.hpp"

#include <gtest/gtest.h>
#include <set>

#include "shared/protocol/frames.hpp"
#include "syncd/endpoints/body.hpp"

namespace fieldbook::syncd {
namespace {

TEST(Routes, are_found_by_method_and_path) {
  std::string allow;
  const Route* route = find_route("POST", "/v1/sync", allow);
  ASSERT_NE(route, nullptr);
  EXPECT_EQ(route->sign_in, NeedsSignIn::yes);
  EXPECT_EQ(find_route("GET", "/v1/sync", allow), nullptr);
  EXPECT_EQ(allow, "POST");
  allow.clear();
  EXPECT_EQ(find_route("GET", "/v1/sync/", allow), nullptr);
  EXPECT_EQ(allow, "");
}

TEST(Routes, need_a_sign_in_unless_they_are_listed_here) {
  const std::set<std::string_view> open = {"/v1/sign-in", "/v1/token", "/livez",
                                           "/readyz",     "/healthz",  "/metrics"};
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Route& route : route_table()) {
    EXPECT_EQ(route.sign_in == NeedsSignIn::no, open.contains(route.path)) << route.path;
    EXPECT_TRUE(seen.emplace(route.method, route.path).second) << route.path;
    EXPECT_EQ(route.body_max == 0, route.method == "GET") << route.path;
  }
}

TEST(Parameters, are_decoded_and_found_by_their_whole_name) {
  Request request;
  request.query = "a=1&ab=x%20y+z&c&d=&e=%zz&f=%4";
  EXPECT_EQ(request.parameter("a"), "1");
  EXPECT_EQ(request.parameter("ab"), "x y z");
  EXPECT_EQ(request.parameter("c"), "");
  EXPECT_EQ(request.parameter("d"), "");
  EXPECT_EQ(request.parameter("e"), "%zz");
  EXPECT_EQ(request.parameter("f"), "%4");
  EXPECT_EQ(request.parameter("b"), std::nullopt);
}

TEST(Accepting, takes_json_only_by_name_and_zstd_only_where_it_is_wanted) {
  const auto form = [](const char* accept, const char* type) {
    Request request;
    request.accept = accept;
    request.content_type = type;
    return accepted_form(request);
  };
  EXPECT_EQ(form("", ""), BodyForm::cbor);
  EXPECT_EQ(form("*/*", protocol::kJsonMediaType), BodyForm::cbor);
  EXPECT_EQ(form("", protocol::kJsonMediaType), BodyForm::json);
  EXPECT_EQ(form(protocol::kJsonMediaType, protocol::kCborMediaType), BodyForm::json);
  EXPECT_EQ(form("application/json", ""), BodyForm::cbor);
  const auto encoding = [](const char* accept) {
    Request request;
    request.accept_encoding = accept;
    return accepted_encoding(request);
  };
  EXPECT_EQ(encoding(""), BodyEncoding::identity);
  EXPECT_EQ(encoding("gzip, zstd"), BodyEncoding::zstd);
  EXPECT_EQ(encoding("zstd;q=0.5"), BodyEncoding::zstd);
  EXPECT_EQ(encoding("zstd;q=0"), BodyEncoding::identity);
  EXPECT_EQ(encoding("xzstd"), BodyEncoding::identity);
}

TEST(Problems, carry_the_headers_that_go_with_them) {
  const Response busy = problem_response(protocol::ProblemKind::busy, {}, 3);
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.headers, (std::vector<std::pair<std::string, std::string>>{{"Retry-After", "3"}}));
  const Response challenge = problem_response(protocol::ProblemKind::sign_in_required);
  EXPECT_EQ(challenge.headers,
            (std::vector<std::pair<std::string, std::string>>{{"WWW-Authenticate", "Bearer"}}));
}

}  // namespace
}  // namespace fieldbook::syncd
