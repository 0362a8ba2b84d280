#pragma once

// The JSON bodies of signing in and renewing tokens (README.md, "Signing in").

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "shared/protocol/messages.hpp"

namespace fieldbook::protocol {

/// POST /v1/sign-in
struct SignInRequest {
  std::string signin;
  std::string password;
  std::string audience;  ///< empty: the only (or first) one of the person
  Uuid device;           ///< made by the device once
  std::string device_name;
  FixedBytes<32> device_public_key{};  ///< Ed25519
};

/// POST /v1/token
struct RenewRequest {
  std::string refresh_token;
  /// Under which the sign-in goes on, where the person may not use its own any more: an applicant
  /// who was approved. Empty: unchanged.
  std::string audience;
};

/// Who a sign-in stands for, as it is when a token is renewed.
struct Access {
  Uuid user;
  std::string user_name;
  Uuid account;                        ///< nil when none
  std::string audience;                ///< of the sign-in
  std::vector<std::string> audiences;  ///< all that the person may sign in as, preferred first
  std::vector<std::string> roles;
};

/// Answer of sign-in and of POST /v1/token.
struct SessionTokens {
  std::string access_token;
  std::int64_t access_expires_s = 0;
  std::string refresh_token;
};

/// Answer of POST /v1/token.
struct RenewResponse {
  SessionTokens tokens;
  std::optional<Access> access;  ///< an older daemon tells nothing
};

struct SignInResponse {
  SessionTokens tokens;
  Uuid user;  ///< contact or systemuser
  std::string user_name;
  Uuid account;  ///< nil when none
  std::string audience;
  std::vector<std::string> audiences;  ///< all that this person may sign in as
  std::vector<std::string> roles;
  Uuid organisation;
  std::string organisation_name;
  FixedBytes<32> digest_key{};
  FixedBytes<32> receipt_public_key{};  ///< the daemon's Ed25519
  std::int64_t server_ms = 0;
};

/// POST /v1/redeem
struct RedeemRequest {
  std::string code;  ///< of the invitation
  std::string signin;
  std::string password;
  /// Of whom nobody knows yet: the invitation is a group's. May be empty.
  std::string firstname = {}, lastname = {};
};

/// POST /v1/password-reset; with `code` and `password` POST /v1/password-reset/confirm
struct PasswordResetRequest {
  std::string signin;
  std::string code;
  std::string password;
};

[[nodiscard]] nlohmann::ordered_json to_json(const RedeemRequest& request);
[[nodiscard]] Result<RedeemRequest> redeem_request_from_json(const nlohmann::json& json);
[[nodiscard]] nlohmann::ordered_json to_json(const PasswordResetRequest& request);
[[nodiscard]] Result<PasswordResetRequest> password_reset_request_from_json(
    const nlohmann::json& json);
[[nodiscard]] nlohmann::ordered_json to_json(const SignInRequest& request);
[[nodiscard]] Result<SignInRequest> sign_in_request_from_json(const nlohmann::json& json);
[[nodiscard]] nlohmann::ordered_json to_json(const SessionTokens& tokens);
[[nodiscard]] Result<SessionTokens> session_tokens_from_json(const nlohmann::json& json);
[[nodiscard]] nlohmann::ordered_json to_json(const RenewRequest& request);
[[nodiscard]] Result<RenewRequest> renew_request_from_json(const nlohmann::json& json);
[[nodiscard]] nlohmann::ordered_json to_json(const RenewResponse& response);
[[nodiscard]] Result<RenewResponse> renew_response_from_json(const nlohmann::json& json);
[[nodiscard]] nlohmann::ordered_json to_json(const SignInResponse& response);
[[nodiscard]] Result<SignInResponse> sign_in_response_from_json(const nlohmann::json& json);

}  // namespace fieldbook::protocol
