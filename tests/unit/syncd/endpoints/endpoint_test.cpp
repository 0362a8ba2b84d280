#include "syncd/endpoints/endpoint.hpp"

#include <gtest/gtest.h>
#include <set>

#include "shared/protocol/compression.hpp"
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
  const std::set<std::string_view> open = {"/v1/sign-in",
                                           "/v1/redeem",
                                           "/v1/password-reset",
                                           "/v1/password-reset/confirm",
                                           "/v1/token",
                                           "/livez",
                                           "/readyz",
                                           "/healthz",
                                           "/metrics"};
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

Bytes beats(std::int64_t first, std::int64_t count) {
  Bytes out;
  for (std::int64_t i = 0; i < count; ++i) protocol::encode_frame(protocol::Beat{first + i}, out);
  return out;
}

/// Two pieces, each with a page that others get too.
class TwoPages final : public FrameSource {
 public:
  Result<Step> next(Bytes&) override { return fail(Errc::internal, "pieces are asked for"); }
  Result<Step> next_piece(PullPiece& out) override {
    auto page = std::make_shared<SharedPage>();
    page->frames = beats(pieces_ * 1'000, 90);
    page->compressed = protocol::compress(page->frames);
    out.before = pieces_ == 0 ? beats(7, 3) : Bytes{};
    out.page = page;
    out.after = pieces_ == 0 ? Bytes{} : beats(8, 3);
    return ++pieces_ == 2 ? Step::end : Step::more;
  }
  static Bytes all() {
    Bytes out;
    for (const Bytes& part : {beats(7, 3), beats(0, 90), beats(1'000, 90), beats(8, 3)})
      out.insert(out.end(), part.begin(), part.end());
    return out;
  }

 private:
  std::int64_t pieces_ = 0;
};

std::string whole_body(BodyForm form, BodyEncoding encoding, std::string& content_encoding) {
  auto body =
      make_stream(*schema::Catalogue::embedded(), form, encoding, {}, std::make_unique<TwoPages>());
  content_encoding = body.content_encoding;
  std::string out;
  for (Step step = Step::more; step == Step::more;) {
    const auto next = body.source->next(out);
    EXPECT_TRUE(next.has_value());
    step = next.value_or(Step::end);
  }
  return out;
}

TEST(Body, gives_shared_pages_between_its_own_frames_in_every_form) {
  std::string encoding;
  const auto plain = whole_body(BodyForm::cbor, BodyEncoding::identity, encoding);
  EXPECT_EQ(encoding, "");
  EXPECT_TRUE(std::ranges::equal(as_bytes(plain), TwoPages::all()));
  const auto packed = whole_body(BodyForm::cbor, BodyEncoding::zstd, encoding);
  EXPECT_EQ(encoding, "zstd");
  EXPECT_LT(packed.size(), plain.size());
  const auto unpacked = protocol::decompress(as_bytes(packed), 1 << 20);
  ASSERT_TRUE(unpacked.has_value()) << unpacked.error().message;
  EXPECT_EQ(*unpacked, TwoPages::all());
  const auto lines = whole_body(BodyForm::json, BodyEncoding::identity, encoding);
  EXPECT_EQ(std::ranges::count(lines, '\n'), 186);
  const auto packed_lines = whole_body(BodyForm::json, BodyEncoding::zstd, encoding);
  EXPECT_EQ(as_text(*protocol::decompress(as_bytes(packed_lines), 1 << 20)), lines);
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
