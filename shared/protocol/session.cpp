#include "shared/protocol/session.hpp"

#include <algorithm>

namespace fieldbook::protocol {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// Longest text of a sign-in body; a password manager's longest password is well below.
constexpr std::size_t kTextMax = 4096;

Error wrong(std::string_view name, std::string_view what) {
  return {Errc::invalid_argument, std::string(name) + " " + std::string(what)};
}

Status read(const json& object, std::string_view name, std::string& out) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  if (!found->is_string()) return std::unexpected(wrong(name, "must be a text"));
  out = found->get<std::string>();
  if (out.size() > kTextMax) return std::unexpected(wrong(name, "is too long"));
  return {};
}

Status read(const json& object, std::string_view name, std::int64_t& out) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  const bool fits = found->is_number_integer() &&
                    (!found->is_number_unsigned() || found->get<std::uint64_t>() <= INT64_MAX);
  if (!fits) return std::unexpected(wrong(name, "must be a whole number"));
  out = found->get<std::int64_t>();
  return {};
}

Status read(const json& object, std::string_view name, Uuid& out) {
  std::string text;
  CHECK(read(object, name, text));
  if (text.empty()) return {};
  auto uuid = parse_uuid(text);
  if (!uuid) return std::unexpected(wrong(name, "must be a UUID"));
  out = *uuid;
  return {};
}

Status read(const json& object, std::string_view name, FixedBytes<32>& out) {
  std::string text;
  CHECK(read(object, name, text));
  if (text.empty()) return {};
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != out.size())
    return std::unexpected(wrong(name, "must be 64 hexadecimal digits"));
  std::ranges::copy(*bytes, out.begin());
  return {};
}

Status read(const json& object, std::string_view name, std::vector<std::string>& out) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  if (!found->is_array()) return std::unexpected(wrong(name, "must be a list of texts"));
  for (const json& one : *found) {
    if (!one.is_string()) return std::unexpected(wrong(name, "must be a list of texts"));
    out.push_back(one.get<std::string>());
  }
  return {};
}

Status expect_object(const json& object) {
  if (!object.is_object()) return fail(Errc::invalid_argument, "the body must be a JSON object");
  return {};
}

void put(ordered_json& out, const SessionTokens& tokens) {
  out["access_token"] = tokens.access_token;
  out["access_expires_s"] = tokens.access_expires_s;
  out["refresh_token"] = tokens.refresh_token;
}

bool is_zero(const FixedBytes<32>& bytes) { return bytes == FixedBytes<32>{}; }

}  // namespace

ordered_json to_json(const RedeemRequest& request) {
  ordered_json out = {
      {"code", request.code}, {"signin", request.signin}, {"password", request.password}};
  if (!request.firstname.empty()) out["firstname"] = request.firstname;
  if (!request.lastname.empty()) out["lastname"] = request.lastname;
  return out;
}

Result<RedeemRequest> redeem_request_from_json(const json& object) {
  CHECK(expect_object(object));
  RedeemRequest out;
  CHECK(read(object, "code", out.code));
  CHECK(read(object, "signin", out.signin));
  CHECK(read(object, "password", out.password));
  CHECK(read(object, "firstname", out.firstname));
  CHECK(read(object, "lastname", out.lastname));
  if (out.code.empty()) return std::unexpected(wrong("code", "is missing"));
  if (out.signin.empty()) return std::unexpected(wrong("signin", "is missing"));
  return out;
}

ordered_json to_json(const PasswordResetRequest& request) {
  ordered_json out = {{"signin", request.signin}};
  if (!request.code.empty()) out["code"] = request.code;
  if (!request.password.empty()) out["password"] = request.password;
  return out;
}

Result<PasswordResetRequest> password_reset_request_from_json(const json& object) {
  CHECK(expect_object(object));
  PasswordResetRequest out;
  CHECK(read(object, "signin", out.signin));
  CHECK(read(object, "code", out.code));
  CHECK(read(object, "password", out.password));
  if (out.signin.empty()) return std::unexpected(wrong("signin", "is missing"));
  return out;
}

ordered_json to_json(const SignInRequest& request) {
  ordered_json out;
  out["signin"] = request.signin;
  out["password"] = request.password;
  if (!request.audience.empty()) out["audience"] = request.audience;
  out["device"] = to_string(request.device);
  if (!request.device_name.empty()) out["device_name"] = request.device_name;
  if (!is_zero(request.device_public_key))
    out["device_public_key"] = to_hex(request.device_public_key);
  return out;
}

