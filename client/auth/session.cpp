#include "client/auth/session.hpp"

#include <fmt/format.h>

namespace fieldbook::client {
namespace {

using nlohmann::json;

constexpr const char* kDeviceId = "device_id";
constexpr const char* kSigningSeed = "signing_seed";
constexpr const char* kRefreshToken = "refresh_token";
constexpr std::size_t kAnswerBytesMax = 4 * 1024 * 1024;  // of a search; others are short

/// A secret of fixed size that is made once.
template <std::size_t Size>
Result<FixedBytes<Size>> make_once(platform::SecretStore& secrets, const char* name,
                                   const FixedBytes<Size>& fresh) {
  if (const auto kept = secrets.get(name)) return to_fixed<Size>(*kept);
  CHECK(secrets.put(name, fresh));
  return fresh;
}

std::string problem_text(const HttpResult& result) {
  const json problem =
      json::parse(result.error_body.begin(), result.error_body.end(), nullptr, false);
  if (problem.is_object() && problem.contains("detail") && problem["detail"].is_string())
    return problem["detail"];
  return result.message;
}

/// Posts JSON and reads JSON.
std::expected<json, SessionFailure> post(HttpClient& http, const std::string& path,
                                         const json& body, const std::string& bearer) {
  HttpRequest request{.method = "POST", .path = path};
  request.headers.emplace_back("Content-Type", "application/json");
  request.headers.emplace_back("Accept", "application/json");
  if (!bearer.empty()) request.headers.emplace_back("Authorization", "Bearer " + bearer);
  const std::string text = body.dump();
  request.body.assign(text.begin(), text.end());
  request.accept = {"application/json"};
  std::string answer;
  const HttpResult result = http.perform(request, [&](const HttpResult&, ByteView bytes) -> Status {
    answer += as_text(bytes);
    if (answer.size() > kAnswerBytesMax)
      return fail(Errc::limit_exceeded, "the server's answer is too long");
    return {};
  });
  if (result.interrupted)
    return std::unexpected(SessionFailure{FailureKind::broken, "The request was stopped."});
  if (result.failure) return std::unexpected(SessionFailure{*result.failure, problem_text(result)});
  if (result.status == 204) return json::object();
  json parsed = json::parse(answer, nullptr, false);
  if (!parsed.is_object())
    return std::unexpected(
        SessionFailure{FailureKind::broken, "The server's answer could not be read."});
  return parsed;
}

SessionFailure unreadable(const Error& error) {
  return {FailureKind::broken,
          fmt::format("The server's answer could not be read ({}).", error.message)};
}

}  // namespace

Result<Session> Session::open(platform::SecretStore& secrets, const Clock& clock, Random& random) {
  Session session(secrets);
  TRY(const auto device, make_once<16>(secrets, kDeviceId, make_uuid(clock, random).bytes));
  session.device_ = Uuid{device};
  TRY(session.signing_key_.seed,
      make_once<32>(secrets, kSigningSeed, actions::make_signing_key(random).seed));
  return session;
}

std::expected<protocol::SignInResponse, SessionFailure> Session::sign_in(
    HttpClient& http, const std::string& signin, const std::string& password,
    const std::string& audience, const std::string& device_name) {
  const protocol::SignInRequest request{.signin = signin,
                                        .password = password,
                                        .audience = audience,
                                        .device = device_,
                                        .device_name = device_name,
                                        .device_public_key = signing_key_.public_key()};
  auto answer = post(http, "/v1/sign-in", protocol::to_json(request), "");
  if (!answer) return std::unexpected(answer.error());
  auto response = protocol::sign_in_response_from_json(*answer);
  if (!response) return std::unexpected(unreadable(response.error()));
  if (auto kept = keep(response->tokens); !kept) return std::unexpected(kept.error());
  return *std::move(response);
}

std::expected<void, SessionFailure> Session::redeem(HttpClient& http,
                                                    const protocol::RedeemRequest& invitation) {
  const auto answer = post(http, "/v1/redeem", protocol::to_json(invitation), "");
  if (!answer) return std::unexpected(answer.error());
  return {};
}

std::expected<void, SessionFailure> Session::reset_password(
    HttpClient& http, const protocol::PasswordResetRequest& reset) {
  const char* path = reset.code.empty() ? "/v1/password-reset" : "/v1/password-reset/confirm";
  const auto answer = post(http, path, protocol::to_json(reset), "");
  if (!answer) return std::unexpected(answer.error());
  return {};
}

std::expected<std::optional<protocol::Access>, SessionFailure> Session::renew(
    HttpClient& http, const std::string& audience) {
  const auto token = secrets_->get(kRefreshToken);
  if (!token)
    return std::unexpected(
        SessionFailure{FailureKind::unauthenticated, "Please sign in. You can keep working."});
  const protocol::RenewRequest request{std::string(as_text(*token)), audience};
  auto answer = post(http, "/v1/token", protocol::to_json(request), "");
  if (!answer) return std::unexpected(answer.error());
  auto renewed = protocol::renew_response_from_json(*answer);
  if (!renewed) return std::unexpected(unreadable(renewed.error()));
  if (auto kept = keep(renewed->tokens); !kept) return std::unexpected(kept.error());
  return std::move(renewed->access);
}

std::expected<json, SessionFailure> Session::ask(HttpClient& http, const std::string& path,
                                                 const json& body) {
  if (!access_token_.empty()) {
    auto answer = post(http, path, body, access_token_);
    if (answer || answer.error().kind != FailureKind::unauthenticated) return answer;
  }
  if (auto renewed = renew(http); !renewed) return std::unexpected(renewed.error());
  return post(http, path, body, access_token_);
}

void Session::sign_out(HttpClient& http) {
  const std::string bearer = std::exchange(access_token_, {});
  static_cast<void>(secrets_->erase(kRefreshToken));
  if (!bearer.empty()) static_cast<void>(post(http, "/v1/sign-out", json::object(), bearer));
}

bool Session::has_refresh_token() const { return secrets_->get(kRefreshToken).has_value(); }

std::expected<void, SessionFailure> Session::keep(const protocol::SessionTokens& tokens) {
  // The refresh token must be durable before it is used: the one before it dies with it.
  if (const auto stored = secrets_->put(kRefreshToken, as_bytes(tokens.refresh_token)); !stored)
    return std::unexpected(SessionFailure{FailureKind::storage, stored.error().message});
  access_token_ = tokens.access_token;
  return {};
}

}  // namespace fieldbook::client