Result<SignInRequest> sign_in_request_from_json(const json& object) {
  CHECK(expect_object(object));
  SignInRequest out;
  CHECK(read(object, "signin", out.signin));
  CHECK(read(object, "password", out.password));
  CHECK(read(object, "audience", out.audience));
  CHECK(read(object, "device", out.device));
  CHECK(read(object, "device_name", out.device_name));
  CHECK(read(object, "device_public_key", out.device_public_key));
  if (out.signin.empty()) return std::unexpected(wrong("signin", "is missing"));
  if (out.device.is_nil()) return std::unexpected(wrong("device", "is missing"));
  return out;
}

ordered_json to_json(const SessionTokens& tokens) {
  ordered_json out;
  put(out, tokens);
  return out;
}

Result<SessionTokens> session_tokens_from_json(const json& object) {
  CHECK(expect_object(object));
  SessionTokens out;
  CHECK(read(object, "access_token", out.access_token));
  CHECK(read(object, "access_expires_s", out.access_expires_s));
  CHECK(read(object, "refresh_token", out.refresh_token));
  if (out.access_token.empty()) return std::unexpected(wrong("access_token", "is missing"));
  return out;
}

ordered_json to_json(const RenewRequest& request) {
  ordered_json out = {{"refresh_token", request.refresh_token}};
  if (!request.audience.empty()) out["audience"] = request.audience;
  return out;
}

Result<RenewRequest> renew_request_from_json(const json& object) {
  CHECK(expect_object(object));
  RenewRequest out;
  CHECK(read(object, "refresh_token", out.refresh_token));
  CHECK(read(object, "audience", out.audience));
  if (out.refresh_token.empty()) return std::unexpected(wrong("refresh_token", "is missing"));
  return out;
}

ordered_json to_json(const RenewResponse& response) {
  ordered_json out;
  put(out, response.tokens);
  if (!response.access) return out;
  const Access& access = *response.access;
  out["user"] = to_string(access.user);
  out["user_name"] = access.user_name;
  if (!access.account.is_nil()) out["account"] = to_string(access.account);
  out["audience"] = access.audience;
  out["audiences"] = access.audiences;
  out["roles"] = access.roles;
  return out;
}

Result<RenewResponse> renew_response_from_json(const json& object) {
  RenewResponse out;
  TRY(out.tokens, session_tokens_from_json(object));
  Access access;
  CHECK(read(object, "user", access.user));
  CHECK(read(object, "user_name", access.user_name));
  CHECK(read(object, "account", access.account));
  CHECK(read(object, "audience", access.audience));
  CHECK(read(object, "audiences", access.audiences));
  CHECK(read(object, "roles", access.roles));
  if (!access.user.is_nil()) out.access = std::move(access);
  return out;
}

ordered_json to_json(const SignInResponse& response) {
  ordered_json out;
  put(out, response.tokens);
  out["user"] = to_string(response.user);
  out["user_name"] = response.user_name;
  if (!response.account.is_nil()) out["account"] = to_string(response.account);
  out["audience"] = response.audience;
  out["audiences"] = response.audiences;
  out["roles"] = response.roles;
  out["organisation"] = to_string(response.organisation);
  out["organisation_name"] = response.organisation_name;
  out["digest_key"] = to_hex(response.digest_key);
  out["receipt_public_key"] = to_hex(response.receipt_public_key);
  out["server_ms"] = response.server_ms;
  return out;
}

Result<SignInResponse> sign_in_response_from_json(const json& object) {
  SignInResponse out;
  TRY(out.tokens, session_tokens_from_json(object));
  CHECK(read(object, "user", out.user));
  CHECK(read(object, "user_name", out.user_name));
  CHECK(read(object, "account", out.account));
  CHECK(read(object, "audience", out.audience));
  CHECK(read(object, "audiences", out.audiences));
  CHECK(read(object, "roles", out.roles));
  CHECK(read(object, "organisation", out.organisation));
  CHECK(read(object, "organisation_name", out.organisation_name));
  CHECK(read(object, "digest_key", out.digest_key));
  CHECK(read(object, "receipt_public_key", out.receipt_public_key));
  CHECK(read(object, "server_ms", out.server_ms));
  if (out.user.is_nil()) return std::unexpected(wrong("user", "is missing"));
  return out;
}

}  // namespace fieldbook::protocol
